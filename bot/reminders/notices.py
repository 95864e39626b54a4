"""A moved date, a pause, an event called off: told once to those concerned, over crashes too."""

import asyncio
import logging
from collections.abc import Sequence
from datetime import datetime, timedelta

from bot import words
from bot.core import Core
from bot.face import Face, Unreachable, nobody_waits
from bot.notes import Item, Notice
from bot.reminders import planning
from bot.reminders.calendar import allowed
from bot.reminders.delivery import WAITS
from bot.reminders.terms import Person
from db import members as members_memory
from db import notices as memory
from db import reminders as reminders_memory
from db.engines import is_sqlite
from db.look import Work
from db.models import Answer, Community, Member, Mobilisation
from db.notices import Claimed
from db.store import MemoryLost
from db.vocabulary import Choice, Delivery, Sending, State

log = logging.getLogger(__name__)

LEASE = timedelta(minutes=2)
PATIENCE = 90.0
"""Seconds that one attempt may take in all: less than the lease."""
AT_ONCE = 8
OLD = timedelta(days=3)
"""A change that could not be told for so long is no news any more."""
HOLDS_IN = {
    "moved": State.ANNOUNCED,
    "suspended": State.SUSPENDED,
    "resumed": State.ANNOUNCED,
    "cancelled": State.CANCELLED,
}
"""The state in which each news is still true: an end by hand or by the calendar tells nobody."""


async def plan(
    work: Work,
    mobilisation: Mobilisation,
    community: Community,
    concerned: Sequence[tuple[Member, Answer]],
    what: str,
    now: datetime,
) -> int:
    """Have each who said yes or maybe and wants to hear of it told in private; how many.

    Nobody hears of a pause, or of its end, when the event is over anyway.
    """
    over = what in ("suspended", "resumed") and planning.is_over(mobilisation, now)
    people = [
        member.id
        for member, answer in concerned
        if not over and _unwanted(planning.person_of(member, community), answer, now) is None
    ]
    await memory.add(
        work, mobilisation.id, people, what=what, revision=mobilisation.revision, now=now
    )
    return len(people)


def _unwanted(person: Person, answer: Answer | None, now: datetime) -> str | None:
    """Why somebody is not to be told."""
    until = person.paused_until
    reasons = {
        "not_this_time": answer is None or answer.choice is Choice.OUT,
        "stopped": answer is not None and answer.stopped,
        "stopped_all": person.stopped_all,
        "left": person.left,
        "quiet": person.quiet,
        "paused": until is not None and now.astimezone(person.zone).date() < until,
        "unreachable": not person.reachable,
        f"delivery_{person.delivery}": person.delivery is not Delivery.PRIVATE,
    }
    return next((reason for reason, holds in reasons.items() if holds), None)


class Notices:
    """Sends what is to be told: claim, send with the notice's own nonce, record.

    What was claimed before and not recorded is looked for first, as reminders are.
    """

    def __init__(self, core: Core, name: str) -> None:
        self._core = core
        self._name = name

    async def start(self) -> None:
        """Take over what an earlier process left claimed; on a shared database leases decide."""
        if is_sqlite(self._core.store.url):
            async with self._core.store.work() as work:
                await memory.release_others(work, self._name, self._core.now())

    async def deliver(self) -> None:
        """Tell whoever is to be told now, some at a time."""
        nobody_waits.set(True)
        seen: set[int] = set()
        while True:
            async with self._core.store.look() as look:
                found = await memory.due(look, self._core.now(), limit=AT_ONCE)
            if not set(found) - seen:
                return
            seen.update(found)
            async with asyncio.TaskGroup() as group:
                for notice in found:
                    group.create_task(self._serve(notice), name="telling of a change")

    async def _serve(self, notice: int) -> None:
        try:
            claimed = await self._claim(notice)
            if claimed is None:
                return
            try:
                async with asyncio.timeout(PATIENCE):
                    await self._send(claimed)
            except TimeoutError:
                await self._failed(claimed, Unreachable("later", detail="patience"))
            except Unreachable as trouble:
                await self._failed(claimed, trouble)
        except MemoryLost as lost:
            log.warning("notice %d stays claimed: %s", notice, lost)
        except Exception:
            log.exception("notice %d failed; it stays claimed", notice)

    async def _claim(self, notice: int) -> Claimed | None:
        now = self._core.now()
        async with self._core.store.work() as work:
            return await memory.claim(work, notice, now, by=self._name, until=now + LEASE)

    async def _send(self, claimed: Claimed) -> None:
        face = self._core.faces.get(claimed.community.platform)
        if face is None:
            raise Unreachable("later")
        notice, member = claimed.notice, claimed.member
        channel = member.private_channel
        message: str | None = None
        if notice.attempts > 1 and channel is not None:
            message = await face.said_before(channel, _mark(claimed))
        if message is None and (reason := self._over(claimed)):
            await self._give_up(claimed, reason)
            return
        if channel is None:
            channel = await face.open_private(member.external_id)
            async with self._core.store.work() as work:
                await members_memory.remember_channel(work, member.id, channel)
        if message is None:
            said = await self._worded(claimed, face)
            message = await face.whisper(channel, said, nonce=_mark(claimed))
        async with self._core.store.work() as work:
            await memory.mark_sent(work, notice.id, now=self._core.now(), message=message)
        log.info("notice %d sent at attempt %d", notice.id, notice.attempts)

    def _over(self, claimed: Claimed) -> str | None:
        now = self._core.now()
        holds = claimed.mobilisation.state is HOLDS_IN[claimed.notice.what]
        if claimed.overtaken or not holds:
            return "overtaken"
        if now - claimed.notice.created_at > OLD:
            return "too_late"
        person = planning.person_of(claimed.member, claimed.community)
        return _unwanted(person, claimed.answer, now)

    async def _worded(self, claimed: Claimed, face: Face) -> Notice:
        """Put together now, so that the date is the one that holds; at night without a sound."""
        mobilisation, community, now = claimed.mobilisation, claimed.community, self._core.now()
        async with self._core.store.look() as look:
            shown = await reminders_memory.cards_of(look, [mobilisation.id])
        cards = [
            face.address(community.external_id, card.channel, card.message)
            for card in shown
            if card.message is not None
        ]
        person, rules = planning.person_of(claimed.member, community), planning.rules_of(community)
        return Notice(
            locale=words.closest(claimed.member.locale, community.locale),
            what=claimed.notice.what,
            quietly=not allowed(now, person, rules),
            mark=_mark(claimed),
            item=Item(
                mobilisation=mobilisation.id,
                title=mobilisation.title,
                starts=mobilisation.starts_at or mobilisation.starts_on,
                zone=mobilisation.zone,
                angle=None,
                brief=next(iter(cards), None),
                reason=claimed.notice.what,
            ),
        )

    async def _give_up(self, claimed: Claimed, reason: str) -> None:
        async with self._core.store.work() as work:
            await memory.give_up(work, claimed.notice.id, self._name, Sending.SKIPPED, reason)

    async def _failed(self, claimed: Claimed, trouble: Unreachable) -> None:
        """A refusal is final and recorded; anything else is tried again with growing waits."""
        now, notice, member = self._core.now(), claimed.notice, claimed.member
        refused = trouble.reason in ("left", "closed", "forbidden")
        async with self._core.store.work() as work:
            if trouble.reason == "left":
                await members_memory.mark_left(work, member.id, now)
            elif refused:
                await members_memory.mark_unreachable(work, member.id, now)
            elif trouble.reason == "gone":
                await members_memory.change(work, member.id, private_channel=None)
            if refused:
                end = Sending.UNREACHABLE
                await memory.give_up(work, notice.id, self._name, end, trouble.reason)
            else:
                wait = max(trouble.wait, WAITS[min(notice.attempts, len(WAITS)) - 1])
                again = now + timedelta(seconds=wait)
                await memory.try_again(work, notice.id, self._name, again)
        log.warning(
            "notice %d not sent at attempt %d: %s", notice.id, notice.attempts, trouble.reason
        )


def _mark(claimed: Claimed) -> str:
    """Found again in the message after a crash; also its nonce."""
    return f"n{claimed.notice.id}"
