"""Some invented weeks, lived through once for all the tests that look at them."""

import asyncio
from typing import Any

import pytest

from bot.simulation.account import account
from bot.simulation.lived import Asked, Lived
from bot.simulation.year import live

SEEDS = (7, 21, 1848)
MEMBERS, DAYS = 10, 60


def run(seed: int, members: int = MEMBERS, days: int = DAYS) -> Lived:
    return asyncio.run(live(Asked(members, days, seed)))


@pytest.fixture(scope="session", params=SEEDS)
def lived(request: pytest.FixtureRequest) -> Lived:
    """Two months of ten people, for each seed in turn."""
    return run(request.param)


@pytest.fixture(scope="session")
def told(lived: Lived) -> dict[str, Any]:
    """The same, as anybody can read it."""
    return account(lived)
