"""Nouns as light rows: the same names to read by, without the cost of tracked objects."""

from collections import namedtuple
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Select, select

from db.models import Base


class Lights:
    """One question for several nouns at once, each given back as a read-only row or None.

    What a press needs to know is read far more often than anything else; making four tracked
    objects for it costs more than SQLite needs for question and answer together.
    """

    def __init__(self, *models: type[Base]) -> None:
        self._makers = [_maker(model) for model in models]
        columns = [column for model in models for column in model.__table__.columns]
        self.question: Select[Any] = select(*columns)

    def split(self, row: Sequence[Any]) -> list[Any]:
        """One row as nouns, in the order asked; None for one that was not there (no key)."""
        found: list[Any] = []
        begin = 0
        for make in self._makers:
            part = row[begin : begin + len(make._fields)]
            found.append(None if part[0] is None else make._make(part))
            begin += len(make._fields)
        return found


def _maker(model: type[Base]) -> Any:
    names = [column.key for column in model.__table__.columns]
    if names[0] != "id":
        raise ValueError(f"{model.__name__} does not begin with its key")
    return namedtuple(model.__name__, names)
