"""Nouns as light rows: the same names to read by, without the cost of tracked objects."""

from collections import namedtuple
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, select

from db.models import Base


@dataclass(frozen=True)
class Part:
    """A noun of which only some columns are read, its key first; all where none are named."""

    model: type[Base]
    names: tuple[str, ...]

    @property
    def columns(self) -> list[Any]:
        """The columns in the order in which they are asked."""
        known = self.model.__table__.columns
        return [known[name] for name in self.names] if self.names else list(known)


class Lights:
    """One question for several nouns at once, each given back as a read-only row or None.

    What a press needs to know is read far more often than anything else; making four tracked
    objects for it costs more than SQLite needs for question and answer together.
    """

    def __init__(self, *nouns: "type[Base] | Part") -> None:
        parts = [noun if isinstance(noun, Part) else Part(noun, ()) for noun in nouns]
        self._makers = [_maker(part) for part in parts]
        self.question: Select[Any] = select(*(column for part in parts for column in part.columns))

    def split(self, row: Sequence[Any]) -> list[Any]:
        """One row as nouns, in the order asked; None for one that was not there (no key)."""
        found: list[Any] = []
        begin = 0
        for make in self._makers:
            part = row[begin : begin + len(make._fields)]
            found.append(None if part[0] is None else make._make(part))
            begin += len(make._fields)
        return found


def _maker(part: Part) -> Any:
    names = [column.key for column in part.columns]
    if names[0] != "id":
        raise ValueError(f"{part.model.__name__} does not begin with its key")
    return namedtuple(part.model.__name__, names)
