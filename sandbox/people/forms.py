"""Filling in a form and sending it, with the checks of Discord's client."""

from __future__ import annotations

from typing import Any

from sandbox.fields import whole_number
from sandbox.limits.components import SELECTS, Kind
from sandbox.limits.modals import fields_of
from sandbox.people.outcomes import outcome_json
from sandbox.people.presses import choose
from sandbox.people.resolving import Resolved
from sandbox.people.visit import Visit
from sandbox.people.wrong import Wrong, malformed, missing
from sandbox.shapes.interactions import metadata_json
from sandbox.world.interactions import InteractionType

Json = dict[str, Any]


async def submit(visit: Visit) -> Json:
    """POST a filled form; what is not given keeps what the form came with."""
    who = visit.person()
    opener = visit.world.interactions.get(whole_number(visit.body.get("modal")) or 0)
    if opener is None or opener.form is None or opener.person_id != who.id:
        raise missing("modal", "That form is not open.")
    values = visit.body.get("values") or {}
    if not isinstance(values, dict):
        raise malformed("“values” is an object.", values="not_object")
    channel = visit.world.channels.get(opener.channel_id)
    if channel is None:
        raise missing("channel", "The channel of that form is gone.")
    form = opener.form
    resolved = Resolved(visit, who, channel)
    filled = Filler(resolved, values).fill(form)
    data = {"custom_id": form["custom_id"], "components": filled}
    outcome = await visit.house.desk.ask(
        InteractionType.FORM,
        who.id,
        channel,
        resolved.into(data),
        source=opener.source,
        command_type=opener.command_type,
        opened_by=metadata_json(visit.world, opener),
    )
    if outcome.kind != "failed":
        opener.form = None
    return outcome_json(visit, who, outcome)


class Filler:
    """Puts values into the parts of a form."""

    def __init__(self, resolved: Resolved, values: Json) -> None:
        self._resolved = resolved
        self._values = values
        self._wrong: dict[str, str] = {}

    def fill(self, form: Json) -> list[Json]:
        """The parts as the gateway sends them; raises Wrong with a word for each mistake."""
        known = {field["custom_id"] for field in fields_of(form)}
        for name in self._values.keys() - known:
            self._wrong[str(name)] = "unknown"
        parts = [self._part(part) for part in form["components"]]
        if self._wrong:
            text = "Some fields of the form are not right."
            raise Wrong(400, "invalid_values", text, self._wrong)
        return parts

    def _part(self, part: Json) -> Json:
        shape: Json = {"type": part["type"], "id": part["id"]}
        if part["type"] == Kind.ROW:
            shape["components"] = [self._field(each) for each in part["components"]]
        elif part["type"] == Kind.LABEL:
            shape["component"] = self._field(part["component"])
        return shape

    def _field(self, field: Json) -> Json:
        name, kind = field["custom_id"], field["type"]
        shape: Json = {"type": kind, "id": field["id"], "custom_id": name}
        given = self._values.get(name)
        if kind == Kind.TEXT_INPUT:
            shape["value"] = self._text(field, field["value"] if given is None else given)
        elif kind == Kind.CHECKBOX:
            value = field["default"] if given is None else given
            if not isinstance(value, bool):
                self._wrong[name] = "invalid"
            shape["value"] = value
        elif kind == Kind.RADIO:
            chosen = self._chosen(field, given, least=1, most=1)
            shape["value"] = chosen[0] if chosen else None
        elif kind == Kind.CHECKBOXES:
            low, high = field["min_values"], field["max_values"]
            shape["values"] = self._chosen(field, given, least=low, most=high)
        elif kind == Kind.UPLOAD:
            shape["values"] = self._files(field, given)
        elif kind in SELECTS:
            shape["values"] = self._select(field, given)
        return shape

    def _text(self, field: Json, value: object) -> str:
        text = "" if value is None else value
        name = field["custom_id"]
        if not isinstance(text, str):
            self._wrong[name] = "invalid"
            return ""
        if not text:
            if field["required"]:
                self._wrong[name] = "required"
        elif len(text) < (field["min_length"] or 0):
            self._wrong[name] = "too_short"
        elif len(text) > (field["max_length"] or 4000):
            self._wrong[name] = "too_long"
        return text

    @staticmethod
    def _defaults(field: Json) -> list[str]:
        if "options" in field:
            return [option["value"] for option in field["options"] if option["default"]]
        return [default["id"] for default in field.get("default_values", [])]

    def _listed(self, field: Json, given: object) -> list[Any] | None:
        """What was chosen, or nothing because that is allowed; None after a mistake."""
        value = self._defaults(field) if given is None else given
        if isinstance(value, str):
            value = [value]
        name = field["custom_id"]
        if not isinstance(value, list):
            self._wrong[name] = "invalid"
            return None
        if not value and field["required"] and field.get("min_values", 1) > 0:
            self._wrong[name] = "required"
            return None
        return value

    def _chosen(self, field: Json, given: object, *, least: int, most: int) -> list[str]:
        value = self._listed(field, given)
        if not value:
            return []
        known = {option["value"] for option in field["options"]}
        if len(set(value)) != len(value) or not known.issuperset(value):
            self._wrong[field["custom_id"]] = "unknown_value"
        elif not least <= len(value) <= most:
            few = len(value) < least
            self._wrong[field["custom_id"]] = "too_few" if few else "too_many"
        return [str(each) for each in value]

    def _select(self, field: Json, given: object) -> list[str]:
        value = self._listed(field, given)
        if not value:
            return []
        chosen, wrong = choose(field, value, self._resolved)
        if wrong is not None:
            self._wrong[field["custom_id"]] = wrong
        return chosen

    def _files(self, field: Json, given: object) -> list[str]:
        value = self._listed(field, given)
        if not value:
            return []
        if not field["min_values"] <= len(value) <= field["max_values"]:
            few = len(value) < field["min_values"]
            self._wrong[field["custom_id"]] = "too_few" if few else "too_many"
            return []
        return [self._resolved.file(each, field["custom_id"]) for each in value]
