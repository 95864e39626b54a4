"""A disk that is full: nothing is promised that was not kept, and it works again by itself."""

import asyncio
import logging
from contextlib import suppress

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from db import marks
from db.store import MemoryLost, Store

BIG = "x" * 9000


async def _fill_up(store: Store, room: int = 0) -> None:
    """Let the memory grow by no more than so many pages, as on a full disk."""
    async with store.work() as work:
        pages = (await work.rows(text("PRAGMA page_count"))).scalar_one()
        await work.rows(text(f"PRAGMA max_page_count={pages + room}"))


async def _make_room(store: Store) -> None:
    async with store.work() as work:
        await work.rows(text("PRAGMA max_page_count=1000000"))


async def _keep(store: Store, name: str) -> None:
    async with store.work() as work:
        await marks.write(work, name, BIG)


async def _kept(store: Store) -> set[str]:
    async with store.look() as look:
        return set((await look.rows(text("SELECT name FROM mark"))).scalars())


async def test_what_is_refused_is_told_and_not_half_kept(
    small_store: Store, caplog: pytest.LogCaptureFixture
) -> None:
    await _fill_up(small_store)
    with pytest.raises(MemoryLost, match="database or disk is full"):
        await _keep(small_store, "one")
    assert await _kept(small_store) == set(), "reading goes on"
    await _make_room(small_store)
    await _keep(small_store, "one")
    assert await _kept(small_store) == {"one"}
    assert "Traceback" not in caplog.text


@pytest.mark.parametrize("room", [0, 1, 7, 20])
async def test_of_many_at_once_each_is_either_kept_or_told(small_store: Store, room: int) -> None:
    await _fill_up(small_store, room)
    names = [f"{number:02}" for number in range(40)]
    ends = await asyncio.gather(
        *(_keep(small_store, name) for name in names), return_exceptions=True
    )
    assert {type(end) for end in ends} <= {type(None), MemoryLost}
    promised = {name for name, end in zip(names, ends, strict=True) if end is None}
    assert await _kept(small_store) == promised
    assert promised < set(names)
    await _make_room(small_store)
    await asyncio.gather(*(_keep(small_store, name) for name in set(names) - promised))
    assert await _kept(small_store) == set(names)


@pytest.mark.parametrize("position", [0, 1])
async def test_the_reason_is_told_to_all_of_a_commit_even_where_one_goes_on(
    small_store: Store, position: int
) -> None:
    """SQLite undoes everything by itself here, and would keep what follows at once."""
    await _fill_up(small_store)

    async def one(number: int) -> None:
        async with small_store.work() as work:
            await work.rows(text("INSERT INTO mark VALUES (:name, '')"), {"name": str(number)})
            if number == position:
                with suppress(DBAPIError):
                    await marks.write(work, "big", BIG * 9)
                await work.rows(text("INSERT INTO mark VALUES ('after', '')"))

    ends = await asyncio.gather(*(one(number) for number in range(3)), return_exceptions=True)
    assert isinstance(ends[position], MemoryLost)
    assert {str(end) for end in ends if end is not None} == {"database or disk is full"}
    assert await _kept(small_store) == {str(n) for n, end in enumerate(ends) if end is None}


async def test_a_commit_that_fails_is_one_line_in_the_log(
    small_store: Store, caplog: pytest.LogCaptureFixture
) -> None:
    async with small_store.work() as work:
        await work.rows(
            text(
                "CREATE TABLE pair (a INTEGER PRIMARY KEY, "
                "b INTEGER REFERENCES pair DEFERRABLE INITIALLY DEFERRED)"
            )
        )
    with pytest.raises(MemoryLost, match="IntegrityError"):
        async with small_store.work() as work:
            await work.rows(text("INSERT INTO pair VALUES (1, 2)"))
    (record,) = [one for one in caplog.records if one.name == "db.store"]
    assert (record.levelno, record.exc_info) == (logging.WARNING, None)
    assert record.getMessage() == "the memory refused 1 works: IntegrityError"
    async with small_store.work() as work:
        await work.rows(text("INSERT INTO pair VALUES (3, 3)"))
    async with small_store.look() as look:
        assert (await look.rows(text("SELECT a FROM pair"))).scalars().all() == [3]
