"""SQLite without a change of thread for every statement: only what waits for the disk leaves."""

import asyncio
import sqlite3
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import aiosqlite
from sqlalchemy import AdaptedConnection
from sqlalchemy.dialects.sqlite.aiosqlite import AsyncAdapt_aiosqlite_dbapi
from sqlalchemy.util import await_only

QUICK = 0.002
"""Seconds in which a disk keeps a change; what is slower would be felt by everybody else."""
WAIT_FOR_NOBODY = "PRAGMA busy_timeout=0"
"""In the loop's thread nothing may wait for a lock."""


class SwiftDriver(AsyncAdapt_aiosqlite_dbapi):
    """What SQLAlchemy takes for aiosqlite: the same names and errors, other connections."""

    def __init__(self, wait_ms: int) -> None:
        super().__init__(aiosqlite, sqlite3)
        self._wait_ms = wait_ms

    def connect(self, *args: Any, **kwargs: Any) -> Any:
        """A connection used by one task at a time, from the loop's thread and from its own."""
        kwargs["check_same_thread"] = False
        return SwiftConnection(sqlite3.connect(*args, **kwargs), self._wait_ms)


class SwiftCursor(sqlite3.Cursor):
    """The driver's own cursor, with the one more thing that SQLAlchemy asks of an async one."""

    async def _async_soft_close(self) -> None:
        """Its rows can be read by anybody at any time: nothing has to be let go of first."""


class SwiftConnection(AdaptedConnection):
    """A connection whose short statements run where they are asked for.

    aiosqlite sends each step of each statement to a thread of its own, four hops a statement: on
    a machine that is busy they cost a press ten times what SQLite needs for it. Our questions
    are indexed and take some microseconds, so the driver's own cursors answer them directly; what
    waits for a slow disk, or for a lock that somebody else holds, goes to a thread.
    """

    def __init__(self, driver: sqlite3.Connection, wait_ms: int) -> None:
        self._connection: Any = driver
        self._wait_ms = wait_ms
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="sqlite")
        # Somebody who is cancelled while the thread commits leaves a connection at work behind.
        self._alone = threading.Lock()
        self._quick = False
        self.hurried = True
        """Whether somebody waits for the next commit."""

    def cursor(self, server_side: bool = False) -> sqlite3.Cursor:
        """One of the driver's own; nothing is ever fetched piece by piece from elsewhere."""
        cursor: sqlite3.Cursor = self._connection.cursor(SwiftCursor)
        return cursor

    def execute(self, statement: str, asked: Any = ()) -> sqlite3.Cursor:
        """A short statement, at once."""
        with self._alone:
            cursor: sqlite3.Cursor = self._connection.execute(statement, asked)
        return cursor

    @property
    def isolation_level(self) -> str | None:
        """When the driver begins transactions by itself; None: never."""
        level: str | None = self._connection.isolation_level
        return level

    @isolation_level.setter
    def isolation_level(self, level: str | None) -> None:
        self._connection.isolation_level = level

    @property
    def begun(self) -> bool:
        """Whether a transaction has begun and not ended."""
        begun: bool = self._connection.in_transaction
        return begun

    def begin_at_once(self, statement: str) -> bool:
        """Begin where no lock is in the way, as nearly always; whether it has begun."""
        try:
            self.execute(statement)
        except sqlite3.Error:
            return False  # whatever it is comes again, and is told, where it can be waited for
        return True

    def begin(self, statement: str) -> None:
        """Begin, unless that was done at once before; wait elsewhere for a lock in the way."""
        if not self.begun and not self.begin_at_once(statement):
            self._elsewhere(self._patiently, statement)

    @property
    def commits_here(self) -> bool:
        """Whether the next commit is made in the loop's thread, without giving way to anybody."""
        return self._quick and self.hurried

    def commit(self) -> None:
        """Keep what was changed; nothing happens where nothing was begun.

        The way to the thread and back takes longer than many a disk. Where the last time was
        quick it is done here, and after a slow one elsewhere again: a slow disk holds nobody up,
        and one that stumbles holds the loop up once. What nobody waits for never does: of twenty
        thousand commits in a row one took half a second.
        """
        if not self.begun:
            return
        began = time.perf_counter()
        try:
            if self.commits_here:
                self._one_at_a_time(self._connection.commit)
            else:
                self._elsewhere(self._connection.commit)
        except sqlite3.Error:
            # What cannot be kept would stay begun, and hold the lock, for whoever comes next.
            self.rollback()
            raise
        if self.hurried:
            self._quick = time.perf_counter() - began < QUICK

    def rollback(self) -> None:
        """Undo what was not kept."""
        with self._alone:
            if self.begun:
                self._connection.rollback()

    def close(self) -> None:
        """Close, which may copy what is in the log into the file."""
        try:
            self._elsewhere(self._connection.close)
        finally:
            self._thread.shutdown(wait=False)

    def terminate(self) -> None:
        """Close where nobody can wait for it."""
        with self._alone:
            self._connection.close()
        self._thread.shutdown(wait=False)

    def create_function(self, *args: Any, **kwargs: Any) -> None:
        """SQLAlchemy teaches each connection its regular expressions."""
        self._connection.create_function(*args, **kwargs)

    def _patiently(self, statement: str) -> None:
        self._connection.execute(f"PRAGMA busy_timeout={self._wait_ms}")
        try:
            self._connection.execute(statement)
        finally:
            self._connection.execute(WAIT_FOR_NOBODY)

    def _elsewhere(self, fn: Callable[..., Any], *args: Any) -> None:
        await_only(self._in_thread(fn, *args))

    async def _in_thread(self, fn: Callable[..., Any], *args: Any) -> None:
        loop = asyncio.get_running_loop()
        await loop.run_in_executor(self._thread, self._one_at_a_time, fn, *args)

    def _one_at_a_time(self, fn: Callable[..., Any], *args: Any) -> None:
        with self._alone:
            fn(*args)
