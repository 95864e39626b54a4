"""First answers to interactions."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sandbox.desk import Outcome
from sandbox.fields import Fields
from sandbox.limits.messages import (
    SETTABLE_IN_ANSWERS,
    Place,
    read_edit,
    read_message,
    reference_to,
)
from sandbox.limits.modals import FormReader
from sandbox.limits.options import read_autocomplete
from sandbox.refusals import not_done, refuse
from sandbox.rest.call import Call
from sandbox.routing import Route, Routes
from sandbox.shapes.interactions import callback_json, metadata_json
from sandbox.world import posting
from sandbox.world.changes import FormShown
from sandbox.world.channels import Channel
from sandbox.world.interactions import CallbackType, Interaction, InteractionType
from sandbox.world.messages import MessageFlag, MessageType

Json = dict[str, Any]
C, T = CallbackType, InteractionType

#: Which first answers fit which gesture; the last two only where there is a message to change.
FITTING: dict[InteractionType, frozenset[int]] = {
    T.COMMAND: frozenset({C.MESSAGE, C.DEFERRED_MESSAGE, C.FORM}),
    T.COMPONENT: frozenset({C.MESSAGE, C.DEFERRED_MESSAGE, C.DEFERRED_UPDATE, C.UPDATE, C.FORM}),
    T.AUTOCOMPLETE: frozenset({C.CHOICES}),
    T.FORM: frozenset({C.MESSAGE, C.DEFERRED_MESSAGE, C.DEFERRED_UPDATE, C.UPDATE}),
}
_NOT_DONE = {10: "premium-required answers", 12: "launching activities"}


def respond(call: Call) -> Json | None:
    """POST the first answer. Raises 10062 (unknown, late), 40060 (second one), 50035."""
    interaction = call.world.interactions.get(call.id("interaction_id"))
    if interaction is None or interaction.token != call.params["interaction_token"]:
        raise refuse(10062)
    if interaction.answered is not None:
        raise refuse(40060)
    if interaction.late(call.world.monotonic()):
        raise refuse(10062)
    fields = call.fields
    kind = _read_kind(fields, interaction)
    outcome = _ANSWERS[kind](call, interaction, fields)
    interaction.answered = kind
    call.desk.answer(outcome)
    if call.query.get("with_response", "").lower() in {"true", "1"}:
        return callback_json(call.world, interaction, kind)
    return None


def _read_kind(fields: Fields, interaction: Interaction) -> CallbackType:
    number = fields.integer("type", required=True)
    if number in _NOT_DONE:
        raise not_done(_NOT_DONE[number])
    fitting = FITTING[interaction.kind]
    if interaction.kind == T.FORM and interaction.source is None:
        fitting -= {C.DEFERRED_UPDATE, C.UPDATE}
    if number is not None and number not in fitting:
        among = ", ".join(str(int(each)) for each in sorted(fitting))
        fields.refuse("type", "BASE_TYPE_CHOICES", f"Value must be one of {{{among}}}.")
    fields.errors.check()
    return CallbackType(number or 0)


def _place(call: Call, interaction: Interaction) -> Place:
    channel = call.world.channel(interaction.channel_id)
    return Place(call.world, channel, call.world.bot.id)


def dress(call: Call, interaction: Interaction, channel: Channel, draft: posting.Draft) -> None:
    """Make a draft an answer: whose, to what, for whose eyes."""
    draft.webhook_id = call.world.application.id
    draft.interaction = metadata_json(call.world, interaction)
    if draft.flags & MessageFlag.EPHEMERAL:
        draft.private_to = interaction.person_id
    source = interaction.source
    if source is not None:
        draft.kind = MessageType.REPLY
        draft.reference = reference_to(channel, source.id)
        if source.private_to is None:
            draft.referenced = source
    elif interaction.command_type == 1:
        draft.kind = MessageType.CHAT_INPUT_COMMAND
    else:
        draft.kind = MessageType.CONTEXT_MENU_COMMAND


def _message(call: Call, interaction: Interaction, fields: Fields) -> Outcome:
    data = fields.within("data", required=True)
    if data is None:
        raise fields.errors.refusal()
    place = _place(call, interaction)
    draft = read_message(place, data, call.uploads, SETTABLE_IN_ANSWERS)
    dress(call, interaction, place.channel, draft)
    message = posting.post(call.world, place.channel, call.world.bot.id, draft)
    interaction.original = interaction.messages[message.id] = message
    return Outcome("message", interaction.id, message)


def _deferred_message(call: Call, interaction: Interaction, fields: Fields) -> Outcome:
    data = fields.within("data")
    flags = (data.integer("flags", least=0) or 0) if data else 0
    fields.errors.check()
    place = _place(call, interaction)
    draft = posting.Draft(flags=MessageFlag.LOADING | flags & MessageFlag.EPHEMERAL)
    dress(call, interaction, place.channel, draft)
    message = posting.post(call.world, place.channel, call.world.bot.id, draft)
    interaction.original = interaction.messages[message.id] = message
    return Outcome("deferred", interaction.id, message)


def _deferred_update(call: Call, interaction: Interaction, fields: Fields) -> Outcome:
    del call, fields
    interaction.original = interaction.source
    return Outcome("deferred", interaction.id)


def _update(call: Call, interaction: Interaction, fields: Fields) -> Outcome:
    source = interaction.source
    if source is None or source.deleted:
        raise refuse(10008)
    data = fields.within("data")
    place = _place(call, interaction)
    if data is not None:
        changes = read_edit(place, data, call.uploads, source)
        posting.change(call.world, source, **changes)
    fields.errors.check()
    interaction.original = source
    return Outcome("update", interaction.id, source)


def _choices(call: Call, interaction: Interaction, fields: Fields) -> Outcome:
    del call
    choices = read_autocomplete(fields, _focused_type(interaction.data))
    fields.errors.check()
    return Outcome("choices", interaction.id, choices=choices)


def _focused_type(data: Json) -> int:
    for option in data.get("options", ()):
        if option.get("focused"):
            return int(option["type"])
        found = _focused_type(option)
        if found:
            return found
    return 0


def _form(call: Call, interaction: Interaction, fields: Fields) -> Outcome:
    data = fields.within("data", required=True)
    form = FormReader(call.world).read(data) if data is not None else {}
    fields.errors.check()
    interaction.form = form = {"id": str(interaction.id)} | form
    call.world.tell(FormShown(interaction.person_id, form))
    return Outcome("modal", interaction.id, form=form)


_ANSWERS: dict[CallbackType, Callable[[Call, Interaction, Fields], Outcome]] = {
    C.MESSAGE: _message,
    C.DEFERRED_MESSAGE: _deferred_message,
    C.DEFERRED_UPDATE: _deferred_update,
    C.UPDATE: _update,
    C.CHOICES: _choices,
    C.FORM: _form,
}


def add_to(routes: Routes) -> None:
    """The door of first answers: open, because the token in the address is the key."""
    path = "/interactions/{interaction_id}/{interaction_token}/callback"
    routes.add(Route("POST", path, respond, bucket="interaction", open=True))
