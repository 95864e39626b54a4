"""A work in which the database refused something is not kept, whatever its body makes of that."""

import asyncio
import sqlite3
from collections.abc import Awaitable, Callable
from contextlib import suppress

import pytest
from sqlalchemy import bindparam, insert, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import object_session
from sqlalchemy.orm.exc import StaleDataError

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


async def _undo_and_go_on(work: Work) -> None:
    await _put(work, "before")
    await _put(work, "undone", "objects")
    await _put(work, "between")
    await work.session.rollback()
    await _put(work, "after")


async def _close_and_go_on(work: Work) -> None:
    await _put(work, "before", "objects")
    await work.session.close()
    await _put(work, "after")


async def _fail_without_the_database(work: Work) -> None:
    mark = await work.session.get_one(Mark, "one")
    await work.rows(text("DELETE FROM mark WHERE name = 'one'"))
    mark.value = "y"
    with suppress(StaleDataError):
        await work.session.flush()
    await work.session.rollback()
    await _put(work, "after")


async def _hold_a_session_and_go_on(work: Work) -> None:
    session = work.session
    await _put(work, "before")
    with suppress(DBAPIError):
        await _put(work, "taken", "objects")
    await session.execute(text("INSERT INTO mark VALUES ('after', 'x')"))


async def _undo_all_and_go_on(work: Work) -> None:
    """As SQLite does by itself on a full disk: what follows would be kept at once."""
    session = work.session
    await _put(work, "before")
    with suppress(DBAPIError):
        await work.rows(text("INSERT OR ROLLBACK INTO mark VALUES ('taken', 'x')"))
    await session.execute(text("INSERT INTO mark VALUES ('after', 'x')"))


@pytest.mark.parametrize("way", WAYS)
async def test_a_body_that_goes_on_after_a_refusal_is_told(store: Store, way: str) -> None:
    await _settle(store)
    for writes_more in (False, True):
        with pytest.raises(MemoryLost, match=r"IntegrityError|UniqueViolation"):
            await _go_on(store, way, writes_more=writes_more)
    assert await _kept(store) == set()
    async with store.work() as work:
        await _put(work, "later")
    assert await _kept(store) == {"later"}


async def _among_others(
    store: Store, body: Callable[[Work], Awaitable[None]], position: int
) -> list[BaseException | None]:
    """How a work with this body and two others of its commit end: each whole, or told."""
    await _settle(store)

    async def one(number: int) -> None:
        async with store.work() as work:
            await asyncio.sleep(0)  # the others come to wait: they share its commit
            await (body(work) if number == position else _put(work, f"{number}"))

    ends = await asyncio.gather(*(one(number) for number in range(3)), return_exceptions=True)
    assert {type(end) for end in ends} <= {type(None), MemoryLost}
    kept = await _kept(store)
    others = {f"{number}" for number, end in enumerate(ends) if end is None and number != position}
    assert kept - others in (set(), {"before", "after"})
    assert bool(kept - others) is (ends[position] is None)
    return ends


@pytest.mark.parametrize("position", [0, 1])
@pytest.mark.parametrize(
    "body", [_undo_and_go_on, _fail_without_the_database, _hold_a_session_and_go_on]
)
async def test_whatever_a_body_thinks_of_a_loss_it_is_told(
    store: Store, body: Callable[[Work], Awaitable[None]], position: int
) -> None:
    ends = await _among_others(store, body, position)
    assert ends[position] is not None


@pytest.mark.parametrize("position", [0, 1])
async def test_a_body_that_closes_its_session_is_kept_or_told(store: Store, position: int) -> None:
    await _among_others(store, _close_and_go_on, position)


@pytest.mark.parametrize("position", [0, 1])
async def test_what_sqlite_undid_by_itself_is_not_gone_on_with(
    small_store: Store, position: int
) -> None:
    ends = await _among_others(small_store, _undo_all_and_go_on, position)
    assert [str(end) for end in ends[: position + 1]] == ["IntegrityError"] * (position + 1)


async def test_no_session_outlives_its_work(store: Store) -> None:
    mark = Mark(name="one", value="x")
    async with store.work() as work:
        work.session.add(mark)
    assert object_session(mark) is None


@pytest.mark.parametrize("way", WAYS)
async def test_of_a_crowd_only_the_refused_work_is_lost(store: Store, way: str) -> None:
    await _settle(store)
    promised = set()

    async def one(name: str, *, refused: bool, swallows: bool) -> None:
        async with store.work() as work:
            await asyncio.sleep(0)  # the others come to wait: they share its commit
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
