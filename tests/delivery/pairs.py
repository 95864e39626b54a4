"""Two processes on one PostgreSQL while one after the other is killed and born again.

    python -m tests.delivery.pairs [--kills 120] [--seed 1]

Both send at any moment; every half second or so one of them dies, at random or at a point of a
sending. What a dead one held is free once its lease has run out: how long it then still waits for
the other one is measured too. Ends with 1 if anything was lost or repeated.
"""

import argparse
import asyncio
import json
import random
import statistics
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from sqlalchemy import func, select

from db.models import Reminder
from db.store import Store
from db.vocabulary import Sending
from sandbox.app import Sandbox
from tests import databases
from tests.delivery import ground
from tests.delivery.nursery import Child, Nursery, nursery
from tests.delivery.process import POINTS, Life
from tests.delivery.rounds import AT_RANDOM, repeatable

PEOPLE = 60
LEASE = 8.0
"""Seconds; the bot's own is two minutes."""
BEGIN = ground.DUE + timedelta(seconds=30)
MOST = 8
"""Kills a round."""
_ALIVE = (0.05, 0.6)
"""Seconds between two kills at random."""
_AT_RANDOM = 0.5
_POINTS = tuple(point for point in POINTS if point not in ("arrived", "opened"))


@dataclass
class Outcome:
    """What rounds led to."""

    kills: Counter[str] = field(default_factory=Counter)
    rounds: int = 0
    reminders: int = 0
    lost: int = 0
    repeated: int = 0
    faults: list[str] = field(default_factory=list)
    overdue: list[float] = field(default_factory=list)
    """By round, the longest that something waited after its lease had run out; seconds."""

    def add(self, other: "Outcome") -> None:
        """Count another round in."""
        self.kills += other.kills
        self.rounds += other.rounds
        self.reminders += other.reminders
        self.lost += other.lost
        self.repeated += other.repeated
        self.faults += other.faults
        self.overdue += other.overdue


class Round:
    """One morning of two processes."""

    def __init__(self, births: Nursery, box: Sandbox, store: Store, chance: random.Random) -> None:
        self._births, self._box, self._store, self._chance = births, box, store, chance
        self._clock = asyncio.get_running_loop().time
        self._began = time.monotonic()
        self._number = 0
        self.kills: Counter[str] = Counter()
        self.overdue = 0.0

    async def play(self, most: int) -> None:
        """Kill and bear until everything is sent and recorded."""
        pair = [await self._born(self._draw(most)) for _ in range(2)]
        while await self._open():
            dead = await self._death(pair, most)
            if dead is not None:
                pair[dead] = await self._born(self._draw(most))
            self.overdue = max(self.overdue, await self._waiting_since())
        for child, *_ in pair:
            child.kill()

    def _draw(self, most: int) -> str:
        if self.kills.total() >= most:
            return ""
        return AT_RANDOM if self._chance.random() < _AT_RANDOM else self._chance.choice(_POINTS)

    async def _born(self, point: str) -> tuple[Child, str, str]:
        self._number += 1
        name = f"process {self._number}"
        life = Life(
            database=self._store.url,
            api=self._box.api_url,
            gateway=self._box.gateway_url,
            token=self._box.token,
            # Their clocks agree, whenever they are born.
            now=BEGIN.isoformat(),
            begun=self._began,
            name=name,
            at_once=self._chance.choice((2, 6, 12)),
            lease=LEASE,
            die_at="" if point == AT_RANDOM else point,
            nth=self._chance.randint(1, 4),
            stay=True,
        )
        return await self._births.bear(life), name, point

    async def _death(self, pair: list[tuple[Child, str, str]], most: int) -> int | None:
        """Wait for a death, or bring one about; whose, None where nobody died."""
        await asyncio.wait(
            [child.ended for child, *_ in pair],
            timeout=self._chance.uniform(*_ALIVE),
            return_when=asyncio.FIRST_COMPLETED,
        )
        which = next((n for n, (child, *_) in enumerate(pair) if child.ended.done()), None)
        if which is None:
            doomed = [n for n, (*_, point) in enumerate(pair) if point == AT_RANDOM]
            if not doomed or self.kills.total() >= most:
                return None
            which = self._chance.choice(doomed)
            pair[which][0].kill()
        child, _, point = pair[which]
        ended = await child.ended
        assert ended == -9, f"a process ended with {ended}: see its log"
        self.kills[point] += 1
        return which

    async def _open(self) -> int:
        async with self._store.look() as look:
            return await ground.open_rows(look)

    async def _waiting_since(self) -> float:
        """How long ago the longest waiting lease ran out, by the clock of the processes."""
        now = BEGIN + timedelta(seconds=time.monotonic() - self._began)
        oldest = select(func.min(Reminder.claimed_until)).where(
            Reminder.state == Sending.CLAIMED, Reminder.claimed_until <= now
        )
        async with self._store.look() as look:
            since = (await look.rows(oldest)).scalar_one()
        return 0.0 if since is None else float((now - since).total_seconds())


async def pair_round(
    births: Nursery, seed: ground.Seed, folder: Path, most: int, chance: random.Random
) -> Outcome:
    """One morning; by chance with the platform's memory for nonces, or without."""
    window = chance.choice((180.0, 0.0))
    async with ground.pretend(seed.people, limits=False, nonce_window=window) as box:
        with ground.copied(seed, folder) as url:
            async with Store(url) as store:
                played = Round(births, box, store, chance)
                await asyncio.wait_for(played.play(most), 120)
            told = await ground.look(box, url, seed.people)
    return Outcome(
        played.kills,
        1,
        told.people,
        told.lost,
        told.repeated,
        list(told.faults),
        [played.overdue],
    )


async def main(kills: int, number: int) -> bool:
    """As many rounds as it takes; whether nothing was lost and nothing repeated."""
    chance, told, began = repeatable(str(number)), Outcome(), time.monotonic()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        log = folder / "processes.log"
        try:
            with databases.postgres(folder / "postgres") as server:
                async with nursery(log) as births:
                    seed = await ground.seed(folder / "seed", PEOPLE, server)
                    while (left := kills - told.kills.total()) > 0:
                        most = min(MOST, left)
                        told.add(await pair_round(births, seed, folder, most, chance))
        finally:
            complaints = log.read_text()
            sys.stdout.write(complaints[-4000:])
    _tell(told, time.monotonic() - began)
    return not (told.lost or told.repeated or told.faults or "Traceback" in complaints)


def _tell(told: Outcome, seconds: float) -> None:
    figures = {
        "kills": told.kills.total(),
        "where": dict(told.kills.most_common()),
        "rounds": told.rounds,
        "reminders": told.reminders,
        "lost": told.lost,
        "repeated": told.repeated,
        "faults": told.faults[:10],
        "lease s": LEASE,
        "waits after a lease s, median": round(statistics.median(told.overdue), 2),
        "longest": round(max(told.overdue), 2),
        "seconds": round(seconds, 1),
    }
    sys.stdout.write(json.dumps(figures) + "\n")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=120)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    raise SystemExit(0 if asyncio.run(main(asked.kills, asked.seed)) else 1)
