"""All that is remembered about one person, for that person: to take along, or to erase."""

import json
from typing import Any

from bot.core import Core
from bot.members import memberships
from bot.people import Actor
from db import answers as answers_memory
from db import members as members_memory
from db import mobilisations as mobilisations_memory
from db import notices as notices_memory
from db import posts as posts_memory
from db import reminders as reminders_memory
from db.vocabulary import Choice


async def data(core: Core, actor: Actor) -> bytes:
    """Everything remembered about the actor, as readable JSON (GDPR, articles 15 and 20)."""
    held = []
    async with core.store.look() as look:
        for member, community in await members_memory.memberships(look, actor.platform, actor.id):
            said = await answers_memory.of_member(look, member.id)
            declared = await posts_memory.of_member(look, member.id)
            sent = await reminders_memory.of_member(look, member.id, core.now())
            told = await notices_memory.of_member(look, member.id)
            held.append(
                {
                    "community": {"name": community.name, "controller": community.controller},
                    "you": _columns(member),
                    "answers": [
                        {"mobilisation": mob.title, **_columns(answer)} for answer, mob, _ in said
                    ],
                    "posts": [
                        {"mobilisation": mob.title, **_columns(post)} for post, mob in declared
                    ],
                    "reminders": [_columns(row) for row in sent],
                    "notices": [_columns(row) for row in told],
                }
            )
    text = json.dumps(held, ensure_ascii=False, indent=2, default=str)
    return text.encode()


def _columns(row: Any) -> dict[str, Any]:
    """A row as remembered, without our own numbers and what the machine needs only."""
    hidden = {"community_id", "member_id", "claimed_by", "claimed_until", "parcel"}
    return {
        column.key: getattr(row, column.key)
        for column in row.__mapper__.column_attrs
        if column.key not in hidden and getattr(row, column.key) is not None
    }


async def forget(core: Core, actor: Actor) -> None:
    """Erase the actor here, or in private everywhere: nothing keeps their identifier."""
    async with core.store.work() as work:
        for member, _ in await memberships(work, actor):
            for answer, mobilisation, _ in await answers_memory.of_member(work, member.id):
                if answer.choice is not Choice.OUT:
                    await mobilisations_memory.touch(work, mobilisation.id)
            await members_memory.forget(work, member.id)
    core.changed()
