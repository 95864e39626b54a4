"""Whom a message really reaches: what its text names, what it allows, what the writer may."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from sandbox.fields import Fields
from sandbox.world.channels import Channel
from sandbox.world.messages import Message
from sandbox.world.permissions import Permission
from sandbox.world.world import World

MOST_IDS = 100
_KINDS = ("roles", "users", "everyone")
_USER = re.compile(r"<@!?(\d{1,20})>")
_ROLE = re.compile(r"<@&(\d{1,20})>")
_EVERYONE = re.compile(r"@(?:everyone|here)\b")


@dataclass(slots=True)
class Allowed:
    """What `allowed_mentions` lets through; without the field, everything."""

    parse: set[str] = field(default_factory=lambda: set(_KINDS))
    users: set[int] = field(default_factory=set)
    roles: set[int] = field(default_factory=set)
    replied: bool = True


@dataclass(slots=True)
class Reached:
    """Who is mentioned in the end."""

    users: list[int] = field(default_factory=list)
    roles: list[int] = field(default_factory=list)
    everyone: bool = False


def read_allowed(fields: Fields) -> Allowed:
    """The field `allowed_mentions`; notes contradictions."""
    given = fields.within("allowed_mentions")
    if given is None:
        return Allowed()
    parse: set[str] = set()
    for index, kind in enumerate(given.items("parse")):
        if kind in _KINDS:
            parse.add(kind)
        else:
            path = (*given.path, "parse", index)
            text = "Value must be one of {'everyone', 'roles', 'users'}."
            given.errors.add(path, "BASE_TYPE_CHOICES", text)
    ids = {kind: given.snowflakes(kind, most=MOST_IDS) for kind in ("users", "roles")}
    for kind, found in ids.items():
        if found and kind in parse:
            text = f'parse:["{kind}"] and {kind}: [ids...] are mutually exclusive.'
            given.refuse(None, "MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE", text)
    return Allowed(parse, set(ids["users"]), set(ids["roles"]), given.flag("replied_user"))


def reach(
    world: World,
    channel: Channel,
    author_id: int,
    texts: list[str],
    allowed: Allowed,
    replied_to: Message | None = None,
) -> Reached:
    """Whom the texts mention, after what is allowed and what the writer may do."""
    reached = Reached()
    if replied_to is not None and allowed.replied and replied_to.author_id != author_id:
        reached.users.append(replied_to.author_id)
    if not any("@" in text for text in texts):
        return reached
    text = "\n".join(texts)
    for match in _USER.finditer(text):
        user_id = int(match[1])
        if user_id not in world.users or user_id in reached.users:
            continue
        if "users" in allowed.parse or user_id in allowed.users:
            reached.users.append(user_id)
    guild = world.guild_of(channel)
    if guild is None:
        return reached
    mighty = bool(world.rights(author_id, channel) & Permission.MENTION_EVERYONE)
    for match in _ROLE.finditer(text):
        role = guild.roles.get(int(match[1]))
        if role is None or role.id in reached.roles or not (mighty or role.mentionable):
            continue
        if "roles" in allowed.parse or role.id in allowed.roles:
            reached.roles.append(role.id)
    reached.everyone = mighty and "everyone" in allowed.parse and _EVERYONE.search(text) is not None
    return reached
