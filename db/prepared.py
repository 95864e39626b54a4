"""Statements that every press asks: compiled once, then put to SQLite's driver directly."""

import sqlite3
from collections import namedtuple
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Dialect, Executable, Select
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.types import TypeEngine

Asked = Mapping[str, Any] | Sequence[Mapping[str, Any]]

Process = Callable[[Any], Any] | None


class Prepared:
    """A statement made once; what SQLAlchemy does around a question costs more than the question.

    Only what is the same each time can be prepared: every value that differs is a `bindparam`, no
    list grows with its values, and an insert names all its columns. Elsewhere than on SQLite the
    way to the server costs more than all this, and SQLAlchemy asks as usual.
    """

    def __init__(self, make: Executable | Callable[[str], Executable]) -> None:
        """`make`: the statement, or a function that gives it in the SQL of a dialect's name."""
        self._make = make
        self._statements: dict[str, Executable] = {}
        self._direct: _Direct | None = None

    def statement(self, dialect: str) -> Executable:
        """The statement in the SQL of this database."""
        if dialect not in self._statements:
            made = self._make if isinstance(self._make, Executable) else self._make(dialect)
            self._statements[dialect] = made
        return self._statements[dialect]

    def ask(self, connection: Connection, asked: Asked) -> list[Any]:
        """The rows of the answer; none for a change."""
        result = connection.execute(self.statement(connection.dialect.name), asked)
        return list(result.all()) if result.returns_rows else []

    def ask_driver(self, driver: sqlite3.Connection, dialect: Dialect, asked: Asked) -> list[Any]:
        """The same from SQLite itself.

        Raises:
            sqlite3.Error: as it comes from the driver.
        """
        if self._direct is None:
            self._direct = _Direct(self.statement(dialect.name), dialect)
        return self._direct.ask(driver, asked)


class _Direct:
    """The text of a statement with what turns our values into SQLite's, and back."""

    def __init__(self, statement: Any, dialect: Dialect) -> None:
        compiled = statement.compile(dialect=dialect)
        if not isinstance(compiled, SQLCompiler) or compiled.positiontup is None:
            raise TypeError("only statements with positional parameters can be prepared")
        if compiled.prefetch or compiled.post_compile_params:
            raise ValueError(f"not the same each time: {compiled.string}")
        self._sql = compiled.string
        self._slots = [_slot(compiled.binds[name], dialect) for name in compiled.positiontup]
        columns = list(statement.selected_columns) if isinstance(statement, Select) else []
        back = [_from_driver(column.type, dialect) for column in columns]
        self._back = [(place, process) for place, process in enumerate(back) if process]
        self._row = _row([str(column.key) for column in columns])

    def ask(self, driver: sqlite3.Connection, asked: Asked) -> list[Any]:
        if not isinstance(asked, Mapping):
            driver.executemany(self._sql, [self._values(one) for one in asked])
            return []
        found = driver.execute(self._sql, self._values(asked)).fetchall()
        return [self._row(self._given_back(row)) for row in found]

    def _given_back(self, row: Sequence[Any]) -> list[Any]:
        values = list(row)
        for place, process in self._back:
            if values[place] is not None:
                values[place] = process(values[place])
        return values

    def _values(self, asked: Mapping[str, Any]) -> list[Any]:
        return [
            fixed if name is None else asked[name] if process is None else process(asked[name])
            for name, process, fixed in self._slots
        ]


def _slot(bind: Any, dialect: Dialect) -> tuple[str | None, Process, Any]:
    """Where a value goes: asked by name each time, or the same for ever."""
    process: Process = bind.type.dialect_impl(dialect).bind_processor(dialect)
    if bind.required:
        return bind.key, process, None
    value = bind.effective_value
    return None, None, value if process is None else process(value)


def _row(names: list[str]) -> Callable[[list[Any]], Any]:
    """Makes rows that are read by name; a name that comes twice can be read by its place only."""
    row = namedtuple("row", names, rename=True)  # type: ignore[misc]
    return row._make


def _from_driver(kind: TypeEngine[Any], dialect: Dialect) -> Process:
    return kind.dialect_impl(dialect).result_processor(dialect, None)
