"""Members on request (gateway op 8), in chunks of a thousand."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Any

from sandbox.fields import whole_number
from sandbox.gateway.intents import Intent
from sandbox.gateway.session import Session
from sandbox.shapes.users import member_json
from sandbox.world.nouns import Guild, Member
from sandbox.world.world import World

Json = dict[str, Any]

CHUNK, MOST_BY_QUERY, MOST_IDS = 1000, 100, 100


def member_chunks(world: World, session: Session, data: Json) -> Iterator[Json]:
    """The answer to a request; nothing for a server the bot is not in.

    All members need the privileged intent; a name's beginning or ids do not.
    """
    guild = world.guilds.get(whole_number(data.get("guild_id")) or 0)
    if guild is None or world.bot.id not in guild.members:
        return
    found, missing = _find(guild, session, data)
    chunks = [found[i : i + CHUNK] for i in range(0, len(found), CHUNK)] or [[]]
    for index, members in enumerate(chunks):
        chunk: Json = {
            "guild_id": str(guild.id),
            "members": [member_json(member) for member in members],
            "chunk_index": index,
            "chunk_count": len(chunks),
        }
        if missing:
            chunk["not_found"] = missing
        nonce = data.get("nonce")
        if isinstance(nonce, str) and len(nonce) <= 32:
            chunk["nonce"] = nonce
        yield chunk


def _find(guild: Guild, session: Session, data: Json) -> tuple[list[Member], list[str]]:
    wanted = data.get("user_ids")
    if wanted is not None:
        ids = [whole_number(each) for each in (wanted if isinstance(wanted, list) else [wanted])]
        ids = ids[:MOST_IDS]
        found = [guild.members[each] for each in ids if each in guild.members]
        return found, [str(each) for each in ids if each is not None and each not in guild.members]
    query, limit = data.get("query"), whole_number(data.get("limit")) or 0
    if not isinstance(query, str):
        return [], []
    if not query and not limit:
        allowed = session.intents & Intent.GUILD_MEMBERS
        return (list(guild.members.values()) if allowed else []), []
    start = query.casefold()
    names = (
        member
        for member in guild.members.values()
        if member.user.handle.casefold().startswith(start)
        or member.shown_name.casefold().startswith(start)
    )
    return list(islice(names, min(limit or 1, MOST_BY_QUERY))), []
