"""The two doors to the memory: `look()` to read, `work()` to change in one piece."""

import asyncio
import logging
import sqlite3
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, ExceptionContext, event
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from db.engines import TAKES_THE_LOCK, is_sqlite, reading_engine, writing_engine
from db.look import Look, Work, at_hand
from db.lost import MemoryLost as MemoryLost
from db.lost import reason_of
from db.swift import SwiftConnection

log = logging.getLogger(__name__)

MOST_IN_ONE_COMMIT = 64
"""Works that may share a commit: beyond, the first would wait too long for its promise."""

_inside: ContextVar[bool] = ContextVar("inside a work", default=False)


@dataclass(eq=False)
class _Turn:
    """One work waiting for the writer: let in, done with its body, safe on disk."""

    granted: asyncio.Future[AsyncConnection] = field(
        default_factory=lambda: asyncio.get_running_loop().create_future()
    )
    unhurried: bool = False
    queued: bool = True
    """Whether the writer has still to find it among those who wait."""
    first: bool = False
    """Whether its transaction began with it: undoing all of it undoes nobody else."""
    committed: bool = False
    """By its own task: the writer need not."""
    refused: Exception | None = None
    """What its own task's commit raised."""
    work: Work | None = None
    """What its body holds, once it was let in."""
    finished: asyncio.Future[bool] = field(
        default_factory=lambda: asyncio.get_running_loop().create_future()
    )
    settled: asyncio.Future[None] = field(
        default_factory=lambda: asyncio.get_running_loop().create_future()
    )


class Store:
    """The memory of the bot, over one database address.

    All changes of this process go through one writer, which lets works in one after the other and
    commits together those that were waiting: on SQLite several writers starve one another for
    seconds, and a lone work waits for nobody. `work()` returns only when the commit is durable.
    """

    def __init__(self, url: str, unhurried: Callable[[], bool] = lambda: False) -> None:
        """`unhurried` says whether whoever calls does what nobody waits for: asked at each work.

        Such works never hold the loop's thread while the disk keeps them, however quick it was.
        """
        self.url = url
        self._unhurried = unhurried
        self._reading: AsyncEngine = reading_engine(url)
        self._writing: AsyncEngine = writing_engine(url)
        self._steady = is_sqlite(url)
        self._turns: asyncio.Queue[_Turn | None] = asyncio.Queue()
        self._resting: AsyncConnection | None = None
        """The writer's connection while nobody needs it."""
        self._writer: asyncio.Task[None] | None = None
        self._at_work: Work | None = None
        """The work whose body runs, or the last one: there is never more than one at a time."""
        _watch(self._writing, self._losing)

    async def __aenter__(self) -> "Store":
        self._writer = asyncio.create_task(self._write(), name="memory writer")
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._writer is not None:
            # Those who wait are served first: a commit that is cut off leaves its thread behind.
            self._turns.put_nowait(None)
            await self._writer
        await self._reading.dispose()
        await self._writing.dispose()

    @staticmethod
    def is_working() -> bool:
        """Whether the caller stands inside `work()`, where no network call may be made."""
        return _inside.get()

    @asynccontextmanager
    async def look(self) -> AsyncIterator[Look]:
        """Read; takes no lock that a writer would wait for.

        Raises:
            MemoryLost: the database does not answer.
        """
        try:
            async with self._reading.connect() as connection:
                look = Look(connection)
                try:
                    yield look
                finally:
                    await look.end()
        except (OperationalError, sqlite3.OperationalError) as error:
            raise MemoryLost(reason_of(error)) from error

    @asynccontextmanager
    async def work(self) -> AsyncIterator[Work]:
        """Change the memory: all of the block, or none of it if it raises.

        Raises:
            MemoryLost: the database refused or could not be reached; nothing was changed.
        """
        if _inside.get():
            raise RuntimeError("a work inside a work would wait for itself")
        turn = _Turn(unhurried=self._unhurried())
        self._let_in_at_once(turn)
        self._turns.put_nowait(turn)
        kept = False
        token = _inside.set(True)
        try:
            turn.work = self._at_work = Work(await turn.granted, first=turn.first)
            async with turn.work.kept_whole():
                yield turn.work
            self._commit_at_once(turn)
            kept = True
        except (DBAPIError, sqlite3.Error) as error:
            raise MemoryLost(reason_of(error)) from error
        finally:
            _inside.reset(token)
            if not turn.finished.done():
                turn.finished.set_result(kept)
        if not turn.committed:
            await turn.settled

    def _losing(self, connection: Connection) -> Work | None:
        """The work on whose connection something goes wrong."""
        work = self._at_work
        return work if work is not None and work.has(connection) else None

    def _let_in_at_once(self, turn: _Turn) -> None:
        """Spare a lone work the way to the writer, which will find it at work."""
        if self._resting is None or not self._turns.empty():
            return
        here = at_hand(self._resting)
        if here is not None and here.driver.begin_at_once(TAKES_THE_LOCK):
            turn.granted.set_result(self._resting)
            turn.first = True
            self._resting = None

    def _commit_at_once(self, turn: _Turn) -> None:
        """Spare it the way back too, where the disk is quick."""
        if not turn.first or turn.unhurried or self._turns.qsize() > turn.queued:
            return
        here = at_hand(turn.granted.result())
        if here is None:
            return
        here.driver.hurried = True
        if not here.driver.commits_here:
            return
        try:
            (here.driver if here.begun_alone else here.connection).commit()
            turn.committed = True
        except Exception as error:
            turn.refused = error  # left to the writer, which tells of it and begins anew

    async def _write(self) -> None:
        while (turn := await self._turns.get()) is not None:
            batch = [turn]
            try:
                await self._keep_writing(batch)
            except Exception as error:  # whoever waits is told, and the writer lives on
                lost = MemoryLost(reason_of(error))
                known = isinstance(error, (DBAPIError, sqlite3.Error, MemoryLost))
                strange = None if known else error
                log.warning("the memory refused %d works: %s", len(batch), lost, exc_info=strange)
                for turn in batch:
                    _fail(turn, lost)

    async def _keep_writing(self, batch: list[_Turn]) -> None:
        """Serve turns on one connection; `batch` always holds those that wait for the commit."""
        async with self._writing.connect() as connection:
            while True:
                await self._commit_together(connection, batch)
                for turn in batch:
                    if not turn.settled.done():
                        turn.settled.set_result(None)
                batch.clear()
                if not self._steady:
                    # A server may have hung up by the next turn; the pool looks before it lends.
                    return
                self._resting = connection
                try:
                    waiting = await self._turns.get()
                finally:
                    self._resting = None
                if waiting is None:
                    self._turns.put_nowait(None)
                    return
                batch.append(waiting)

    async def _commit_together(self, connection: AsyncConnection, batch: list[_Turn]) -> None:
        turn: _Turn | None = batch[0]
        if _ended_by_itself(batch[0]):
            return
        if not connection.in_transaction():
            if _failed_by_itself(batch[0], connection):
                batch.clear()
                return
            await connection.begin()
            batch[0].first = True
        while turn is not None:
            if not await self._let_in(turn, connection):
                batch.remove(turn)
            if not batch:
                # Nobody else is in it: all of it can be undone, and the next begins anew. Where
                # the database itself refused, that has happened already.
                await connection.rollback()
                return
            if _ended_by_itself(turn):
                return
            turn = self._next_turn(batch)
        here = at_hand(connection)
        if here is not None:
            here.driver.hurried = not all(turn.unhurried for turn in batch)
        await connection.commit()

    @staticmethod
    async def _let_in(turn: _Turn, connection: AsyncConnection) -> bool:
        """Give the connection to one work and wait for its body; whether it is to be kept."""
        turn.queued = False
        if turn.granted.cancelled():
            return False
        if not turn.first:
            await _tell_driver(connection, "SAVEPOINT one_work")
        if not turn.granted.done():
            turn.granted.set_result(connection)
        kept = await turn.finished
        if not turn.first:
            if turn.work is not None and _is_gone(connection):
                turn.work.require_whole()  # the others of its commit hear the reason too
            end = "RELEASE SAVEPOINT one_work" if kept else "ROLLBACK TO SAVEPOINT one_work"
            await _tell_driver(connection, end)
        return kept

    def _next_turn(self, batch: list[_Turn]) -> _Turn | None:
        if len(batch) >= MOST_IN_ONE_COMMIT or self._turns.empty():
            return None
        waiting = self._turns.get_nowait()
        if waiting is None:
            self._turns.put_nowait(None)
            return None
        batch.append(waiting)
        return waiting


def _ended_by_itself(turn: _Turn) -> bool:
    """Whether a work has committed at once; raises what it met if that was refused."""
    if turn.refused is not None:
        raise turn.refused
    return turn.committed


def _failed_by_itself(turn: _Turn, connection: AsyncConnection) -> bool:
    """Whether a work that was let in at once has failed already; then it is undone at once too."""
    here = at_hand(connection)
    if here is None or not turn.first or not turn.finished.done() or turn.finished.result():
        return False
    here.driver.rollback()
    return True


def _is_gone(connection: AsyncConnection) -> bool:
    """Whether the transaction is over, with all works in it: a full disk, a lost server."""
    if connection.invalidated:
        return True
    here = at_hand(connection)
    return here is not None and not here.driver.begun


def _watch(engine: AsyncEngine, losing: Callable[[Connection], Work | None]) -> None:
    """Have works learn what the database refuses or undoes, whatever their bodies make of it."""

    @event.listens_for(engine.sync_engine, "handle_error")
    def refused(error: ExceptionContext) -> None:
        work = None if error.connection is None else losing(error.connection)
        if work is not None:
            work.note_loss(error.sqlalchemy_exception or error.original_exception)

    @event.listens_for(engine.sync_engine, "rollback")
    def undone(connection: Connection) -> None:
        work = losing(connection)
        if work is not None:
            work.note_loss(MemoryLost("undone on the way"))

    @event.listens_for(engine.sync_engine, "rollback_savepoint")
    def partly_undone(connection: Connection, _name: str, _context: None) -> None:
        undone(connection)

    @event.listens_for(engine.sync_engine, "before_cursor_execute")
    def outside(connection: Connection, *_: object) -> None:
        # SQLite undoes all by itself on a full disk, and would keep what follows at once.
        work = losing(connection)
        driver: Any = connection.connection.dbapi_connection
        if work is not None and isinstance(driver, SwiftConnection) and not driver.begun:
            work.require_whole()


async def _tell_driver(connection: AsyncConnection, statement: str) -> None:
    """A statement without parameters or answer, past all that SQLAlchemy does around one."""

    def tell(connection: Connection) -> None:
        driver: Any = connection.connection.dbapi_connection
        if driver is None:
            raise MemoryLost("disconnected")
        driver.execute(statement)

    await connection.run_sync(tell)


def _fail(turn: _Turn, error: Exception) -> None:
    for future in (turn.granted, turn.settled):
        waiting: asyncio.Future[Any] = future
        if not waiting.done():
            waiting.set_exception(error)
            # A work that was let in waits for one of the two only.
            waiting.exception()
