"""Rounds of kills: a morning's reminders, a process that dies again and again, and a last one."""

import asyncio
import random
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from sandbox.app import Sandbox
from sandbox.world.changes import Change, MessageMade
from tests.delivery import ground
from tests.delivery.nursery import Child, Nursery
from tests.delivery.process import POINTS, Life

AT_RANDOM = "at random"
_AT_RANDOM = 0.4
"""So many of the kills are at any moment, the others at a point."""
_SOON = timedelta(seconds=5)
_LEASE = timedelta(minutes=2)
_LONGEST = 0.3
"""Seconds: about the life of a process that has all of a round to deliver."""


@dataclass(frozen=True)
class Terms:
    """Under which a round is played."""

    seed: ground.Seed
    nonce_window: float = 180.0
    limits: bool = False
    most: int = 10
    """Kills; after them a process lives to the end."""
    points: tuple[str, ...] = ()
    """Where to die, one process after the other; drawn by chance where none are named."""


@dataclass
class Tally:
    """What rounds led to."""

    kills: Counter[str] = field(default_factory=Counter)
    reminders: int = 0
    lost: int = 0
    repeated: int = 0
    faults: list[str] = field(default_factory=list)

    def add(self, other: "Tally") -> None:
        """Count another round in."""
        self.kills += other.kills
        self.reminders += other.reminders
        self.lost += other.lost
        self.repeated += other.repeated
        self.faults += other.faults


def repeatable(seed: str) -> random.Random:
    """Chance that falls the same way each time."""
    return random.Random(seed)  # noqa: S311 - nothing to keep secret


async def kill_round(nursery: Nursery, terms: Terms, folder: Path, chance: random.Random) -> Tally:
    """One morning: processes that die, each taking over from the one before, then the count."""
    seed, tally = terms.seed, Tally()
    clock = asyncio.get_running_loop().time
    box = ground.pretend(seed.people, nonce_window=terms.nonce_window, limits=terms.limits)
    with ground.copied(seed, folder) as url:
        async with box:
            now = ground.DUE + timedelta(seconds=30)
            while True:
                number = tally.kills.total()
                point = _point(terms, number, chance)
                nth = 1 if terms.points else chance.randint(1, 4)
                life = _life(box, url, now, f"process {number}", point, nth, chance)
                born = clock()
                child = await nursery.bear(life)
                with _death(box, child, point, life.nth, chance):
                    ended = await child.ended
                if ended == 0:
                    break
                assert ended == -9, f"a process ended with {ended}: see its log"
                tally.kills[point] += 1
                # On a shared database what it left is only free once its lease is over, which it
                # may have begun at the end of a long life.
                now += timedelta(seconds=clock() - born) + _SOON
                now += _LEASE if seed.server else timedelta()
            told = await ground.look(box, url, seed.people)
    tally.reminders = told.people
    tally.lost, tally.repeated, tally.faults = told.lost, told.repeated, list(told.faults)
    return tally


def _point(terms: Terms, number: int, chance: random.Random) -> str:
    if terms.points:
        return terms.points[number] if number < len(terms.points) else ""
    if number >= terms.most:
        return ""
    return AT_RANDOM if chance.random() < _AT_RANDOM else chance.choice(POINTS)


def _life(
    box: Sandbox,
    url: str,
    now: datetime,
    name: str,
    point: str,
    nth: int,
    chance: random.Random,
) -> Life:
    return Life(
        database=url,
        api=box.api_url,
        gateway=box.gateway_url,
        token=box.token,
        now=now.isoformat(),
        name=name,
        at_once=chance.choice((1, 2, 4, 16)),
        die_at="" if point == AT_RANDOM else point,
        nth=nth,
    )


@contextmanager
def _death(
    box: Sandbox, child: Child, point: str, nth: int, chance: random.Random
) -> Iterator[None]:
    """What the process cannot do itself: die after an effect of its request, or at any moment."""
    loop, left = asyncio.get_running_loop(), nth
    timer = loop.call_later(chance.uniform(0, _LONGEST), child.kill) if point == AT_RANDOM else None

    def hear(change: Change) -> None:
        nonlocal left
        if point == "arrived" and isinstance(change, MessageMade):
            left -= 1
            if left == 0:
                child.kill()

    unlisten = box.world.listen(hear)
    try:
        yield
    finally:
        unlisten()
        if timer is not None:
            timer.cancel()
