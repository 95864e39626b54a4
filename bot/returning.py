"""Coming back: what people did with reactions while the bot was away is found and kept."""

import logging
from collections import defaultdict

from bot import answers, posts
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


async def catch_up(core: Core, platform: str) -> int:
    """Compare every open card's reactions with the record; how many answers changed.

    Nobody is written to: they made their gesture long ago. A gesture of another kind counts more
    than a reaction, since nobody can tell which came later.
    """
    face = core.faces[platform]
    async with core.store.look() as look:
        shown = await announcements_memory.open_cards(look, platform)
    changed = 0
    for announcement in shown:
        try:
            changed += await _compare(core, face, announcement)
        except Unreachable as trouble:
            log.warning(
                "reactions of announcement %d not read: %s", announcement.id, trouble.reason
            )
    log.info("caught up with the reactions of %d cards: %d changes", len(shown), changed)
    return changed


async def _compare(core: Core, face: Face, announcement: Announcement) -> int:
    if announcement.message is None:
        return 0
    signs: dict[str, set[str]] = defaultdict(set)
    for sign in (*SIGNS, POSTED_SIGN):
        for person in await face.reactors(announcement.channel, announcement.message, sign):
            signs[person].add(sign)
    async with core.store.look() as look:
        record = await answers_memory.record_of(look, announcement.mobilisation_id)
    people = signs.keys() | {
        person for person, (_, via, _) in record.items() if via is Via.REACTION
    }
    changed = 0
    for person in sorted(people):
        choice, via, posted = record.get(person, (None, None, False))
        actor = Actor(face.platform, person)
        changed += await _settle(core, actor, announcement, signs[person], choice, via)
        if POSTED_SIGN in signs[person] and not posted:
            await posts.declare(core, actor, announcement.mobilisation_id, Via.REACTION)
            changed += 1
    return changed


async def _settle(
    core: Core,
    actor: Actor,
    announcement: Announcement,
    signs: set[str],
    choice: Choice | None,
    via: Via | None,
) -> bool:
    """Bring one person's answer in line with their reactions; whether it changed."""
    if choice is not None and (via is not Via.REACTION or CHOICES[choice] in signs):
        return False
    said = [SIGNS[sign] for sign in signs if sign in SIGNS]
    mobilisation = announcement.mobilisation_id
    try:
        if len(said) == 1:
            await answers.answer(core, actor, mobilisation, said[0], Via.REACTION)
            return True
        if choice is not None and not said:
            return await answers.take_back(core, actor, mobilisation, choice)
    except Refusal:
        return False
    return False
