"""Speaking privately to somebody who made a gesture that has no private answer of its own."""

import logging

from bot.core import Core
from bot.face import Unreachable
from bot.notes import Note, Noted
from bot.people import Actor
from bot.reminders import planning
from db import answers, members
from db.vocabulary import Choice

log = logging.getLogger(__name__)


async def tell(core: Core, actor: Actor, noted: Noted) -> bool:
    """Say what was noted, to those who are in or undecided; others asked for no message.

    Whether it reached them.

    A refused private message is remembered and nothing is said in public: the person learns it
    at their next gesture.
    """
    wanted = noted.posted or noted.choice in (Choice.IN, Choice.MAYBE)
    face = core.faces.get(actor.platform)
    if face is None or not wanted:
        return False
    async with core.store.look() as look:
        standing = await answers.standing(look, noted.mobilisation, actor.platform, actor.id)
    if standing is None or standing.member is None:
        return False
    return await whisper(core, standing.member.id, actor.platform, actor.id, noted)


async def whisper(
    core: Core, member_id: int, platform: str, person: str, note: Note, *, nonce: str | None = None
) -> bool:
    """Send one private message and remember whether the person can be reached; whether it went."""
    face = core.faces[platform]
    try:
        channel = await face.open_private(person)
        await face.whisper(channel, note, nonce=nonce)
    except Unreachable as trouble:
        log.info("member %d was not reached in private: %s", member_id, trouble.reason)
        if trouble.reason in ("closed", "forbidden"):
            async with core.store.work() as work:
                await members.mark_unreachable(work, member_id, core.now())
        return False
    async with core.store.work() as work:
        found = await members.get(work, member_id)
        await members.remember_channel(work, member_id, channel)
        if found is not None and found[0].unreachable_since is not None:
            again = await members.get(work, member_id)
            if again is not None:
                await planning.replan(work, again[0], again[1], core.now())
    return True
