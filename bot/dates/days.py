"""Which days the words for a day may mean, seen from today."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, timedelta

from bot.dates.elements import (
    Element,
    Feast,
    Language,
    Later,
    Offset,
    OnDate,
    Ranked,
    Span,
    Weekday,
)
from bot.dates.feasts import feast
from bot.dates.readings import Unfit

Days = frozenset[date]

JUST_PAST = 31
"""Days: "22 novembre" said on the 23rd is a slip rather than next year's date."""

SUNDAY = 6
_LOOSE = ("plain", "this", "article")
_WEEK = timedelta(days=7)


@dataclass(frozen=True)
class Today:
    """The day from which the text speaks, and its language (weeks begin on Sunday for some)."""

    day: date
    language: Language


def days_of(elements: tuple[Element, ...], today: Today) -> Days:
    """Give the days that all the elements allow together.

    The most precise element proposes, the others must agree. Raises `Unfit` if they do not, or
    if what is proposed is impossible, past, or no single day.
    """
    named = sorted((e for e in elements if type(e) in _PRECISION), key=_precision)
    if not named:
        return frozenset({today.day})
    first, *others = named
    proposed = _proposed(first, today, alone=not others)
    kept = frozenset(day for day in proposed if all(_agrees(o, day, today) for o in others))
    if kept:
        return kept
    if isinstance(first, OnDate) and first.month and not first.year:
        past = _in_year(first.month, first.day, today.day.year)
        if past and past < today.day and all(_agrees(o, past, today) for o in others):
            raise Unfit("past", date=past.isoformat())
    raise Unfit("contradiction", date=min(proposed).isoformat())


_PRECISION: dict[type, int] = {
    OnDate: 0,
    Ranked: 0,
    Feast: 0,
    Later: 1,
    Offset: 2,
    Span: 4,
    Weekday: 3,
}


def _precision(element: Element) -> int:
    return _PRECISION[type(element)]


def _proposed(element: Element, today: Today, *, alone: bool) -> Days:
    match element:
        case OnDate():
            return _on_date(element, today.day)
        case Ranked():
            return _ranked(element, today.day)
        case Feast():
            return _feast(element, today.day)
        case Later():
            return _later(element, today)
        case Offset():
            return frozenset({today.day + timedelta(days=element.days)})
        case Weekday():
            if alone and element.sense == "article":
                raise Unfit("recurring")  # le mardi: every Tuesday
            return weekday(element, today) if alone else _coming_weeks(element, today)
        case Span():
            return _span(element, today)
    raise AssertionError(element)


def _agrees(element: Element, day: date, today: Today) -> bool:
    match element:
        case Weekday():
            if element.weeks or element.sense not in _LOOSE:
                return day in weekday(element, today)
            return day.weekday() == element.day
        case Span():
            return day in _loose_span(element, today)
    return day in _proposed(element, today, alone=False)


def weekday(element: Weekday, today: Today) -> Days:
    """Give the days that a weekday may mean to sensible people.

    Said on a Monday, "next Tuesday" is tomorrow to some and in eight days to others.
    """
    ahead = (element.day - today.day.weekday()) % 7
    same = ahead == 0
    strict = today.day + timedelta(days=ahead or 7)
    next_week = _monday(today.day) + timedelta(days=7 + element.day)
    if element.weeks:
        on = element.weeks * _WEEK
        return frozenset({strict + on} | ({today.day + on} if same else set()))
    match element.sense:
        case "next":
            near = (strict - today.day).days <= 2
            american = today.language == "en" and today.day.weekday() == SUNDAY and not same
            return frozenset(
                {strict, next_week} | ({strict + _WEEK} if near or american else set())
            )
        case "coming":
            return frozenset({strict})
        case "in_eight":
            return frozenset({strict + _WEEK, next_week})
        case "in_fifteen":
            return frozenset({strict + _WEEK, strict + 2 * _WEEK})
    return frozenset({strict} | ({today.day} if same else set()))


def _coming_weeks(element: Weekday, today: Today) -> Days:
    """Give the weekday's days of this and the next two weeks, for a span to choose from."""
    if element.weeks or element.sense not in _LOOSE:
        return weekday(element, today)
    first = _monday(today.day) + timedelta(days=element.day)
    return frozenset(first + weeks * _WEEK for weeks in range(3))


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _span(element: Span, today: Today) -> Days:
    monday = _monday(today.day)
    weekend = frozenset({monday + timedelta(days=5), monday + timedelta(days=6)})
    match element.stretch:
        case "this_week":
            raise Unfit("range")
        case "next_week":
            return frozenset(monday + timedelta(days=7 + n) for n in range(7))
        case "this_weekend" if today.day.weekday() < SUNDAY:
            return weekend
    # "Next weekend" is this one to some; "this weekend" said on a Sunday may be the coming one.
    return weekend | {day + _WEEK for day in weekend}


def _loose_span(element: Span, today: Today) -> Days:
    """Give every day that somebody would put in the span, for a weekday to choose from."""
    monday = _monday(today.day)
    if element.stretch == "this_week":
        return frozenset(monday + timedelta(days=n) for n in range(7))
    if element.stretch != "next_week" or today.language != "en":
        return _span(element, today)
    sunday = today.day - timedelta(days=(today.day.weekday() + 1) % 7)
    american = frozenset(sunday + timedelta(days=7 + n) for n in range(7))
    return _span(element, today) | american


def _later(element: Later, today: Today) -> Days:
    day = today.day
    count = element.count
    match element.unit:
        case "day":
            days = {day + timedelta(days=count)}
            # Huit jours is a week, quinze jours two weeks: to nearly everybody.
            if today.language != "en" and count in (8, 15):
                days.add(day + timedelta(days=count - 1))
            return frozenset(days)
        case "week":
            return frozenset({day + count * _WEEK})
        case "month":
            return frozenset({_months_on(day, count)})
        case "year":
            return frozenset({_months_on(day, 12 * count)})
    raise AssertionError(element)


def _months_on(day: date, months: int) -> date:
    years, month = divmod(day.month - 1 + months, 12)
    found = _in_year(month + 1, day.day, day.year + years)
    if found is None:
        raise Unfit("impossible")
    return found


def _in_year(month: int, day: int, year: int) -> date | None:
    if not 1 <= year <= 9999 or not 1 <= day <= calendar.monthrange(year, month)[1]:
        return None
    return date(year, month, day)


def _on_date(element: OnDate, today: date) -> Days:
    if element.months_on is not None:
        first = _months_on(today.replace(day=1), element.months_on)
        return frozenset({_existing(first.month, element.day, first.year)})
    if element.month is None:
        return _day_of_month(element.day, today)
    if element.year is not None:
        return frozenset({_existing(element.month, element.day, element.year)})
    return frozenset({_next_date(element.month, element.day, today)})


def _next_date(month: int, day: int, today: date) -> date:
    """Give the next such date, unless one has only just gone by."""
    passed = (month, day) < (today.month, today.day)
    before = _in_year(month, day, today.year if passed else today.year - 1)
    if before and (today - before).days <= JUST_PAST:
        raise Unfit("past", date=before.isoformat())
    return _existing(month, day, today.year + 1 if passed else today.year)


def _existing(month: int, day: int, year: int) -> date:
    found = _in_year(month, day, year)
    if found is None:
        raise Unfit("impossible")
    return found


def _day_of_month(day: int, today: date) -> Days:
    """Give the next such day; said on the day itself, it may be the next month's."""
    found: set[date] = set()
    first = today.replace(day=1)
    for months in range(3):
        month = _months_on(first, months)
        there = _in_year(month.month, day, month.year)
        if there == today:
            found.add(there)
        elif there and there > today:
            found.add(there)
            break
    return frozenset(found)


def _ranked(element: Ranked, today: date) -> Days:
    if element.months_on is not None:
        first = _months_on(today.replace(day=1), element.months_on)
        return frozenset({_nth_weekday(element, first.year, first.month)})
    month = element.month or today.month
    if element.year is not None:
        return frozenset({_nth_weekday(element, element.year, month)})
    this_year = _nth_weekday(element, today.year, month)
    if this_year >= today:
        return frozenset({this_year})
    if (today - this_year).days <= JUST_PAST:
        raise Unfit("past", date=this_year.isoformat())
    return frozenset({_nth_weekday(element, today.year + 1, month)})


def _nth_weekday(element: Ranked, year: int, month: int) -> date:
    if not 1 <= year <= 9999:
        raise Unfit("impossible")
    length = calendar.monthrange(year, month)[1]
    days = [date(year, month, day) for day in range(1, length + 1)]
    alike = [day for day in days if day.weekday() == element.weekday]
    return alike[element.rank - 1 if element.rank > 0 else -1]


def _feast(element: Feast, today: date) -> Days:
    if element.year is not None:
        if not 1 <= element.year <= 9999:
            raise Unfit("impossible")
        return frozenset({feast(element.rule, element.year)})
    this_year = feast(element.rule, today.year)
    return frozenset({this_year if this_year >= today else feast(element.rule, today.year + 1)})
