"""Which signs stand under a card, and which of them were taken into account already."""

import hashlib
import logging
import secrets
from collections import defaultdict
from collections.abc import Iterable, Mapping

from bot.core import Core
from bot.face import Face
from db import announcements as memory
from db import marks
from db.models import Announcement

log = logging.getLogger(__name__)

Standing = Mapping[str, frozenset[str]]
"""By person, the signs that they left, whatever the colour of the hand."""

TONES = tuple(chr(tone) for tone in range(0x1F3FB, 0x1F400))
HANDS = frozenset({"✋", "👋"})
_NO_TONE = dict.fromkeys(map(ord, TONES))
_SALT = "seen.salt"
_LETTERS = 12


def plain(sign: str) -> str:
    """A sign without the colour of its skin."""
    return sign.translate(_NO_TONE)


async def standing(face: Face, channel: str, message: str, signs: Iterable[str]) -> Standing:
    """Who left which of these signs under a message, in all colours.

    Raises:
        Unreachable: also where a list would be incomplete; nothing may be concluded then.
    """
    found: dict[str, set[str]] = defaultdict(set)
    for sign in signs:
        for shade in (sign, *(sign + tone for tone in TONES)) if sign in HANDS else (sign,):
            for person in await face.reactors(channel, message, shade):
                found[person].add(sign)
    return {person: frozenset(left) for person, left in found.items()}


async def salt_of(core: Core) -> str:
    """The secret without which a trace leads to nobody; drawn once."""
    kept = await core.mark(_SALT)
    if kept is not None:
        return kept
    async with core.store.work() as work:
        kept = await marks.read(work, _SALT) or secrets.token_hex(32)
        await marks.write(work, _SALT, kept)
    return kept


def trace(salt: str, message: str, person: str, sign: str) -> str:
    """What is kept of a reaction: whether this very one was seen, never whose it is."""
    said = "\0".join((salt, message, person, sign))
    return hashlib.sha256(said.encode()).hexdigest()[:_LETTERS]


async def see(core: Core, shown: Announcement, person: str, sign: str) -> None:
    """Remember that a reaction was taken into account."""
    if shown.message is not None:
        seen = trace(await salt_of(core), shown.message, person, sign)
        async with core.store.work() as work:
            await memory.see(work, shown.message, {seen})


async def forget_over(core: Core) -> None:
    """Drop what is kept of the reactions to cards that take no answers any more."""
    async with core.store.look() as look:
        over = await memory.seen_and_over(look)
    for message in sorted(over):
        async with core.store.work() as work:
            await memory.unsee_all(work, message)
    if over:
        log.info("dropped the traces of reactions to %d cards", len(over))


async def unsee(core: Core, shown: Announcement, person: str, sign: str) -> None:
    """A reaction was removed: left once more, it is a new one."""
    if shown.message is not None:
        gone = trace(await salt_of(core), shown.message, person, sign)
        async with core.store.work() as work:
            await memory.unsee(work, shown.message, {gone})
