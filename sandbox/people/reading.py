"""The doors through which a person looks."""

from __future__ import annotations

from typing import Any

from sandbox.fields import whole_number
from sandbox.limits.emoji import read_reaction
from sandbox.people.views import message_view, person_json, some_people, state_view
from sandbox.people.visit import Visit
from sandbox.people.wrong import malformed
from sandbox.world.messages import MessageLog
from sandbox.world.permissions import P
from sandbox.world.reacting import key_of

Json = dict[str, Any]

MOST = 200


def _most(visit: Visit, name: str) -> int | None:
    if name not in visit.query:
        return None
    most = whole_number(visit.query[name])
    if most is None or most < 1:
        raise malformed(f"“{name}” is a number from 1.", **{name: "range"})
    return most


def people(visit: Visit) -> Json:
    """GET everyone but the bot, or some: those named first, then coordinators."""
    world = visit.world
    named = [world.person(each) for each in visit.query.get("first", "").split(",")]
    first = [user for user in named if user is not None and not user.bot]
    found = some_people(world, _most(visit, "limit"), first)
    everyone = sum(not user.bot for user in world.users.values())
    return {
        "people": [person_json(world, user) for user in found],
        "more": len(found) < everyone,
    }


def state(visit: Visit) -> Json:
    """GET everything a page needs to begin."""
    return state_view(visit.house, visit.person(), _most(visit, "people"))


def messages(visit: Visit) -> Json:
    """GET the messages of a channel, oldest first, private answers to that person among them."""
    who = visit.person()
    channel = visit.channel(who, visit.params["channel"], P.READ_MESSAGE_HISTORY)
    limit = whole_number(visit.query.get("limit", "50"))
    before = whole_number(visit.query.get("before"))
    if limit is None or not 1 <= limit <= MOST:
        raise malformed(f"“limit” is a number from 1 to {MOST}.", limit="range")
    whispers = channel.whispers.get(who.id, MessageLog())
    found = [*channel.messages.before(before, limit + 1), *whispers.before(before, limit + 1)]
    found.sort(key=lambda message: message.id)
    return {
        "messages": [message_view(visit.world, each, who) for each in found[-limit:]],
        "more": len(found) > limit,
    }


def pins(visit: Visit) -> Json:
    """GET the pinned messages of a channel, the one pinned last first."""
    who = visit.person()
    channel = visit.channel(who, visit.params["channel"], P.READ_MESSAGE_HISTORY)
    pinned = [(each.pinned_at, each) for each in channel.messages if each.pinned_at is not None]
    pinned.sort(key=lambda pair: pair[0], reverse=True)
    return {"messages": [message_view(visit.world, each, who) for _, each in pinned]}


def reactors(visit: Visit) -> Json:
    """GET who put an emoji on a message."""
    who = visit.person()
    channel = visit.channel(who, visit.params["channel"], P.READ_MESSAGE_HISTORY)
    message = visit.message(who, channel, whole_number(visit.params["message"]) or 0)
    emoji = read_reaction(visit.world, channel.guild_id, visit.params["emoji"])
    reaction = message.reactions.get(key_of(emoji))
    return {"people": [str(each) for each in reaction.people] if reaction else []}
