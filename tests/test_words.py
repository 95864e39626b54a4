"""The catalogues are complete: every key in every language, the same blanks, nothing unused."""

import re
from collections import Counter
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from bot import words
from bot.dates import reasons as _reasons
from bot.listening.networks import NETWORKS
from bot.reminders.terms import Kind, Reason
from bot.words import LOCALES
from cogs.rights import NEEDED
from db.vocabulary import Agreement, Choice, Delivery, State, Visibility
from tests import catalogues
from tests.catalogues import FOLDER, ROOT, catalogue, entries, everything

ALL_KEYS = sorted({key for locale in LOCALES for key in catalogue(locale)})
SHOWN = tuple(state for state in State if state is not State.DRAFT)
STILL = tuple(state for state in SHOWN if state is not State.ANNOUNCED)

FAMILIES = {
    "card.push": STILL,
    "card.state": STILL,
    "state": tuple(State),
    "network": NETWORKS,
    "permission": tuple(name for name, needed in NEEDED if needed),
    "language": LOCALES,
    "list.mine": tuple(Choice),
    "noted": (*Choice, "none"),
    "prefs.delivery": tuple(Delivery),
    "prefs.visibility": tuple(Visibility),
    "preview.agreement": tuple(Agreement),
    "form.kind": tuple(Agreement),
    "reason": tuple(Kind),
    "remind.opening": tuple(Kind),
    "withheld": tuple(Reason),
    "refusal.closed": tuple(state for state in State if state is not State.ANNOUNCED),
    "changed": STILL[:-1],
}
"""Keys that the code builds from a vocabulary: each word of it has its sentence."""

GENERAL = frozenset({"hint.other", "problem.other", "problem.when", "problem.until"})
"""Said where nothing more precise is known; the code reaches them by shortening a key."""

BLANK = re.compile(r"%\((\w+)\)s")


def blanks(form: str) -> set[str]:
    return set(BLANK.findall(form))


def test_the_three_languages_have_the_same_files() -> None:
    files = {locale: {file.name for file in (FOLDER / locale).glob("*.po")} for locale in LOCALES}
    assert files["fr"] == files["en"] == files["it"]


@pytest.mark.parametrize("locale", LOCALES)
def test_no_key_is_written_twice(locale: str) -> None:
    counted = Counter(entry.key for entry in entries(locale))
    assert [key for key, times in counted.items() if times > 1] == []


@pytest.mark.parametrize("locale", LOCALES)
def test_every_key_is_there_in_every_language(locale: str) -> None:
    assert [key for key in ALL_KEYS if key not in catalogue(locale)] == []


def test_every_key_is_in_the_file_of_the_same_name() -> None:
    for key in ALL_KEYS:
        assert len({catalogue(locale)[key].file for locale in LOCALES}) == 1, key


@pytest.mark.parametrize("locale", LOCALES)
def test_every_sentence_is_finished(locale: str) -> None:
    for key, entry in catalogue(locale).items():
        assert not entry.fuzzy, f"{key}: somebody was not sure of it"
        assert len(entry.forms) == (2 if entry.plural else 1), key
        assert all(form.strip() for form in entry.forms), key


@pytest.mark.parametrize("locale", LOCALES)
def test_every_sentence_has_the_same_blanks_as_in_french(locale: str) -> None:
    for key, entry in catalogue(locale).items():
        french = catalogue("fr")[key]
        assert entry.plural == french.plural, key
        number = {"n"} if entry.plural else set()
        for form in entry.forms:
            assert blanks(form) - number == blanks(french.forms[-1]) - number, key
            rest = BLANK.sub("", form).replace("%%", "")
            assert "%" not in rest, f"{key}: a lone % breaks the filling of blanks"


def test_a_sentence_that_counts_shows_the_number_where_there_are_several() -> None:
    for _, entry in everything():
        if entry.plural:
            assert "n" in blanks(entry.forms[-1]), entry.key


def test_every_sentence_that_the_code_says_exists() -> None:
    found = list(catalogues.uses())
    assert len(found) > 100, "the code is no longer read as it is written"
    for use in found:
        matching = [key for key in ALL_KEYS if re.fullmatch(use.pattern, key)]
        assert matching, f"{use.where}: no sentence for {use.pattern}"
        if use.counted:
            assert all(catalogue("en")[key].plural for key in matching), use.where


@pytest.mark.parametrize("room", FAMILIES)
def test_every_word_of_a_vocabulary_has_its_sentence(room: str) -> None:
    assert [word for word in FAMILIES[room] if f"{room}.{word}" not in catalogue("en")] == []


def test_every_refusal_and_every_problem_has_its_sentence() -> None:
    english = catalogue("en")
    refusals = set(catalogues.calls_of("Refusal"))
    problems = set(catalogues.calls_of("Problem"))
    assert refusals
    assert problems
    for pattern in refusals | problems:
        rooms = "refusal|problem" if pattern in refusals else "problem|hint"
        keys = re.compile(f"(?:{rooms})\\.{pattern}")
        assert any(keys.fullmatch(key) for key in english), pattern


def test_every_reason_why_a_date_is_not_taken_has_its_sentence() -> None:
    source = "\n".join(
        file.read_text("utf-8") for file in sorted((ROOT / "bot" / "dates").glob("*.py"))
    )
    raised = set(re.findall(r'(?:Unfit|Refused|Unreadable)\("(\w+)"', source))
    raised |= {*_reasons._ORDER, "impossible", "unreadable"}
    raised -= {"bad_request"}  # said by the shell, to programs
    assert {f"problem.when.{reason}" for reason in raised} <= set(catalogue("en"))


def test_no_sentence_is_left_over() -> None:
    families = {f"{room}.{word}" for room, words in FAMILIES.items() for word in words}
    known = catalogues.literals() | families | GENERAL
    refused = {f"refusal.{key}" for key in catalogues.literals()}
    told = {f"{room}.{key}" for room in ("problem", "hint") for key in catalogues.literals()}
    unused = [
        key
        for key in ALL_KEYS
        if key not in known | refused | told
        and not any(pattern.fullmatch(key) for pattern in catalogues.built())
    ]
    assert unused == []


def test_the_first_of_a_month_is_written_as_such() -> None:
    assert words.day(date(2026, 12, 1), "fr") == "mardi 1er décembre"
    assert words.date_in_full(date(2026, 12, 1), "fr") == "mardi 1er décembre 2026"
    assert words.moment(date(2026, 12, 1), "it", "Europe/Rome") == "martedì 1º dicembre 2026"
    assert words.day(date(2026, 12, 1), "en") == "Tuesday 1 December"
    assert words.day(date(2026, 12, 11), "fr") == "vendredi 11 décembre"


@pytest.mark.parametrize("locale", LOCALES)
def test_an_hour_that_comes_twice_is_told_from_the_other(locale: str) -> None:
    night = datetime(2027, 10, 31, 2, 30, tzinfo=ZoneInfo("Europe/Paris"))
    first, second = (
        words.moment(night.replace(fold=fold), locale, "Europe/Paris") for fold in (0, 1)
    )
    assert "+02:00" in first
    assert "+01:00" in second
    assert "+0" not in words.moment(night.replace(hour=4), locale, "Europe/Paris")
