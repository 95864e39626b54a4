"""Starting threads, joining them, and letting them fall asleep."""

from __future__ import annotations

from datetime import timedelta

from sandbox.refusals import refuse
from sandbox.world.changes import (
    ChannelChanged,
    ChannelMade,
    MessageChanged,
    ThreadMembersChanged,
)
from sandbox.world.channels import Channel, ChannelType, ThreadFacts
from sandbox.world.messages import Message, MessageFlag
from sandbox.world.nouns import Guild
from sandbox.world.world import World


def start(
    world: World,
    parent: Channel,
    owner_id: int,
    name: str,
    *,
    kind: int = ChannelType.PUBLIC_THREAD,
    message: Message | None = None,
    archive_after: int | None = None,
    slowmode: int = 0,
    invitable: bool = True,
    tags: list[int] | None = None,
) -> Channel:
    """Start a thread, from a message or on its own. Raises 160004 for a second one."""
    guild = world.guilds[parent.guild_id or 0]
    if message is not None and (message.flags & MessageFlag.HAS_THREAD):
        raise refuse(160004)
    now = world.clock.now()
    thread = Channel(
        message.id if message is not None else world.ids.next(),
        kind,
        name,
        guild_id=guild.id,
        parent_id=parent.id,
        slowmode=slowmode,
        thread=ThreadFacts(
            owner_id=owner_id,
            created=now,
            archive_changed=now,
            archive_after=archive_after or parent.archive_default or 1440,
            invitable=invitable,
            applied_tags=tags or [],
            last_active=now,
            members={owner_id: now},
        ),
    )
    guild.threads[thread.id] = world.channels[thread.id] = thread
    world.tell(ChannelMade(thread))
    world.tell(ThreadMembersChanged(thread, added=[owner_id]))
    if message is not None:
        message.flags |= MessageFlag.HAS_THREAD
        world.tell(MessageChanged(message))
    return thread


def join(world: World, thread: Channel, user_id: int) -> None:
    """Make someone a member of a thread; again is no change."""
    facts = thread.thread
    if facts is not None and user_id not in facts.members:
        facts.members[user_id] = world.clock.now()
        world.tell(ThreadMembersChanged(thread, added=[user_id]))


def leave(world: World, thread: Channel, user_id: int) -> None:
    """Take someone out of a thread."""
    facts = thread.thread
    if facts is not None and facts.members.pop(user_id, None) is not None:
        world.tell(ThreadMembersChanged(thread, removed=[user_id]))


def note_message(world: World, thread: Channel, message: Message) -> None:
    """What a message does to its thread: count, keep awake, make the writer a member."""
    facts = thread.thread
    if facts is None:
        return
    message.position = facts.total_sent
    facts.message_count += 1
    facts.total_sent += 1
    facts.last_active = message.created
    if facts.archived:
        set_archived(world, thread, archived=False)
    join(world, thread, message.author_id)


def set_archived(world: World, thread: Channel, *, archived: bool) -> None:
    """Archive a thread or wake it."""
    facts = thread.thread
    if facts is not None and facts.archived != archived:
        facts.archived = archived
        facts.archive_changed = world.clock.now()
        if not archived:
            facts.last_active = facts.archive_changed
        world.tell(ChannelChanged(thread))


def archive_idle(world: World) -> None:
    """Archive what has been silent for as long as it was told to wait."""
    now = world.clock.now()
    for guild in world.guilds.values():
        for thread in _awake(guild):
            facts = thread.thread
            if facts is None:
                continue
            silence = now - (facts.last_active or facts.created)
            if silence >= timedelta(minutes=facts.archive_after):
                set_archived(world, thread, archived=True)


def _awake(guild: Guild) -> list[Channel]:
    return [each for each in guild.threads.values() if each.thread and not each.thread.archived]


def active(guild: Guild) -> list[Channel]:
    """The threads of a server that are not archived."""
    return _awake(guild)
