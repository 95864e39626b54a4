"""What one person's days and weeks have room for, over all mobilisations."""

from bisect import bisect_left, bisect_right, insort
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import groupby
from operator import attrgetter

from bot.reminders.calendar import WorkingTime
from bot.reminders.moments import Candidate
from bot.reminders.terms import Due, Item, Key, Moved, Reason, Rules, Sent

# Python 3.11 takes its time to find a member of an enumeration (see `moments`).
_BUDGET, _LATE, _PER_WEEK = Moved.BUDGET, Moved.LATE, Reason.PER_WEEK

_DAY = timedelta(days=1)
_WEEK = timedelta(days=7)
_ZERO = datetime(2000, 1, 1, tzinfo=UTC)
_ROUND = timedelta(minutes=5)
_SLACK = timedelta(minutes=15)
"""Sending takes its time: what is planned exactly a week later may leave a little less."""
_WEEK_OVER = _WEEK + _SLACK

_REMEMBERED = timedelta(days=35)
_JOINS_BACK = 3
"""A reminder without room may join a message that goes out at most so many days earlier."""

History = Mapping[int, Sequence[tuple[Key, datetime]]]
"""What was sent and when, by mobilisation."""
_Leaving = tuple[datetime, date]
"""The instant at which a message leaves or left, and its local day."""


@dataclass(slots=True)
class _Message:
    at: datetime
    until: datetime
    """When the first of its items stops being of use."""
    items: list[Item]

    def due(self) -> Due:
        """The message to come, with what is of use for the shortest time first."""
        items = self.items
        if len(items) > 1:
            items.sort(key=lambda item: (item.useful_until, item.key.sorting))
        return Due(self.at, items[-1].useful_until, tuple(items))


class Ledger:
    """Gives each candidate its place, first come first served, never past a limit.

    `sent` comes oldest first.
    """

    def __init__(
        self,
        work: WorkingTime,
        rules: Rules,
        sent: Sequence[Sent],
        history: History,
        now: datetime,
    ) -> None:
        self._work = work
        self._rules = rules
        self._now = now
        local = now.astimezone(work.zone)
        self._today = local.date()
        self._messages: dict[date, _Message] = {}
        self._per_call = defaultdict(int, {call: len(rows) for call, rows in history.items()})
        recent = sent[bisect_right(sent, now - _REMEMBERED, key=attrgetter("at")) :]
        left = sorted([each.at.astimezone(UTC) for each in recent if each.items])
        self._leavings: list[_Leaving] = [
            (at, at.astimezone(work.zone).date()) for at, _ in groupby(left)
        ]
        # The last message that left on each local day: no rule allows more than one.
        self._sent_on = {day: at for at, day in self._leavings}
        open_today = work.fits(self._today) and local.time() < work.closes
        self._first_day = self._today if open_today else self._today + _DAY

    def due(self) -> tuple[Due, ...]:
        """The messages to come, in order."""
        return tuple(self._messages[day].due() for day in sorted(self._messages))

    def place(self, found: Candidate) -> Reason | None:
        """Give a candidate its place; the reason where there is none."""
        if self._per_call[found.key.call] >= self._rules.per_mobilisation:
            return Reason.PER_MOBILISATION
        day, movable = found.day, found.movable
        room = self._room(day, found.earliest, found.until)
        if isinstance(room, datetime):
            if day < self._first_day:
                return self._later(found, _LATE, Reason.TOO_LATE)
            early = not movable and day < found.about and not self._work.fits(found.about)
            self._put(found, day, room, Moved.WORKING_DAY if early else None)
            return None
        if not movable:
            return room
        reason = self._later(found, _BUDGET, room)
        return reason and self._join_earlier(found, reason)

    def _put(self, found: Candidate, day: date, at: datetime, moved: Moved | None) -> None:
        item = Item(found.key, found.moment, found.until, found.about, moved)
        message = self._messages.get(day)
        if message is None:
            self._messages[day] = _Message(at, found.until, [item])
            insort(self._leavings, self._leaving(at, day))
        else:
            if at != message.at:
                self._leavings.remove(self._leaving(message.at, day))
                insort(self._leavings, self._leaving(at, day))
            message.at = at
            if found.until < message.until:
                message.until = found.until
            message.items.append(item)
        self._per_call[found.key.call] += 1

    def _later(self, found: Candidate, moved: Moved, reason: Reason) -> Reason | None:
        """The first day after its own with room, while it is of use."""
        hour = self._work.opens if moved is _LATE else self._rules.default_at
        first = max(self._first_day, found.day + _DAY)
        for day in self._work.fit_days(first):
            at = self._work.slot(day, hour)
            if at is None:
                continue
            if at >= found.until:
                break
            room = self._room(day, at, found.until)
            if isinstance(room, datetime):
                self._put(found, day, room, moved)
                return None
            reason = room
        return reason

    def _join_earlier(self, found: Candidate, reason: Reason) -> Reason | None:
        """A message that goes out anyway, shortly before its own day."""
        day = found.day
        for _ in range(_JOINS_BACK):
            day -= _DAY
            message = self._messages.get(day)
            if message is not None and self._now < message.at > found.known:
                self._put(found, day, message.at, _BUDGET)
                return None
        return reason

    def _room(self, day: date, at: datetime, until: datetime) -> datetime | Reason:
        """When on that day a candidate can go, or the limit that stands against it."""
        if day in self._sent_on or not self._rules.per_day:
            return Reason.PER_DAY
        message = self._messages.get(day)
        if message is not None:
            joined = max(at, message.at)
            if joined >= until or (joined > message.at and joined >= message.until):
                return Reason.PER_DAY
            if joined == message.at or self._week_holds(joined, day, message.at):
                return joined
            return Reason.PER_WEEK
        if self._week_holds(at, day):
            return at
        return self._hour_with_room(day, at, until) or _PER_WEEK

    def _hour_with_room(self, day: date, at: datetime, until: datetime) -> datetime | None:
        """Later the same day, where only the hour of a message a week ago stands against it."""
        week_ago = day - _WEEK
        planned = self._messages.get(week_ago)
        left = self._sent_on.get(week_ago) if planned is None else max(planned.at, self._now)
        if left is None:
            return None
        later = left + _WEEK_OVER
        later += (_ZERO - later) % _ROUND
        fits = at < later < until and self._work.day_of(later) == day and self._work.allows(later)
        return later if fits and self._week_holds(later, day) else None

    def _leaving(self, at: datetime, day: date) -> _Leaving:
        """What is overdue leaves now."""
        return (at, day) if at >= self._now else (self._now, self._today)

    def _week_holds(self, at: datetime, day: date, instead_of: datetime | None = None) -> bool:
        """Whether one more message leaves every seven days within the limit.

        Both ways of counting hold: seven local days in a row, and 168 hours.
        """
        others, most = self._leavings, self._rules.per_week
        if instead_of is not None:
            others = others.copy()
            others.remove(self._leaving(instead_of, day))
        if len(others) < most:
            return True
        new = (at, day) if at >= self._now else (self._now, self._today)
        index = bisect_left(others, new)
        begin = index - most if index > most else 0
        near = others[begin : index + most]
        near.insert(index - begin, new)
        for start in range(len(near) - most):
            (first, first_day), (last, last_day) = near[start], near[start + most]
            if last_day - first_day < _WEEK or last - first < _WEEK_OVER:
                return False
        return True
