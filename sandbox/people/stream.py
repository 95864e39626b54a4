"""What happens, told to one person as it happens."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sandbox.people.views import (
    bot_view,
    channel_view,
    clock_json,
    commands_view,
    message_view,
    person_json,
)
from sandbox.people.visit import House
from sandbox.shapes.guilds import scheduled_event_json
from sandbox.shapes.messages import reaction_emoji_json, reaction_json
from sandbox.shapes.users import stamp
from sandbox.world import changes
from sandbox.world.channels import Channel
from sandbox.world.messages import Message
from sandbox.world.nouns import Guild, User

Json = dict[str, Any]
Events = list[Json]


def events_for(house: House, viewer: User, change: changes.Change) -> Events:
    """What a change is for this person; nothing where they cannot see it."""
    maker = _MAKERS.get(type(change))
    return [] if maker is None else maker(house, viewer, change)


def _sees(house: House, viewer: User, message: Message) -> bool:
    if message.private_to is not None:
        return message.private_to == viewer.id
    channel = house.world.channels.get(message.channel_id)
    return channel is not None and house.world.sees(viewer.id, channel)


def _message(house: House, viewer: User, message: Message, kind: str) -> Events:
    if not _sees(house, viewer, message):
        return []
    shape = message_view(house.world, message, viewer)
    return [{"type": kind, "channel": str(message.channel_id), "message": shape}]


def _made(house: House, viewer: User, change: changes.MessageMade) -> Events:
    message, world = change.message, house.world
    found = _message(house, viewer, message, "message")
    channel = world.channels[message.channel_id]
    if channel.is_direct and message.author_id == world.bot.id and message.private_to is None:
        to, at = str(channel.recipient_id), stamp(message.created)
        found.append({"type": "delivery", "to": to, "message": str(message.id), "at": at})
    return found


def _changed(house: House, viewer: User, change: changes.MessageChanged) -> Events:
    return _message(house, viewer, change.message, "message_update")


def _gone(house: House, viewer: User, change: changes.MessagesGone) -> Events:
    return [
        {"type": "message_delete", "channel": str(each.channel_id), "message": str(each.id)}
        for each in change.messages
        if _sees(house, viewer, each)
    ]


def _reactions(message: Message, viewer: User) -> Json:
    return {
        "type": "reaction",
        "channel": str(message.channel_id),
        "message": str(message.id),
        "reactions": [reaction_json(each, viewer.id) for each in message.reactions.values()],
    }


def _reacted(house: House, viewer: User, change: changes.Reacted) -> Events:
    if not _sees(house, viewer, change.message):
        return []
    event = _reactions(change.message, viewer)
    event |= {"who": str(change.user_id), "added": change.added}
    return [event | {"emoji": reaction_emoji_json(change.reaction)}]


def _cleared(house: House, viewer: User, change: changes.ReactionsCleared) -> Events:
    if not _sees(house, viewer, change.message):
        return []
    emoji = reaction_emoji_json(change.reaction) if change.reaction else None
    more: Json = {"who": None, "added": False, "emoji": emoji}
    return [_reactions(change.message, viewer) | more]


def _typing(house: House, viewer: User, change: changes.Typing) -> Events:
    if not house.world.sees(viewer.id, change.channel):
        return []
    event = {"type": "typing", "channel": str(change.channel.id), "who": str(change.user_id)}
    return [event]


def _pins(house: House, viewer: User, change: changes.PinsChanged) -> Events:
    if not house.world.sees(viewer.id, change.channel):
        return []
    return [{"type": "pins", "channel": str(change.channel.id)}]


def _channel(house: House, viewer: User, channel: Channel, *, deleted: bool = False) -> Events:
    world = house.world
    if not deleted and not world.sees(viewer.id, channel):
        # Someone who has lost sight of it should take it away.
        deleted = True
    kind = "channel" if channel.thread is None else "thread"
    shape = channel_view(world, channel, viewer)
    return [{"type": kind, "channel": shape, "deleted": deleted}]


def _channel_made(
    house: House, viewer: User, change: changes.ChannelMade | changes.ChannelChanged
) -> Events:
    return _channel(house, viewer, change.channel)


def _channel_gone(house: House, viewer: User, change: changes.ChannelGone) -> Events:
    return _channel(house, viewer, change.channel, deleted=True)


def _thread_members(house: House, viewer: User, change: changes.ThreadMembersChanged) -> Events:
    if not house.world.sees(viewer.id, change.thread):
        return []
    return _channel(house, viewer, change.thread)


def _commands(house: House, viewer: User, change: changes.CommandsChanged) -> Events:
    del change
    return [{"type": "commands", "commands": commands_view(house.world, viewer)}]


def _form(house: House, viewer: User, change: changes.FormShown) -> Events:
    del house
    return [{"type": "modal", "modal": change.form}] if change.person_id == viewer.id else []


def _clock(house: House, viewer: User, change: changes.ClockMoved | changes.NextTold) -> Events:
    del viewer, change
    return [{"type": "clock"} | clock_json(house.world)]


def _bot(house: House, viewer: User, change: changes.Change) -> Events:
    del viewer, change
    return [{"type": "bot", "bot": bot_view(house)}]


def _faults(house: House, viewer: User, change: changes.FaultsChanged) -> Events:
    del viewer, change
    return [{"type": "faults", "faults": house.faults.as_json()}]


def _person(house: House, viewer: User, change: changes.PersonChanged) -> Events:
    found: Events = [{"type": "person", "person": person_json(house.world, change.user)}]
    if change.user.id == viewer.id:
        # Language and roles decide what commands are called and which are there.
        found.append({"type": "commands", "commands": commands_view(house.world, viewer)})
    return found


def _member(
    house: House, viewer: User, change: changes.MemberChanged | changes.MemberJoined
) -> Events:
    found = _person(house, viewer, changes.PersonChanged(change.member.user))
    if change.member.user.id == viewer.id:
        found += _rooms(house, viewer, change.guild)
    return found


def _role(house: House, viewer: User, change: changes.RoleChanged) -> Events:
    member = change.guild.members.get(viewer.id)
    if member is None or change.role.id not in {*member.roles, change.guild.id}:
        return []
    return _rooms(house, viewer, change.guild)


def _rooms(house: House, viewer: User, guild: Guild) -> Events:
    """Every room anew: roles decide which there are, and what one may do in them."""
    channels, threads = (
        [
            channel_view(house.world, room, viewer)
            for room in rooms
            if house.world.sees(viewer.id, room)
        ]
        for rooms in (guild.channels.values(), guild.threads.values())
    )
    return [{"type": "rooms", "channels": channels, "threads": threads}]


def _left(house: House, viewer: User, change: changes.MemberLeft) -> Events:
    return _person(house, viewer, changes.PersonChanged(change.user))


def _scheduled(house: House, viewer: User, change: changes.ScheduledEventChanged) -> Events:
    del viewer
    shape = scheduled_event_json(house.world, change.event, counted=True)
    return [{"type": "scheduled_event", "event": shape, "deleted": change.what == "gone"}]


def _interest(house: House, viewer: User, change: changes.InterestChanged) -> Events:
    return _scheduled(house, viewer, changes.ScheduledEventChanged(change.event, "changed"))


_MAKERS: dict[type[changes.Change], Callable[[House, User, Any], Events]] = {
    changes.MessageMade: _made,
    changes.MessageChanged: _changed,
    changes.MessagesGone: _gone,
    changes.Reacted: _reacted,
    changes.ReactionsCleared: _cleared,
    changes.Typing: _typing,
    changes.PinsChanged: _pins,
    changes.ChannelMade: _channel_made,
    changes.ChannelChanged: _channel_made,
    changes.ChannelGone: _channel_gone,
    changes.ThreadMembersChanged: _thread_members,
    changes.CommandsChanged: _commands,
    changes.FormShown: _form,
    changes.ClockMoved: _clock,
    changes.NextTold: _clock,
    changes.BotStatusChanged: _bot,
    changes.BotJoined: _bot,
    changes.BotLeft: _bot,
    changes.FaultsChanged: _faults,
    changes.PersonChanged: _person,
    changes.MemberJoined: _member,
    changes.MemberChanged: _member,
    changes.RoleChanged: _role,
    changes.MemberLeft: _left,
    changes.ScheduledEventChanged: _scheduled,
    changes.InterestChanged: _interest,
}
