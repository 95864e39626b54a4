"""A view of the memory: what is asked of it and changed in it between its two doors."""

import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, Literal, NamedTuple

from sqlalchemy import Connection, CursorResult, Executable, Row
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncSession

from db.lost import MemoryLost, reason_of
from db.prepared import Asked, Prepared
from db.swift import SwiftConnection


class AtHand(NamedTuple):
    """A connection that can be used in the loop's thread without waiting."""

    connection: Connection
    driver: SwiftConnection

    @property
    def begun_alone(self) -> bool:
        """Whether the driver is in a transaction of which SQLAlchemy has no need to know."""
        return self.driver.begun and not self.connection.in_transaction()


def at_hand(connection: AsyncConnection) -> AtHand | None:
    """The connection itself where it is SQLite's, None where a server has to be waited for."""
    here = connection.sync_connection
    driver: Any = None if here is None else here.connection.dbapi_connection
    return AtHand(here, driver) if here and isinstance(driver, SwiftConnection) else None


class Look:
    """A steady view of the memory; what it returns stays complete and safe outside."""

    _session_undoes: Literal["rollback_only", "create_savepoint"] = "rollback_only"
    """The whole transaction, or what was changed through the session."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection
        self._session: AsyncSession | None = None

    @property
    def session(self) -> AsyncSession:
        """Where nouns are read and changed as objects; made when it is first needed."""
        if self._session is None:
            here = at_hand(self._connection)
            if here is not None and here.begun_alone:
                # A session that begins a transaction itself takes it for its own to undo.
                here.connection.begin()
            self._session = AsyncSession(
                self._connection,
                expire_on_commit=False,
                autoflush=False,
                join_transaction_mode=self._session_undoes,
            )
        return self._session

    @property
    def dialect(self) -> str:
        """Which SQL is spoken: `sqlite` or `postgresql`."""
        return self._connection.dialect.name

    async def rows(self, statement: Executable, asked: Asked | None = None) -> CursorResult[Any]:
        """Light rows, or a change, without the making of objects."""
        return await self._connection.run_sync(Connection.execute, statement, asked)

    async def ask(self, *questions: tuple[Prepared, Asked]) -> list[list[Any]]:
        """What every press asks and changes, in the order given: the light rows of each."""
        here = at_hand(self._connection)
        if here is not None:
            connection, driver = here
            if not driver.begun:
                connection.begin()
            return [
                what.ask_driver(driver.driver_connection, connection.dialect, asked)
                for what, asked in questions
            ]

        def ask(connection: Connection) -> list[list[Any]]:
            return [what.ask(connection, asked) for what, asked in questions]

        return await self._connection.run_sync(ask)

    async def rows_of_each(self, *questions: tuple[Executable, Asked]) -> list[list[Row[Any]]]:
        """The light rows of several questions, asked in one breath."""

        def ask(connection: Connection) -> list[list[Row[Any]]]:
            return [list(connection.execute(what, asked).all()) for what, asked in questions]

        return await self._connection.run_sync(ask)

    async def end(self) -> None:
        """Let go of what was looked at."""
        if self._session is not None:
            await self._session.close()


class Work(Look):
    """A change of the memory, kept whole or not at all.

    Once the database has refused or undone something all that follows raises MemoryLost: neither a
    session nor a server would say at the commit that a part is missing from it.
    """

    def __init__(self, connection: AsyncConnection, *, first: bool) -> None:
        """`first`: whether it is the first in its transaction, and may undo all of it."""
        super().__init__(connection)
        if not first:
            self._session_undoes = "create_savepoint"
        self._lost: MemoryLost | None = None
        self._cause: BaseException | None = None

    def note_loss(self, error: BaseException) -> None:
        """Something was refused; the first reason is the one that counts."""
        if self._lost is None:
            self._lost, self._cause = MemoryLost(reason_of(error)), error

    def require_whole(self) -> None:
        """Go no further with a part.

        Raises:
            MemoryLost: something was refused before.
        """
        if self._lost is not None:
            raise self._lost

    @property
    def session(self) -> AsyncSession:
        """Where nouns are read and changed as objects; made when it is first needed."""
        self.require_whole()
        return super().session

    async def rows(self, statement: Executable, asked: Asked | None = None) -> CursorResult[Any]:
        """Light rows, or a change, without the making of objects."""
        self.require_whole()
        return await super().rows(statement, asked)

    async def ask(self, *questions: tuple[Prepared, Asked]) -> list[list[Any]]:
        """What every press asks and changes, in the order given: the light rows of each."""
        self.require_whole()
        try:
            return await super().ask(*questions)
        except Exception as error:  # a driver has errors of other kinds too
            self.note_loss(error)
            raise

    async def rows_of_each(self, *questions: tuple[Executable, Asked]) -> list[list[Row[Any]]]:
        """The light rows of several questions, asked in one breath."""
        self.require_whole()
        return await super().rows_of_each(*questions)

    def has(self, connection: Connection) -> bool:
        """Whether that is the connection it was given."""
        return self._connection.sync_connection is connection

    @asynccontextmanager
    async def kept_whole(self) -> AsyncIterator[None]:
        """Around its body, at whose end the database is told what was changed as objects.

        Raises:
            MemoryLost: something was refused, and this work must not be kept.
        """
        try:
            try:
                yield
                self.require_whole()
                if self._session is not None:
                    await self._session.commit()
            finally:
                await self.end()
        except (SQLAlchemyError, sqlite3.Error) as error:
            if error is not self._cause:
                # What came of going on: only the first reason says something.
                self.require_whole()
            raise
        self.require_whole()
