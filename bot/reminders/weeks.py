"""How many messages any seven days of one person hold, counted both ways."""

from bisect import bisect_left, insort
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from bot.reminders.calendar import WorkingTime

WEEK_OVER = timedelta(days=7, minutes=15)
"""Sending takes its time: what is planned exactly a week later may leave a little less."""
_SEVEN_DAYS = timedelta(days=7)
_SURELY_OVER = WEEK_OVER + timedelta(hours=25)
"""So far apart are seven local days too, whatever a zone does to its clocks."""
_BEFORE_ALL = datetime.min.replace(tzinfo=UTC)
_AFTER_ALL = datetime.max.replace(tzinfo=UTC)


class Weeks:
    """When messages leave and left: at most `most` in seven local days in a row, or in 168 hours.

    `left` comes oldest first, each instant once; what is overdue leaves now.
    """

    def __init__(
        self, most: int, left: Sequence[datetime], work: WorkingTime, now: datetime
    ) -> None:
        self._most = most
        self._work = work
        self._now = now
        # With so many at both ends that nobody has to look where the list ends.
        beyond = most or 1
        self._leaving = [_BEFORE_ALL] * beyond + [*left] + [_AFTER_ALL] * beyond

    def add(self, at: datetime) -> None:
        """One more message leaves."""
        insort(self._leaving, max(at, self._now))

    def remove(self, at: datetime) -> None:
        """A message that was added does not leave then."""
        self._leaving.remove(max(at, self._now))

    def hold(self, at: datetime) -> bool:
        """Whether one more message leaves every week within the limit."""
        if at < self._now:
            at = self._now
        most, leaving = self._most, self._leaving
        place = bisect_left(leaving, at)
        first = leaving[place - most]
        if at - first < _SURELY_OVER and self._are_one(first, at):
            return False
        for early in range(place - most + 1, place):
            first, last = leaving[early], leaving[early + most - 1]
            if last - first < _SURELY_OVER and self._are_one(first, last):
                return False
        last = leaving[place + most - 1]
        return last - at >= _SURELY_OVER or not self._are_one(at, last)

    def _are_one(self, first: datetime, last: datetime) -> bool:
        """Whether two instants lie in one week, by the hours or by the days."""
        if last - first < WEEK_OVER:
            return True
        return self._work.day_of(last) - self._work.day_of(first) < _SEVEN_DAYS
