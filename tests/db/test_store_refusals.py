"""A work in which the database refused something is not kept, whatever its body makes of that."""

import asyncio
import sqlite3
from contextlib import suppress

import pytest
from sqlalchemy import bindparam, insert, text
from sqlalchemy.exc import DBAPIError

from db.look import Work
from db.models import Mark
from db.prepared import Prepared
from db.store import MemoryLost, Store

PUT = Prepared(insert(Mark).values(name=bindparam("name"), value=bindparam("value")))
WAYS = ("objects", "session", "rows", "prepared")


pytestmark = pytest.mark.usefixtures("disk")


async def _put(work: Work, name: str, way: str = "prepared") -> None:
    said = {"name": name, "value": "x"}
    match way:
        case "objects":
            work.session.add(Mark(**said))
            await work.session.flush()
        case "session":
            await work.session.execute(text("INSERT INTO mark VALUES (:name, :value)"), said)
        case "rows":
            await work.rows(text("INSERT INTO mark VALUES (:name, :value)"), said)
        case _:
            await work.ask((PUT, said))


async def _settle(store: Store) -> None:
    """Some works one after the other, after which a quick disk is known to be quick."""
    for name in ("taken", "one", "two"):
        async with store.work() as work:
            await _put(work, name)


async def _kept(store: Store) -> set[str]:
    async with store.look() as look:
        found = set((await look.rows(text("SELECT name FROM mark"))).scalars())
    return found - {"taken", "one", "two"}


async def _go_on(store: Store, way: str, *, writes_more: bool) -> None:
    async with store.work() as work:
        await _put(work, "before")
        with suppress(DBAPIError, sqlite3.Error):
            await _put(work, "taken", way)
        if writes_more:
            with suppress(DBAPIError):  # PostgreSQL refuses everything from there on
                await _put(work, "after")


async def _undo_and_go_on(store: Store) -> None:
    async with store.work() as work:
        await _put(work, "before", "objects")
        await work.session.rollback()
        await _put(work, "after")


@pytest.mark.parametrize("way", WAYS)
async def test_a_body_that_goes_on_after_a_refusal_is_told(store: Store, way: str) -> None:
    await _settle(store)
    for writes_more in (False, True):
        with pytest.raises(MemoryLost, match="on the way"):
            await _go_on(store, way, writes_more=writes_more)
    assert await _kept(store) == set()
    async with store.work() as work:
        await _put(work, "later")
    assert await _kept(store) == {"later"}


async def test_a_body_that_undoes_its_session_and_goes_on_is_told(store: Store) -> None:
    await _settle(store)
    with pytest.raises(MemoryLost, match="on the way"):
        await _undo_and_go_on(store)
    assert await _kept(store) == set()


@pytest.mark.parametrize("way", WAYS)
async def test_of_a_crowd_only_the_refused_work_is_lost(store: Store, way: str) -> None:
    await _settle(store)
    promised = set()

    async def one(name: str, *, refused: bool, swallows: bool) -> None:
        async with store.work() as work:
            await _put(work, name, way)
            if refused:
                with suppress(*(DBAPIError, sqlite3.Error) if swallows else ()):
                    await _put(work, "taken", way)
        promised.add(name)

    for which in (0, 2, 5):
        for swallows in (True, False):
            works = [
                one(f"{which} {swallows} {number}", refused=number == which, swallows=swallows)
                for number in range(6)
            ]
            ends = await asyncio.gather(*works, return_exceptions=True)
            assert [number for number, end in enumerate(ends) if end is not None] == [which]
            assert isinstance(ends[which], MemoryLost)
    assert await _kept(store) == promised
