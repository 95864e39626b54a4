"""What the bot knows about its own health: counts and moments, nothing about anybody."""

import math
import time
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

BOUNDS = (0.05, 0.1, 0.25, 0.5, 1.0, 1.5, 2.0, 3.0, 5.0)
"""Seconds; a person's press has to be answered within three."""


@dataclass(frozen=True)
class Connection:
    """The live connection to one chat platform."""

    answers: bool
    latency: float | None = None
    """Seconds from the last heartbeat to its answer; None before the first."""


@dataclass
class Durations:
    """How many things took how long."""

    buckets: list[int] = field(default_factory=lambda: [0] * (len(BOUNDS) + 1))
    """How many took at most each of `BOUNDS`, and longer, each counted once."""
    seconds: float = 0.0

    def took(self, seconds: float) -> None:
        """Count one more."""
        self.buckets[bisect_left(BOUNDS, seconds)] += 1
        self.seconds += seconds

    def up_to(self) -> Iterator[tuple[float, int]]:
        """How many took at most so many seconds, bound by bound; the last bound is infinity."""
        counted = 0
        for bound, number in zip((*BOUNDS, math.inf), self.buckets, strict=True):
            counted += number
            yield bound, counted


@dataclass
class Vitals:
    """Written by whoever does something, read by whoever asks how the bot is."""

    connections: dict[str, Callable[[], Connection]] = field(default_factory=dict)
    """By platform, how to find out about the connection at this moment."""
    reminders: "Counter[str]" = field(default_factory=Counter)
    """By how they ended: sent, skipped, unreachable; and late, for those sent late."""
    presses: Durations = field(default_factory=Durations)
    backups: "Counter[str]" = field(default_factory=Counter)
    """By how they ended: made, failed."""
    stopping: bool = False
    swept_at: float | None = None
    """When what is due was last looked for, by the clock that only runs forward."""

    @contextmanager
    def press(self) -> Iterator[None]:
        """Count a press, a command or a form, and how long it takes until it is dealt with."""
        began = time.monotonic()
        try:
            yield
        finally:
            self.presses.took(time.monotonic() - began)

    def stop(self) -> None:
        """No more work is taken on."""
        self.stopping = True

    def swept(self) -> None:
        """What is due was looked for just now."""
        self.swept_at = time.monotonic()

    @property
    def sweep_age(self) -> float | None:
        """Seconds since what is due was last looked for; None before the first time."""
        return None if self.swept_at is None else time.monotonic() - self.swept_at

    def connected(self) -> bool:
        """Whether every platform that we are to speak on answers."""
        return bool(self.connections) and all(ask().answers for ask in self.connections.values())
