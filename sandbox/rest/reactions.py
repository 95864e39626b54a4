"""Reactions over HTTP."""

from __future__ import annotations

from typing import Any

from sandbox.limits.emoji import read_reaction
from sandbox.refusals import refuse
from sandbox.rest.call import Call
from sandbox.routing import Route, Routes
from sandbox.shapes.users import user_json
from sandbox.world import reacting
from sandbox.world.channels import Channel
from sandbox.world.messages import Message
from sandbox.world.nouns import Emoji
from sandbox.world.permissions import P

Json = dict[str, Any]

_ALL = "/channels/{channel_id}/messages/{message_id}/reactions"
_KIND = _ALL + "/{emoji_name}"


def _target(call: Call, wanted: P = P.READ_MESSAGE_HISTORY) -> tuple[Channel, Message]:
    channel = call.channel(wanted)
    return channel, call.message(channel)


def _emoji(call: Call, channel: Channel) -> str | Emoji:
    return read_reaction(call.world, channel.guild_id, call.params["emoji_name"])


def add(call: Call) -> None:
    """PUT the bot's own reaction; joining others' needs no ADD_REACTIONS."""
    channel, message = _target(call)
    emoji = _emoji(call, channel)
    if channel.thread is not None and channel.thread.archived:
        raise refuse(50083)
    if reacting.key_of(emoji) not in message.reactions:
        call.need(channel, P.ADD_REACTIONS)
    reacting.react(call.world, message, call.world.bot.id, emoji)


def remove_own(call: Call) -> None:
    """DELETE the bot's own reaction."""
    channel, message = _target(call)
    reacting.unreact(call.world, message, call.world.bot.id, _emoji(call, channel))


def remove_of(call: Call) -> None:
    """DELETE someone's reaction."""
    channel, message = _target(call)
    user_id = call.id("user_id")
    if channel.is_direct:
        raise refuse(50003)
    if user_id != call.world.bot.id:
        call.need(channel, P.MANAGE_MESSAGES)
    reacting.unreact(call.world, message, user_id, _emoji(call, channel))


def remove_all(call: Call) -> None:
    """DELETE all reactions."""
    _, message = _target(call, P.READ_MESSAGE_HISTORY | P.MANAGE_MESSAGES)
    reacting.clear(call.world, message)


def remove_kind(call: Call) -> None:
    """DELETE all reactions of one kind."""
    channel, message = _target(call, P.READ_MESSAGE_HISTORY | P.MANAGE_MESSAGES)
    reacting.clear(call.world, message, _emoji(call, channel))


def people(call: Call) -> list[Json]:
    """GET who reacted, by rising id."""
    channel, message = _target(call)
    query = call.query_fields()
    limit = query.integer("limit", least=1, most=100) or 25
    after = query.snowflake("after") or 0
    bursts = query.integer("type", choices=(0, 1))
    query.errors.check()
    reaction = message.reactions.get(reacting.key_of(_emoji(call, channel)))
    if reaction is None or bursts:
        return []
    ids = sorted(each for each in reaction.people if each > after)[:limit]
    return [user_json(call.world.users[each]) for each in ids]


def add_to(routes: Routes) -> None:
    """The doors of this resource."""
    routes.add(Route("PUT", _KIND + "/@me", add, "reactions"))
    routes.add(Route("DELETE", _KIND + "/@me", remove_own, "reactions"))
    routes.add(Route("DELETE", _KIND + "/{user_id}", remove_of, "reactions"))
    routes.add(Route("DELETE", _ALL, remove_all, "reactions"))
    routes.add(Route("DELETE", _KIND, remove_kind, "reactions"))
    routes.add(Route("GET", _KIND, people))
