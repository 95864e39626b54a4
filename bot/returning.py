"""Coming back: what people did with reactions while the bot was away is found and kept."""

import logging
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from bot import answers, posts, reactions
from bot.core import Core
from bot.face import Face, Unreachable
from bot.gestures import POSTED_SIGN, SIGNS
from bot.people import Actor
from bot.refusals import Refusal
from db import announcements as announcements_memory
from db import answers as answers_memory
from db.models import Announcement
from db.vocabulary import Choice, Via

log = logging.getLogger(__name__)

CHOICES = {choice: sign for sign, choice in SIGNS.items()}
Record = dict[str, tuple[Choice | None, Via | None, bool]]


@dataclass
class _Found:
    """What one person's reactions to a mobilisation tell, on all its cards together."""

    stands: set[str] = field(default_factory=set)
    new: set[str] = field(default_factory=set)
    """Standing, and not seen before: only these can have been left while we were away."""
    gone: set[str] = field(default_factory=set)
    """Seen before, and standing nowhere: only these can have been removed meanwhile."""


@dataclass
class _Card:
    """One card's reactions, and the traces of those that were seen on it before."""

    message: str
    seen: set[str]
    left: reactions.Standing


async def catch_up(core: Core, platform: str) -> int:
    """Compare every open card's reactions with the record; how many answers changed.

    Nobody is written to: they made their gesture long ago. A gesture of another kind counts more
    than a reaction, since nobody can tell which came later. A reaction that was seen before is
    not taken a second time: its person may have taken back what it said, or be forgotten.
    """
    face = core.faces[platform]
    async with core.store.look() as look:
        shown = await announcements_memory.open_cards(look, platform)
    cards: dict[int, list[Announcement]] = defaultdict(list)
    for announcement in shown:
        cards[announcement.mobilisation_id].append(announcement)
    changed = 0
    for mobilisation, its in cards.items():
        try:
            changed += await _compare(core, face, mobilisation, its)
        except Unreachable as trouble:
            log.warning("reactions to mobilisation %d not read: %s", mobilisation, trouble.reason)
    log.info("caught up with the reactions of %d cards: %d changes", len(shown), changed)
    return changed


async def _compare(core: Core, face: Face, mobilisation: int, shown: Sequence[Announcement]) -> int:
    before, declared = await _record(core, mobilisation)
    cards = [await _read(core, face, one.channel, one.message) for one in shown if one.message]
    after, _ = await _record(core, mobilisation)
    salt = await reactions.salt_of(core)
    people = set(before) | {person for card in cards for person in card.left}
    changed, unclear = 0, set()
    for person in sorted(people):
        said = before.get(person, (None, None, False))
        if after.get(person, (None, None, False)) != said:
            # They are at it this very moment, and are listened to as they go.
            continue
        found = _found(salt, cards, person)
        actor = Actor(face.platform, person)
        try:
            changed += await _settle(core, actor, mobilisation, found, said)
            changed += await _posted(core, actor, mobilisation, found, said, person in declared)
        except Refusal as no:
            unclear.add(person)
            log.info("a reaction to mobilisation %d was refused: %s", mobilisation, no.key)
        if said[0] is None and len(found.new & SIGNS.keys()) > 1:
            unclear.add(person)
    for card in cards:
        await _remember(core, salt, card, unclear)
    return changed


async def _record(core: Core, mobilisation: int) -> tuple[Record, set[str]]:
    async with core.store.look() as look:
        return (
            await answers_memory.record_of(look, mobilisation),
            await answers_memory.declared_by_reaction(look, mobilisation),
        )


async def _read(core: Core, face: Face, channel: str, message: str) -> _Card:
    async with core.store.look() as look:
        seen = await announcements_memory.seen(look, message)
    return _Card(
        message, seen, await reactions.standing(face, channel, message, (*SIGNS, POSTED_SIGN))
    )


def _found(salt: str, cards: Sequence[_Card], person: str) -> _Found:
    found, seen = _Found(), set()
    for card in cards:
        known = {
            sign
            for sign in (*SIGNS, POSTED_SIGN)
            if reactions.trace(salt, card.message, person, sign) in card.seen
        }
        left = card.left.get(person, frozenset())
        found.stands |= left
        found.new |= left - known
        seen |= known
    found.gone = seen - found.stands
    return found


async def _remember(core: Core, salt: str, card: _Card, unclear: set[str]) -> None:
    """What stands now was seen; what nobody could take into account may be taken later."""
    stands = {
        reactions.trace(salt, card.message, person, sign)
        for person, signs in card.left.items()
        if person not in unclear
        for sign in signs
    }
    if stands != card.seen:
        async with core.store.work() as work:
            await announcements_memory.unsee(work, card.message, card.seen - stands)
            await announcements_memory.see(work, card.message, stands - card.seen)


async def _settle(
    core: Core,
    actor: Actor,
    mobilisation: int,
    found: _Found,
    said: tuple[Choice | None, Via | None, bool],
) -> bool:
    """Bring one person's answer in line with their reactions; whether it changed."""
    choice, via, _ = said
    if choice is not None and via is not Via.REACTION:
        return False
    new, stands = found.new & SIGNS.keys(), found.stands & SIGNS.keys()
    if choice is not None and CHOICES[choice] in found.gone and len(stands) <= 1:
        new = stands
        if not stands:
            return await answers.take_back(core, actor, mobilisation, choice)
    if len(new) != 1:
        return False
    (sign,) = new
    if SIGNS[sign] is choice:
        return False
    await answers.answer(core, actor, mobilisation, SIGNS[sign], Via.REACTION)
    return True


async def _posted(
    core: Core,
    actor: Actor,
    mobilisation: int,
    found: _Found,
    said: tuple[Choice | None, Via | None, bool],
    by_reaction: bool,
) -> bool:
    """Bring one person's declared post in line with their reaction; whether it changed."""
    if POSTED_SIGN in found.new and not said[2]:
        await posts.declare(core, actor, mobilisation, Via.REACTION)
        return True
    if POSTED_SIGN in found.gone and by_reaction:
        return await posts.take_back(core, actor, mobilisation)
    return False
