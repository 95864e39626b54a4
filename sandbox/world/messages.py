"""Messages, what hangs on them, and the ordered log that a channel keeps of them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from enum import IntEnum, IntFlag
from typing import Any

Json = dict[str, Any]


class MessageFlag(IntFlag):
    """Discord's flags of a message."""

    CROSSPOSTED = 1 << 0
    SUPPRESS_EMBEDS = 1 << 2
    HAS_THREAD = 1 << 5
    EPHEMERAL = 1 << 6
    LOADING = 1 << 7
    SUPPRESS_NOTIFICATIONS = 1 << 12
    COMPONENTS_V2 = 1 << 15


class MessageType(IntEnum):
    """Discord's types of a message that occur here."""

    DEFAULT = 0
    PINNED = 6
    JOINED = 7
    THREAD_CREATED = 18
    REPLY = 19
    CHAT_INPUT_COMMAND = 20
    THREAD_STARTER = 21
    CONTEXT_MENU_COMMAND = 23


#: Types that a person or a bot wrote; the others are the system's.
WRITTEN = frozenset(
    {
        MessageType.DEFAULT,
        MessageType.REPLY,
        MessageType.CHAT_INPUT_COMMAND,
        MessageType.CONTEXT_MENU_COMMAND,
        MessageType.THREAD_STARTER,
    }
)


@dataclass(slots=True)
class Attachment:
    """A file that came with a message."""

    id: int
    filename: str
    size: int
    content_type: str
    url: str
    body: bytes = field(repr=False)
    description: str | None = None
    width: int | None = None
    height: int | None = None
    title: str | None = None


@dataclass(slots=True)
class Reaction:
    """One emoji on a message, and who put it there, oldest first."""

    name: str
    emoji_id: int | None = None
    animated: bool = False
    people: dict[int, None] = field(default_factory=dict)


@dataclass(slots=True)
class Message:
    """A message; `private_to` is the one person who sees an ephemeral one."""

    id: int
    channel_id: int
    guild_id: int | None
    author_id: int
    created: datetime
    content: str = ""
    kind: int = MessageType.DEFAULT
    flags: int = 0
    tts: bool = False
    embeds: list[Json] = field(default_factory=list)
    components: list[Json] = field(default_factory=list)
    attachments: list[Attachment] = field(default_factory=list)
    mentions: list[int] = field(default_factory=list)
    mention_roles: list[int] = field(default_factory=list)
    mention_everyone: bool = False
    reference: Json | None = None
    referenced: Message | None = None
    reactions: dict[str, Reaction] = field(default_factory=dict)
    pinned_at: datetime | None = None
    edited: datetime | None = None
    nonce: str | int | None = None
    interaction: Json | None = None
    webhook_id: int | None = None
    private_to: int | None = None
    position: int | None = None
    deleted: bool = False
    old_edits: list[float] = field(default_factory=list)

    @property
    def pinned(self) -> bool:
        """Whether it is pinned in its channel."""
        return self.pinned_at is not None


class MessageLog:
    """A channel's messages in the order of their ids."""

    __slots__ = ("_by_id", "_order")

    def __init__(self) -> None:
        self._by_id: dict[int, Message] = {}
        self._order: list[int] = []

    def __len__(self) -> int:
        return len(self._order)

    def __iter__(self) -> Iterator[Message]:
        return (self._by_id[each] for each in self._order)

    def get(self, message_id: int) -> Message | None:
        """The message with that id, if it is there."""
        return self._by_id.get(message_id)

    def add(self, message: Message) -> None:
        """Keep a message at its place."""
        self._by_id[message.id] = message
        if self._order and message.id < self._order[-1]:
            insort(self._order, message.id)
        else:
            self._order.append(message.id)

    def remove(self, message_id: int) -> Message | None:
        """Take a message out."""
        message = self._by_id.pop(message_id, None)
        if message is not None:
            del self._order[bisect_left(self._order, message_id)]
        return message

    def before(self, message_id: int | None, limit: int) -> list[Message]:
        """The last `limit` messages older than that id (None: the newest), oldest first."""
        end = len(self._order) if message_id is None else bisect_left(self._order, message_id)
        return self._slice(max(end - limit, 0), end)

    def after(self, message_id: int, limit: int) -> list[Message]:
        """The first `limit` messages newer than that id, oldest first."""
        start = bisect_right(self._order, message_id)
        return self._slice(start, start + limit)

    def around(self, message_id: int, limit: int) -> list[Message]:
        """About `limit` messages on both sides of that id, oldest first."""
        middle = bisect_left(self._order, message_id)
        start = max(middle - limit // 2, 0)
        return self._slice(start, start + limit)

    def _slice(self, start: int, end: int) -> list[Message]:
        return [self._by_id[each] for each in self._order[start:end]]

    @property
    def last(self) -> Message | None:
        """The newest message."""
        return self._by_id[self._order[-1]] if self._order else None
