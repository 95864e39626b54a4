"""What follows a first answer: more messages, changes, removals, by the interaction's token."""

from __future__ import annotations

from typing import Any

from sandbox.limits.messages import SETTABLE_IN_ANSWERS, Place, read_edit, read_message
from sandbox.refusals import not_done, refuse
from sandbox.rest.call import Call
from sandbox.rest.callbacks import dress
from sandbox.routing import Route, Routes
from sandbox.shapes.messages import message_json
from sandbox.world import posting
from sandbox.world.interactions import Interaction
from sandbox.world.messages import Message, MessageFlag

Json = dict[str, Any]

_BASE = "/webhooks/{webhook_id}/{webhook_token}"


def _interaction(call: Call) -> Interaction:
    """Raises 10015 (no such token, or nothing answered yet), 50027 (after 15 minutes)."""
    if call.id("webhook_id") != call.world.application.id:
        raise not_done("webhooks other than those of interactions")
    interaction = call.world.by_token.get(call.params["webhook_token"])
    if interaction is None or interaction.answered is None:
        raise refuse(10015)
    if interaction.expired(call.world.monotonic()):
        raise refuse(50027)
    return interaction


def _place(call: Call, interaction: Interaction) -> Place:
    channel = call.world.channel(interaction.channel_id)
    return Place(call.world, channel, call.world.bot.id)


def _shown(call: Call, message: Message) -> Json:
    return message_json(call.world, message, call.world.bot.id)


def follow_up(call: Call) -> Json:
    """POST another message. The first one after a deferral becomes what was waited for."""
    interaction = _interaction(call)
    place = _place(call, interaction)
    fields = call.fields
    for name in ("username", "avatar_url", "thread_name"):
        if fields.data.get(name):
            raise not_done(f"{name} of webhook messages")
    draft = read_message(place, fields, call.uploads, SETTABLE_IN_ANSWERS)
    original = interaction.original
    if original is not None and original.flags & MessageFlag.LOADING and not original.deleted:
        return _shown(call, posting.resolve_loading(call.world, original, draft))
    dress(call, interaction, place.channel, draft)
    if original is not None:
        draft.reference = {
            "channel_id": original.channel_id,
            "guild_id": original.guild_id,
            "message_id": original.id,
        }
        draft.referenced = original if original.private_to is None else None
    message = posting.post(call.world, place.channel, call.world.bot.id, draft)
    interaction.messages[message.id] = message
    return _shown(call, message)


def _message(call: Call, interaction: Interaction) -> Message:
    if "message_id" not in call.params:
        message = interaction.original
    else:
        message_id = call.id("message_id")
        message = interaction.messages.get(message_id)
        source = interaction.original
        if message is None and source is not None and source.id == message_id:
            message = source
    if message is None or message.deleted:
        raise refuse(10008)
    return message


def read(call: Call) -> Json:
    """GET one of the interaction's messages."""
    return _shown(call, _message(call, _interaction(call)))


def edit(call: Call) -> Json:
    """PATCH one of the interaction's messages; a deferred one becomes what was waited for."""
    interaction = _interaction(call)
    message = _message(call, interaction)
    place = _place(call, interaction)
    loading = bool(message.flags & MessageFlag.LOADING)
    fields = call.fields
    changes = read_edit(place, fields, call.uploads, message)
    if loading:
        changes["flags"] = changes.get("flags", message.flags) & ~MessageFlag.LOADING
    return _shown(call, posting.change(call.world, message, mark_edited=not loading, **changes))


def delete(call: Call) -> None:
    """DELETE one of the interaction's messages."""
    message = _message(call, _interaction(call))
    posting.delete(call.world, call.world.channels[message.channel_id], [message])


def add_to(routes: Routes) -> None:
    """The doors of this resource: open, because the token in the address is the key."""
    routes.add(Route("POST", _BASE, follow_up, "webhook", open=True))
    for one in (_BASE + "/messages/@original", _BASE + "/messages/{message_id}"):
        routes.add(Route("GET", one, read, "webhook", open=True))
        routes.add(Route("PATCH", one, edit, "webhook", open=True))
        routes.add(Route("DELETE", one, delete, "webhook", open=True))
