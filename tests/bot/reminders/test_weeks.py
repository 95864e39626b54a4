"""The week counted both ways, against a count by hand in zones whose clocks do strange things."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.reminders.calendar import working_time
from bot.reminders.terms import Person, Rules
from bot.reminders.weeks import WEEK_OVER, Weeks

SEVEN_DAYS = timedelta(days=7)
# Samoa had no 30 December 2011; Lord Howe turns by half an hour, Troll by two.
CHANGES = {
    "Europe/Paris": datetime(2026, 10, 25, 1, tzinfo=UTC),
    "Pacific/Apia": datetime(2011, 12, 30, 10, tzinfo=UTC),
    "Australia/Lord_Howe": datetime(2026, 4, 4, 15, tzinfo=UTC),
    "Antarctica/Troll": datetime(2026, 3, 29, 1, tzinfo=UTC),
    "UTC": datetime(2026, 1, 1, tzinfo=UTC),
}
NOON = 12 * 12
# In Paris, from five past midnight on to ten to midnight of the seventh day: 168 hours and 45
# minutes, since one of these nights is longer.
LONG_WEEK = (7 * 24 + 21) * 12 + 1, (14 * 24 + 21) * 12 + 10
FIVE_MINUTES = st.integers(0, 30 * 24 * 12)


def by_hand(most: int, leaving: list[datetime], new: datetime, zone: ZoneInfo) -> bool:
    """Whether no week, by days or by hours, holds more than its limit with one more message."""
    alike = sorted([*leaving, new])
    for first, last in zip(alike, alike[most:], strict=False):
        days = last.astimezone(zone).date() - first.astimezone(zone).date()
        if first <= new <= last and (days < SEVEN_DAYS or last - first < WEEK_OVER):
            return False
    return True


@pytest.mark.parametrize("name", CHANGES)
@settings(max_examples=150)
@given(
    most=st.integers(0, 3),
    left=st.sets(FIVE_MINUTES, max_size=9),
    planned=st.sets(FIVE_MINUTES, max_size=4),
    new=FIVE_MINUTES,
    now=st.integers(0, 15 * 24 * 12),
)
@example(most=1, left={NOON}, planned=set(), new=NOON + 7 * 288, now=0)
@example(most=1, left={NOON}, planned=set(), new=NOON + 7 * 288 + 3, now=0)
@example(most=1, left={NOON}, planned=set(), new=NOON + 8 * 288, now=0)
@example(most=1, left={LONG_WEEK[0]}, planned=set(), new=LONG_WEEK[1], now=0)
@example(most=0, left=set(), planned=set(), new=NOON, now=0)
def test_a_week_holds_what_a_count_by_hand_says(
    name: str, most: int, left: set[int], planned: set[int], new: int, now: int
) -> None:
    zone = ZoneInfo(name)
    begin = CHANGES[name] - timedelta(days=12)

    def instant(number: int) -> datetime:
        return begin + timedelta(minutes=5) * number

    work = working_time(Person(zone=zone), Rules())
    gone = sorted(instant(number) for number in left)
    weeks = Weeks(most, gone, work, instant(now))
    ahead = [max(instant(number), instant(now)) for number in planned]
    for at in ahead:
        weeks.add(at)
    leaves = max(instant(new), instant(now))
    assert weeks.hold(instant(new)) == by_hand(most, gone + ahead, leaves, zone)
    if ahead:
        weeks.remove(ahead[0])
        assert weeks.hold(instant(new)) == by_hand(most, gone + ahead[1:], leaves, zone)
