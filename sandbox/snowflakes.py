"""Ids as Discord makes them: milliseconds since 2015, then a lane, then a counter."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from sandbox.clock import EPOCH

_MILLISECOND = timedelta(milliseconds=1)


class Snowflakes:
    """Gives ids that rise strictly and carry the moment that `now` tells."""

    def __init__(self, now: Callable[[], datetime], lane: int) -> None:
        self._now = now
        self._lane = lane << 17
        self._last = 0
        self._count = 0

    def next(self) -> int:
        """An id that nobody has had, not older than any before it."""
        elapsed = (self._now() - EPOCH) // _MILLISECOND
        if elapsed > self._last:
            self._last, self._count = elapsed, 0
        else:
            self._count += 1
            if self._count > 0xFFF:
                self._last, self._count = self._last + 1, 0
        return self._last << 22 | self._lane | self._count


def at(moment: datetime, count: int = 0) -> int:
    """The id of something made at `moment`; `count` tells apart what was made together."""
    return max((moment - EPOCH) // _MILLISECOND, 1) << 22 | count


def moment_of(snowflake: int) -> datetime:
    """When the thing with this id was made (UTC)."""
    return EPOCH + timedelta(milliseconds=snowflake >> 22)


def real_now() -> datetime:
    """The machine's own time, for the ids whose age clients compute."""
    return datetime.now(UTC)
