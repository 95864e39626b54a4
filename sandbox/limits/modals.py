"""Rules for forms (Discord: modals): at most five parts, each of a known kind."""

from __future__ import annotations

from sandbox.fields import Fields, Json
from sandbox.limits.components import SELECTS, Kind, read_options, read_select
from sandbox.world.world import World

MOST_PARTS = 5
_TOP = (Kind.ROW, Kind.TEXT, Kind.LABEL)
_LABELLED = SELECTS | {Kind.TEXT_INPUT, Kind.UPLOAD, Kind.RADIO, Kind.CHECKBOXES, Kind.CHECKBOX}


class FormReader:
    """Reads one form."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._custom_ids: set[str] = set()
        self._next_id = 1

    def read(self, fields: Fields) -> Json:
        """Title, custom id and parts, as Discord keeps them."""
        form: Json = {
            "title": fields.text("title", required=True, least=1, most=45),
            "custom_id": fields.text("custom_id", required=True, least=1, most=100),
        }
        parts = fields.each("components", required=True, least=1, most=MOST_PARTS)
        form["components"] = [self._part(each) for each in parts]
        return form

    def _new(self, fields: Fields, allowed: tuple[Kind, ...] | frozenset[Kind]) -> Json | None:
        kind = fields.integer("type", required=True)
        if kind is None:
            return None
        if kind not in allowed:
            among = ", ".join(str(int(each)) for each in sorted(allowed))
            text = f'Value of field "type" must be one of ({among}).'
            fields.refuse("type", "UNION_TYPE_CHOICES", text)
            return None
        own_id = fields.integer("id", least=0, most=(1 << 31) - 1) or self._next_id
        self._next_id = max(self._next_id, own_id) + 1
        return {"type": kind, "id": own_id}

    def _part(self, fields: Fields) -> Json:
        part = self._new(fields, _TOP)
        if part is None:
            return {}
        if part["type"] == Kind.TEXT:
            part["content"] = fields.text("content", required=True, least=1, most=4000)
        elif part["type"] == Kind.ROW:
            part["components"] = []
            for each in fields.each("components", required=True, least=1, most=1):
                field = self._new(each, (Kind.TEXT_INPUT,))
                if field is not None:
                    self._text_input(each, field, labelled=False)
                    part["components"].append(field)
        else:
            part["label"] = fields.text("label", required=True, least=1, most=45)
            part["description"] = fields.text("description", most=100)
            inner = fields.within("component", required=True)
            if inner is not None:
                part["component"] = self._field(inner)
        return part

    def _field(self, fields: Fields) -> Json:
        field = self._new(fields, _LABELLED)
        if field is None:
            return {}
        kind = field["type"]
        if kind == Kind.TEXT_INPUT:
            self._text_input(fields, field, labelled=True)
            return field
        self._custom_id(fields, field)
        if kind == Kind.CHECKBOX:
            field["default"] = fields.flag("default")
            return field
        field["required"] = fields.flag("required", default=True)
        if kind in SELECTS:
            read_select(fields, field, self._world)
        elif kind == Kind.RADIO:
            field["options"] = read_options(fields, self._world, least=2, most=10)
            self._one_default(fields, field)
        elif kind == Kind.CHECKBOXES:
            field["options"] = read_options(fields, self._world, least=1, most=10)
            self._how_many(fields, field, len(field["options"]))
        else:
            self._how_many(fields, field, 10)
        return field

    @staticmethod
    def _one_default(fields: Fields, field: Json) -> None:
        if sum(option["default"] for option in field["options"]) > 1:
            text = "Only one option can be the default"
            fields.refuse("options", "RADIO_GROUP_MULTIPLE_DEFAULTS", text)

    @staticmethod
    def _how_many(fields: Fields, field: Json, top: int) -> None:
        least = fields.integer("min_values", least=0, most=top)
        most = fields.integer("max_values", least=1, most=top)
        field["min_values"] = (1 if field["required"] else 0) if least is None else least
        default_most = top if field["type"] == Kind.CHECKBOXES else 1
        field["max_values"] = default_most if most is None else most
        if field["min_values"] > field["max_values"]:
            text = "min_values must be less than or equal to max_values"
            fields.refuse("min_values", "COMPONENT_MIN_VALUES_EXCEEDS_MAX", text)

    def _custom_id(self, fields: Fields, field: Json) -> None:
        custom_id = fields.text("custom_id", required=True, least=1, most=100)
        if custom_id in self._custom_ids:
            text = "Component custom id cannot be duplicated"
            fields.refuse("custom_id", "COMPONENT_CUSTOM_ID_DUPLICATED", text)
        self._custom_ids.add(custom_id or "")
        field["custom_id"] = custom_id

    def _text_input(self, fields: Fields, field: Json, *, labelled: bool) -> None:
        self._custom_id(fields, field)
        field["style"] = fields.integer("style", required=True, choices=(1, 2))
        if labelled:
            if "label" in fields:
                text = "A text input inside a label has no label of its own"
                fields.refuse("label", "COMPONENT_LABEL_NOT_ALLOWED", text)
        else:
            field["label"] = fields.text("label", required=True, least=1, most=45)
        least = fields.integer("min_length", least=0, most=4000)
        most = fields.integer("max_length", least=1, most=4000)
        field["min_length"] = least
        field["max_length"] = most
        field["required"] = fields.flag("required", default=True)
        field["placeholder"] = fields.text("placeholder", most=100)
        field["value"] = fields.text("value", most=4000 if most is None else most)
        if least is not None and most is not None and least > most:
            text = "min_length must be less than or equal to max_length"
            fields.refuse("min_length", "COMPONENT_MIN_LENGTH_EXCEEDS_MAX", text)


def fields_of(form: Json) -> list[Json]:
    """What can be filled in, in order, whatever it is wrapped in."""
    found: list[Json] = []
    for part in form["components"]:
        if part["type"] == Kind.ROW:
            found.extend(part["components"])
        elif part["type"] == Kind.LABEL:
            found.append(part["component"])
    return found
