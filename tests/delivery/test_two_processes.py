"""Two processes on one PostgreSQL: they share the work, and one goes on when the other dies."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest

from db.store import Store
from sandbox.app import Sandbox
from sandbox.world.changes import Change, MessageMade
from tests import UNHURRIED
from tests.delivery import ground
from tests.delivery.nursery import Nursery
from tests.delivery.pairs import pair_round
from tests.delivery.process import Life
from tests.delivery.rounds import repeatable

PEOPLE = 60
LEASE = 4.0
MOST_SECONDS = 30.0
"""Far less than another lease would take; `tests.delivery.pairs` measures the takeover."""
"""Seconds; the bot's own is two minutes."""


@pytest.fixture
async def seed(postgres_server: str, tmp_path: Path) -> ground.Seed:
    """A collective before the morning, on PostgreSQL."""
    return await ground.seed(tmp_path / "seed", PEOPLE, postgres_server)


def _life(box: Sandbox, url: str, name: str) -> Life:
    return Life(
        database=url,
        api=box.api_url,
        gateway=box.gateway_url,
        token=box.token,
        now=(ground.DUE + timedelta(seconds=30)).isoformat(),
        name=name,
        at_once=6,
        lease=LEASE,
        stay=True,
    )


@contextmanager
def _at(box: Sandbox, number: int) -> Iterator[asyncio.Event]:
    """Set when so many messages were received."""
    come, left = asyncio.Event(), number

    def hear(change: Change) -> None:
        nonlocal left
        left -= isinstance(change, MessageMade)
        if left == 0:
            come.set()

    unlisten = box.world.listen(hear)
    yield come
    unlisten()


def _all_hold_one(box: Sandbox) -> bool:
    return all(ground.reminders_of(box, f"m{number}") for number in range(PEOPLE))


async def _until_recorded(url: str) -> None:
    async with asyncio.timeout(UNHURRIED), Store(url) as store:
        while True:
            async with store.look() as look:
                if not await ground.open_rows(look):
                    return
            await asyncio.sleep(0)


async def test_both_send_and_nobody_hears_twice(
    births: Nursery, seed: ground.Seed, tmp_path: Path
) -> None:
    async with ground.pretend(PEOPLE, limits=False) as box:
        one, other = [await births.bear(_life(box, seed.url, name)) for name in ("one", "other")]
        await box.wait_until(lambda: _all_hold_one(box), UNHURRIED)
        await _until_recorded(seed.url)
        one.kill()
        other.kill()
        told = await ground.look(box, seed.url, PEOPLE)
    assert (told.lost, told.repeated, told.faults) == (0, 0, ())


@pytest.mark.parametrize("after", [1, 7, 25, 50])
async def test_one_goes_on_within_the_lease_when_the_other_is_killed(
    births: Nursery, seed: ground.Seed, tmp_path: Path, after: int
) -> None:
    clock = asyncio.get_running_loop().time
    # The platform has forgotten every nonce: only the leases and the look are left.
    async with ground.pretend(PEOPLE, limits=False, nonce_window=0.0) as box:
        with _at(box, after) as come:
            one = await births.bear(_life(box, seed.url, "one"))
            other = await births.bear(_life(box, seed.url, "other"))
            await asyncio.wait_for(come.wait(), UNHURRIED)
        one.kill()
        killed = clock()
        await box.wait_until(lambda: _all_hold_one(box), UNHURRIED)
        await _until_recorded(seed.url)
        took = clock() - killed
        other.kill()
        told = await ground.look(box, seed.url, PEOPLE)
    assert (told.lost, told.repeated, told.faults) == (0, 0, ())
    assert took < MOST_SECONDS


async def test_both_may_die_one_after_the_other(
    births: Nursery, seed: ground.Seed, tmp_path: Path
) -> None:
    told = await pair_round(births, seed, tmp_path, 4, repeatable("pairs"))
    assert (told.lost, told.repeated, told.faults) == (0, 0, [])
    assert told.kills.total() >= 1
