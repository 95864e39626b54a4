"""The long round of kills: `python -m tests.delivery.kills [--kills 500] [--seed 1]`.

Half on SQLite, half on PostgreSQL; by turns with the nonce window open and past, with and without
rate limits. Everybody is to be reminded, and to be told that the hour changed. Ends with 1 if
anything was lost or repeated.
"""

import argparse
import asyncio
import itertools
import json
import random
import sys
import tempfile
import time
from pathlib import Path

from tests import databases
from tests.delivery import ground
from tests.delivery.nursery import Nursery, nursery
from tests.delivery.rounds import Tally, Terms, kill_round, repeatable

PEOPLE = 16
MOST = 12
"""Kills a round."""


async def _many(
    births: Nursery, seed: ground.Seed, folder: Path, kills: int, chance: random.Random
) -> Tally:
    tally = Tally()
    for window, limits in itertools.cycle(itertools.product((180.0, 0.0), (False, True))):
        if tally.kills.total() >= kills:
            return tally
        terms = Terms(seed, window, limits, most=min(MOST, kills - tally.kills.total()))
        tally.add(await kill_round(births, terms, folder, chance))
    raise AssertionError


async def main(kills: int, number: int) -> bool:
    """Both databases in turn; whether nothing was lost and nothing repeated."""
    chance, well = repeatable(str(number)), True
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with databases.postgres(folder / "postgres") as server:
            async with nursery(folder / "processes.log") as births:
                for database, address in (("SQLite", None), ("PostgreSQL", server)):
                    began = time.monotonic()
                    seed = await ground.seed(folder / database, PEOPLE, address, news=True)
                    told = await _many(births, seed, folder, kills // 2, chance)
                    well = well and not (told.lost or told.repeated or told.faults)
                    _tell(database, told, time.monotonic() - began)
        complaints = (folder / "processes.log").read_text()
        sys.stdout.write(complaints[-2000:])
    return well and "Traceback" not in complaints


def _tell(database: str, told: Tally, seconds: float) -> None:
    figures = {
        "database": database,
        "kills": told.kills.total(),
        "where": dict(told.kills.most_common()),
        "reminders": told.reminders,
        "lost": told.lost,
        "repeated": told.repeated,
        "faults": told.faults[:10],
        "seconds": round(seconds, 1),
    }
    sys.stdout.write(json.dumps(figures) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    raise SystemExit(0 if asyncio.run(main(asked.kills, asked.seed)) else 1)
