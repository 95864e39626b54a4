"""Works in any crowd and order, failing and given up at any step: what was promised is there."""

import asyncio
import random
from contextlib import suppress

import pytest
from sqlalchemy import bindparam, insert, text
from sqlalchemy.exc import DBAPIError

from db.engines import is_sqlite
from db.look import Work
from db.models import Mark
from db.prepared import Prepared
from db.store import MemoryLost, Store
from tests.delivery.rounds import repeatable

PUT = Prepared(insert(Mark).values(name=bindparam("name"), value=bindparam("value")))
CROWDS = (1, 1, 1, 2, 3, 8, 30)
TAKEN = "taken"

pytestmark = pytest.mark.usefixtures("disk")


class FellThrough(Exception):
    """What goes wrong in the middle of a work."""


async def _write(work: Work, way: str, name: str) -> None:
    """The three ways in which a work may speak to the memory, and two of them in one."""
    if way in {"prepared", "mixed"}:
        await work.ask((PUT, {"name": name, "value": "x"}))
    if way == "rows":
        await work.rows(text("INSERT INTO mark VALUES (:name, 'x')"), {"name": name})
    if way in {"objects", "mixed"}:
        work.session.add(Mark(name=name if way == "objects" else f"{name} too", value="x"))


def _fall(chance: random.Random) -> None:
    if chance.random() < 0.25:
        raise FellThrough


async def _breathe(chance: random.Random) -> None:
    for _ in range(chance.choice((0, 0, 0, 1, 3))):
        await asyncio.sleep(0)


@pytest.mark.parametrize("seed", range(3))
async def test_what_was_promised_is_there_and_nothing_else(store: Store, seed: int) -> None:
    chance = repeatable(str(seed))
    promised: set[str] = set()
    given_up: set[str] = set()
    async with store.work() as work:
        await _write(work, "prepared", TAKEN)

    async def one(name: str) -> None:
        way = chance.choice(("prepared", "prepared", "rows", "objects", "mixed"))
        names = {name, f"{name} too"} if way == "mixed" else {name}
        refused = False
        try:
            async with store.work() as work:
                await _write(work, way, name)
                await _breathe(chance)
                _fall(chance)
                if refused := chance.random() < 0.1:
                    work.session.add(Mark(name=TAKEN, value="x"))
                    with suppress(DBAPIError):  # the work is not kept, whatever it makes of it
                        await work.session.flush()
        except FellThrough:
            return
        except MemoryLost:
            if refused:
                return
            raise
        except asyncio.CancelledError:
            given_up.update(names)
            raise
        assert not refused
        promised.update(names)

    for crowd in range(60):
        tasks = []
        for number in range(chance.choice(CROWDS)):
            tasks.append(asyncio.create_task(one(f"{crowd}.{number}")))
            await _breathe(chance)
        for task in tasks:
            if chance.random() < 0.15:
                await _breathe(chance)
                task.cancel()
        ends = await asyncio.gather(*tasks, return_exceptions=True)
        # A server's connection does not outlive a question that was given up: others are told.
        told = {
            type(None),
            asyncio.CancelledError,
            *(() if is_sqlite(store.url) else (MemoryLost,)),
        }
        assert {type(end) for end in ends} <= told
    async with store.look() as look:
        kept = set((await look.rows(text("SELECT name FROM mark"))).scalars()) - {TAKEN}
    assert promised
    assert promised <= kept
    # Of a work that was given up nobody knows whether it was in time, but it is whole.
    assert kept - promised <= given_up
    assert {name for name in given_up if name.endswith(" too")} & kept == {
        f"{name} too" for name in kept & given_up if f"{name} too" in given_up
    }
