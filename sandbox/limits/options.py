"""Rules for the options of a command: groups, values, choices, order."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sandbox.fields import Fields, Json
from sandbox.limits.locales import read_localizations
from sandbox.world.commands import GROUP, SUBGROUP

MOST_OPTIONS, MOST_CHOICES, MOST_LENGTH = 25, 25, 6000
#: Largest whole number that Discord takes (that of a double).
SAFE = (1 << 53) - 1
STRING, INTEGER, BOOLEAN, USER, CHANNEL, ROLE, MENTIONABLE, NUMBER, ATTACHMENT = range(3, 12)
_CHOOSABLE = frozenset({STRING, INTEGER, NUMBER})

Texts = Callable[[Fields, Json], None]


class OptionReader:
    """Reads options at their level: 0 in a command, 1 in a group, 2 in a subcommand."""

    def __init__(self, read_names: Texts, read_descriptions: Texts) -> None:
        self._names = read_names
        self._descriptions = read_descriptions

    def read_all(self, fields: Fields, level: int = 0) -> list[Json]:
        """The field `options`, with what must hold among them."""
        options: list[Json] = []
        optional_seen = False
        seen: set[tuple[str, str]] = set()
        for each in fields.each("options", most=MOST_OPTIONS):
            option = self._read(each, level)
            self._judge_names(each, option, seen)
            if option["type"] not in {GROUP, SUBGROUP}:
                if option.get("required") and optional_seen:
                    code = "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID"
                    text = "Required options must be placed before non-required options"
                    each.refuse(None, code, text)
                optional_seen = optional_seen or not option.get("required")
            options.append(option)
        groups = {option["type"] in {GROUP, SUBGROUP} for option in options}
        if len(groups) > 1:
            code = "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID"
            text = "Sub-command and sub-command group option types are mutually exclusive to all"
            fields.refuse("options", code, f"{text} other types")
        return options

    @staticmethod
    def _judge_names(fields: Fields, option: Json, seen: set[tuple[str, str]]) -> None:
        names = {"": option["name"], **(option["name_localizations"] or {})}
        for locale, name in names.items():
            if name is not None and (locale, name) in seen:
                code = "APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS"
                path = ("name_localizations", locale) if locale else ("name",)
                fields.errors.add((*fields.path, *path), code, "Option name already exists")
            seen.add((locale, name))

    def _read(self, fields: Fields, level: int) -> Json:
        kind = fields.integer("type", required=True, choices=range(1, 12)) or STRING
        option: Json = {"type": kind}
        self._names(fields, option)
        self._descriptions(fields, option)
        if kind in {GROUP, SUBGROUP}:
            allowed = {GROUP, SUBGROUP} if level == 0 else {GROUP} if level == 1 else set()
            if kind not in allowed:
                code = "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID"
                fields.refuse("type", code, "Sub-command option type is invalid here")
                return option
            option["options"] = self.read_all(fields, 1 if kind == SUBGROUP else 2)
            if kind == SUBGROUP and any(each["type"] != GROUP for each in option["options"]):
                code = "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID"
                fields.refuse("options", code, "Groups hold only sub-commands")
            return option
        option["required"] = fields.flag("required")
        _read_value_rules(fields, option)
        return option


def _read_value_rules(fields: Fields, option: Json) -> None:
    kind = option["type"]
    autocomplete = fields.flag("autocomplete")
    if kind in _CHOOSABLE:
        option["choices"] = _read_choices(fields, kind)
        option["autocomplete"] = autocomplete
        if autocomplete and option["choices"]:
            code = "APPLICATION_COMMAND_OPTIONS_AUTOCOMPLETE_CHOICES_EXCLUSIVE"
            fields.refuse("choices", code, "Autocomplete and choices exclude each other")
        if not option["choices"]:
            del option["choices"]
    elif autocomplete or fields.data.get("choices"):
        code = "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID"
        fields.refuse("type", code, "This type has neither choices nor autocomplete")
    if kind in {INTEGER, NUMBER}:
        for name in ("min_value", "max_value"):
            number = fields.number(name, least=-SAFE, most=SAFE)
            if number is not None:
                option[name] = int(number) if kind == INTEGER else number
        _judge_order(fields, option, "min_value", "max_value")
    elif kind == STRING:
        for name, least in (("min_length", 0), ("max_length", 1)):
            length = fields.integer(name, least=least, most=MOST_LENGTH)
            if length is not None:
                option[name] = length
        _judge_order(fields, option, "min_length", "max_length")
    elif kind == CHANNEL and "channel_types" in fields:
        option["channel_types"] = fields.snowflakes("channel_types")


def _judge_order(fields: Fields, option: Json, low: str, high: str) -> None:
    if low in option and high in option and option[low] > option[high]:
        code = "APPLICATION_COMMAND_OPTIONS_RANGE_INVALID"
        fields.refuse(low, code, f"{low} must not be greater than {high}")


def _read_choices(fields: Fields, kind: int) -> list[Json]:
    choices: list[Json] = []
    names: set[str] = set()
    for each in fields.each("choices", most=MOST_CHOICES):
        name = each.text("name", required=True, least=1, most=100)
        if name in names:
            code = "APPLICATION_COMMAND_OPTIONS_CHOICE_NAME_ALREADY_EXISTS"
            each.refuse("name", code, "Option choice name already exists")
        names.add(name or "")
        translated = read_localizations(each, "name_localizations", most=100)
        value = _choice_value(each, kind)
        choices.append({"name": name, "name_localizations": translated, "value": value})
    return choices


def _choice_value(fields: Fields, kind: int) -> Any:
    if kind == STRING:
        return fields.text("value", required=True, least=1, most=100)
    if kind == INTEGER:
        return fields.integer("value", required=True, least=-SAFE, most=SAFE)
    if fields.data.get("value") is None:
        fields.refuse("value", "BASE_TYPE_REQUIRED", "This field is required")
    return fields.number("value", least=-SAFE, most=SAFE)


def read_autocomplete(fields: Fields, kind: int) -> list[Json]:
    """The answer to an autocomplete question: at most 25 choices of the option's type."""
    data = fields.within("data", required=True)
    return [] if data is None else _read_choices(data, kind)
