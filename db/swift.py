"""SQLite without a change of thread for every statement: only what waits for the disk leaves."""

import sqlite3
import threading
from collections.abc import Callable
from typing import Any

import aiosqlite

WAITS_FOR_THE_DISK = ("COMMIT", "PRAGMA WAL", "VACUUM")
TAKES_THE_LOCK = "BEGIN IMMEDIATE"
CHUNK = 64


class SwiftConnection(aiosqlite.Connection):
    """An aiosqlite connection whose short statements run where they are asked for.

    aiosqlite sends each step of each statement to a thread of its own, four hops a statement: on
    a machine that is busy they cost a press ten times what SQLite needs for it. Our questions
    are indexed and take some microseconds, so they may be asked directly; what waits for the
    disk (opening, COMMIT, closing), or for a lock that somebody else holds, goes to the thread.
    """

    def __init__(self, connector: Callable[[], sqlite3.Connection], wait_ms: int) -> None:
        super().__init__(connector, CHUNK)
        self._wait_ms = wait_ms
        # Somebody who is cancelled while the thread commits leaves a connection at work behind.
        self._alone = threading.Lock()

    async def _execute(self, fn: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        statement = _statement(fn, args)
        if statement.startswith(TAKES_THE_LOCK):
            return await self._take_the_lock(fn, *args)
        closing = getattr(fn, "__self__", None) is self._connection and fn.__name__ == "close"
        here = _is_short(fn) and not closing and not statement.startswith(WAITS_FOR_THE_DISK)
        if here and self._connection is not None and self._running:
            return self._one_at_a_time(fn, *args, **kwargs)
        return await self._elsewhere(fn, *args, **kwargs)

    async def _elsewhere(self, fn: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        return await super()._execute(  # type: ignore[no-untyped-call]
            self._one_at_a_time, fn, *args, **kwargs
        )

    def _one_at_a_time(self, fn: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        with self._alone:
            return fn(*args, **kwargs)

    async def _take_the_lock(self, fn: Callable[..., Any], *args: Any) -> Any:
        """At once where it is free, which it nearly always is; else wait for it elsewhere."""
        try:
            return self._one_at_a_time(self._patiently, 0, fn, *args)
        except sqlite3.OperationalError:
            return await self._elsewhere(self._patiently, self._wait_ms, fn, *args)

    def _patiently(self, wait_ms: int, fn: Callable[..., Any], *args: Any) -> Any:
        self._conn.execute(f"PRAGMA busy_timeout={wait_ms}")
        return fn(*args)


def _statement(fn: Callable[..., Any], args: tuple[Any, ...]) -> str:
    if getattr(fn, "__name__", "") not in ("execute", "executemany"):
        return ""
    return str(args[0])[:20].lstrip().upper()


def _is_short(fn: Callable[..., Any]) -> bool:
    return getattr(fn, "__name__", "") in (
        *("cursor", "close", "rollback", "execute", "executemany"),
        *("fetchone", "fetchmany", "fetchall"),
    )


def opener(file: str, wait_ms: int) -> Callable[..., SwiftConnection]:
    """What SQLAlchemy calls for each new connection to this file."""

    def connect() -> sqlite3.Connection:
        # Used by one task at a time, from the loop's thread and from the connection's own.
        return sqlite3.connect(file, isolation_level=None, check_same_thread=False)

    def swift(*_: Any, **__: Any) -> SwiftConnection:
        connection = SwiftConnection(connect, wait_ms)
        connection._thread.daemon = True
        return connection

    return swift
