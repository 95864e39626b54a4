"""The rules that recognise a day: weekdays, dates, feasts, distances from today."""

from __future__ import annotations

from bot.dates.elements import (
    HOUR,
    MINUTE,
    Clock,
    DayPart,
    Elapse,
    Feast,
    Gone,
    Impossible,
    Later,
    Offset,
    OnDate,
    Ranked,
    Sense,
    Span,
    Stretch,
    Weekday,
)
from bot.dates.lexicon import Number
from bot.dates.patterns import Builder, Built, Rule, rule

LONGEST_MONTH = 31


def _weekday(sense: Sense) -> Builder:
    def build(day: int) -> Built:
        return (Weekday(day, sense),)

    return build


def _weeks_on(day: int, weeks: int) -> Built:
    return (Weekday(day, "in_eight" if weeks == 1 else "in_fifteen"),)


def _offset_weeks_on(days: int, weeks: int) -> Built:
    return (Offset(days + 7 * weeks),)


def _weekday_and_day(day: int, number: Number) -> Built:
    """Mardi 24."""
    date = _day_only(number)
    return (Weekday(day), *date) if date else None


def _english_weekday_and_day(day: int, number: Number) -> Built:
    """Tuesday 24; a smaller number may be an hour."""
    return _weekday_and_day(day, number) if number.figures and number.value > 12 else None


def _span(stretch: Stretch) -> Builder:
    def build() -> Built:
        return (Span(stretch),)

    return build


def _offset(days: int) -> Built:
    return (Gone(),) if days < 0 else (Offset(days),)


def _gone(*_: object) -> Built:
    return (Gone(),)


def _amount(number: Number | None) -> int:
    return 1 if number is None else number.value  # "a week": one


def _later(number: Number | None, unit: str) -> Built:
    """In three days, in an hour."""
    count = _amount(number)
    if count == 0:
        return None
    if unit in ("hour", "minute"):
        return (Elapse(count * (HOUR if unit == "hour" else MINUTE)),)
    if unit == "fortnight":
        return (Later(2 * count, "week"),)
    return (Later(count, unit),)


def _later_past(number: Number | None, unit: str, minutes: int) -> Built:
    """In an hour and a half."""
    if unit != "hour":
        return None
    return (Elapse(_amount(number) * HOUR + minutes * MINUTE),)


def _later_minutes(number: Number | None, unit: str, minutes: Number) -> Built:
    """In 1 h 30."""
    if unit != "hour" or not 0 < minutes.value < 60 or minutes.figures == 1:
        return None
    return (Elapse(_amount(number) * HOUR + minutes.value * MINUTE),)


def _later_both(number: Number | None, unit: str, minutes: Number, second: str) -> Built:
    """In one hour and twenty minutes."""
    if unit != "hour" or second != "minute" or not 0 < minutes.value < 60:
        return None
    return (Elapse(_amount(number) * HOUR + minutes.value * MINUTE),)


def _stretch(minutes: int) -> Built:
    return (Elapse(minutes * MINUTE),)


def _days_after_offset(number: Number | None, unit: str, days: int) -> Built:
    """Two weeks from tomorrow."""
    if days == 0 and unit in ("month", "year"):
        return _later(number, unit)
    each = {"day": 1, "week": 7, "fortnight": 14}.get(unit)
    if each is None or days < 0:
        return None
    return (Offset(days + each * _amount(number)),)


def _weeks_after_weekday(number: Number | None, unit: str, day: int) -> Built:
    """A week on Tuesday."""
    each = {"week": 1, "fortnight": 2}.get(unit)
    return None if each is None else (Weekday(day, "plain", each * _amount(number)),)


def _year(year: Number | None) -> int | None:
    if year is None:
        return None
    return year.value if year.figures == 4 else 2000 + year.value


def _date(day: Number | int, month: Number | int, year: Number | None = None) -> Built:
    """12 décembre 2026, 12/12/26; no year of one figure or in words."""
    day = day if isinstance(day, int) else day.value
    month = month if isinstance(month, int) else month.value
    if year is not None and year.figures not in (2, 4):
        return None
    if not (1 <= day <= LONGEST_MONTH and 1 <= month <= 12):
        return (Impossible(),)
    return (OnDate(day, month, _year(year)),)


def _month_first(month: int, day: Number | int, year: Number | None = None) -> Built:
    return _date(day, month, year)


def _year_first(year: Number, month: Number, day: Number) -> Built:
    return _date(day, month, year)


def _dotted(day: Number, month: Number) -> Built:
    """5.12; what no calendar has is left to be an hour."""
    if not (1 <= day.value <= LONGEST_MONTH and 1 <= month.value <= 12):
        return None
    return _date(day, month)


def _dashed(day: Number, month: Number) -> Built:
    """24-11; a smaller first number may begin a range: 10-12."""
    return _dotted(day, month) if day.value > 23 else None


def _day_only(day: Number | int) -> Built:
    """The 12th; le 12."""
    nth = isinstance(day, int)
    number = day if isinstance(day, int) else day.value
    return (OnDate(number, nth=nth),) if 1 <= number <= LONGEST_MONTH else None


def _day_of(months_on: int) -> Builder:
    def build(day: Number | int) -> Built:
        number = day if isinstance(day, int) else day.value
        if not 1 <= number <= LONGEST_MONTH:
            return None
        return (OnDate(number, months_on=months_on),)

    return build


def _ranked(rank: int, weekday: int, month: int, year: Number | None) -> Built:
    return (Ranked(rank, weekday, month, _year(year)),)


def _ranked_in(months_on: int) -> Builder:
    def build(rank: int, weekday: int) -> Built:
        return (Ranked(rank, weekday, None, months_on=months_on),)

    return build


def _feast(name: str, year: Number | None) -> Built:
    return (Feast(name, _year(year)),)


def _part(name: str) -> Built:
    return (DayPart(name),)


def _hour_part(name: str) -> Built:
    return (DayPart(name, tied=True),)


def _today_part(name: str) -> Built:
    if name == "noon":
        return (Offset(0), Clock((12 * HOUR,)))
    return (Offset(0), DayPart(name))


def _tomorrow_part(name: str) -> Built:
    return (Offset(1), DayPart(name))


RULES: tuple[Rule, ...] = (
    rule("on? (weekday)", _weekday("plain")),
    rule("the (weekday)", _weekday("article")),
    rule("on? this (weekday)", _weekday("this")),
    rule("on? the? next (weekday)", _weekday("next")),
    rule("on? the? (weekday) next", _weekday("next")),
    rule("on? this? coming (weekday)", _weekday("coming")),
    rule("on? this? the? (weekday) coming", _weekday("coming")),
    rule("on? (weekday) (weeks_on)", _weeks_on),
    rule("(offset) (weeks_on)", _offset_weeks_on),
    rule("the|this? (weekday) (n)", _weekday_and_day, "fr it"),
    rule("on? (weekday) (n)", _english_weekday_and_day, "en"),
    rule("last (weekday)", _gone),
    rule("(weekday) last", _gone),
    rule("next_week", _span("next_week")),
    rule("this_week", _span("this_week")),
    rule("this weekend", _span("this_weekend")),
    rule("the? next weekend", _span("next_weekend")),
    rule("the? weekend next", _span("next_weekend")),
    rule("(offset)", _offset),
    rule("in (n|big|a) (unit) time?", _later),
    rule("(n|big|a) (unit) from_now", _later),
    rule("in (n|a) (unit) (past_hour)", _later_past),
    rule("in (n|a) (unit) (n)", _later_minutes),
    rule("in (n|a) (unit) and? (n) (unit)", _later_both),
    rule("in (stretch) time?", _stretch),
    rule("(stretch) from_now", _stretch),
    rule("(n|a) (unit) from_then? (offset)", _days_after_offset, "en"),
    rule("(n|a) (unit) from_then (weekday)", _weeks_after_weekday, "en"),
    rule("ago_before (n) (unit)", _gone),
    rule("(n|a) (unit) ago_after", _gone),
    rule("on? the|this? (n|nth) of? (month) next?", _date),
    rule("on? the? next (n|nth) (month)", _date),
    rule("on? the|this? (n|nth) of? (month) ,? of? (year)", _date),
    rule("on? the|this? (n|nth) of? (month) (n)", _date),
    rule("on? the? (n) -|/ (month)", _date),
    rule("on? the? (n) -|/ (month) -|/ (year|n)", _date),
    rule("on? (month) the? (n|nth)", _month_first, "en"),
    rule("on? (month) the? (n|nth) ,? (year)", _month_first, "en"),
    rule("on? (month) the? (n|nth) (n)", _month_first, "en"),
    rule("on? the|this? (n) / (n)", _date),
    rule("on? the|this? (n) / (n) / (year|n)", _date),
    rule("on? the|this (n) . (n)", _date),
    rule("(n) . (n)", _dotted),
    rule("on? the|this? (n) glued- (n)", _dashed),
    rule("on? the|this? (n) . (n) . (year|n)", _date),
    rule("on? the|this? (n) - (n) - (year|n)", _date),
    rule("on? the|this? (n) (n) (year)", _date),
    rule("on? (year) - (n) - (n)", _year_first),
    rule("on? (year) / (n) / (n)", _year_first),
    rule("on? (year) . (n) . (n)", _year_first),
    rule("on? the|this (n|nth)", _day_only),
    rule("on? (figured)", _day_only),
    rule("on? the? (n|nth) next_month", _day_of(1)),
    rule("next_month ,? on? the (n|nth)", _day_of(1)),
    rule("on? the? (n|nth) this_month", _day_of(0)),
    rule("on? the? (rank) (weekday) of|in (month) (year)?", _ranked),
    rule("on? the? (rank) (weekday) next_month", _ranked_in(1)),
    rule("on? the? (rank) (weekday) this_month", _ranked_in(0)),
    rule("on? the? (feast) (year)?", _feast),
    rule("(part)", _part),
    rule("(hour_part)", _hour_part),
    rule("(today_part)", _today_part),
    rule("(tomorrow_part)", _tomorrow_part),
)
