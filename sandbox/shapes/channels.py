"""Channels, threads and their members as Discord writes them."""

from __future__ import annotations

from typing import Any

from sandbox.shapes.users import member_json, stamp, user_json
from sandbox.world.channels import Channel, ChannelType, ThreadFacts
from sandbox.world.nouns import Guild
from sandbox.world.world import World

Json = dict[str, Any]


def channel_json(world: World, channel: Channel) -> Json:
    """Any channel, for the bot."""
    if channel.is_direct:
        return direct_json(world, channel)
    if channel.thread is not None:
        return thread_json(world, channel)
    shape: Json = {
        "id": str(channel.id),
        "type": int(channel.kind),
        "flags": 0,
        "guild_id": str(channel.guild_id),
        "name": channel.name,
        "position": channel.position,
        "parent_id": _id(channel.parent_id),
        "permission_overwrites": [
            {
                "id": str(each.id),
                "type": each.kind,
                "allow": str(int(each.allow)),
                "deny": str(int(each.deny)),
            }
            for each in channel.overwrites.values()
        ],
        "nsfw": channel.nsfw,
    }
    _add_kind(channel, shape)
    return shape


def _add_kind(channel: Channel, shape: Json) -> None:
    """What only some kinds of channel have."""
    if channel.kind != ChannelType.CATEGORY:
        shape |= {
            "last_message_id": _id(channel.last_message_id),
            "rate_limit_per_user": channel.slowmode,
            "topic": channel.topic,
        }
    if channel.last_pin is not None:
        shape["last_pin_timestamp"] = stamp(channel.last_pin)
    if channel.archive_default is not None:
        shape["default_auto_archive_duration"] = channel.archive_default
    if channel.kind in {ChannelType.VOICE, ChannelType.STAGE}:
        shape |= {"bitrate": 64000, "user_limit": 0, "rtc_region": None}
    if channel.kind == ChannelType.FORUM:
        shape |= {"available_tags": channel.tags, "default_reaction_emoji": None}
        shape |= {"default_sort_order": None, "default_forum_layout": 0}


def direct_json(world: World, channel: Channel) -> Json:
    """The private channel of a person with the bot."""
    person = world.users[channel.recipient_id or 0]
    return {
        "id": str(channel.id),
        "type": 1,
        "flags": 0,
        "last_message_id": _id(channel.last_message_id),
        "recipients": [user_json(person)],
    }


def thread_json(world: World, thread: Channel) -> Json:
    """A thread, with the bot's own membership if it has one."""
    facts = thread.thread
    if facts is None:
        raise TypeError("not a thread")
    shape: Json = {
        "id": str(thread.id),
        "type": int(thread.kind),
        "flags": 0,
        "guild_id": str(thread.guild_id),
        "name": thread.name,
        "parent_id": _id(thread.parent_id),
        "owner_id": str(facts.owner_id),
        "last_message_id": _id(thread.last_message_id),
        "rate_limit_per_user": thread.slowmode,
        "message_count": facts.message_count,
        "member_count": min(len(facts.members), 50),
        "total_message_sent": facts.total_sent,
        "thread_metadata": _metadata(thread, facts),
    }
    if facts.applied_tags:
        shape["applied_tags"] = [str(tag) for tag in facts.applied_tags]
    if world.bot.id in facts.members:
        shape["member"] = thread_member_json(thread, world.bot.id)
    return shape


def _metadata(thread: Channel, facts: ThreadFacts) -> Json:
    shape: Json = {
        "archived": facts.archived,
        "archive_timestamp": stamp(facts.archive_changed),
        "auto_archive_duration": facts.archive_after,
        "locked": facts.locked,
        "create_timestamp": stamp(facts.created),
    }
    if thread.kind == ChannelType.PRIVATE_THREAD:
        shape["invitable"] = facts.invitable
    return shape


def thread_member_json(thread: Channel, user_id: int, guild: Guild | None = None) -> Json:
    """Someone's membership of a thread; with `guild` also who they are."""
    joined = thread.thread.members.get(user_id) if thread.thread else None
    shape: Json = {
        "id": str(thread.id),
        "user_id": str(user_id),
        "join_timestamp": stamp(joined),
        "flags": 1,
    }
    if guild is not None and user_id in guild.members:
        shape["member"] = member_json(guild.members[user_id])
    return shape


def _id(value: int | None) -> str | None:
    return None if value is None else str(value)
