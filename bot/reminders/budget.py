"""What one person's days and weeks have room for, over all mobilisations."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from operator import attrgetter

from bot.reminders.calendar import WorkingTime
from bot.reminders.spans import Candidate
from bot.reminders.terms import Due, Item, Key, Moved, Reason, Rules, Sent
from bot.reminders.weeks import WEEK_OVER, Weeks

# Python 3.11 takes its time to find a member of an enumeration (see `moments`).
_BUDGET, _LATE, _PER_WEEK = Moved.BUDGET, Moved.LATE, Reason.PER_WEEK

_WEEK = 7
_ZERO = datetime(2000, 1, 1, tzinfo=UTC)
_ROUND = timedelta(minutes=5)

_REMEMBERED = timedelta(days=35)
"""How far back it matters on which days messages left: what had no room then may still come."""
_JOINS_BACK = 3
"""A reminder without room may join a message that goes out at most so many days earlier."""

History = Mapping[int, Sequence[tuple[Key, datetime]]]
"""What was sent and when, by mobilisation."""


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

    `sent` comes oldest first; `known` holds, for each mobilisation, the instant before which
    nothing about it may come. Days are ordinals of local days.
    """

    def __init__(
        self,
        work: WorkingTime,
        rules: Rules,
        sent: Sequence[Sent],
        history: History,
        known: Mapping[int, datetime],
        now: datetime,
    ) -> None:
        self._work = work
        self._rules = rules
        self._known = known
        self._now = now
        local = now.astimezone(work.zone)
        today = local.date()
        self._per_day, self._most = rules.per_day, rules.per_mobilisation
        self._messages: dict[int, _Message] = {}
        self._per_call = defaultdict(int, {call: len(rows) for call, rows in history.items()})
        recent = sent[bisect_right(sent, now - _REMEMBERED, key=attrgetter("at")) :]
        self._left = sorted({each.at.astimezone(UTC) for each in recent if each.items})
        self._weeks = Weeks(rules.per_week, self._left, work, now)
        self._last_day = work.day_of(self._left[-1]).toordinal() if self._left else 0
        self._days_left: dict[int, datetime] | None = None
        open_today = work.fits(today) and local.time() < work.closes
        self._first_day = today.toordinal() + (not open_today)

    def due(self) -> tuple[Due, ...]:
        """The messages to come, in order."""
        return tuple([self._messages[day].due() for day in sorted(self._messages)])

    def place(self, found: Candidate) -> Reason | None:
        """Give a candidate its place; the reason where there is none."""
        if self._per_call[found.call] >= self._most:
            return Reason.PER_MOBILISATION
        room = self._room(found.day, found.earliest, found.until)
        if isinstance(room, datetime):
            if found.day < self._first_day:
                return self._later(found, _LATE, Reason.TOO_LATE)
            self._put(found, found.day, room)
            return None
        if not found.movable:
            return room
        reason = self._later(found, _BUDGET, room)
        return reason and self._join_earlier(found, reason)

    def _put(self, found: Candidate, day: int, at: datetime, moved: Moved | None = None) -> None:
        item, until = found.item, found.until
        if moved is not None:
            item = Item(item.key, found.moment, until, item.about, moved)
        message = self._messages.get(day)
        if message is None:
            self._messages[day] = _Message(at, until, [item])
            self._weeks.add(at)
        else:
            if at != message.at:
                self._weeks.remove(message.at)
                self._weeks.add(at)
                message.at = at
            if until < message.until:
                message.until = until
            message.items.append(item)
        self._per_call[found.call] += 1

    def _later(self, found: Candidate, moved: Moved, reason: Reason) -> Reason | None:
        """The first day after its own with room, while it is of use."""
        hour = self._work.opens if moved is _LATE else self._rules.default_at
        first = date.fromordinal(max(self._first_day, found.day + 1))
        for fit, at in self._work.slots(first, hour):
            if at >= found.until:
                break
            day = fit.toordinal()
            room = self._room(day, at, found.until)
            if isinstance(room, datetime):
                self._put(found, day, room, moved)
                return None
            reason = room
        return reason

    def _join_earlier(self, found: Candidate, reason: Reason) -> Reason | None:
        """A message that goes out anyway, shortly before its own day."""
        known = self._known[found.call]
        for day in range(found.day - 1, found.day - _JOINS_BACK - 1, -1):
            message = self._messages.get(day)
            if message is not None and self._now < message.at > known:
                self._put(found, day, message.at, _BUDGET)
                return None
        return reason

    def _room(self, day: int, at: datetime, until: datetime) -> datetime | Reason:
        """When on that day a candidate can go, or the limit that stands against it."""
        message = self._messages.get(day)
        if message is not None:
            if at <= message.at:
                return message.at if message.at < until else Reason.PER_DAY
            if at >= until or at >= message.until:
                return Reason.PER_DAY
            return at if self._can_leave_later(message.at, at) else _PER_WEEK
        if not self._per_day or (day <= self._last_day and self._left_on(day)):
            return Reason.PER_DAY
        if self._weeks.hold(at):
            return at
        return self._hour_with_room(day, at, until) or _PER_WEEK

    def _hour_with_room(self, day: int, at: datetime, until: datetime) -> datetime | None:
        """Later the same day, where only the hour of a message a week ago stands against it."""
        week_ago = day - _WEEK
        planned = self._messages.get(week_ago)
        if planned is not None:
            left: datetime | None = max(planned.at, self._now)
        else:
            left = self._left_on(week_ago) if week_ago <= self._last_day else None
        if left is None:
            return None
        later = left + WEEK_OVER
        later += (_ZERO - later) % _ROUND
        if not at < later < until or self._work.day_of(later).toordinal() != day:
            return None
        return later if self._work.allows(later) and self._weeks.hold(later) else None

    def _left_on(self, day: int) -> datetime | None:
        """When the last message of a local day left: no rule allows more than one.

        Most plans never look back at days; those that do look several times.
        """
        if self._days_left is None:
            self._days_left = {self._work.day_of(at).toordinal(): at for at in self._left}
        return self._days_left.get(day)

    def _can_leave_later(self, at: datetime, later: datetime) -> bool:
        """Whether the weeks around a message leave it another hour of its day."""
        self._weeks.remove(at)
        room = self._weeks.hold(later)
        self._weeks.add(at)
        return room
