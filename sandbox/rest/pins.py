"""Pins over HTTP, by the present and the older addresses."""

from __future__ import annotations

from typing import Any

from sandbox.refusals import refuse
from sandbox.rest.call import Call
from sandbox.routing import Route, Routes
from sandbox.shapes.users import stamp
from sandbox.world import posting
from sandbox.world.messages import Message
from sandbox.world.permissions import NONE, P

Json = dict[str, Any]


def _pinned(call: Call) -> list[Message]:
    channel = call.channel()
    if not call.world.rights(call.world.bot.id, channel) & P.READ_MESSAGE_HISTORY:
        return []
    found = [message for message in channel.messages if message.pinned_at is not None]
    return sorted(found, key=lambda each: each.pinned_at or each.created, reverse=True)


def read(call: Call) -> Json:
    """GET pins, newest first, in pages."""
    query = call.query_fields()
    limit = query.integer("limit", least=1, most=50) or 50
    before = query.moment("before")
    query.errors.check()
    found = [
        each
        for each in _pinned(call)
        if before is None or (each.pinned_at is not None and each.pinned_at < before)
    ]
    items = [{"pinned_at": stamp(m.pinned_at), "message": call.show(m)} for m in found[:limit]]
    return {"items": items, "has_more": len(found) > limit}


def read_old(call: Call) -> list[Json]:
    """GET pins by the older address."""
    return [call.show(message) for message in _pinned(call)[:50]]


def _may_pin(call: Call) -> Message:
    channel = call.channel()
    call.need(channel, NONE if channel.is_direct else P.PIN_MESSAGES)
    message = channel.messages.get(call.id("message_id"))
    if message is None:
        raise refuse(10008)
    return message


def pin(call: Call) -> None:
    """PUT a pin."""
    message = _may_pin(call)
    channel = call.world.channels[message.channel_id]
    posting.pin(call.world, channel, message, call.world.bot.id)


def unpin(call: Call) -> None:
    """DELETE a pin."""
    message = _may_pin(call)
    posting.unpin(call.world, call.world.channels[message.channel_id], message)


def add_to(routes: Routes) -> None:
    """The doors of this resource."""
    base = "/channels/{channel_id}/messages/pins"
    routes.add(Route("GET", base, read))
    routes.add(Route("GET", "/channels/{channel_id}/pins", read_old))
    for one in (base + "/{message_id}", "/channels/{channel_id}/pins/{message_id}"):
        routes.add(Route("PUT", one, pin))
        routes.add(Route("DELETE", one, unpin))
