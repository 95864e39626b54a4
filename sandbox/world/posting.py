"""Writing, changing and deleting messages; pins and typing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from sandbox.refusals import refuse
from sandbox.world import threads
from sandbox.world.changes import MessageChanged, MessageMade, MessagesGone, PinsChanged
from sandbox.world.channels import Channel
from sandbox.world.messages import (
    WRITTEN,
    Attachment,
    Message,
    MessageFlag,
    MessageLog,
    MessageType,
)
from sandbox.world.world import World

Json = dict[str, Any]

#: Pins that a channel can have (documentation: code 30003).
MOST_PINS = 250


@dataclass(slots=True)
class Draft:
    """What is to be said: already read and judged, not yet said."""

    content: str = ""
    embeds: list[Json] = field(default_factory=list)
    components: list[Json] = field(default_factory=list)
    attachments: list[Attachment] = field(default_factory=list)
    mentions: list[int] = field(default_factory=list)
    mention_roles: list[int] = field(default_factory=list)
    mention_everyone: bool = False
    flags: int = 0
    tts: bool = False
    nonce: str | int | None = None
    kind: int = MessageType.DEFAULT
    referenced: Message | None = None
    reference: Json | None = None
    interaction: Json | None = None
    webhook_id: int | None = None
    private_to: int | None = None


def post(world: World, channel: Channel, author_id: int, draft: Draft) -> Message:
    """Say it. Wakes a thread that slept, and counts in its thread."""
    message = Message(
        id=world.ids.next(),
        channel_id=channel.id,
        guild_id=channel.guild_id,
        author_id=author_id,
        created=world.clock.now(),
        content=draft.content,
        kind=draft.kind,
        flags=draft.flags,
        tts=draft.tts,
        embeds=draft.embeds,
        components=draft.components,
        attachments=draft.attachments,
        mentions=draft.mentions,
        mention_roles=draft.mention_roles,
        mention_everyone=draft.mention_everyone,
        reference=draft.reference,
        referenced=draft.referenced,
        nonce=draft.nonce,
        interaction=draft.interaction,
        webhook_id=draft.webhook_id,
        private_to=draft.private_to,
    )
    if draft.private_to is not None:
        channel.whispers.setdefault(draft.private_to, MessageLog()).add(message)
    else:
        channel.messages.add(message)
        channel.last_message_id = message.id
        if channel.thread is not None:
            threads.note_message(world, channel, message)
    world.tell(MessageMade(message))
    return message


def change(world: World, message: Message, *, mark_edited: bool = True, **fields: Any) -> Message:
    """Set fields of a message and tell of it; `mark_edited` also sets when."""
    for name, value in fields.items():
        setattr(message, name, value)
    if mark_edited:
        message.edited = world.clock.now()
    world.tell(MessageChanged(message))
    return message


def resolve_loading(world: World, message: Message, draft: Draft) -> Message:
    """Let a "thinking" answer become what it was waiting for."""
    return change(
        world,
        message,
        mark_edited=False,
        content=draft.content,
        embeds=draft.embeds,
        components=draft.components,
        attachments=draft.attachments,
        mentions=draft.mentions,
        mention_roles=draft.mention_roles,
        mention_everyone=draft.mention_everyone,
        flags=message.flags & ~MessageFlag.LOADING
        | draft.flags & ~(MessageFlag.EPHEMERAL | MessageFlag.LOADING),
    )


def delete(world: World, channel: Channel, messages: Sequence[Message], bulk: bool = False) -> None:
    """Take messages away."""
    gone: list[Message] = []
    for message in messages:
        log = (
            channel.messages
            if message.private_to is None
            else channel.whispers.get(message.private_to, channel.messages)
        )
        if log.remove(message.id) is not None:
            message.deleted = True
            gone.append(message)
    if not gone:
        return
    if channel.thread is not None:
        channel.thread.message_count = max(channel.thread.message_count - len(gone), 0)
    world.tell(MessagesGone(channel, gone, bulk))


def pin(world: World, channel: Channel, message: Message, by: int) -> None:
    """Pin a message and say so in the channel, as Discord does; again is no change."""
    if message.pinned:
        return
    if message.kind not in WRITTEN:
        raise refuse(50021)
    if sum(1 for each in channel.messages if each.pinned) >= MOST_PINS:
        raise refuse(30003)
    message.pinned_at = channel.last_pin = world.clock.now()
    world.tell(MessageChanged(message))
    world.tell(PinsChanged(channel))
    reference: Json = {"channel_id": channel.id, "message_id": message.id}
    post(world, channel, by, Draft(kind=MessageType.PINNED, reference=reference))


def unpin(world: World, channel: Channel, message: Message) -> None:
    """Unpin a message; one that is not pinned is no change."""
    if message.pinned:
        message.pinned_at = None
        world.tell(MessageChanged(message))
        world.tell(PinsChanged(channel))
