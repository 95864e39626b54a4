"""Servers and their scheduled events as Discord writes them."""

from __future__ import annotations

from typing import Any

from sandbox.shapes.channels import channel_json, thread_json, thread_member_json
from sandbox.shapes.users import guild_emojis_json, member_json, role_json, stamp, user_json
from sandbox.snowflakes import moment_of
from sandbox.world.nouns import Guild, ScheduledEvent
from sandbox.world.threads import active
from sandbox.world.world import World

Json = dict[str, Any]


#: What is the same for every server here.
_USUAL: Json = {
    "icon": None,
    "description": None,
    "home_header": None,
    "splash": None,
    "discovery_splash": None,
    "features": ["COMMUNITY"],
    "banner": None,
    "application_id": None,
    "region": "rotterdam",
    "afk_channel_id": None,
    "afk_timeout": 300,
    "system_channel_id": None,
    "system_channel_flags": 0,
    "widget_enabled": False,
    "widget_channel_id": None,
    "verification_level": 1,
    "default_message_notifications": 1,
    "mfa_level": 0,
    "explicit_content_filter": 2,
    "max_presences": None,
    "max_members": 25_000_000,
    "max_stage_video_channel_users": 50,
    "max_video_channel_users": 25,
    "vanity_url_code": None,
    "premium_tier": 0,
    "premium_subscription_count": 0,
    "rules_channel_id": None,
    "safety_alerts_channel_id": None,
    "public_updates_channel_id": None,
    "premium_progress_bar_enabled": False,
    "nsfw": False,
    "nsfw_level": 0,
    "stickers": [],
    "incidents_data": None,
}


def guild_json(guild: Guild) -> Json:
    """A server."""
    return _USUAL | {
        "id": str(guild.id),
        "name": guild.name,
        "owner_id": str(guild.owner_id),
        "roles": [role_json(role) for role in guild.roles.values()],
        "preferred_locale": locale_code(guild.locale),
        "emojis": guild_emojis_json(guild),
    }


def locale_code(locale: str) -> str:
    """Discord's code of a language."""
    return "en-US" if locale == "en" else locale


def guild_create_json(world: World, guild: Guild, *, all_members: bool) -> Json:
    """A server as the gateway first shows it; without the members intent only the bot itself."""
    own = guild.members[world.bot.id]
    members = list(guild.members.values()) if all_members else [own]
    threads = [each for each in active(guild) if world.sees(world.bot.id, each)]
    channels = guild.channels.values()
    return guild_json(guild) | {
        "joined_at": stamp(own.joined_at),
        "large": len(guild.members) > 250,
        "unavailable": False,
        "member_count": len(guild.members),
        "voice_states": [],
        "members": [member_json(member) for member in members],
        "channels": [channel_json(world, each) for each in channels],
        "threads": [thread_json(world, each) for each in threads],
        "presences": [],
        "stage_instances": [],
        "guild_scheduled_events": [
            scheduled_event_json(world, event)
            for event in guild.scheduled_events.values()
            if event.status in {1, 2}
        ],
        "soundboard_sounds": [],
        "version": guild.id,
    }


def threads_json(world: World, threads: list[Any]) -> Json:
    """A list of threads, with the bot's memberships."""
    mine = [each for each in threads if world.bot.id in each.thread.members]
    return {
        "threads": [thread_json(world, each) for each in threads],
        "members": [thread_member_json(each, world.bot.id) for each in mine],
    }


def scheduled_event_json(world: World, event: ScheduledEvent, *, counted: bool = False) -> Json:
    """A scheduled event of a server."""
    creator = world.users.get(event.creator_id)
    shape: Json = {
        "id": str(event.id),
        "guild_id": str(event.guild_id),
        "name": event.name,
        "description": event.description,
        "channel_id": None if event.channel_id is None else str(event.channel_id),
        "creator_id": str(event.creator_id),
        "image": None if event.image is None else f"{event.id:x}",
        "scheduled_start_time": stamp(event.start),
        "scheduled_end_time": stamp(event.end),
        "status": event.status,
        "entity_type": event.entity_type,
        "entity_id": None,
        "recurrence_rule": None,
        "privacy_level": 2,
        "guild_scheduled_event_exceptions": [],
        "entity_metadata": {"location": event.location} if event.location else None,
        "sku_ids": [],
    }
    if creator is not None:
        shape["creator"] = user_json(creator)
    if counted:
        shape["user_count"] = len(event.interested)
    return shape


def counts_json(guild: Guild) -> Json:
    """How many people there are, about."""
    count = len(guild.members)
    return {"approximate_member_count": count, "approximate_presence_count": count}


def partial_guild_json(world: World, guild: Guild, *, counted: bool = False) -> Json:
    """A server in the bot's list."""
    return (counts_json(guild) if counted else {}) | {
        "id": str(guild.id),
        "name": guild.name,
        "icon": None,
        "banner": None,
        "owner": guild.owner_id == world.bot.id,
        "permissions": str(int(world.rights_in_guild(world.bot.id, guild))),
        "features": ["COMMUNITY"],
    }


def made_at(snowflake: int) -> str | None:
    """When the thing with this id was made."""
    return stamp(moment_of(snowflake))
