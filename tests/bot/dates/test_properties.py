"""What holds for any text at any moment, however odd."""

import time
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.dates import REASONS, Ambiguous, Moment, Reading, Refused, Understood, as_json, read
from bot.dates.lexicon import lexicon
from bot.dates.resolve import FARTHEST

ZONES = ("Europe/Paris", "America/Martinique", "Indian/Reunion", "Pacific/Noumea", "Europe/Rome")
LOCALES = ("fr", "fr-FR", "en-US", "en-GB", "it", "de", "")
NUMBERS = "1 3 8 12 18 24 30 31 2026 2027 18h 18h30 12/12 6pm"
SIGNS = (*",.:/-+@()'", *NUMBERS.split())
WORDS = tuple(sorted({word for name in ("fr", "en", "it") for word in lexicon(name).vocabulary}))

START = datetime(2020, 1, 1, tzinfo=UTC)
moments = st.builds(
    lambda seconds, zone: (START + timedelta(seconds=seconds)).astimezone(zone),
    st.integers(0, 60 * 365 * 24 * 3600),
    st.sampled_from([UTC, *map(ZoneInfo, ZONES)]),
)
sentences = st.lists(st.sampled_from(WORDS) | st.sampled_from(SIGNS), max_size=9).map(" ".join)
texts = st.text(max_size=40) | sentences


def check(reading: Reading, now: datetime, zone: ZoneInfo) -> None:
    match reading:
        case Understood(at):
            found: tuple[Moment, ...] = (at,)
        case Ambiguous(found):
            assert len(found) >= 2
            assert len({str(one) for one in found}) == len(found)
        case Refused(reason):
            assert reason in REASONS
            return
    today = now.astimezone(zone).date()
    for one in found:
        if isinstance(one, datetime):
            assert one.tzinfo is zone
            assert one.astimezone(UTC) > now.astimezone(UTC)
            assert one.astimezone(UTC).astimezone(zone).isoformat() == one.isoformat()
            one = one.date()
        assert today <= one <= today + timedelta(days=366 * FARTHEST + 1)


@settings(max_examples=700, deadline=None)
@given(texts, st.sampled_from(LOCALES), moments, st.sampled_from(ZONES))
def test_any_text_gets_a_sound_answer(text: str, locale: str, now: datetime, zone: str) -> None:
    check(read(text, locale=locale, now=now, zone=ZoneInfo(zone)), now, ZoneInfo(zone))


@settings(max_examples=300, deadline=None)
@given(sentences, st.sampled_from(LOCALES), moments)
def test_the_clock_of_the_asker_changes_nothing(text: str, locale: str, now: datetime) -> None:
    zone = ZoneInfo("Europe/Paris")
    elsewhere = now.astimezone(ZoneInfo("Pacific/Noumea"))
    first = as_json(read(text, locale=locale, now=now, zone=zone))
    assert first == as_json(read(text, locale=locale, now=elsewhere, zone=zone))


@settings(max_examples=200, deadline=None)
@given(moments, st.sampled_from(ZONES), st.sampled_from(("demain", "tomorrow", "domani")))
def test_tomorrow_is_the_day_after_today_where_the_community_lives(
    now: datetime, zone: str, word: str
) -> None:
    locale = {"demain": "fr", "tomorrow": "en", "domani": "it"}[word]
    reading = read(word, locale=locale, now=now, zone=ZoneInfo(zone))
    assert reading == Understood(now.astimezone(ZoneInfo(zone)).date() + timedelta(days=1))


@settings(max_examples=200, deadline=None)
@given(st.dates(date(2026, 1, 1), date(2029, 1, 1)), st.integers(0, 6))
def test_next_weekday_offers_the_nearest_and_none_beyond_two_weeks(day: date, weekday: int) -> None:
    name = ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"][weekday]
    now = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
    reading = read(f"{name} prochain", locale="fr", now=now, zone=ZoneInfo("Europe/Paris"))
    found = reading.candidates if isinstance(reading, Ambiguous) else (getattr(reading, "at", day),)
    nearest = day + timedelta(days=(weekday - day.weekday() - 1) % 7 + 1)
    assert found[0] == nearest
    assert set(found) <= {nearest, nearest + timedelta(days=7)}


@pytest.mark.parametrize("year", [1, 9999])
def test_the_ends_of_the_calendar_do_no_harm(year: int) -> None:
    zone = ZoneInfo("Europe/Paris")
    for month, day in ((1, 3), (12, 29)):
        now = datetime(year, month, day, 12, tzinfo=UTC)
        for text in (
            "demain",
            "samedi",
            "dans 9 mois",
            "31/12",
            "le 2",
            "dans 99 heures",
            "Pâques",
        ):
            read(text, locale="fr", now=now, zone=zone)


LONG = {
    "1 ": 150,
    "mardi ": 50,
    "at six ": 42,
    "18:": 100,
    "a": 300,
    "dans un ": 37,
    ".": 300,
    "x": 1_000_000,
    "1": 4_000,
    "<t:1:F> ": 35,
    "é": 300,
    "le ": 100,
    "half past ": 30,
}


@pytest.mark.parametrize("text", [piece * times for piece, times in LONG.items()], ids=LONG)
@pytest.mark.parametrize("locale", ["fr", "en", "it"])
def test_a_long_text_is_refused_quickly(text: str, locale: str) -> None:
    now = datetime(2026, 11, 23, 9, tzinfo=UTC)
    began = time.process_time()
    reading = read(text, locale=locale, now=now, zone=ZoneInfo("Europe/Paris"))
    assert time.process_time() - began < 1
    assert isinstance(reading, Refused)


def test_a_naive_now_is_a_mistake_of_ours() -> None:
    with pytest.raises(ValueError, match="aware"):
        read("demain", locale="fr", now=datetime(2026, 11, 23, 10), zone=ZoneInfo("Europe/Paris"))  # noqa: DTZ001
