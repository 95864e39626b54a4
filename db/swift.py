"""SQLite without a change of thread for every statement: only what waits for the disk leaves."""

import sqlite3
from collections.abc import Callable
from typing import Any

import aiosqlite

WAITS_FOR_THE_DISK = ("BEGIN IMMEDIATE", "COMMIT", "PRAGMA WAL", "VACUUM")
CHUNK = 64


class SwiftConnection(aiosqlite.Connection):
    """An aiosqlite connection whose short statements run where they are asked for.

    aiosqlite sends each step of each statement to a thread of its own, four hops a statement: on
    a machine that is busy they cost a press ten times what SQLite needs for it. Our questions
    are indexed and take some microseconds, so they may be asked directly; what can wait for a
    lock or for the disk (opening, BEGIN IMMEDIATE, COMMIT, closing) still goes to the thread.
    """

    async def _execute(self, fn: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        if self._connection is None or not self._running or _waits(fn, args):
            return await super()._execute(fn, *args, **kwargs)  # type: ignore[no-untyped-call]
        return fn(*args, **kwargs)


def _waits(fn: Callable[..., Any], args: tuple[Any, ...]) -> bool:
    name = getattr(fn, "__name__", "")
    if name in ("execute", "executemany"):
        return str(args[0]).lstrip().upper().startswith(WAITS_FOR_THE_DISK)
    return name not in ("cursor", "close", "fetchone", "fetchmany", "fetchall", "rollback")


def opener(file: str) -> Callable[..., SwiftConnection]:
    """What SQLAlchemy calls for each new connection to this file."""

    def connect() -> sqlite3.Connection:
        # Used by one task at a time, from the loop's thread and from the connection's own.
        return sqlite3.connect(file, isolation_level=None, check_same_thread=False)

    def swift(*_: Any, **__: Any) -> SwiftConnection:
        connection = SwiftConnection(connect, CHUNK)
        connection._thread.daemon = True
        return connection

    return swift
