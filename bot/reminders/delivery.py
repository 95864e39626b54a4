"""Claim, send, record: each reminder reaches its person once, or its end is recorded."""

import asyncio
import logging
from collections import deque
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.core import Core
from bot.face import Unreachable, nobody_waits
from bot.reminders import planning, rendering
from bot.reminders.calendar import working_time
from bot.reminders.openings import Openings
from bot.reminders.parcels import Parcel, parcel_of
from bot.reminders.terms import Kind
from db import members as members_memory
from db import parcels as memory
from db import reminders as reminders_memory
from db.engines import is_sqlite
from db.look import Work
from db.store import MemoryLost

log = logging.getLogger(__name__)

WAITS = (10, 20, 40, 80, 160, 320, 640, 900)
"""Seconds before each further attempt; the last one repeats while the reminder is of use."""


@dataclass(frozen=True)
class Habits:
    """How a process goes about it."""

    lease: timedelta = timedelta(minutes=2)
    """How long a parcel belongs to the process that claimed it."""
    patience: float = 90.0
    """Seconds that one attempt may take in all: less than the lease, so that nobody else has
    begun, and than the time for which platforms remember a nonce."""
    at_once: int = 16
    """Parcels on their way at the same time; how fast they leave is for the faces to say."""
    at_the_desk: int = 2
    """Of these, so many may be busy with the memory: presses share it and wait for no queue."""
    open_every: timedelta | None = None
    """Between two private channels that are opened ahead of time; None opens none."""


class Delivery:
    """Sends what is due, some parcels at a time.

    The order is claim → send with the parcel's own nonce → record. A parcel that was claimed
    before and not recorded may have been sent: it is looked for first, because the platform
    remembers a nonce for some minutes only.
    """

    def __init__(self, core: Core, name: str, habits: Habits | None = None) -> None:
        self._core = core
        self._name = name
        self._ends = core.vitals.reminders
        self._habits = habits or Habits()
        self._desk = asyncio.Semaphore(self._habits.at_the_desk)
        self._looking = asyncio.Lock()
        self._waiting: deque[int] = deque()
        self._served: set[int] = set()
        self._left_alone: set[int] = set()
        """Members whose turn came to nothing; the next round asks again."""
        self._carriers: set[asyncio.Task[None]] = set()
        self._unsettled: set[int] = set()
        self._closing = False
        every = self._habits.open_every
        self._openings = None if every is None else Openings(core, every)

    async def start(self) -> None:
        """Take over what an earlier process left claimed; on a shared database leases decide."""
        if is_sqlite(self._core.store.url):
            async with self._core.store.work() as work:
                await memory.release_others(work, self._name, self._core.now())

    async def sweep(self) -> datetime | None:
        """Start sending what is due; the nearest moment to come at which there is more to do."""
        moments: list[datetime | None] = []
        if self._core.faces and not self._closing:
            self._left_alone.clear()
            await self._look_for_more()
            room = self._habits.at_once - len(self._carriers)
            for _ in range(min(room, len(self._waiting))):
                carrier = asyncio.create_task(self._carry(), name="carrying reminders")
                self._carriers.add(carrier)
                carrier.add_done_callback(self._carriers.discard)
            if self._openings is not None:
                moments.append(await self._openings.open_one())
        async with self._core.store.look() as look:
            moments.append(await reminders_memory.next_due(look, self._core.now()))
        return min((moment for moment in moments if moment is not None), default=None)

    async def drain(self, seconds: float) -> None:
        """Start nothing more and let what is under way finish, for so many seconds.

        What does not finish is handed back: whoever comes next looks whether it was sent.
        """
        self._closing = True
        if self._openings is not None:
            await self._openings.close()
        if self._carriers:
            await asyncio.wait(self._carriers, timeout=seconds)
        for carrier in list(self._carriers):
            carrier.cancel()
        await asyncio.gather(*self._carriers, return_exceptions=True)
        if self._unsettled:
            log.warning("%d reminders are handed back unsettled", len(self._unsettled))
            async with self._core.store.work() as work:
                await memory.try_again(work, self._unsettled, self._name, self._core.now())

    @property
    def under_way(self) -> bool:
        """Whether anything is on its way at this moment."""
        return bool(self._carriers)

    async def settled(self) -> None:
        """Wait until what is due at this moment has arrived, or failed."""
        await asyncio.wait(list(self._carriers))

    async def _carry(self) -> None:
        """One parcel after the other until nothing is due."""
        nobody_waits.set(True)
        while (member_id := await self._next()) is not None:
            try:
                if not await self._serve(member_id):
                    self._left_alone.add(member_id)
            except MemoryLost as lost:
                self._left_alone.add(member_id)
                log.warning("reminders of member %d stay claimed: %s", member_id, lost)
            except Exception:
                self._left_alone.add(member_id)
                log.exception("reminders of member %d failed; they stay claimed", member_id)
            finally:
                self._served.discard(member_id)
        if self._core.bell is not None:
            self._core.bell.wake()

    async def _next(self) -> int | None:
        if not self._waiting:
            await self._look_for_more()
        if not self._waiting or self._closing:
            return None
        member_id = self._waiting.popleft()
        self._served.add(member_id)
        return member_id

    async def _look_for_more(self) -> None:
        async with self._looking:
            if self._waiting:
                return
            but = self._served | self._left_alone
            async with self._core.store.look() as look:
                limit = self._habits.at_once * 2
                found = await reminders_memory.due_members(
                    look, self._core.now(), limit=limit, but=but
                )
            # Whoever was served meanwhile was still due when we asked.
            self._waiting.extend(one for one in found if one not in self._served)

    async def _serve(self, member_id: int) -> bool:
        """Send what is due to one member; False where nothing could be done."""
        async with self._desk:
            parcel = await self._claim(member_id)
        if parcel is None:
            return False
        self._unsettled.update(parcel.ids)
        try:
            async with asyncio.timeout(self._patience(parcel)):
                await self._send(parcel)
        except TimeoutError:
            await self._failed(parcel, Unreachable("later", detail="patience"))
        except Unreachable as trouble:
            await self._failed(parcel, trouble)
        self._unsettled.difference_update(parcel.ids)
        return True

    def _patience(self, parcel: Parcel) -> float:
        """Seconds that this attempt may take: whatever holds it up, nothing leaves after hours."""
        most, now = self._habits.patience, self._core.now()
        if len(parcel.over) == len(parcel.rows):
            return most
        person = planning.person_of(parcel.member, parcel.community)
        closing = working_time(person, planning.rules_of(parcel.community)).closing(now)
        return min(most, self._core.clock.seconds_until(closing))

    async def _claim(self, member_id: int) -> Parcel | None:
        now = self._core.now()
        async with self._core.store.work() as work:
            if not await memory.take_turn(work, member_id, now):
                return None
            found = await members_memory.light(work, member_id)
            if found is None or found[1].platform not in self._core.faces:
                return None
            member, community = found
            # The plan is asked again at the last moment: what is not of use any more falls here.
            planned = await planning.replan(work, member, community, now)
            self._ends["skipped"] += planned.ended
            due = await memory.due_to(work, member_id, now)
            known = [row for row in due if row.kind in planning.KNOWN_KINDS]
            parcel = parcel_of(known, member, community, planned.plan, now)
            until = now + self._habits.lease
            if parcel is not None:
                await memory.hold(work, parcel.id, parcel.late, by=self._name, until=until)
            if strange := [row.id for row in due if row not in known]:
                log.error("reminders %s are of a kind this version does not know", strange)
                late = dict.fromkeys(strange, False)
                await memory.hold(work, strange[0], late, by=self._name, until=until)
                await memory.give_up(work, strange, self._name, "unknown_kind")
        return parcel

    async def _send(self, parcel: Parcel) -> None:
        face = self._core.faces.get(parcel.community.platform)
        if face is None:
            raise Unreachable("later")
        channel = parcel.member.private_channel
        if channel is None:
            channel = await face.open_private(parcel.member.external_id)
            async with self._core.store.work() as work:
                await members_memory.remember_channel(work, parcel.member.id, channel)
        message: str | None = None
        if parcel.attempts > 1:
            message = await face.said_before(channel, parcel.mark)
        if message is None and parcel.over:
            parcel = await self._thin_out(parcel)
        if not parcel.rows:
            return
        if message is None:
            note = await rendering.note(self._core, face, parcel)
            message = await face.whisper(channel, note, nonce=parcel.mark)
        await self._record(parcel, channel, message)
        log.info("reminder parcel %d sent at attempt %d", parcel.id, parcel.attempts)

    async def _record(self, parcel: Parcel, channel: str, message: str) -> None:
        async with self._desk, self._core.store.work() as work:
            now = self._core.now()
            await memory.mark_sent(work, parcel.ids, now=now, channel=channel, message=message)
            if any(row.kind == Kind.CARRY_ON for row in parcel.rows):
                await members_memory.change(work, parcel.member.id, quiet_since=now)
            await self._replan(work, parcel)
        self._ends["sent"] += len(parcel.rows)
        self._ends["late"] += sum(parcel.late[row.id] for row in parcel.rows)

    async def _thin_out(self, parcel: Parcel) -> Parcel:
        """Record the end of what was claimed, did not arrive, and is not wanted any more."""
        async with self._core.store.work() as work:
            for row_id, end in parcel.over.items():
                if isinstance(end, datetime):
                    await memory.put_off(work, [row_id], self._name, end)
                else:
                    await memory.give_up(work, [row_id], self._name, end)
                    self._ends["skipped"] += 1
            await self._replan(work, parcel)
        log.info("of reminder parcel %d, %d are over", parcel.id, len(parcel.over))
        return parcel.without_over()

    async def _replan(self, work: Work, parcel: Parcel) -> None:
        found = await members_memory.light(work, parcel.member.id)
        if found is not None:
            await planning.replan(work, found[0], found[1], self._core.now())

    async def _failed(self, parcel: Parcel, trouble: Unreachable) -> None:
        """A refusal is final and recorded; anything else is tried again with growing waits."""
        now = self._core.now()
        async with self._core.store.work() as work:
            if trouble.reason in ("left", "closed", "forbidden"):
                self._ends["unreachable"] += len(parcel.rows)
            if trouble.reason == "left":
                await members_memory.mark_left(work, parcel.member.id, now)
                await memory.mark_unreachable(work, parcel.ids, self._name, "left")
            elif trouble.reason in ("closed", "forbidden"):
                await members_memory.mark_unreachable(work, parcel.member.id, now)
                await memory.mark_unreachable(work, parcel.ids, self._name, trouble.reason)
            else:
                if trouble.reason == "gone":
                    await members_memory.change(work, parcel.member.id, private_channel=None)
                wait = max(trouble.wait, WAITS[min(parcel.attempts, len(WAITS)) - 1])
                await memory.try_again(work, parcel.ids, self._name, now + timedelta(seconds=wait))
        log.warning(
            "reminder parcel %d not sent at attempt %d: %s",
            parcel.id,
            parcel.attempts,
            trouble.reason,
        )
