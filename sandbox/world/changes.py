"""What can happen in the world: each change, once made, is told to everyone who listens."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from sandbox.world.channels import Channel
from sandbox.world.interactions import Interaction
from sandbox.world.messages import Message, Reaction
from sandbox.world.nouns import Guild, Member, Role, ScheduledEvent, User


class Change:
    """Something that happened."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class MessageMade(Change):
    message: Message


@dataclass(frozen=True, slots=True)
class MessageChanged(Change):
    message: Message


@dataclass(frozen=True, slots=True)
class MessagesGone(Change):
    channel: Channel
    messages: list[Message]
    bulk: bool = False


@dataclass(frozen=True, slots=True)
class Reacted(Change):
    message: Message
    reaction: Reaction
    user_id: int
    added: bool


@dataclass(frozen=True, slots=True)
class ReactionsCleared(Change):
    message: Message
    reaction: Reaction | None = None


@dataclass(frozen=True, slots=True)
class Typing(Change):
    channel: Channel
    user_id: int


@dataclass(frozen=True, slots=True)
class PinsChanged(Change):
    channel: Channel


@dataclass(frozen=True, slots=True)
class ChannelMade(Change):
    channel: Channel


@dataclass(frozen=True, slots=True)
class ChannelChanged(Change):
    channel: Channel


@dataclass(frozen=True, slots=True)
class ChannelGone(Change):
    channel: Channel


@dataclass(frozen=True, slots=True)
class ThreadMembersChanged(Change):
    thread: Channel
    added: list[int] = field(default_factory=list)
    removed: list[int] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class MemberJoined(Change):
    guild: Guild
    member: Member


@dataclass(frozen=True, slots=True)
class MemberLeft(Change):
    guild: Guild
    user: User


@dataclass(frozen=True, slots=True)
class MemberChanged(Change):
    guild: Guild
    member: Member


@dataclass(frozen=True, slots=True)
class RoleChanged(Change):
    """`what` is one of made, changed, gone."""

    guild: Guild
    role: Role
    what: str


@dataclass(frozen=True, slots=True)
class BotJoined(Change):
    guild: Guild


@dataclass(frozen=True, slots=True)
class BotLeft(Change):
    guild: Guild


@dataclass(frozen=True, slots=True)
class ScheduledEventChanged(Change):
    """`what` is one of made, changed, gone."""

    event: ScheduledEvent
    what: str


@dataclass(frozen=True, slots=True)
class InterestChanged(Change):
    event: ScheduledEvent
    user_id: int
    added: bool


@dataclass(frozen=True, slots=True)
class CommandsChanged(Change):
    guild_id: int | None = None


@dataclass(frozen=True, slots=True)
class InteractionMade(Change):
    interaction: Interaction


@dataclass(frozen=True, slots=True)
class FormShown(Change):
    """A modal reached a person."""

    person_id: int
    form: dict[str, Any]


@dataclass(frozen=True, slots=True)
class PersonChanged(Change):
    user: User


@dataclass(frozen=True, slots=True)
class ClockMoved(Change):
    pass


@dataclass(frozen=True, slots=True)
class NextTold(Change):
    """The program under trial has said when it will act next, or that it has no plans."""


@dataclass(frozen=True, slots=True)
class BotStatusChanged(Change):
    pass


@dataclass(frozen=True, slots=True)
class FaultsChanged(Change):
    pass
