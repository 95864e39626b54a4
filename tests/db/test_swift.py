"""What leaves the loop's thread: that which can wait for the disk or a lock, and nothing else."""

import asyncio
import sqlite3
import threading
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, literal, select, text
from sqlalchemy.exc import ProgrammingError
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession

from db.engines import writing_engine


@pytest.fixture
async def engine(tmp_path: Path) -> AsyncIterator[AsyncEngine]:
    """An engine of ours over an empty file."""
    engine = writing_engine(f"sqlite+aiosqlite:///{tmp_path / 'memory.sqlite3'}")
    yield engine
    await engine.dispose()


def _driver(connection: Connection) -> Any:
    return connection.connection.dbapi_connection


async def test_only_what_waits_for_the_disk_changes_thread(engine: AsyncEngine) -> None:
    places: dict[str, threading.Thread] = {}

    def note(what: str) -> int:
        places[what] = threading.current_thread()
        return 1

    def prepare(connection: Connection) -> None:
        _driver(connection).create_function("here", 1, note)
        connection.execute(text("CREATE TABLE one (it INTEGER CHECK (here('change')))"))
        connection.execute(text("SELECT here('question')")).all()
        connection.execute(text("INSERT INTO one VALUES (1)"))
        driver = _driver(connection)._connection
        driver.set_trace_callback(lambda said: note("commit") if said == "COMMIT" else None)

    async with engine.begin() as connection:
        await connection.run_sync(prepare)
    us = threading.current_thread()
    assert {what: place is us for what, place in places.items()} == {
        "change": True,
        "question": True,
        "commit": False,
    }


async def test_a_closed_connection_says_so(engine: AsyncEngine) -> None:
    async with engine.connect() as connection:
        await connection.run_sync(lambda one: _driver(one).close())
        with pytest.raises(ProgrammingError, match="closed"):
            await connection.run_sync(Connection.execute, text("SELECT 1"))
        await connection.invalidate()


async def test_light_rows_can_be_asked_through_a_session(engine: AsyncEngine) -> None:
    async with engine.connect() as connection, AsyncSession(connection) as session:
        found = await session.execute(select(literal(1), literal("a")))
        assert [tuple(row) for row in found] == [(1, "a")]
        assert (await session.scalars(select(literal(2)))).all() == [2]


async def test_a_lock_that_is_held_is_waited_for_elsewhere(
    engine: AsyncEngine, tmp_path: Path
) -> None:
    async with engine.begin() as connection:
        await connection.run_sync(Connection.execute, text("CREATE TABLE one (it INTEGER)"))
    other = sqlite3.connect(tmp_path / "memory.sqlite3", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")

    async def begin() -> bool:
        async with engine.begin() as connection:
            return await connection.run_sync(lambda one: _driver(one)._connection.in_transaction)

    waiting = asyncio.create_task(begin())
    done, _ = await asyncio.wait([waiting], timeout=0.05)
    assert not done, "the loop goes on meanwhile"
    other.execute("ROLLBACK")
    assert await waiting
    other.close()
