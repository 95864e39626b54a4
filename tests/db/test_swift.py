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

from db import swift
from db.engines import writing_engine
from db.store import Store


@pytest.fixture
async def engine(tmp_path: Path) -> AsyncIterator[AsyncEngine]:
    """An engine of ours over an empty file."""
    engine = writing_engine(_url(tmp_path))
    yield engine
    await engine.dispose()


def _url(folder: Path) -> str:
    return f"sqlite+aiosqlite:///{folder / 'memory.sqlite3'}"


def _driver(connection: Connection) -> Any:
    return connection.connection.dbapi_connection


async def _places(engine: AsyncEngine) -> dict[str, bool]:
    """Whether a change, a question and a commit happened in the loop's thread."""
    places: dict[str, bool] = {}
    us = threading.current_thread()

    def note(what: str) -> int:
        places[what] = threading.current_thread() is us
        return 1

    def prepare(connection: Connection) -> None:
        _driver(connection).create_function("here", 1, note)
        connection.execute(text("CREATE TABLE IF NOT EXISTS one (it INTEGER)"))
        connection.execute(text("INSERT INTO one SELECT here('change')"))
        connection.execute(text("SELECT here('question')")).all()
        driver = _driver(connection)._connection
        driver.set_trace_callback(lambda said: note("commit") if said == "COMMIT" else None)

    async with engine.begin() as connection:
        await connection.run_sync(prepare)
    return places


@pytest.mark.parametrize("quick", [True, False])
async def test_a_slow_disk_holds_nobody_up(
    engine: AsyncEngine, monkeypatch: pytest.MonkeyPatch, quick: bool
) -> None:
    monkeypatch.setattr(swift, "QUICK", 60.0 if quick else 0.0)
    first, second = await _places(engine), await _places(engine)
    assert first == {"change": True, "question": True, "commit": False}, "not known yet"
    assert second == {"change": True, "question": True, "commit": quick}


async def test_what_nobody_waits_for_never_holds_the_loop_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(swift, "QUICK", 60.0)
    us, kept_here = threading.current_thread(), list[bool]()
    unhurried = [False, False, True, True, False]

    def note(said: str) -> None:
        if said == "COMMIT":
            kept_here.append(threading.current_thread() is us)

    asked = iter(unhurried)
    async with Store(_url(tmp_path), unhurried=lambda: next(asked)) as store:
        for _ in unhurried:
            async with store.work() as work:
                connection = work.session.get_bind()
                assert isinstance(connection, Connection)
                _driver(connection)._connection.set_trace_callback(note)
                await work.rows(text("CREATE TABLE IF NOT EXISTS one (it INTEGER)"))
    # The first is not known to be quick yet.
    assert kept_here == [False, True, False, False, True]


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
