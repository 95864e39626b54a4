"""Every clock change of three years, in zones with and without summer time."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.dates import Ambiguous, Understood, read
from bot.dates.clock_changes import instants

ZONES = (
    "Europe/Paris",
    "Europe/Rome",
    "Europe/London",
    "America/New_York",
    "America/Miquelon",
    "Australia/Lord_Howe",  # changes by half an hour
    "Africa/Casablanca",  # changes around Ramadan
)
STEADY = ("America/Martinique", "Indian/Reunion", "Pacific/Noumea", "America/Cayenne")
START = datetime(2026, 1, 1, tzinfo=UTC)
END = datetime(2029, 1, 1, tzinfo=UTC)
STEP = timedelta(minutes=30)


def changes(zone: str) -> Iterator[tuple[datetime, timedelta]]:
    """Each change of a zone: its instant, and by how much the clock is put forward."""
    info = ZoneInfo(zone)
    moment = START
    before = moment.astimezone(info).utcoffset() or timedelta()
    while moment < END:
        moment += STEP
        after = moment.astimezone(info).utcoffset() or timedelta()
        if after != before:
            yield moment, after - before
        before = after


CHANGES = [(zone, moment, by) for zone in ZONES for moment, by in changes(zone)]


def test_changes_are_found() -> None:
    assert {zone for zone, _, _ in CHANGES} == set(ZONES)
    assert not [zone for zone in STEADY for _ in changes(zone)]


@pytest.mark.parametrize(("zone", "moment", "by"), CHANGES)
def test_hours_that_come_twice_or_never_are_asked_about(
    zone: str, moment: datetime, by: timedelta
) -> None:
    info = ZoneInfo(zone)
    now = moment - timedelta(days=3)
    start = moment.astimezone(info).replace(tzinfo=None, fold=0)
    if by > timedelta():
        start -= by  # the first minute that no clock shows
    for minutes in range(0, abs(int(by.total_seconds())) // 60, 10):
        wall = start + timedelta(minutes=minutes)
        text = f"{wall:%d/%m/%Y %H:%M}"
        if wall.hour == wall.minute == 0:
            continue  # midnight is asked about anyway
        reading = read(text, locale="fr", now=now, zone=info)
        assert isinstance(reading, Ambiguous), text
        walls = [
            one.replace(tzinfo=None) for one in reading.candidates if isinstance(one, datetime)
        ]
        expected = [wall - by, wall + by] if by > timedelta() else [wall, wall]
        assert walls == expected
        offsets = {one.utcoffset() for one in reading.candidates if isinstance(one, datetime)}
        assert len(offsets) == 2


@pytest.mark.parametrize(("zone", "moment", "by"), CHANGES)
def test_hours_beside_a_change_are_understood(zone: str, moment: datetime, by: timedelta) -> None:
    info = ZoneInfo(zone)
    now = moment - timedelta(days=3)
    wall = moment.astimezone(info).replace(tzinfo=None, fold=0)
    span = abs(by)
    for beside in (wall - span - timedelta(minutes=1), wall + span + timedelta(minutes=1)):
        reading = read(f"{beside:%d/%m/%Y %H:%M}", locale="fr", now=now, zone=info)
        assert isinstance(reading, Understood)
        assert isinstance(reading.at, datetime)
        assert reading.at.replace(tzinfo=None) == beside
        assert reading.at.astimezone(UTC).astimezone(info) == reading.at


@pytest.mark.parametrize(("zone", "moment", "by"), CHANGES)
def test_hours_from_now_are_real_hours(zone: str, moment: datetime, by: timedelta) -> None:
    info = ZoneInfo(zone)
    now = moment - timedelta(hours=3)
    for hours in range(1, 8):
        reading = read(f"dans {hours} heures", locale="fr", now=now, zone=info)
        assert isinstance(reading, Understood)
        assert isinstance(reading.at, datetime)
        assert reading.at.astimezone(UTC) - now == timedelta(hours=hours)


@pytest.mark.parametrize("zone", STEADY)
def test_a_zone_without_summer_time_has_every_hour_once(zone: str) -> None:
    for day in (date(2027, 3, 28), date(2027, 10, 31)):
        for hour in range(24):
            assert len(instants(day, hour * 3600, ZoneInfo(zone))) == 1


def test_only_the_second_of_two_equal_hours_is_left_once_the_first_is_over() -> None:
    between = datetime.fromisoformat("2026-10-25T02:45:00+02:00")
    reading = read("aujourd'hui 2h30", locale="fr", now=between, zone=ZoneInfo("Europe/Paris"))
    assert isinstance(reading, Understood)
    assert isinstance(reading.at, datetime)
    assert reading.at.isoformat() == "2026-10-25T02:30:00+01:00"
