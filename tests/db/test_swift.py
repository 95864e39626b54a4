"""Which statements leave the loop's thread: those that can wait for the disk, and no others."""

import asyncio
import sqlite3
import threading
from pathlib import Path

import pytest

from db.swift import opener


@pytest.mark.parametrize(
    ("statement", "leaves"),
    [
        ("SELECT where_am_i()", False),
        ("  select where_am_i()", False),
        ("VACUUM INTO where_am_i()", True),
    ],
)
async def test_only_what_waits_for_the_disk_changes_thread(
    tmp_path: Path, statement: str, leaves: bool
) -> None:
    connection = await opener(str(tmp_path / "memory.sqlite3"), 50)()
    places: list[threading.Thread] = []

    def where_am_i() -> str:
        places.append(threading.current_thread())
        return str(tmp_path / "copy.sqlite3")

    connection._conn.create_function("where_am_i", 0, where_am_i)
    async with connection.cursor() as cursor:
        await cursor.execute(statement)
        if not leaves:
            assert list(await cursor.fetchall()) == [(str(tmp_path / "copy.sqlite3"),)]
    await connection.close()
    assert {place is threading.current_thread() for place in places} == {not leaves}


async def test_a_closed_connection_says_so(tmp_path: Path) -> None:
    connection = await opener(str(tmp_path / "memory.sqlite3"), 50)()
    await connection.close()
    with pytest.raises(ValueError, match=r"no active connection|Connection closed"):
        await connection.execute("SELECT 1")


async def test_a_lock_that_is_held_is_waited_for_elsewhere(tmp_path: Path) -> None:
    connection = await opener(str(tmp_path / "memory.sqlite3"), 10_000)()
    other = sqlite3.connect(tmp_path / "memory.sqlite3", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    cursor = await connection.cursor()
    waiting = asyncio.create_task(cursor.execute("BEGIN IMMEDIATE"))
    done, _ = await asyncio.wait([waiting], timeout=0.05)
    assert not done, "the loop goes on meanwhile"
    other.execute("ROLLBACK")
    await waiting
    assert connection.in_transaction
    await cursor.execute("COMMIT")
    other.close()
    await connection.close()
