"""A moment written in any usual style is read back as itself."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.dates import Refused, Understood, read
from bot.dates.feasts import easter

NOW = datetime.fromisoformat("2026-11-23T10:00:30+01:00")
PARIS = ZoneInfo("Europe/Paris")
DAYS = {
    locale: tuple(days.split())
    for locale, days in {
        "fr": "lundi mardi mercredi jeudi vendredi samedi dimanche",
        "en": "Monday Tuesday Wednesday Thursday Friday Saturday Sunday",
        "it": "lunedì martedì mercoledì giovedì venerdì sabato domenica",
    }.items()
}
MONTHS = {
    locale: tuple(months.split())
    for locale, months in {
        "fr": "janvier février mars avril mai juin"
        " juillet août septembre octobre novembre décembre",
        "en": "January February March April May June"
        " July August September October November December",
        "it": "gennaio febbraio marzo aprile maggio giugno"
        " luglio agosto settembre ottobre novembre dicembre",
    }.items()
}
MONTHS_IN_SHORT = "janv. févr. mars avr. mai juin juil. août sept. oct. nov. déc."
SHORT = tuple(MONTHS_IN_SHORT.split())
Style = Callable[[datetime], str]


def names(locale: str, day: datetime) -> tuple[str, str]:
    return DAYS[locale][day.weekday()], MONTHS[locale][day.month - 1]


def french(day: datetime) -> str:
    weekday, month = names("fr", day)
    number = "1er" if day.day == 1 else day.day
    return f"Le {weekday} {number} {month} {day.year} à {day.hour} h {day:%M}"


def english(day: datetime) -> str:
    weekday, month = names("en", day)
    return f"{weekday}, {month} {day.day}, {day.year} at {day.hour % 12 or 12}:{day:%M} {day:%p}"


def italian(day: datetime) -> str:
    weekday, month = names("it", day)
    return f"{weekday} {day.day} {month} {day.year} alle {day.hour}.{day:%M}"


STYLES: tuple[tuple[str, Style], ...] = (
    ("fr", french),
    ("fr", lambda day: f"{day:%d/%m/%Y} {day:%H}h{day:%M}"),
    ("fr", lambda day: f"{day:%d/%m/%y} à {day:%H:%M}"),
    ("fr", lambda day: f"{day.day}.{day.month}.{day.year} - {day:%H}h{day:%M}"),
    ("fr", lambda day: f"{day:%H}h{day:%M} le {day.day} {SHORT[day.month - 1]} {day.year}"),
    ("en", english),
    ("en", lambda day: f"{day:%H:%M} on {day.day} {names('en', day)[1][:3]} {day.year}"),
    ("en", lambda day: f"{day:%d-%m-%Y} {day:%I:%M %p}"),
    ("it", italian),
    ("it", lambda day: f"{day:%d/%m/%Y} ore {day:%H:%M}"),
    ("it", lambda day: f"ore {day:%H,%M} di {names('it', day)[0]} {day:%d/%m/%Y}"),
    ("it", lambda day: day.isoformat()),
    ("en", lambda day: f"<t:{int(day.timestamp())}:F>"),
    ("fr", lambda day: f"{day.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"),
)
to_come = st.integers(min_value=1, max_value=4 * 365 * 24 * 60).map(
    lambda minutes: NOW.replace(second=0).astimezone(UTC) + timedelta(minutes=minutes)
)


@settings(max_examples=300, deadline=None)
@given(to_come, st.sampled_from(STYLES))
def test_a_moment_is_read_back(moment: datetime, written: tuple[str, Style]) -> None:
    locale, style = written
    local = moment.astimezone(PARIS)
    text = style(local)
    reading = read(text, locale=locale, now=NOW, zone=PARIS)
    if isinstance(reading, Understood):
        assert isinstance(reading.at, datetime)
        assert reading.at.astimezone(UTC) == moment
    else:
        # Midnight and the hour that comes twice are asked about, whatever the style.
        assert not isinstance(reading, Refused), text
        found = [one for one in reading.candidates if isinstance(one, datetime)]
        assert moment in [one.astimezone(UTC) for one in found]


@settings(max_examples=200, deadline=None)
@given(st.dates(date(2026, 11, 24), date(2031, 11, 1)), st.sampled_from(["fr", "en", "it"]))
def test_a_day_is_read_back_and_another_weekday_is_a_contradiction(day: date, locale: str) -> None:
    month = MONTHS[locale][day.month - 1]
    for shift in range(7):
        weekday = DAYS[locale][(day.weekday() + shift) % 7]
        reading = read(
            f"{weekday} {day.day} {month} {day.year}", locale=locale, now=NOW, zone=PARIS
        )
        if shift == 0:
            assert reading == Understood(day)
        else:
            assert isinstance(reading, Refused)
            assert reading.reason == "contradiction"


@settings(max_examples=200, deadline=None)
@given(st.dates(date(2027, 1, 1), date(2030, 12, 31)))
def test_without_a_year_the_next_such_date_is_meant(day: date) -> None:
    now = datetime(day.year, day.month, day.day, 9, tzinfo=PARIS)
    month = MONTHS["fr"][day.month - 1]
    for ahead in (1, 40, 200, 330):
        then = now - timedelta(days=ahead)
        reading = read(f"{day.day} {month}", locale="fr", now=then, zone=PARIS)
        assert reading == Understood(day)
    for since in (1, 30):
        then = now + timedelta(days=since)
        reading = read(f"{day.day} {month}", locale="fr", now=then, zone=PARIS)
        assert isinstance(reading, Refused)


def test_easter_is_where_the_calendars_print_it() -> None:
    printed = ("2026-04-05", "2027-03-28", "2028-04-16", "2029-04-01", "2030-04-21", "2038-04-25")
    for day in map(date.fromisoformat, printed):
        assert easter(day.year) == day
