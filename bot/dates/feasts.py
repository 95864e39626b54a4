"""Feasts with a date: fixed ones, and those counted from Easter."""

from __future__ import annotations

from datetime import date, timedelta


def easter(year: int) -> date:
    """Give the Sunday of Easter in the Gregorian calendar (Meeus, Jones and Butcher's rule)."""
    golden = year % 19
    century, rest = divmod(year, 100)
    leaps, turn = divmod(century, 4)
    moon = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - leaps - moon + 15) % 30
    quarter, left = divmod(rest, 4)
    weekday = (32 + 2 * turn + 2 * quarter - epact - left) % 7
    late = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)


def feast(rule: str, year: int) -> date:
    """Give the day of a feast in a year; `rule` is `12-25` or `easter+1`."""
    if rule.startswith("easter"):
        return easter(year) + timedelta(days=int(rule.removeprefix("easter")))
    month, day = rule.split("-")
    return date(year, int(month), int(day))
