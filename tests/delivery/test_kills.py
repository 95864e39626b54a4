"""However often the process is killed: nothing lost, nothing repeated, everything recorded."""

from pathlib import Path

import pytest

from tests.delivery import ground
from tests.delivery.nursery import Nursery
from tests.delivery.process import POINTS
from tests.delivery.rounds import Tally, Terms, kill_round, repeatable

PEOPLE = 9
KILLS = 10


@pytest.fixture(params=["sqlite", "postgresql"])
async def seed(request: pytest.FixtureRequest, tmp_path: Path) -> ground.Seed:
    """The memory of a collective before the morning, on each database in turn."""
    server = None
    if request.param == "postgresql":
        server = request.getfixturevalue("postgres_server")
    return await ground.seed(tmp_path / "seed", PEOPLE, server, news=True)


@pytest.mark.parametrize("nonce_window", [180.0, 0.0], ids=["nonces", "no nonces"])
async def test_kills_lose_nothing_and_repeat_nothing(
    births: Nursery, seed: ground.Seed, tmp_path: Path, nonce_window: float
) -> None:
    chance, tally = repeatable(f"{nonce_window}"), Tally()
    while (left := KILLS - tally.kills.total()) > 0:
        terms = Terms(seed, nonce_window, most=left)
        tally.add(await kill_round(births, terms, tmp_path, chance))
    assert (tally.lost, tally.repeated, tally.faults) == (0, 0, [])
    assert tally.kills.total() == KILLS


async def test_each_point_to_die_at_is_reached_and_survived(
    births: Nursery, seed: ground.Seed, tmp_path: Path
) -> None:
    for point in POINTS:
        # Looking for an earlier message needs an earlier process that may have sent one.
        points = ("claimed", point) if point == "looked" else (point, point)
        terms = Terms(seed, nonce_window=0.0, points=points)
        told = await kill_round(births, terms, tmp_path, repeatable(point))
        assert (told.lost, told.repeated, told.faults) == (0, 0, []), point
        assert told.kills[point] >= 1, point
