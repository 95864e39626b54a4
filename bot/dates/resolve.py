"""From the elements of a text to the moments it may mean, seen from now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import TypeVar

from bot.dates.clock_changes import instants
from bot.dates.days import Today, days_of
from bot.dates.elements import (
    DAY,
    HOUR,
    Clock,
    DayPart,
    Elapse,
    Element,
    Gone,
    Impossible,
    Language,
    OnDate,
    Weekday,
    Zone,
)
from bot.dates.grammar import Sentence
from bot.dates.readings import Moment, Unfit
from bot.dates.zones import believable

FARTHEST = 5
"""Years; beyond it a slip of the finger is likelier than a plan."""

Found = TypeVar("Found", bound=Element)

# Seconds after the day's midnight; the night and the evening's midnight reach into the next day.
_WINDOWS: dict[str, tuple[int, int]] = {
    "morning": (0, 12 * HOUR - 1),
    "noon": (11 * HOUR, 14 * HOUR + HOUR // 2),
    "afternoon": (12 * HOUR, 19 * HOUR - 1),
    "late": (15 * HOUR, 21 * HOUR),
    "evening": (17 * HOUR, DAY),
    "night": (20 * HOUR, DAY + 6 * HOUR),
}
_NIGHT_ENDS = 6 * HOUR


@dataclass(frozen=True)
class Here:
    """Where and when the text is read: `now` is an aware datetime in the community's zone."""

    now: datetime
    zone: tzinfo
    language: Language

    @property
    def today(self) -> date:
        """The community's day."""
        return self.now.date()


def moments(sentence: Sentence, here: Here) -> list[Moment]:
    """Give the moments a reading may mean, all of them to come.

    Raises `Unfit` if there is none.
    """
    if _one(sentence, Impossible):
        raise Unfit("impossible")
    if _one(sentence, Gone):
        raise Unfit("past")
    elapse = _one(sentence, Elapse)
    if elapse:
        if len(sentence) > 1:
            raise Unfit("contradiction")
        return [_after(here, elapse.seconds)]
    clock = _one(sentence, Clock)
    days = sorted(days_of(sentence, Today(here.today, here.language)))
    if any(too_far(day, here.today) for day in days):
        raise Unfit("too_far")
    if clock is None:
        return list(_bare_days(sentence, days, here))
    found = _at_hours(sentence, clock, days, here)
    if not found:
        raise Unfit("past")
    _check_today(sentence, found, days, here)
    return list(found)


def _one(sentence: Sentence, kind: type[Found]) -> Found | None:
    return next((element for element in sentence if isinstance(element, kind)), None)


def too_far(day: date, today: date) -> bool:
    """Whether a day is farther ahead than anybody plans."""
    return (day - today).days > FARTHEST * 366


def _after(here: Here, seconds: int) -> datetime:
    moment = here.now.astimezone(UTC).replace(microsecond=0) + timedelta(seconds=seconds)
    if too_far(moment.date(), here.today):
        raise Unfit("too_far")
    return moment.astimezone(here.zone)


def _bare_days(sentence: Sentence, days: list[date], here: Here) -> list[date]:
    """Keep the days whose part of the day is still to come."""
    part = _one(sentence, DayPart)
    since = int((here.now - _midnight(here.now)).total_seconds())
    kept = [day for day in days if day >= here.today]
    if part:
        ends = _WINDOWS[part.name][1]
        kept = [day for day in kept if day > here.today or since < ends]
        if part.name == "night":  # Tuesday night belongs to two dates
            kept = sorted({*kept, *(day + timedelta(days=1) for day in kept)})
    if not kept:
        raise Unfit("past", date=days[-1].isoformat())
    return kept


def _midnight(now: datetime) -> datetime:
    return datetime.combine(now.date(), time(), tzinfo=now.tzinfo)


def _at_hours(sentence: Sentence, clock: Clock, days: list[date], here: Here) -> list[datetime]:
    """Set the hours on the days and keep what is to come."""
    part = _one(sentence, DayPart)
    hours = _hours(clock, part)
    if all(isinstance(element, Clock | DayPart | Zone) for element in sentence):
        if clock.starting:
            raise Unfit("range")
        if part and not part.tied:
            raise Unfit("recurring")  # "le soir à 20 h": which one?
        if len(hours) > 1 and clock.pliable:
            hours = _next_round(hours, here)
    now = here.now.astimezone(UTC)
    found: dict[datetime, datetime] = {}
    for day in days:
        for seconds in hours:
            for moment in _instants(day, seconds, sentence, here):
                utc = moment.astimezone(UTC)
                if utc > now:  # wall clocks of one zone would be compared without their offset
                    found[utc] = moment
    return [found[utc] for utc in sorted(found)]


def _next_round(hours: tuple[int, ...], here: Here) -> tuple[int, ...]:
    """Give the next coming of each hour: "at 6" is tonight, or tomorrow morning."""
    since = (here.now - _midnight(here.now)).total_seconds()
    return tuple(hour if hour > since else hour + DAY for hour in hours)


def _hours(clock: Clock, part: DayPart | None) -> tuple[int, ...]:
    """Give the hours left once the part of the day is taken into account."""
    if part is None:
        return clock.options
    low, high = _WINDOWS[part.name]
    possible = set(clock.options) | set(clock.pliable)
    if part.name == "night":
        small = {hour for hour in possible if hour < _NIGHT_ENDS}
        possible |= {hour + DAY for hour in small}
        kept = small | {hour for hour in possible if low <= hour <= high}
    else:
        kept = {hour for hour in possible if low <= hour <= high}
    if not kept:
        raise Unfit("contradiction")
    return tuple(sorted(kept))


def _instants(day: date, seconds: int, sentence: Sentence, here: Here) -> tuple[datetime, ...]:
    named = _one(sentence, Zone)
    if named is None:
        return instants(day, seconds, here.zone)
    if here.now.astimezone(named.zone).date() != here.today:
        raise Unfit("zone")  # whose today?
    found = instants(day, seconds, named.zone)
    if named.strict and not all(believable(moment) for moment in found):
        raise Unfit("zone")
    return tuple(moment.astimezone(here.zone) for moment in found)


def _check_today(sentence: Sentence, found: list[datetime], days: list[date], here: Here) -> None:
    """Refuse what can only be today's passed hour: "ce lundi 8 h", "le 23 à 8 h"."""
    if here.today not in days or any(moment.date() == here.today for moment in found):
        return
    weekday, day = _one(sentence, Weekday), _one(sentence, OnDate)
    if (weekday and weekday.sense == "this") or (day and day.month is None):
        raise Unfit("past", date=here.today.isoformat())
