"""From a change of the world to the gateway events that Discord would send for it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sandbox.gateway.intents import Intent
from sandbox.shapes.channels import channel_json, thread_json, thread_member_json
from sandbox.shapes.guilds import guild_create_json, scheduled_event_json
from sandbox.shapes.interactions import interaction_json
from sandbox.shapes.messages import message_json, reaction_emoji_json
from sandbox.shapes.users import member_json, role_json, stamp, user_json
from sandbox.world import changes
from sandbox.world.channels import Channel
from sandbox.world.messages import Message
from sandbox.world.world import World

Json = dict[str, Any]
I = Intent  # noqa: E741 - the table below reads better
#: Members beyond which a server is large.
LARGE = 250
_NAMES = """
    CHANNEL_CREATE CHANNEL_DELETE CHANNEL_PINS_UPDATE CHANNEL_UPDATE GUILD_CREATE GUILD_DELETE
    GUILD_MEMBERS_CHUNK GUILD_MEMBER_ADD GUILD_MEMBER_REMOVE GUILD_MEMBER_UPDATE
    GUILD_ROLE_CREATE GUILD_ROLE_DELETE GUILD_ROLE_UPDATE GUILD_SCHEDULED_EVENT_CREATE
    GUILD_SCHEDULED_EVENT_DELETE GUILD_SCHEDULED_EVENT_UPDATE GUILD_SCHEDULED_EVENT_USER_ADD
    GUILD_SCHEDULED_EVENT_USER_REMOVE INTERACTION_CREATE MESSAGE_CREATE MESSAGE_DELETE
    MESSAGE_DELETE_BULK MESSAGE_REACTION_ADD MESSAGE_REACTION_REMOVE MESSAGE_REACTION_REMOVE_ALL
    MESSAGE_REACTION_REMOVE_EMOJI MESSAGE_UPDATE READY RESUMED THREAD_CREATE THREAD_DELETE
    THREAD_MEMBERS_UPDATE THREAD_UPDATE TYPING_START
"""


@dataclass(frozen=True, slots=True)
class Event:
    """An event: for whom (server, intent), and its body for a session's intents."""

    name: str
    guild_id: int | None
    intent: int
    body: Callable[[Intent], Json]


def events_for(world: World, change: changes.Change) -> list[Event]:
    """What the gateway says about a change; nothing where the bot cannot see it."""
    maker = _MAKERS.get(type(change))
    return [] if maker is None else maker(world, change)


def _place(channel: Channel, guild: int, direct: int) -> tuple[int | None, int]:
    return channel.guild_id, direct if channel.is_direct else guild


def _where(channel: Channel) -> Json:
    place: Json = {"channel_id": str(channel.id)}
    if channel.guild_id is not None:
        place["guild_id"] = str(channel.guild_id)
    return place


def _visible(world: World, channel: Channel) -> bool:
    if channel.guild_id is not None and world.bot.id not in world.guilds[channel.guild_id].members:
        return False
    return world.sees(world.bot.id, channel)


def _message(world: World, message: Message, name: str) -> list[Event]:
    channel = world.channels.get(message.channel_id)
    if channel is None or message.private_to is not None or not _visible(world, channel):
        return []
    guild_id, intent = _place(channel, I.GUILD_MESSAGES, I.DIRECT_MESSAGES)

    def body(intents: Intent) -> Json:
        hide = not intents & I.MESSAGE_CONTENT
        shape = message_json(world, message, world.bot.id, hide_text=hide)
        shape["channel_type"] = int(channel.kind)
        if channel.guild_id is not None:
            _add_members(world, channel.guild_id, message, shape)
        return shape

    return [Event(name, guild_id, intent, body)]


def _add_members(world: World, guild_id: int, message: Message, shape: Json) -> None:
    guild = world.guilds[guild_id]
    shape["guild_id"] = str(guild_id)
    author = guild.members.get(message.author_id)
    if author is not None:
        shape["member"] = member_json(author, with_user=False)
    for mention in shape["mentions"]:
        member = guild.members.get(int(mention["id"]))
        if member is not None:
            mention["member"] = member_json(member, with_user=False)


def _message_made(world: World, change: changes.MessageMade) -> list[Event]:
    return _message(world, change.message, "MESSAGE_CREATE")


def _message_changed(world: World, change: changes.MessageChanged) -> list[Event]:
    return _message(world, change.message, "MESSAGE_UPDATE")


def _messages_gone(world: World, change: changes.MessagesGone) -> list[Event]:
    channel = change.channel
    public = [each for each in change.messages if each.private_to is None]
    if not public or not _visible(world, channel):
        return []
    guild_id, intent = _place(channel, I.GUILD_MESSAGES, I.DIRECT_MESSAGES)
    if change.bulk:
        bulk = {"ids": [str(each.id) for each in public]} | _where(channel)
        return [Event("MESSAGE_DELETE_BULK", guild_id, intent, lambda _: bulk)]
    return [
        Event("MESSAGE_DELETE", guild_id, intent, _fixed({"id": str(each.id)} | _where(channel)))
        for each in public
    ]


def _fixed(body: Json) -> Callable[[Intent], Json]:
    return lambda _: body


def _reacted(world: World, change: changes.Reacted) -> list[Event]:
    message = change.message
    channel = world.channels[message.channel_id]
    if message.private_to is not None or not _visible(world, channel):
        return []
    body: Json = {
        "user_id": str(change.user_id),
        "message_id": str(message.id),
        "emoji": reaction_emoji_json(change.reaction),
        "burst": False,
        "type": 0,
    } | _where(channel)
    if change.added:
        body["message_author_id"] = str(message.author_id)
        member = world.member_in(channel, change.user_id)
        if member is not None:
            body["member"] = member_json(member)
    name = "MESSAGE_REACTION_ADD" if change.added else "MESSAGE_REACTION_REMOVE"
    guild_id, intent = _place(channel, I.GUILD_MESSAGE_REACTIONS, I.DIRECT_MESSAGE_REACTIONS)
    return [Event(name, guild_id, intent, lambda _: body)]


def _reactions_cleared(world: World, change: changes.ReactionsCleared) -> list[Event]:
    channel = world.channels[change.message.channel_id]
    if not _visible(world, channel):
        return []
    body: Json = {"message_id": str(change.message.id)} | _where(channel)
    name = "MESSAGE_REACTION_REMOVE_ALL"
    if change.reaction is not None:
        body["emoji"] = reaction_emoji_json(change.reaction)
        name = "MESSAGE_REACTION_REMOVE_EMOJI"
    guild_id, intent = _place(channel, I.GUILD_MESSAGE_REACTIONS, I.DIRECT_MESSAGE_REACTIONS)
    return [Event(name, guild_id, intent, lambda _: body)]


def _typing(world: World, change: changes.Typing) -> list[Event]:
    channel = change.channel
    if not _visible(world, channel):
        return []
    body: Json = {
        "user_id": str(change.user_id),
        "timestamp": int(world.clock.now().timestamp()),
    } | _where(channel)
    member = world.member_in(channel, change.user_id)
    if member is not None:
        body["member"] = member_json(member)
    guild_id, intent = _place(channel, I.GUILD_MESSAGE_TYPING, I.DIRECT_MESSAGE_TYPING)
    return [Event("TYPING_START", guild_id, intent, lambda _: body)]


def _pins(world: World, change: changes.PinsChanged) -> list[Event]:
    channel = change.channel
    if not _visible(world, channel):
        return []
    body = _where(channel) | {"last_pin_timestamp": stamp(channel.last_pin)}
    guild_id, intent = _place(channel, I.GUILDS, I.DIRECT_MESSAGES)
    return [Event("CHANNEL_PINS_UPDATE", guild_id, intent, lambda _: body)]


def _channel(world: World, channel: Channel, verb: str) -> list[Event]:
    guild_id = channel.guild_id
    if guild_id is None or world.bot.id not in world.guilds[guild_id].members:
        return []
    if channel.thread is None:
        body = channel_json(world, channel)
        return [Event(f"CHANNEL_{verb}", guild_id, I.GUILDS, lambda _: body)]
    if not world.sees(world.bot.id, channel):
        return []
    body = thread_json(world, channel)
    if verb == "CREATE":
        body["newly_created"] = True
    elif verb == "DELETE":
        body = {key: body[key] for key in ("id", "guild_id", "parent_id", "type")}
    return [Event(f"THREAD_{verb}", guild_id, I.GUILDS, lambda _: body)]


def _channel_made(world: World, change: changes.ChannelMade) -> list[Event]:
    return _channel(world, change.channel, "CREATE")


def _channel_changed(world: World, change: changes.ChannelChanged) -> list[Event]:
    return _channel(world, change.channel, "UPDATE")


def _channel_gone(world: World, change: changes.ChannelGone) -> list[Event]:
    return _channel(world, change.channel, "DELETE")


def _thread_members(world: World, change: changes.ThreadMembersChanged) -> list[Event]:
    thread = change.thread
    guild_id = thread.guild_id or 0
    guild = world.guilds[guild_id]
    if thread.thread is None or not _visible(world, thread):
        return []
    count = min(len(thread.thread.members), 50)
    own = world.bot.id

    def body(intents: Intent) -> Json:
        wide = bool(intents & I.GUILD_MEMBERS)
        added = [each for each in change.added if wide or each == own]
        removed = [each for each in change.removed if wide or each == own]
        return {
            "id": str(thread.id),
            "guild_id": str(guild_id),
            "member_count": count,
            "added_members": [thread_member_json(thread, each, guild) for each in added],
            "removed_member_ids": [str(each) for each in removed],
        }

    # Without the members intent only the bot's own coming and going is told.
    mine = own in change.added or own in change.removed
    intent = I.GUILDS if mine else I.GUILD_MEMBERS
    return [Event("THREAD_MEMBERS_UPDATE", guild_id, intent, body)]


def _member(world: World, change: changes.MemberJoined | changes.MemberChanged) -> list[Event]:
    guild, member = change.guild, change.member
    if world.bot.id not in guild.members:
        return []
    body = member_json(member) | {"guild_id": str(guild.id)}
    joined = isinstance(change, changes.MemberJoined)
    # The bot learns of its own roles without the privileged intent.
    intent = I.GUILDS if member.user.id == world.bot.id else I.GUILD_MEMBERS
    name = "GUILD_MEMBER_ADD" if joined else "GUILD_MEMBER_UPDATE"
    return [Event(name, guild.id, intent, lambda _: body)]


def _member_left(world: World, change: changes.MemberLeft) -> list[Event]:
    if world.bot.id not in change.guild.members:
        return []
    body = {"guild_id": str(change.guild.id), "user": user_json(change.user)}
    return [Event("GUILD_MEMBER_REMOVE", change.guild.id, I.GUILD_MEMBERS, lambda _: body)]


def _role(world: World, change: changes.RoleChanged) -> list[Event]:
    guild, role = change.guild, change.role
    if world.bot.id not in guild.members:
        return []
    body: Json = {"guild_id": str(guild.id)}
    if change.what == "gone":
        body["role_id"] = str(role.id)
    else:
        body["role"] = role_json(role)
    verb = {"made": "CREATE", "changed": "UPDATE", "gone": "DELETE"}[change.what]
    return [Event(f"GUILD_ROLE_{verb}", guild.id, I.GUILDS, lambda _: body)]


def _bot_joined(world: World, change: changes.BotJoined) -> list[Event]:
    return [guild_create(world, change.guild.id)]


def guild_create(world: World, guild_id: int) -> Event:
    """GUILD_CREATE, for a new connection or a new server."""
    guild = world.guilds[guild_id]

    def body(intents: Intent) -> Json:
        # Only with presences does Discord send more than the bot itself; clients ask for chunks.
        wide = bool(intents & I.GUILD_PRESENCES) and len(guild.members) <= LARGE
        return guild_create_json(world, guild, all_members=wide)

    return Event("GUILD_CREATE", guild_id, I.GUILDS, body)


def _bot_left(world: World, change: changes.BotLeft) -> list[Event]:
    body = {"id": str(change.guild.id)}
    return [Event("GUILD_DELETE", change.guild.id, I.GUILDS, lambda _: body)]


def _scheduled(world: World, change: changes.ScheduledEventChanged) -> list[Event]:
    event = change.event
    body = scheduled_event_json(world, event)
    verb = {"made": "CREATE", "changed": "UPDATE", "gone": "DELETE"}[change.what]
    name = f"GUILD_SCHEDULED_EVENT_{verb}"
    return [Event(name, event.guild_id, I.GUILD_SCHEDULED_EVENTS, lambda _: body)]


def _interest(world: World, change: changes.InterestChanged) -> list[Event]:
    event = change.event
    body = {
        "guild_scheduled_event_id": str(event.id),
        "user_id": str(change.user_id),
        "guild_id": str(event.guild_id),
    }
    name = f"GUILD_SCHEDULED_EVENT_USER_{'ADD' if change.added else 'REMOVE'}"
    return [Event(name, event.guild_id, I.GUILD_SCHEDULED_EVENTS, lambda _: body)]


def _interaction(world: World, change: changes.InteractionMade) -> list[Event]:
    body = interaction_json(world, change.interaction)
    return [Event("INTERACTION_CREATE", change.interaction.guild_id, 0, lambda _: body)]


_MAKERS: dict[type[changes.Change], Callable[[World, Any], list[Event]]] = {
    changes.MessageMade: _message_made,
    changes.MessageChanged: _message_changed,
    changes.MessagesGone: _messages_gone,
    changes.Reacted: _reacted,
    changes.ReactionsCleared: _reactions_cleared,
    changes.Typing: _typing,
    changes.PinsChanged: _pins,
    changes.ChannelMade: _channel_made,
    changes.ChannelChanged: _channel_changed,
    changes.ChannelGone: _channel_gone,
    changes.ThreadMembersChanged: _thread_members,
    changes.MemberJoined: _member,
    changes.MemberChanged: _member,
    changes.MemberLeft: _member_left,
    changes.RoleChanged: _role,
    changes.BotJoined: _bot_joined,
    changes.BotLeft: _bot_left,
    changes.ScheduledEventChanged: _scheduled,
    changes.InterestChanged: _interest,
    changes.InteractionMade: _interaction,
}


def event_names() -> list[str]:
    """All events that the gateway can send, as this module and the hub name them."""
    return _NAMES.split()
