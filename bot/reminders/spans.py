"""The dates of a mobilisation made simple: where its reminders would be for people of one place."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

from bot.reminders.calendar import WorkingTime
from bot.reminders.terms import Call, Item, Key, Kind, Moved, Reason, Stage, Withheld

_DAY = timedelta(days=1)
_APART = timedelta(days=2)
"""Two reminders of one mobilisation are at least so far apart."""
_BACK = 6
"""A reminder comes at most so many days before its own day when that one is not fit."""

# What was asked for by the member goes first when a budget has no room for all.
_RANK = {
    Kind.CHOSEN_DAY: 0,
    Kind.DECIDE: 1,
    Kind.DAYS_BEFORE: 2,
    Kind.THIRD_IN: 3,
    Kind.WEEK_BEFORE: 3,
}


@dataclass(frozen=True, slots=True, eq=False)
class Candidate:
    """A reminder that nothing but time and budgets can still withhold.

    What budgets ask of it again and again lies ready: candidates are made once and shared.
    """

    item: Item
    day: int
    """Local day of its moment, as its ordinal: counted and looked up without a calendar."""
    earliest: datetime
    """Later than its moment where the answer itself came that same day."""
    call: int
    moment: datetime
    until: datetime
    """When it stops being of use."""
    movable: bool
    """Whether it is still itself on another day than its own."""
    order: tuple[int, datetime, tuple[int, str, int]]
    """Who is served first when not all have room."""

    @classmethod
    def of(cls, item: Item, day: int, earliest: datetime | None = None) -> "Candidate":
        """One that may come at its moment, or no earlier than so."""
        key, moment, until = item.key, item.moment, item.useful_until
        movable = key.kind is not Kind.CHOSEN_DAY
        order = _RANK[key.kind], moment, key.sorting
        return cls(item, day, earliest or moment, key.call, moment, until, movable, order)

    @property
    def key(self) -> Key:
        """Which reminder it is."""
        return self.item.key

    def known_as(self, key: Key, until: datetime) -> "Candidate":
        """Another reminder at the same place, of use until another instant."""
        return Candidate.of(self.item._replace(key=key, useful_until=until), self.day)


@dataclass(frozen=True, slots=True, eq=False)
class Span:
    """The dates of a mobilisation or of one stage, with the reminders counted back from them."""

    early: Candidate | Withheld
    late: Candidate | Withheld
    day_chosen: tuple[Withheld, Withheld]
    """What becomes of these two where a chosen day brings its own reminder alone."""
    first: date | None
    """The first day on which a post is of use, where a window was given."""
    last: date
    stop: datetime
    """When reminders counted back from the date stop being of use."""
    over: datetime
    """When a reminder of a chosen day stops being of use."""


class _Dates(NamedTuple):
    """What places reminders in the calendar, of a mobilisation or of one stage."""

    starts: datetime | date | None
    ends: datetime | date | None
    window_opens: date | None
    window_closes: date | None


def starts(dates: Call | Stage | _Dates, zone: ZoneInfo) -> datetime | None:
    """When it begins; of a campaign, when it is over; None while to be confirmed."""
    when = dates.starts
    if when is None:
        return _midnight(dates.window_closes + _DAY, zone) if dates.window_closes else None
    return when.astimezone(UTC) if isinstance(when, datetime) else _midnight(when, zone)


def span_of(call: Call, stage: Stage | None, work: WorkingTime, default_at: time) -> Span | None:
    """The dates seen from a person; None while they are to be confirmed."""
    own = stage or call
    # A plain tuple: made for every plan, while a name for each part is needed only once.
    dates = own.starts, own.ends, own.window_opens, own.window_closes
    return _span(call.id, stage.id if stage else None, dates, call.zone, work, default_at)


@lru_cache(maxsize=4096)
def _span(
    call: int,
    stage: int | None,
    given: tuple[datetime | date | None, datetime | date | None, date | None, date | None],
    zone: ZoneInfo,
    work: WorkingTime,
    at: time,
) -> Span | None:
    """Remembered, because everybody of one mobilisation and one working time shares them."""
    dates = _Dates(*given)
    stop = starts(dates, zone)
    shown = dates.window_closes if dates.starts is None else _local_day(dates.starts, zone)
    if stop is None or shown is None:
        return None
    anchor, third = shown, None
    if isinstance(dates.starts, datetime):
        anchor = _local_day(dates.starts, work.zone)
    elif dates.starts is None and dates.window_opens is not None:
        third = dates.window_opens + (shown - dates.window_opens) // 3
    # Of an event the reminders announce the date, be the window open or not; a campaign has
    # nothing to announce before it opens.
    floor = None if third is None else dates.window_opens
    key = Key(call, Kind.DAYS_BEFORE, stage)
    late = _counted_back(key, work.working_days_before(anchor, 2), floor, stop, shown, work, at)
    key = Key(call, Kind.WEEK_BEFORE if third is None else Kind.THIRD_IN, stage)
    own = anchor - 7 * _DAY if third is None else third
    early = _counted_back(key, own, floor, stop, shown, work, at)
    if isinstance(early, Candidate) and isinstance(late, Candidate):
        apart = late.moment - _APART
        fits = early.moment < apart
        early = early.known_as(key, apart) if fits else Withheld(key, Reason.TOO_CLOSE)
    last, over = _end(dates, shown, stop, zone)
    day_chosen = _day_chosen(early), _day_chosen(late)
    return Span(early, late, day_chosen, dates.window_opens, last, stop, over)


@lru_cache(maxsize=4096)
def on_chosen_day(
    call: int, chosen: date, over: datetime, work: WorkingTime, at: time
) -> Candidate | Withheld:
    """The morning of a chosen day; the last fit one before where that day is not fit.

    The member's own choice of a Saturday is no leave to write on Saturdays: that leave is a
    preference of its own. Late, it is of use until the end of the next fit day. Remembered like
    the dates.
    """
    key = Key(call, Kind.CHOSEN_DAY)
    day = work.on_or_before(chosen, _BACK)
    moment = None if day is None else work.slot(day, at)
    if day is None or moment is None or moment >= over:
        return Withheld(key, Reason.NO_WORKING_DAY)
    after = next(work.fit_days(chosen + _DAY), chosen + _DAY)
    closing = datetime.combine(after, work.closes, work.zone).astimezone(UTC)
    moved = None if day == chosen else Moved.WORKING_DAY
    item = Item(key, moment, min(over, closing), chosen, moved)
    return Candidate.of(item, day.toordinal())


def _day_chosen(gone: Candidate | Withheld) -> Withheld:
    moment = gone.moment if isinstance(gone, Candidate) else None
    return Withheld(gone.key, Reason.DAY_CHOSEN, moment)


def _end(dates: _Dates, shown: date, stop: datetime, zone: ZoneInfo) -> tuple[date, datetime]:
    """The last day on which a post is of use, and the instant after which none is."""
    last = shown if dates.ends is None else max(shown, _local_day(dates.ends, zone))
    if dates.window_closes is not None:
        last = dates.window_closes
    elif isinstance(dates.ends, datetime) and dates.ends > stop:
        return last, dates.ends.astimezone(UTC)
    return last, _midnight(last + _DAY, zone)


def _counted_back(
    key: Key,
    own: date,
    first: date | None,
    until: datetime,
    about: date,
    work: WorkingTime,
    at: time,
) -> Candidate | Withheld:
    """On the last fit day up to `own`, not before the window opens; else the first one after."""
    floor = own if first is None else max(own, first)
    day = work.on_or_before(floor, _BACK)
    if day is None or (first is not None and day < first):
        day = next(work.fit_days(floor), None)
    moment = None if day is None else work.slot(day, at)
    if day is None or moment is None or moment >= until:
        return Withheld(key, Reason.NO_WORKING_DAY)
    return Candidate.of(Item(key, moment, until, about), day.toordinal())


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(), zone).astimezone(UTC)


def _local_day(when: datetime | date, zone: ZoneInfo) -> date:
    return when.astimezone(zone).date() if isinstance(when, datetime) else when
