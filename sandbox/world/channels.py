"""Channels, threads and private channels: where messages are."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import IntEnum
from typing import Any

from sandbox.world.messages import MessageLog
from sandbox.world.nouns import Overwrite


class ChannelType(IntEnum):
    """Discord's types of a channel that occur here."""

    TEXT = 0
    DM = 1
    VOICE = 2
    CATEGORY = 4
    ANNOUNCEMENT = 5
    ANNOUNCEMENT_THREAD = 10
    PUBLIC_THREAD = 11
    PRIVATE_THREAD = 12
    STAGE = 13
    FORUM = 15


THREADS = frozenset(
    {ChannelType.ANNOUNCEMENT_THREAD, ChannelType.PUBLIC_THREAD, ChannelType.PRIVATE_THREAD}
)
#: Where messages can be written at all.
WRITABLE = THREADS | {
    ChannelType.TEXT,
    ChannelType.DM,
    ChannelType.VOICE,
    ChannelType.ANNOUNCEMENT,
}
KINDS: dict[str, ChannelType] = {
    "text": ChannelType.TEXT,
    "dm": ChannelType.DM,
    "voice": ChannelType.VOICE,
    "category": ChannelType.CATEGORY,
    "announcement": ChannelType.ANNOUNCEMENT,
    "thread": ChannelType.PUBLIC_THREAD,
    "private_thread": ChannelType.PRIVATE_THREAD,
    "stage": ChannelType.STAGE,
    "forum": ChannelType.FORUM,
}
KIND_NAMES: dict[int, str] = {int(kind): name for name, kind in KINDS.items()} | {
    int(ChannelType.ANNOUNCEMENT_THREAD): "thread"
}
#: Minutes of silence after which a thread may archive itself.
ARCHIVE_AFTER = (60, 1440, 4320, 10080)


@dataclass(slots=True)
class ThreadFacts:
    """What a thread has beyond a channel; `archive_after` in minutes of world time."""

    owner_id: int
    created: datetime
    archive_changed: datetime
    archive_after: int = 1440
    archived: bool = False
    locked: bool = False
    invitable: bool = True
    members: dict[int, datetime] = field(default_factory=dict)
    message_count: int = 0
    total_sent: int = 0
    applied_tags: list[int] = field(default_factory=list)
    last_active: datetime | None = None


@dataclass(slots=True)
class Channel:
    """Any place with an id where things are said, or that holds such places."""

    id: int
    kind: int
    name: str
    guild_id: int | None = None
    topic: str | None = None
    position: int = 0
    parent_id: int | None = None
    overwrites: dict[int, Overwrite] = field(default_factory=dict)
    nsfw: bool = False
    slowmode: int = 0
    archive_default: int | None = None
    tags: list[dict[str, Any]] = field(default_factory=list)
    messages: MessageLog = field(default_factory=MessageLog)
    whispers: dict[int, MessageLog] = field(default_factory=dict)
    last_message_id: int | None = None
    last_pin: datetime | None = None
    recipient_id: int | None = None
    thread: ThreadFacts | None = None
    wrote_at: dict[int, float] = field(default_factory=dict)

    @property
    def is_direct(self) -> bool:
        """Whether this is the private channel of a person with the bot."""
        return self.kind == ChannelType.DM
