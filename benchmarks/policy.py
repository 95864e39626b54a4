"""What one member's plan costs: microseconds, and against the bare local mornings it needs.

In three simulated years of fifty members a plan is about two open mobilisations in the median, up
to four or five in 99 of 100 cases, and never about more than six.

The floor computes, for each open mobilisation, its two local mornings with the standard library
and nothing else. Rounds of floor and plan alternate, so that a busy machine slows both.

    python -m benchmarks.policy [--json FILE]
"""

import argparse
import json
import statistics
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from time import perf_counter
from zoneinfo import ZoneInfo

from bot.reminders.calendar import public_holidays
from bot.reminders.policy import plan
from bot.reminders.terms import (
    Answer,
    Call,
    Choice,
    Key,
    Kind,
    Person,
    Rules,
    Sent,
    SentItem,
    State,
)

PARIS = ZoneInfo("Europe/Paris")
NOW = datetime(2027, 1, 11, 9, 0, tzinfo=UTC)
"""In UTC, as all moments come from the memory."""
DAY = timedelta(days=1)
GOAL = 200.0
"""Microseconds for a member's plan."""
ROUNDS, REPEATS = 300, 10


def collective(count: int) -> tuple[list[Call], list[Answer], list[Sent]]:
    """Open mobilisations of two months, a third with a chosen day; three months of messages."""
    calls = [
        Call(ident, State.ANNOUNCED, NOW + DAY * (8 + 45 * ident // count))
        for ident in range(count)
    ]
    answers = [
        Answer(call.id, Choice.IN, NOW, _day(call.starts) if call.id % 3 == 0 else None)
        for call in calls
    ]
    sent = [
        Sent(
            NOW - DAY * 3.5 * past,
            (SentItem(Key(1000 + past, Kind.DAYS_BEFORE), True),),
        )
        for past in range(1, 27)
    ]
    return calls, answers, sent


def _day(starts: datetime | date | None) -> date:
    assert isinstance(starts, datetime)
    return starts.date() - DAY


def floor(calls: list[Call]) -> None:
    """Two local mornings of each mobilisation, as instants."""
    for call in calls:
        day = _day(call.starts)
        for back in (7, 2):
            datetime.combine(day - DAY * back, time(9), PARIS).astimezone(UTC)


def clocked(work: Callable[[], object]) -> float:
    """Microseconds a call, over one round."""
    begun = perf_counter()
    for _ in range(REPEATS):
        work()
    return (perf_counter() - begun) / REPEATS * 1e6


def measure(count: int) -> dict[str, float]:
    """Median and best of the rounds for a member with so many open mobilisations."""
    calls, answers, sent = collective(count)
    person, rules = Person(), Rules()

    def planning() -> object:
        return plan(person, calls, answers, sent, rules, NOW)

    planning()
    rounds = [(clocked(lambda: floor(calls)), clocked(planning)) for _ in range(ROUNDS)]
    return {
        "open": count,
        "median_us": round(statistics.median(spent for _, spent in rounds), 1),
        "best_us": round(min(spent for _, spent in rounds), 1),
        "ratio_to_floor": round(statistics.median(spent / bare for bare, spent in rounds), 1),
    }


def first_of_a_territory() -> float:
    """Microseconds for the first look at a year's public holidays, which later looks spare."""
    spent = []
    for year in range(2030, 2050):
        begun = perf_counter()
        public_holidays("FR-57", year)
        spent.append((perf_counter() - begun) * 1e6)
    return round(statistics.median(spent), 1)


def main() -> None:
    """Print the table; write it where asked."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    options.add_argument("--json", type=Path)
    chosen = options.parse_args()
    rows = [measure(count) for count in (1, 2, 4, 6, 12)]
    print(f"{'open':>5} {'median µs':>10} {'best µs':>9} {'x floor':>8}")
    for row in rows:
        print(
            f"{row['open']:>5.0f} {row['median_us']:>10} {row['best_us']:>9} "
            f"{row['ratio_to_floor']:>8}"
        )
    print(f"first look at a territory's year: {first_of_a_territory()} µs")
    print(f"goal: {GOAL:.0f} µs for a member with six open mobilisations")
    if chosen.json:
        chosen.json.write_text(json.dumps(rows, indent=2) + "\n")


if __name__ == "__main__":
    main()
