"""Working time: hours, weekends and public holidays wherever a member lives."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, available_timezones

import holidays
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.reminders.calendar import (
    allowed,
    next_allowed,
    public_holidays,
    territory_of,
    working_time,
)
from bot.reminders.terms import Person, Rules

PARIS = ZoneInfo("Europe/Paris")
RULES = Rules()


@pytest.mark.parametrize(
    ("territory", "day"),
    [
        ("FR", date(2027, 7, 14)),
        ("FR-IDF", date(2027, 5, 6)),
        ("FR-57", date(2027, 3, 26)),
        ("FR-67", date(2027, 12, 26)),
        ("FR-GES", date(2027, 3, 26)),
        ("Alsace", date(2027, 3, 26)),
        ("Grand Est", date(2027, 12, 26)),
        ("FR-971", date(2027, 5, 27)),
        ("GP", date(2027, 5, 27)),
        ("FR-972", date(2027, 5, 22)),
        ("MQ", date(2027, 5, 22)),
        ("FR-973", date(2027, 6, 10)),
        ("La Réunion", date(2027, 12, 20)),
        ("RE", date(2027, 12, 20)),
        ("fr-976", date(2027, 4, 27)),
        ("NC", date(2027, 9, 24)),
        ("IT", date(2027, 4, 25)),
        ("IT-MI", date(2027, 12, 7)),
        ("BE", date(2027, 7, 21)),
        ("US", date(2027, 7, 5)),
    ],
)
def test_each_territory_has_its_own_days(territory: str, day: date) -> None:
    assert day in public_holidays(territory, day.year)


def test_a_holiday_of_one_territory_is_a_working_day_elsewhere() -> None:
    good_friday = datetime(2027, 3, 26, 9, 0, tzinfo=PARIS)
    assert allowed(good_friday, Person(territory="FR-BRE"), RULES)
    assert not allowed(good_friday, Person(territory="FR-57"), RULES)
    assert allowed(good_friday, Person(territory="FR-57", holidays_too=True), RULES)


@pytest.mark.parametrize("part", sorted(holidays.country_holidays("FR").subdivisions))
def test_every_french_part_that_the_library_knows_is_known_here(part: str) -> None:
    direct = holidays.country_holidays("FR", subdiv=part, years=2027)
    assert public_holidays(f"FR-{part}", 2027) == frozenset(direct)


@pytest.mark.parametrize(
    ("named", "zone", "default", "found"),
    [
        (None, "Europe/Paris", "FR", "FR"),
        (None, "Europe/Paris", "FR-57", "FR-57"),
        (None, "Indian/Reunion", "FR", "RE"),
        (None, "America/Martinique", "FR", "MQ"),
        (None, "Asia/Calcutta", "FR", "IN"),
        (None, "Europe/Rome", "FR", "IT"),
        (None, "UTC", "FR", "FR"),
        ("FR-974", "Europe/Paris", "FR", "FR-974"),
        ("Atlantis", "Europe/Paris", "FR-57", "FR-57"),
    ],
)
def test_whose_holidays_count(named: str | None, zone: str, default: str, found: str) -> None:
    assert territory_of(named, zone, default) == found


def test_every_zone_name_finds_a_calendar() -> None:
    """The library knows no holidays of two of them, and none of Sri Lanka after 2026."""
    territories = {territory_of(None, zone, "FR") for zone in available_timezones()}
    assert len(territories) > 200
    assert {each for each in territories if not public_holidays(each, 2027)} <= {"IO", "LK", "UA"}


def test_weekends_are_those_of_the_place() -> None:
    friday = datetime(2027, 1, 15, 9, 0, tzinfo=ZoneInfo("Asia/Jerusalem"))
    there = Person(zone=ZoneInfo("Asia/Jerusalem"))
    assert not allowed(friday, there, RULES)
    assert allowed(friday + timedelta(days=2), there, RULES)


@pytest.mark.parametrize(
    ("wall", "fits"),
    [
        (time(8, 29, 59), False),
        (time(8, 30), True),
        (time(18, 29, 59), True),
        (time(18, 30), False),
    ],
)
def test_the_day_begins_at_half_past_eight_and_ends_at_half_past_six(
    wall: time, fits: bool
) -> None:
    assert allowed(datetime.combine(date(2027, 1, 12), wall, PARIS), Person(), RULES) is fits


def test_working_days_are_counted_over_weekends_and_holidays() -> None:
    work = working_time(Person(territory="FR-57"), RULES)
    assert work.working_days_before(date(2027, 3, 31), 2) == date(2027, 3, 25)
    at_home = working_time(Person(territory="FR-57", weekends=True, holidays_too=True), RULES)
    assert at_home.working_days_before(date(2027, 3, 31), 2) == date(2027, 3, 25)


def test_the_next_morning_after_a_long_weekend() -> None:
    friday_evening = datetime(2027, 3, 26, 19, 0, tzinfo=PARIS)
    assert next_allowed(friday_evening, Person(), RULES) == datetime(
        2027, 3, 30, 8, 30, tzinfo=PARIS
    )


def test_hours_that_a_clock_change_skips_or_repeats() -> None:
    """Nobody works at half past two, but a zone may be anything."""
    night = Person(hours=(time(2, 15), time(3, 15)), weekends=True)
    work = working_time(night, RULES)
    assert work.slot(date(2027, 3, 28), time(2, 30)) is None
    skipped = next_allowed(datetime(2027, 3, 28, 0, 30, tzinfo=PARIS), night, RULES)
    assert skipped is not None
    assert allowed(skipped, night, RULES)
    doubled = work.slot(date(2027, 10, 31), time(2, 30))
    assert doubled == datetime(2027, 10, 31, 0, 30, tzinfo=UTC)


def test_an_opening_hour_that_comes_twice_is_waited_for_the_second_time() -> None:
    night = Person(hours=(time(2, 15), time(2, 45)), weekends=True)
    between = datetime(2027, 10, 31, 0, 50, tzinfo=UTC)
    assert next_allowed(between, night, RULES) == datetime(2027, 10, 31, 1, 15, tzinfo=UTC)


@settings(max_examples=300, deadline=None)
@given(
    st.sampled_from(
        (
            "Europe/Paris",
            "Australia/Lord_Howe",
            "America/Havana",
            "Africa/Casablanca",
            "Pacific/Apia",
            "Asia/Kathmandu",
            "America/St_Johns",
        )
    ),
    st.integers(0, 23 * 4),
    st.integers(1, 40),
    st.integers(0, 20 * 366 * 24),
)
def test_any_hours_in_any_zone_are_kept(zone: str, opens: int, length: int, hours: int) -> None:
    closes = min(opens + length, 95)
    own = (
        time(opens // 4, opens % 4 * 15),
        time(closes // 4, closes % 4 * 15) if closes > opens else time(23, 59),
    )
    person = Person(zone=ZoneInfo(zone), territory="FR", hours=own)
    moment = datetime(2011, 12, 1, tzinfo=UTC) + timedelta(hours=hours)
    found = next_allowed(moment, person, RULES)
    assert found is not None
    assert found >= moment
    local = found.astimezone(person.zone)
    assert own[0] <= local.time() < own[1]
    assert local.weekday() < 5
    assert local.date() not in holidays.country_holidays("FR", years=local.year)
