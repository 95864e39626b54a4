"""Making, changing and removing channels, roles and members of a server."""

from __future__ import annotations

from sandbox.refusals import refuse
from sandbox.world.changes import (
    BotJoined,
    BotLeft,
    ChannelChanged,
    ChannelGone,
    ChannelMade,
    InterestChanged,
    MemberChanged,
    MemberJoined,
    MemberLeft,
    RoleChanged,
    ScheduledEventChanged,
)
from sandbox.world.channels import Channel, ChannelType
from sandbox.world.messages import MessageFlag
from sandbox.world.nouns import Guild, Member, Overwrite, Role, ScheduledEvent, User
from sandbox.world.permissions import BOT
from sandbox.world.world import World

#: Documentation: codes 30013 and 30005.
MOST_CHANNELS, MOST_ROLES = 500, 250


def add_channel(world: World, guild: Guild, channel: Channel) -> Channel:
    """Put a channel into a server."""
    if len(guild.channels) >= MOST_CHANNELS:
        raise refuse(30013)
    guild.channels[channel.id] = world.channels[channel.id] = channel
    world.tell(ChannelMade(channel))
    return channel


def remove_channel(world: World, channel: Channel) -> None:
    """Take a channel away, with its threads; a category leaves its channels behind."""
    guild = world.guilds[channel.guild_id or 0]
    if channel.thread is not None:
        guild.threads.pop(channel.id, None)
        _unmark_starter(world, channel)
    else:
        guild.channels.pop(channel.id, None)
        for thread in [t for t in guild.threads.values() if t.parent_id == channel.id]:
            guild.threads.pop(thread.id, None)
            world.channels.pop(thread.id, None)
        if channel.kind == ChannelType.CATEGORY:
            for child in guild.channels.values():
                if child.parent_id == channel.id:
                    child.parent_id = None
                    world.tell(ChannelChanged(child))
    world.channels.pop(channel.id, None)
    world.tell(ChannelGone(channel))


def _unmark_starter(world: World, thread: Channel) -> None:
    parent = world.channels.get(thread.parent_id or 0)
    starter = parent.messages.get(thread.id) if parent is not None else None
    if starter is not None:
        starter.flags &= ~MessageFlag.HAS_THREAD


def set_overwrite(world: World, channel: Channel, overwrite: Overwrite) -> None:
    """Change the permissions of a role or person in one channel."""
    channel.overwrites[overwrite.id] = overwrite
    world.tell(ChannelChanged(channel))


def drop_overwrite(world: World, channel: Channel, target_id: int) -> None:
    """Forget what was set for a role or person. Raises 10009."""
    if channel.overwrites.pop(target_id, None) is None:
        raise refuse(10009)
    world.tell(ChannelChanged(channel))


def add_role(world: World, guild: Guild, role: Role) -> Role:
    """Put a role into a server, just above everybody's."""
    if len(guild.roles) >= MOST_ROLES:
        raise refuse(30005)
    guild.roles[role.id] = role
    world.tell(RoleChanged(guild, role, "made"))
    return role


def remove_role(world: World, guild: Guild, role: Role) -> None:
    """Take a role away, from everybody who has it."""
    for member in guild.members.values():
        if role.id in member.roles:
            member.roles.discard(role.id)
            world.tell(MemberChanged(guild, member))
    del guild.roles[role.id]
    world.tell(RoleChanged(guild, role, "gone"))


def set_roles(world: World, guild: Guild, member: Member, roles: set[int]) -> None:
    """Let a member have exactly these roles. Raises 10011 for one that is not there."""
    if not roles <= guild.roles.keys():
        raise refuse(10011)
    roles.discard(guild.id)
    if roles != member.roles:
        member.roles = roles
        world.tell(MemberChanged(guild, member))


def join_guild(world: World, guild: Guild, user: User) -> Member:
    """Bring a person (or the bot) into a server; who is there stays."""
    member = guild.members.get(user.id)
    if member is not None:
        return member
    member = guild.members[user.id] = Member(user, world.clock.now())
    if user.id == world.bot.id:
        own = next((r for r in guild.roles.values() if r.bot_id == user.id), None)
        if own is None:
            role = Role(world.ids.next(), user.name, BOT, position=1, managed=True, bot_id=user.id)
            own = add_role(world, guild, role)
        member.roles.add(own.id)
        world.tell(BotJoined(guild))
    else:
        world.tell(MemberJoined(guild, member))
    return member


def leave_guild(world: World, guild: Guild, user: User) -> None:
    """Take a person (or the bot) out of a server."""
    if guild.members.pop(user.id, None) is None:
        raise refuse(10007)
    if user.id == world.bot.id:
        world.tell(BotLeft(guild))
    else:
        world.tell(MemberLeft(guild, user))


def put_event(world: World, event: ScheduledEvent, what: str) -> None:
    """Keep (made, changed) or remove (gone) a scheduled event."""
    events = world.guilds[event.guild_id].scheduled_events
    if what == "gone":
        events.pop(event.id, None)
    else:
        events[event.id] = event
    world.tell(ScheduledEventChanged(event, what))


def set_interest(world: World, event: ScheduledEvent, user_id: int, *, added: bool) -> None:
    """Someone is interested in a scheduled event, or not any more."""
    if added == (user_id in event.interested):
        return
    if added:
        event.interested[user_id] = None
    else:
        del event.interested[user_id]
    world.tell(InterestChanged(event, user_id, added))
