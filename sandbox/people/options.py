"""The checks that Discord's own client makes on a command's options before it sends them."""

from __future__ import annotations

import math
from typing import Any

from sandbox.limits import options as kinds
from sandbox.people.resolving import Resolved
from sandbox.people.views import choices_view
from sandbox.people.wrong import Wrong
from sandbox.world.nouns import User

Json = dict[str, Any]


class OptionChecker:
    """Turns `{name: value}` into options as the gateway sends them, or collects what is wrong."""

    def __init__(self, leaf: Json, who: User, resolved: Resolved) -> None:
        self._options = {option["name"]: option for option in leaf.get("options", ())}
        self._who = who
        self._resolved = resolved
        self.wrong: dict[str, str] = {}

    def check(self, given: Json) -> list[Json]:
        """All options; raises Wrong with a word for each one that is not as it should be."""
        found = self._read(given)
        for name, option in self._options.items():
            if option["required"] and given.get(name) is None:
                self.wrong[name] = "required"
        if self.wrong:
            raise Wrong(400, "invalid_options", "Some options are not right.", self.wrong)
        return found

    def check_partly(self, given: Json, focused: str) -> list[Json]:
        """The options while one is being typed; what is not right yet is left out."""
        option = self._options.get(focused)
        if option is None or not option.get("autocomplete"):
            text = f"{focused} does not suggest anything."
            raise Wrong(400, "no_autocomplete", text, {focused: "no_autocomplete"})
        rest = {name: value for name, value in given.items() if name != focused}
        found = self._read(rest)
        typed = str(given.get(focused) or "")
        found.append({"name": focused, "type": option["type"], "value": typed, "focused": True})
        return found

    def _read(self, given: Json) -> list[Json]:
        found: list[Json] = []
        for name in given.keys() - self._options.keys():
            self.wrong[name] = "unknown"
        for name, option in self._options.items():
            value = given.get(name)
            if value is None:
                continue
            read = self._value(option, value)
            if read is None:
                self.wrong.setdefault(name, "invalid")
            else:
                found.append({"name": name, "type": option["type"], "value": read})
        return found

    def _value(self, option: Json, value: object) -> Any:
        kind = option["type"]
        if option.get("choices"):
            return self._choice(option, value)
        if kind == kinds.STRING:
            return self._text(option, value)
        if kind in {kinds.INTEGER, kinds.NUMBER}:
            return self._number(option, value)
        if kind == kinds.BOOLEAN:
            return value if isinstance(value, bool) else None
        if kind == kinds.USER:
            return self._resolved.person(value)
        if kind == kinds.CHANNEL:
            return self._resolved.channel(value, option.get("channel_types"))
        if kind == kinds.ROLE:
            return self._resolved.role(value)
        if kind == kinds.MENTIONABLE:
            return self._resolved.mentionable(value)
        return self._resolved.file(value, option["name"])

    def _choice(self, option: Json, value: object) -> Any:
        for choice in choices_view(option["choices"], self._who.locale):
            if value in {choice["value"], choice["name"]}:
                return choice["value"]
        self.wrong[option["name"]] = "not_a_choice"
        return None

    def _text(self, option: Json, value: object) -> str | None:
        if not isinstance(value, str):
            return None
        if len(value) < max(option.get("min_length", 0), int(option["required"])):
            self.wrong[option["name"]] = "too_short" if value else "required"
            return None
        if len(value) > option.get("max_length", kinds.MOST_LENGTH):
            self.wrong[option["name"]] = "too_long"
            return None
        return value

    def _number(self, option: Json, value: object) -> float | None:
        number = _as_number(value)
        if number is None or (option["type"] == kinds.INTEGER and number != int(number)):
            return None
        low, high = option.get("min_value", -kinds.SAFE), option.get("max_value", kinds.SAFE)
        if not low <= number <= high:
            self.wrong[option["name"]] = "out_of_range"
            return None
        return int(number) if option["type"] == kinds.INTEGER else number


def _as_number(value: object) -> float | None:
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    try:
        number = float(value)
    except (ValueError, OverflowError):
        return None
    return number if math.isfinite(number) else None
