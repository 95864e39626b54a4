"""Who and what is there: people, roles, servers, emoji, scheduled events, the application."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from sandbox.world.permissions import NONE, Permission

if TYPE_CHECKING:
    from sandbox.world.channels import Channel


@dataclass(slots=True)
class User:
    """A person, or the bot."""

    id: int
    handle: str
    name: str
    bot: bool = False
    locale: str = "fr"
    zone: str = "Europe/Paris"
    dms_open: bool = True
    blurb: str = ""


@dataclass(slots=True)
class Member:
    """A person in one server."""

    user: User
    joined_at: datetime
    roles: set[int] = field(default_factory=set)
    nick: str | None = None
    timeout_until: datetime | None = None
    timed_out: bool = False

    @property
    def shown_name(self) -> str:
        """How the server shows the person."""
        return self.nick or self.user.name


@dataclass(slots=True)
class Role:
    """A role; the one with the server's id is everybody's."""

    id: int
    name: str
    permissions: Permission = NONE
    color: int = 0
    position: int = 0
    mentionable: bool = False
    hoist: bool = False
    managed: bool = False
    bot_id: int | None = None
    coordinator: bool = False


@dataclass(slots=True)
class Overwrite:
    """Permissions changed for a role (kind 0) or a person (kind 1) in one channel."""

    id: int
    kind: int
    allow: Permission = NONE
    deny: Permission = NONE


@dataclass(slots=True)
class Emoji:
    """An emoji of a server."""

    id: int
    name: str
    animated: bool = False


@dataclass(slots=True)
class ScheduledEvent:
    """An event in a server's own agenda (status 1 scheduled, 2 active, 3 done, 4 cancelled)."""

    id: int
    guild_id: int
    creator_id: int
    name: str
    entity_type: int
    start: datetime
    end: datetime | None = None
    description: str | None = None
    channel_id: int | None = None
    location: str | None = None
    status: int = 1
    image: str | None = None
    interested: dict[int, None] = field(default_factory=dict)


@dataclass(slots=True)
class Guild:
    """A server."""

    id: int
    name: str
    owner_id: int
    locale: str
    zone: str
    roles: dict[int, Role] = field(default_factory=dict)
    members: dict[int, Member] = field(default_factory=dict)
    channels: dict[int, Channel] = field(default_factory=dict)
    threads: dict[int, Channel] = field(default_factory=dict)
    emojis: dict[int, Emoji] = field(default_factory=dict)
    scheduled_events: dict[int, ScheduledEvent] = field(default_factory=dict)

    @property
    def everyone(self) -> Role:
        """The role that everybody has."""
        return self.roles[self.id]


@dataclass(slots=True)
class Application:
    """The bot's entry in the portal; `privileged` names the intents switched on there."""

    id: int
    name: str
    token: str
    owner_id: int
    privileged: frozenset[str] = frozenset()
