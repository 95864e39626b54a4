"""Bad weather for a whole morning, kind by kind: `python -m tests.delivery.storms`.

Each kind of fault strikes 5 % of the requests of 1,000 sendings; then all fourteen together, 2 %
each. Ends with 1 if anything was lost or repeated.

    python -m tests.delivery.storms [--people 1000] [--share 0.05] [--kinds "cut after"]
"""

import argparse
import asyncio
import json
import sys
import tempfile
import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from discord.gateway import DiscordWebSocket
from discord.http import Route
from pydantic import SecretStr

from bot.bell import Bell
from bot.clock import SetClock
from bot.core import Core
from bot.face import nobody_waits
from bot.reminders.delivery import Delivery, Habits
from cogs.client import build
from cogs.connecting import address_discord
from db.store import Store
from sandbox.app import Sandbox
from tests.delivery import ground
from tests.delivery.weather import KINDS, Weather

HABITS = Habits(patience=6.0, at_once=32)
SPEED = 40.0
"""The bot's clock runs faster, so that its waits between attempts pass quickly."""
TOGETHER = "all together"
_TOGETHER = 0.02
"""Of each kind: 28 % of all requests go wrong."""


@dataclass(frozen=True)
class Storm:
    """One morning in bad weather, and what became of it."""

    weather: Weather
    told: ground.Told


async def storm(seed: ground.Seed, folder: Path, shares: Mapping[str, float], most: float) -> Storm:
    """Deliver a morning's reminders while so many requests of each kind go wrong.

    Raises:
        TimeoutError: after `most` seconds something has no end yet.
    """
    weather = Weather(shares, f"{sorted(shares)}")
    with ground.copied(seed, folder) as url:
        async with ground.pretend(seed.people) as box:
            await ground.acquaint(box, url)
            box.door._faults = weather
            await _deliver(box, url, most)
            return Storm(weather, await ground.look(box, url, seed.people))


async def _deliver(box: Sandbox, url: str, most: float) -> None:
    """Ring until every reminder of the morning has its end."""
    addresses = Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY
    address_discord(box.api_url, box.gateway_url)
    try:
        async with Store(url, unhurried=nobody_waits.get) as store:
            core = Core(store, SetClock(ground.DUE + timedelta(seconds=30), SPEED))
            access: Any = SimpleNamespace(
                token=SecretStr(box.token), development_guild=None, pace=45
            )
            client = build(core, access)
            await client.login(box.token)
            client.face.speaks = True
            core.faces["discord"] = client.face
            try:
                await _until_settled(core, most)
            finally:
                await client.close()
    finally:
        Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY = addresses


async def _until_settled(core: Core, most: float) -> None:
    delivery, over = Delivery(core, "troubled", HABITS), asyncio.Event()
    await delivery.start()

    async def ring() -> datetime | None:
        nearest = await delivery.sweep()
        async with core.store.look() as look:
            if not delivery.under_way and not await ground.open_rows(look):
                over.set()
        return nearest

    async with Bell(core.clock, ring) as core.bell:
        await asyncio.wait_for(over.wait(), most)


async def main(people: int, share: float, kinds: list[str]) -> bool:
    """Kind after kind, then all together; whether nothing was lost and nothing repeated."""
    well = True
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        seed = await ground.seed(folder / "seed", people)
        for kind in kinds:
            began = time.monotonic()
            together = dict.fromkeys(KINDS, _TOGETHER)
            shares = together if kind == TOGETHER else {kind: share}
            come = await storm(seed, folder, shares, most=1800)
            told = come.told
            figures = {
                "fault": kind,
                "sendings": told.people,
                "struck": come.weather.struck.total(),
                "lost": told.lost,
                "repeated": told.repeated,
                "faults": told.faults[:10],
                "seconds": round(time.monotonic() - began, 1),
            }
            sys.stdout.write(json.dumps(figures) + "\n")
            sys.stdout.flush()
            well = well and not (told.lost or told.repeated or told.faults)
    return well


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=1000)
    parser.add_argument("--share", type=float, default=0.05)
    parser.add_argument("--kinds", nargs="+", default=[*KINDS, TOGETHER])
    asked = parser.parse_args()
    raise SystemExit(0 if asyncio.run(main(asked.people, asked.share, asked.kinds)) else 1)
