"""Whatever goes wrong on the wire: nothing lost, nothing repeated, everything recorded."""

import asyncio
from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from discord.gateway import DiscordWebSocket
from discord.http import Route
from pydantic import SecretStr

from bot.bell import Bell
from bot.clock import SetClock
from bot.core import Core
from bot.reminders.delivery import Delivery, Habits
from cogs.client import build
from cogs.connecting import address_discord
from db.store import Store
from sandbox.app import Sandbox
from tests.delivery import ground
from tests.delivery.weather import KINDS, Weather

_REPEATED = ("500", "502", "504")

HABITS = Habits(patience=6.0, at_once=32)
SPEED = 40.0
"""The bot's clock runs faster, so that its waits between attempts pass quickly."""

FAMILIES: dict[str, tuple[float, tuple[str, ...]]] = {
    "cut": (0.1, ("cut before", "cut after")),
    "repeated by the library": (0.05, tuple(kind for kind in KINDS if kind[:3] in _REPEATED)),
    "told at once": (0.1, ("503 before", "503 after")),
    "too many": (0.1, ("429 here", "429 everywhere")),
    "no answer": (0.05, ("no answer before", "no answer after")),
}


async def _deliver(box: Sandbox, url: str) -> None:
    """Ring until every reminder of the morning has its end."""
    addresses = Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY
    address_discord(box.api_url, box.gateway_url)
    try:
        async with Store(url) as store:
            core = Core(store, SetClock(ground.DUE + timedelta(seconds=30), SPEED))
            access: Any = SimpleNamespace(
                token=SecretStr(box.token), development_guild=None, pace=45
            )
            client = build(core, access)
            await client.login(box.token)
            client.face.speaks = True
            core.faces["discord"] = client.face
            try:
                await _until_settled(core)
            finally:
                await client.close()
    finally:
        Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY = addresses


async def _until_settled(core: Core) -> None:
    delivery, over = Delivery(core, "troubled", HABITS), asyncio.Event()
    await delivery.start()

    async def ring() -> datetime | None:
        nearest = await delivery.sweep()
        async with core.store.look() as look:
            if not delivery.under_way and not await ground.open_rows(look):
                over.set()
        return nearest

    async with Bell(core.clock, ring) as core.bell:
        await asyncio.wait_for(over.wait(), 100)


async def _try(folder: Path, people: int, shares: Mapping[str, float]) -> Weather:
    seed = await ground.seed(folder / "seed", people)
    weather = Weather(shares, f"{sorted(shares)}")
    async with ground.pretend(people) as box:
        await ground.acquaint(box, seed.url)
        box.door._faults = weather
        await _deliver(box, seed.url)
        told = await ground.look(box, seed.url, people)
    assert (told.lost, told.repeated, told.faults) == (0, 0, ())
    assert set(weather.struck) == set(shares)
    return weather


@pytest.mark.parametrize("family", FAMILIES)
async def test_no_kind_of_fault_loses_or_repeats_anything(tmp_path: Path, family: str) -> None:
    share, kinds = FAMILIES[family]
    await _try(tmp_path, 100, dict.fromkeys(kinds, share))


async def test_all_of_them_together_lose_and_repeat_nothing(tmp_path: Path) -> None:
    weather = await _try(tmp_path, 200, dict.fromkeys(KINDS, 0.03))
    assert weather.struck.total() > 80
