"""Reading a JSON body field by field, collecting every mistake at its path as Discord does."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator
from datetime import UTC, datetime
from typing import Any

from sandbox.refusals import Refused, refuse

Json = dict[str, Any]
Path = tuple[str | int, ...]

REQUIRED = ("BASE_TYPE_REQUIRED", "This field is required")
MAX_SNOWFLAKE = (1 << 63) - 1
_BIG_INTEGER_DIGITS = 30


class FormErrors:
    """The mistakes of one body: a tree of paths with Discord's `_errors` at the leaves."""

    def __init__(self) -> None:
        self.tree: Json = {}

    def add(self, path: Path, code: str, message: str) -> None:
        """Note a mistake at `path`."""
        node = self.tree
        for part in path:
            node = node.setdefault(str(part), {})
        node.setdefault("_errors", []).append({"code": code, "message": message})

    def refusal(self) -> Refused:
        """Code 50035 with the tree."""
        return refuse(50035, errors=self.tree)

    def check(self) -> None:
        """Raise the refusal if anything was noted."""
        if self.tree:
            raise self.refusal()


def whole_number(value: object) -> int | None:
    """An integer from a JSON integer or a string of digits (ids travel both ways)."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int):
        return value
    if isinstance(value, str) and len(value) <= _BIG_INTEGER_DIGITS and value.isascii():
        digits = value.removeprefix("-")
        if digits.isdigit():
            return int(value)
    return None


def parse_moment(text: str) -> datetime | None:
    """An aware moment from ISO 8601; without an offset it is UTC, as Discord reads it."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    try:
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except OverflowError:
        return None


class Fields:
    """One JSON object of a body, at its path; getters return None for what is absent or wrong."""

    __slots__ = ("_step", "_within", "data", "errors")

    def __init__(
        self, data: Json, errors: FormErrors, step: Path = (), within: Fields | None = None
    ) -> None:
        """`step` leads here from the body's root, or from the object that this lies `within`."""
        self.data = data
        self.errors = errors
        self._step = step
        self._within = within

    @property
    def path(self) -> Path:
        """Where in the body it is: put together only for a mistake, as there are few."""
        return self._step if self._within is None else (*self._within.path, *self._step)

    @classmethod
    def of(cls, body: object) -> Fields:
        """The fields of a whole body; raises 50035 when it is not an object."""
        errors = FormErrors()
        if not isinstance(body, dict):
            errors.add((), "MODEL_TYPE_CONVERT", "Only dictionaries may be used in a ModelType")
            raise errors.refusal()
        return cls(body, errors)

    def __contains__(self, name: str) -> bool:
        return self.data.get(name) is not None

    def given(self, name: str) -> bool:
        """Whether the field is there at all, be it null."""
        return name in self.data

    def refuse(self, name: str | None, code: str, message: str) -> None:
        """Note a mistake at a field of this object, or at the object itself."""
        self.errors.add(self.path if name is None else (*self.path, name), code, message)

    def _value(self, name: str, required: bool) -> Any:
        value = self.data.get(name)
        if value is None and required:
            self.refuse(name, *REQUIRED)
        return value

    def text(
        self, name: str, *, required: bool = False, least: int = 0, most: int | None = None
    ) -> str | None:
        """A string of `least` to `most` characters."""
        value = self._value(name, required)
        if value is None:
            return None
        if not isinstance(value, str):
            self.refuse(name, "STRING_TYPE_CONVERT", f'Could not interpret "{value}" as string.')
            return None
        if required and not value:
            self.refuse(name, *REQUIRED)
            return None
        if len(value) < least or (most is not None and len(value) > most):
            self.refuse(name, *_length(least, most))
        return value

    def integer(
        self,
        name: str,
        *,
        required: bool = False,
        least: int | None = None,
        most: int | None = None,
        choices: Collection[int] | None = None,
    ) -> int | None:
        """A whole number, in a range or among `choices`."""
        value = self._value(name, required)
        if value is None:
            return None
        number = whole_number(value)
        if number is None:
            self.refuse(name, "NUMBER_TYPE_COERCE", f'Value "{value}" is not int.')
            return None
        if choices is not None and number not in choices:
            among = ", ".join(map(str, sorted(choices)))
            self.refuse(name, "BASE_TYPE_CHOICES", f"Value must be one of {{{among}}}.")
            return None
        return int(self._ranged(name, number, least, most, "int"))

    def number(
        self, name: str, *, least: float | None = None, most: float | None = None
    ) -> float | None:
        """A finite number."""
        value = self.data.get(name)
        if value is None:
            return None
        if (
            isinstance(value, bool)
            or not isinstance(value, int | float)
            or not math.isfinite(value)
        ):
            self.refuse(name, "NUMBER_TYPE_COERCE", f'Value "{value}" is not float.')
            return None
        return self._ranged(name, value, least, most, "float")

    def _ranged(
        self, name: str, value: float, least: float | None, most: float | None, kind: str
    ) -> float:
        if least is not None and value < least:
            text = f"{kind} value should be greater than or equal to {least}."
            self.refuse(name, "NUMBER_TYPE_MIN", text)
        elif most is not None and value > most:
            text = f"{kind} value should be less than or equal to {most}."
            self.refuse(name, "NUMBER_TYPE_MAX", text)
        return value

    def flag(self, name: str, default: bool = False) -> bool:
        """A boolean; null and absence are `default`."""
        value = self.data.get(name)
        if value is None:
            return default
        if not isinstance(value, bool):
            self.refuse(name, "BOOLEAN_TYPE_CONVERT", "Must be either true or false.")
            return default
        return value

    def snowflake(self, name: str, *, required: bool = False) -> int | None:
        """An id."""
        value = self._value(name, required)
        if value is None:
            return None
        number = whole_number(value)
        if number is None or not 0 <= number <= MAX_SNOWFLAKE:
            self.refuse(name, "NUMBER_TYPE_COERCE", f'Value "{value}" is not snowflake.')
            return None
        return number

    def moment(self, name: str, *, required: bool = False) -> datetime | None:
        """An ISO 8601 moment."""
        value = self._value(name, required)
        if value is None:
            return None
        moment = parse_moment(value) if isinstance(value, str) else None
        if moment is None:
            text = f'Could not parse "{value}". Should be ISO8601.'
            self.refuse(name, "DATE_TIME_TYPE_PARSE", text)
        return moment

    def within(self, name: str, *, required: bool = False) -> Fields | None:
        """A nested object."""
        value = self._value(name, required)
        if value is None:
            return None
        if not isinstance(value, dict):
            text = "Only dictionaries may be used in a ModelType"
            self.refuse(name, "MODEL_TYPE_CONVERT", text)
            return None
        return Fields(value, self.errors, (name,), self)

    def items(
        self, name: str, *, required: bool = False, least: int = 0, most: int | None = None
    ) -> list[Any]:
        """A list of anything, of `least` to `most` entries."""
        value = self._value(name, required)
        if value is None:
            return []
        if not isinstance(value, list):
            self.refuse(name, "LIST_TYPE_CONVERT", "Only iterables may be used in a ListType")
            return []
        if len(value) < least or (most is not None and len(value) > most):
            text = (
                f"Must be between {least} and {most} in length."
                if least
                else f"Must be {most} or fewer in length."
            )
            code = "BASE_TYPE_BAD_LENGTH" if least else "BASE_TYPE_MAX_LENGTH"
            self.refuse(name, code, text)
            return value[: most or 0]
        return value

    def each(
        self, name: str, *, required: bool = False, least: int = 0, most: int | None = None
    ) -> Iterator[Fields]:
        """A list of objects; entries that are not objects are noted and left out."""
        for index, entry in enumerate(self.items(name, required=required, least=least, most=most)):
            if isinstance(entry, dict):
                yield Fields(entry, self.errors, (name, index), self)
            else:
                text = "Only dictionaries may be used in a ModelType"
                self.errors.add((*self.path, name, index), "MODEL_TYPE_CONVERT", text)

    def snowflakes(self, name: str, *, most: int | None = None) -> list[int]:
        """A list of ids."""
        found: list[int] = []
        for index, entry in enumerate(self.items(name, most=most)):
            number = whole_number(entry)
            if number is None or not 0 <= number <= MAX_SNOWFLAKE:
                text = f'Value "{entry}" is not snowflake.'
                self.errors.add((*self.path, name, index), "NUMBER_TYPE_COERCE", text)
            else:
                found.append(number)
        return found


def _length(least: int, most: int | None) -> tuple[str, str]:
    """What Discord says of a string that is too short or too long."""
    if most is None:
        return "BASE_TYPE_MIN_LENGTH", f"Must be {least} or more in length."
    if least > 0:
        return "BASE_TYPE_BAD_LENGTH", f"Must be between {least} and {most} in length."
    return "BASE_TYPE_MAX_LENGTH", f"Must be {most} or fewer in length."
