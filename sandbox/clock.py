"""Time in the pretend world: it starts at a chosen moment, flows, and can only be moved forward."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

#: Discord's ids count milliseconds from here; nothing can be older.
EPOCH = datetime(2015, 1, 1, tzinfo=UTC)
#: Ids have 42 bits of milliseconds; far before they end, datetimes do.
END = datetime(2150, 1, 1, tzinfo=UTC)


class ClockRefusal(ValueError):
    """A moment the clock cannot take; `code` names why (`clock_backwards`, `clock_range`)."""

    def __init__(self, code: str, text: str) -> None:
        super().__init__(text)
        self.code = code


class WorldClock:
    """Knows the world's now. `speed` is world seconds per real second; 0 stands still."""

    def __init__(
        self,
        start: datetime | None = None,
        speed: float = 1.0,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        start = start or datetime.now(UTC)
        if start.tzinfo is None:
            raise ClockRefusal("clock_range", "The start needs a time zone, for example +01:00.")
        self._monotonic = monotonic
        self._since = monotonic()
        self.start = self._base = self._in_range(start.astimezone(UTC))
        self._speed = self._checked_speed(speed)
        self._next: datetime | None = None

    @property
    def next(self) -> datetime | None:
        """When the program under trial has said it will act next; None once that is past."""
        return self._next if self._next is not None and self._next > self.now() else None

    def tell_next(self, moment: datetime | None) -> bool:
        """Keep what the program plans, in UTC; whether it is news. Raises ClockRefusal."""
        if moment is not None:
            moment = self._in_range(moment.astimezone(UTC))
        news = moment != self._next
        self._next = moment
        return news

    @property
    def speed(self) -> float:
        """World seconds per real second."""
        return self._speed

    def now(self) -> datetime:
        """The world's moment, in UTC."""
        flowed = (self._monotonic() - self._since) * self._speed
        return min(self._base + timedelta(seconds=flowed), END)

    def move_to(self, moment: datetime) -> None:
        """Jump forward to `moment` (aware); raises ClockRefusal for a moment already past."""
        if moment.tzinfo is None:
            raise ClockRefusal("clock_range", "The moment needs a time zone, for example +01:00.")
        moment = self._in_range(moment.astimezone(UTC))
        if moment < self.now():
            raise ClockRefusal("clock_backwards", "Time in the sandbox only moves forward.")
        self._rebase(moment)

    def move_by(self, seconds: float) -> None:
        """Jump forward by `seconds`; raises ClockRefusal when negative or too far."""
        if seconds < 0:
            raise ClockRefusal("clock_backwards", "Time in the sandbox only moves forward.")
        try:
            moment = self.now() + timedelta(seconds=seconds)
        except OverflowError as error:
            raise ClockRefusal("clock_range", "That is too far away.") from error
        self._rebase(self._in_range(moment))

    def set_speed(self, speed: float) -> None:
        """Let time flow at another speed from now on."""
        now = self.now()
        self._speed = self._checked_speed(speed)
        self._rebase(now)

    def _rebase(self, moment: datetime) -> None:
        self._base = moment
        self._since = self._monotonic()

    @staticmethod
    def _in_range(moment: datetime) -> datetime:
        if not EPOCH <= moment <= END:
            raise ClockRefusal("clock_range", "The world exists from 2015 to 2150.")
        return moment

    @staticmethod
    def _checked_speed(speed: float) -> float:
        if not 0 <= speed <= 1_000_000:
            raise ClockRefusal("clock_range", "Speed is a number from 0 to 1000000.")
        return float(speed)
