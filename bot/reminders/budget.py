"""What one person's days and weeks have room for, over all mobilisations."""

from bisect import bisect_left, insort
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

from bot.reminders.calendar import WorkingTime
from bot.reminders.moments import Candidate
from bot.reminders.terms import Due, Item, Key, Moved, Reason, Rules

_DAY = timedelta(days=1)
_WEEK = timedelta(days=7)
_ZERO = datetime(2000, 1, 1, tzinfo=UTC)
_ROUND = timedelta(minutes=5)
_SLACK = timedelta(minutes=15)
"""Sending takes its time: what is planned exactly a week later may leave a little less."""
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
    items: list[Item] = field(default_factory=list)


class Ledger:
    """Gives each candidate its place, first come first served, never past a limit."""

    def __init__(
        self,
        work: WorkingTime,
        rules: Rules,
        history: History,
        now: datetime,
    ) -> None:
        self._work = work
        self._rules = rules
        self._now = now
        sent_at = {at for rows in history.values() for _, at in rows}
        self._today = work.day_of(now)
        self._messages: dict[date, _Message] = {}
        self._per_call: Counter[int] = Counter()
        self._per_call.update({call: len(rows) for call, rows in history.items()})
        since = now - _REMEMBERED
        recent = {at.astimezone(UTC) for at in sent_at if at > since}
        self._leavings: list[_Leaving] = sorted((at, work.day_of(at)) for at in recent)
        self._sent_on = Counter(day for _, day in self._leavings)
        open_today = work.fits(self._today) and now.astimezone(work.zone).time() < work.closes
        self._first_day = self._today if open_today else self._today + _DAY

    def due(self) -> tuple[Due, ...]:
        """The messages to come, in order."""
        return tuple(
            Due(
                message.at,
                max(item.useful_until for item in message.items),
                tuple(
                    sorted(message.items, key=lambda item: (item.useful_until, item.key.sorting))
                ),
            )
            for _, message in sorted(self._messages.items())
        )

    def place(self, found: Candidate) -> Reason | None:
        """Give a candidate its place; the reason where there is none."""
        if self._per_call[found.key.call] >= self._rules.per_mobilisation:
            return Reason.PER_MOBILISATION
        room = self._room(found.day, found.earliest, found.until)
        if isinstance(room, datetime) and found.day >= self._first_day:
            early = found.day < found.about and not self._work.fits(found.about)
            moved = Moved.WORKING_DAY if early and not found.movable else None
            self._put(found, found.day, room, moved)
            return None
        if isinstance(room, datetime):
            return self._later(found, Moved.LATE, Reason.TOO_LATE)
        if not found.movable:
            return room
        reason = self._later(found, Moved.BUDGET, room)
        return reason and self._join_earlier(found, reason)

    def _put(self, found: Candidate, day: date, at: datetime, moved: Moved | None) -> None:
        item = Item(found.key, found.moment, found.until, found.about, moved)
        message = self._messages.get(day)
        if message is None:
            message = self._messages[day] = _Message(at, found.until)
            insort(self._leavings, self._leaving(at, day))
        elif at != message.at:
            self._leavings.remove(self._leaving(message.at, day))
            insort(self._leavings, self._leaving(at, day))
        message.at, message.until = at, min(message.until, found.until)
        message.items.append(item)
        self._per_call[found.key.call] += 1

    def _later(self, found: Candidate, moved: Moved, reason: Reason) -> Reason | None:
        """The first day after its own with room, while it is of use."""
        hour = self._work.opens if moved is Moved.LATE else self._rules.default_at
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
        for back in range(1, _JOINS_BACK + 1):
            day = found.day - back * _DAY
            message = self._messages.get(day)
            if message is not None and message.at > max(self._now, found.known):
                self._put(found, day, message.at, Moved.BUDGET)
                return None
        return reason

    def _room(self, day: date, at: datetime, until: datetime) -> datetime | Reason:
        """When on that day a candidate can go, or the limit that stands against it."""
        if self._sent_on[day] >= self._rules.per_day:
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
        return self._hour_with_room(day, at, until) or Reason.PER_WEEK

    def _hour_with_room(self, day: date, at: datetime, until: datetime) -> datetime | None:
        """Later the same day, where only the hour of a message a week ago stands against it."""
        week_ago = [leaving for leaving, on in self._leavings if on == day - _WEEK]
        if not week_ago:
            return None
        later = week_ago[-1] + _WEEK + _SLACK
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
        new = self._leaving(at, day)
        index = bisect_left(others, new)
        near = [*others[max(0, index - most) : index], new, *others[index : index + most]]
        return not any(map(_same_week, near, near[most:]))


def _same_week(first: _Leaving, last: _Leaving) -> bool:
    return last[1] - first[1] < _WEEK or last[0] - first[0] < _WEEK + _SLACK
