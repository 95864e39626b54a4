"""The promises, counted again from the account alone: nothing here asks the policy."""

from collections import Counter, defaultdict
from datetime import datetime, time, timedelta
from functools import cache
from typing import Any

import holidays

_OPENS, _CLOSES = time(8, 30), time(18, 30)
_MOST_A_DAY, _MOST_A_WEEK = 1, 2
_WEEK = timedelta(days=7)


def broken(account: dict[str, Any]) -> dict[str, int]:
    """How many messages stand against each promise; a year is well when all are 0."""
    messages = account["messages"]
    stops = [one for one in account["gestures"] if one["did"] in ("stop_all", "welcome_back")]
    by_member: dict[str, list[datetime]] = defaultdict(list)
    for one in messages:
        by_member[one["member"]].append(_at(one))
    return {
        "hours": sum(not _OPENS <= _at(one).time() < _CLOSES for one in messages),
        "weekends": sum(_at(one).weekday() >= 5 for one in messages),
        "holidays": sum(_is_holiday(one) for one in messages),
        "a_day": sum(_beyond_a_day(own) for own in by_member.values()),
        "a_week": sum(_beyond_a_week(own) for own in by_member.values()),
        "without_yes": sum(not one["opted_in_before"] for one in messages),
        "after_stop": sum(_after_stop(one, stops) for one in messages),
    }


def _at(one: dict[str, Any]) -> datetime:
    return datetime.fromisoformat(one["at"])


def _is_holiday(one: dict[str, Any]) -> bool:
    return _at(one).date() in _holidays(one["territory"])


@cache
def _holidays(territory: str) -> holidays.HolidayBase:
    country, _, part = territory.partition("-")
    return holidays.country_holidays(country, subdiv=part or None)


def _beyond_a_day(own: list[datetime]) -> int:
    return sum(count - _MOST_A_DAY for count in Counter(at.date() for at in own).values())


def _beyond_a_week(own: list[datetime]) -> int:
    """Messages with so many others in the seven local days before, or the 168 hours."""
    return sum(
        sum(at.date() - other.date() < _WEEK or at - other < _WEEK for other in own if other < at)
        >= _MOST_A_WEEK
        for at in own
    )


def _after_stop(one: dict[str, Any], stops: list[dict[str, Any]]) -> bool:
    """Whether the last word of its person on all reminders was to have none."""
    said = [stop for stop in stops if stop["member"] == one["member"] and _at(stop) < _at(one)]
    return bool(said) and said[-1]["did"] == "stop_all"
