"""The clock that follows another one: moved from there, and telling there what comes next."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest

from bot.bell import Bell
from bot.clock import FollowingClock, SetClock
from sandbox.app import Sandbox
from tests import UNHURRIED

START = datetime(2026, 11, 23, 9, tzinfo=UTC)
SOON, LATER = START + timedelta(hours=2), START + timedelta(days=2)


class Listener(SetClock):
    """Remembers what it was told comes next."""

    def __init__(self) -> None:
        super().__init__(START, speed=0)
        self.told: asyncio.Queue[datetime | None] = asyncio.Queue()

    def tell_next(self, moment: datetime | None) -> None:
        self.told.put_nowait(moment)


@pytest.fixture
async def box() -> AsyncIterator[Sandbox]:
    """A pretend Discord whose time stands still."""
    async with Sandbox(start=START, speed=0) as box:
        yield box


async def test_it_follows_and_tells_what_comes_next(box: Sandbox) -> None:
    async with FollowingClock(box.clock_url) as clock:
        assert clock.now() == START
        clock.tell_next(LATER)
        await box.wait_until(lambda: box.world.clock.next == LATER)
        clock.tell_next(SOON)
        await box.wait_until(lambda: box.world.clock.next == SOON)
        moved = asyncio.create_task(clock.moved())
        await asyncio.sleep(0)
        await box.visitor("ines").moves_clock(to=SOON.isoformat())
        await asyncio.wait_for(moved, UNHURRIED)
        assert clock.now() == SOON
        clock.tell_next(None)
        clock.tell_next(LATER)
        await box.wait_until(lambda: box.world.clock.next == LATER)


async def test_after_a_cut_it_tells_what_comes_next_anew(box: Sandbox) -> None:
    async with FollowingClock(box.clock_url) as clock:
        clock.tell_next(SOON)
        await box.wait_until(lambda: box.world.clock.next == SOON)
        box.world.clock.tell_next(None)
        await box.doors.close()
        await box.wait_until(lambda: box.world.clock.next == SOON)


async def test_the_bell_tells_the_nearest_moment_and_what_is_planned_before_it() -> None:
    clock = Listener()

    async def ring() -> datetime | None:
        return LATER

    async with Bell(clock, ring) as bell:
        assert await asyncio.wait_for(clock.told.get(), UNHURRIED) == LATER
        bell.expect(LATER + timedelta(days=1))
        bell.expect(SOON)
        assert clock.told.get_nowait() == SOON
        assert clock.told.empty()


async def test_a_machine_clock_that_was_set_back_does_not_silence_the_bell(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    offset, rounds = [5000.0], asyncio.Queue[None]()
    monkeypatch.setattr("bot.bell._offset", lambda: offset[0])
    monkeypatch.setattr("bot.bell.WATCH_SECONDS", 0.01)

    async def ring() -> datetime | None:
        rounds.put_nowait(None)
        return None

    async with Bell(SetClock(START), ring) as bell:
        await asyncio.wait_for(rounds.get(), UNHURRIED)
        # What the scheduler holds is an hour ahead, as the clock says now.
        ahead = datetime.now(UTC) + timedelta(hours=1)
        bell._scheduler.modify_job("sweep", next_run_time=ahead)
        offset[0] -= 3600
        await asyncio.wait_for(rounds.get(), UNHURRIED)
        assert bell._scheduler.get_job("sweep").next_run_time < ahead - timedelta(minutes=59)
