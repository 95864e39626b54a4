"""The dates of a mobilisation made simple: where its reminders would be for people of one place."""

from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

from bot.reminders.calendar import WorkingTime
from bot.reminders.terms import Call, Key, Kind, Reason, Stage

_DAY = timedelta(days=1)
_APART = timedelta(days=2)
"""Two reminders of one mobilisation are at least so far apart."""
_BACK = 6
"""A reminder comes at most so many days before its own day when that one is not fit."""


class Slot(NamedTuple):
    """A place in the calendar for one reminder."""

    day: date
    """Local day of `moment`."""
    moment: datetime
    until: datetime
    """When it stops being of use."""
    about: date


class CountedBack(NamedTuple):
    """A reminder counted back from a date, with its place or why it has none."""

    key: Key
    slot: Slot | Reason


class Span(NamedTuple):
    """The dates of a mobilisation or of one stage, with the reminders counted back from them."""

    early: CountedBack
    late: CountedBack
    first: date | None
    """The first day on which a post is of use, where a window was given."""
    last: date
    stop: datetime
    """When reminders counted back from the date stop being of use."""
    over: datetime
    """When a reminder of a chosen day stops being of use."""


def starts(dates: Call | Stage, zone: ZoneInfo) -> datetime | None:
    """When it begins; of a campaign, when it is over; None while to be confirmed."""
    when = dates.starts
    if when is None:
        return _midnight(dates.window_closes + _DAY, zone) if dates.window_closes else None
    return when.astimezone(UTC) if isinstance(when, datetime) else _midnight(when, zone)


def span_of(call: Call, stage: Stage | None, work: WorkingTime, default_at: time) -> Span | None:
    """The dates seen from a person; None while they are to be confirmed."""
    return _span(call.id, stage.id if stage else None, stage or call, call.zone, work, default_at)


@lru_cache(maxsize=4096)
def _span(
    call: int, stage: int | None, dates: Call | Stage, zone: ZoneInfo, work: WorkingTime, at: time
) -> Span | None:
    """Remembered, because everybody of one mobilisation and one working time shares them."""
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
    late = _counted_back(work.working_days_before(anchor, 2), floor, stop, shown, work, at)
    own = anchor - 7 * _DAY if third is None else third
    early = _counted_back(own, floor, stop, shown, work, at)
    if isinstance(early, Slot) and isinstance(late, Slot):
        apart = late.moment - _APART
        early = early._replace(until=apart) if early.moment < apart else Reason.TOO_CLOSE
    kind = Kind.WEEK_BEFORE if third is None else Kind.THIRD_IN
    last, over = _end(dates, shown, stop, zone)
    return Span(
        CountedBack(Key(call, kind, stage), early),
        CountedBack(Key(call, Kind.DAYS_BEFORE, stage), late),
        dates.window_opens,
        last,
        stop,
        over,
    )


@lru_cache(maxsize=4096)
def chosen_slot(chosen: date, over: datetime, work: WorkingTime, at: time) -> Slot | Reason:
    """The morning of a chosen day; the last fit one before where that day is not fit.

    The member's own choice of a Saturday is no leave to write on Saturdays: that leave is a
    preference of its own. Late, it is of use until the end of the next fit day. Remembered like
    the dates.
    """
    day = work.on_or_before(chosen, _BACK)
    moment = None if day is None else work.slot(day, at)
    if day is None or moment is None or moment >= over:
        return Reason.NO_WORKING_DAY
    after = next(work.fit_days(chosen + _DAY), chosen + _DAY)
    closing = datetime.combine(after, work.closes, work.zone).astimezone(UTC)
    return Slot(day, moment, min(over, closing), chosen)


def _end(dates: Call | Stage, shown: date, stop: datetime, zone: ZoneInfo) -> tuple[date, datetime]:
    """The last day on which a post is of use, and the instant after which none is."""
    last = shown if dates.ends is None else max(shown, _local_day(dates.ends, zone))
    if dates.window_closes is not None:
        last = dates.window_closes
    elif isinstance(dates.ends, datetime) and dates.ends > stop:
        return last, dates.ends.astimezone(UTC)
    return last, _midnight(last + _DAY, zone)


def _counted_back(
    own: date, first: date | None, until: datetime, about: date, work: WorkingTime, at: time
) -> Slot | Reason:
    """The last fit day up to `own`, not before the window opens; else the first one after."""
    floor = own if first is None else max(own, first)
    day = work.on_or_before(floor, _BACK)
    if day is None or (first is not None and day < first):
        day = next(work.fit_days(floor), None)
    moment = None if day is None else work.slot(day, at)
    if day is None or moment is None or moment >= until:
        return Reason.NO_WORKING_DAY
    return Slot(day, moment, until, about)


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(), zone).astimezone(UTC)


def _local_day(when: datetime | date, zone: ZoneInfo) -> date:
    return when.astimezone(zone).date() if isinstance(when, datetime) else when
