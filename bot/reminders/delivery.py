"""Claim, send, record: each reminder reaches its person once, or its end is recorded."""

import asyncio
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot import words
from bot.core import Core
from bot.face import Face, Unreachable
from bot.notes import Item, ReminderNote
from bot.reminders import planning
from bot.reminders.terms import Kind
from db import members as members_memory
from db import reminders as memory
from db.engines import is_sqlite
from db.models import Announcement, Community, Member, Mobilisation, Reminder
from db.store import Work

log = logging.getLogger(__name__)

LEASE = timedelta(minutes=2)
"""How long a parcel belongs to the process that claimed it."""
AT_ONCE = 4
"""Parcels on their way at the same time: presses share the same line and go first."""
WAITS = (10, 20, 40, 80, 160, 320, 640, 900)
"""Seconds before each further attempt; the last one repeats while the reminder is of use."""


@dataclass(frozen=True)
class Parcel:
    """One message to one person, with the rows that it settles."""

    id: int
    rows: tuple[Reminder, ...]
    member: Member
    community: Community
    attempts: int

    @property
    def ids(self) -> list[int]:
        """The rows that this message settles."""
        return [row.id for row in self.rows]

    @property
    def mark(self) -> str:
        """Found again in the message after a crash; also its nonce (at most 25 characters)."""
        return f"r{self.id}"


class Delivery:
    """Sends what is due, a few parcels at a time, paced by the faces.

    The order is claim → send with the parcel's own nonce → record. A parcel that was claimed
    before and not recorded may have been sent: it is looked for first, because the platform
    remembers a nonce for some minutes only.
    """

    def __init__(self, core: Core, name: str) -> None:
        self._core = core
        self._name = name
        self._under_way: dict[int, asyncio.Task[None]] = {}

    async def start(self) -> None:
        """Take over what an earlier process left claimed; on a shared database leases decide."""
        if is_sqlite(self._core.store.url):
            async with self._core.store.work() as work:
                await memory.release_others(work, self._name, self._core.now())

    async def sweep(self) -> datetime | None:
        """Start sending what is due; the nearest moment at which there is more to do."""
        now = self._core.now()
        free = AT_ONCE - len(self._under_way)
        async with self._core.store.look() as look:
            if free > 0 and self._core.faces:
                waiting = await memory.due_members(look, now, limit=AT_ONCE + free)
                for member in [one for one in waiting if one not in self._under_way][:free]:
                    task = asyncio.create_task(self._serve(member), name=f"reminding {member}")
                    self._under_way[member] = task
            return await memory.next_due(look)

    async def drain(self, seconds: float) -> None:
        """Let what is under way finish; what does not is left claimed, and settled later."""
        if self._under_way:
            await asyncio.wait(self._under_way.values(), timeout=seconds)
        for task in list(self._under_way.values()):
            task.cancel()

    @property
    def under_way(self) -> bool:
        """Whether anything is on its way at this moment."""
        return bool(self._under_way)

    async def settled(self) -> None:
        """Wait until what is on its way at this moment has arrived, or failed."""
        await asyncio.wait(list(self._under_way.values()))

    async def _serve(self, member_id: int) -> None:
        try:
            parcel = await self._claim(member_id)
            if parcel is not None:
                await self._send(parcel)
        except Exception:
            log.exception("reminders of member %d failed; they stay claimed", member_id)
        finally:
            self._under_way.pop(member_id, None)
            if self._core.bell is not None:
                self._core.bell.wake()

    async def _claim(self, member_id: int) -> Parcel | None:
        now = self._core.now()
        async with self._core.store.work() as work:
            found = await members_memory.get(work, member_id)
            if found is None:
                return None
            member, community = found
            if community.platform not in self._core.faces:
                return None
            # The plan is asked again at the last moment: what is not of use any more falls here.
            planned = await planning.replan(work, member, community, now)
            late = {
                (item.key.call, item.key.kind.value)
                for due in planned.plan.due
                if due.late
                for item in due.items
            }
            rows = await memory.claim(work, member_id, now=now, by=self._name, until=now + LEASE)
            for row in rows:
                row.late = row.late or (row.mobilisation_id, row.kind) in late
            strange = [row.id for row in rows if row.kind not in planning.KNOWN_KINDS]
            if strange:
                log.error("reminders %s are of a kind this version does not know", strange)
                await memory.skip(work, strange, "unknown_kind")
        rows = [row for row in rows if row.id not in strange]
        if not rows:
            return None
        return Parcel(
            rows[0].parcel or rows[0].id, tuple(rows), member, community, rows[0].attempts
        )

    async def _send(self, parcel: Parcel) -> None:
        face = self._core.faces[parcel.community.platform]
        try:
            channel = parcel.member.private_channel
            if channel is None:
                channel = await face.open_private(parcel.member.external_id)
                await self._record_channel(parcel.member.id, channel)
            message: str | None = None
            if parcel.attempts > 1:
                message = await face.said_before(channel, parcel.mark)
            if message is None:
                if all(row.useful_until <= self._core.now() for row in parcel.rows):
                    await self._skip(parcel, "too_late")
                    return
                note = await self._note(parcel, face)
                message = await face.whisper(channel, note, nonce=parcel.mark)
        except Unreachable as trouble:
            await self._failed(parcel, trouble)
            return
        async with self._core.store.work() as work:
            now = self._core.now()
            await memory.mark_sent(work, parcel.ids, now=now, channel=channel, message=message)
            if any(row.kind == Kind.CARRY_ON for row in parcel.rows):
                await members_memory.change(work, parcel.member.id, quiet_since=now)
            await self._replan(work, parcel)
        log.info("reminder parcel %d sent at attempt %d", parcel.id, parcel.attempts)

    async def _replan(self, work: Work, parcel: Parcel) -> None:
        found = await members_memory.get(work, parcel.member.id)
        if found is not None:
            await planning.replan(work, found[0], found[1], self._core.now())

    async def _record_channel(self, member_id: int, channel: str) -> None:
        async with self._core.store.work() as work:
            await members_memory.remember_channel(work, member_id, channel)

    async def _skip(self, parcel: Parcel, reason: str) -> None:
        async with self._core.store.work() as work:
            await memory.skip(work, parcel.ids, reason)
        log.info("reminder parcel %d skipped: %s", parcel.id, reason)

    async def _failed(self, parcel: Parcel, trouble: Unreachable) -> None:
        """A refusal is final and recorded; anything else is tried again with growing waits."""
        now = self._core.now()
        async with self._core.store.work() as work:
            if trouble.reason == "left":
                await members_memory.mark_left(work, parcel.member.id, now)
                await memory.mark_unreachable(work, parcel.ids, "left")
            elif trouble.reason in ("closed", "forbidden"):
                await members_memory.mark_unreachable(work, parcel.member.id, now)
                await memory.mark_unreachable(work, parcel.ids, trouble.reason)
            else:
                if trouble.reason == "gone":
                    await members_memory.change(work, parcel.member.id, private_channel=None)
                wait = max(trouble.wait, WAITS[min(parcel.attempts, len(WAITS)) - 1])
                await memory.try_again(work, parcel.ids, now + timedelta(seconds=wait))
        log.warning(
            "reminder parcel %d not sent at attempt %d: %s",
            parcel.id,
            parcel.attempts,
            trouble.reason,
        )

    async def _note(self, parcel: Parcel, face: Face) -> ReminderNote:
        """Rendered now, so that a changed title, date or place is never stale."""
        async with self._core.store.look() as look:
            contents = await memory.contents(look, parcel.ids)
            shown = await memory.cards_of(look, [row.mobilisation_id for row in parcel.rows])
        locale = words.closest(parcel.member.locale, parcel.community.locale)
        zone = parcel.member.zone or parcel.community.zone
        return ReminderNote(
            locale=locale,
            mark=parcel.mark,
            items=tuple(
                _item(
                    row, mobilisation, zone, address_of(face, parcel.community, shown, mobilisation)
                )
                for row, mobilisation, _, _ in contents
            ),
            late=any(row.late for row in parcel.rows),
        )


def address_of(
    face: Face, community: Community, shown: Sequence[Announcement], mobilisation: Mobilisation
) -> str | None:
    """Where the brief of a mobilisation can be read, if its card is shown anywhere."""
    for card in shown:
        if card.mobilisation_id == mobilisation.id and card.message is not None:
            return face.address(community.external_id, card.channel, card.message)
    return None


def _item(row: Reminder, mobilisation: Mobilisation, zone: str, address: str | None) -> Item:
    """One angle only, a different one from person to person: no two posts need look alike."""
    angles = mobilisation.angles
    starts = mobilisation.starts_at or mobilisation.starts_on
    return Item(
        mobilisation=mobilisation.id,
        title=mobilisation.title,
        starts=starts,
        zone=str(ZoneInfo(mobilisation.zone)),
        angle=angles[row.member_id % len(angles)] if angles else None,
        brief=address,
        reason=row.kind,
        day=None,
    )
