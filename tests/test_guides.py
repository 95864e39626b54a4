"""The guides say what the bot says: commands, buttons, options, phrases that are understood."""

import re
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot import dates, listening
from bot.dates import Understood
from bot.words import LOCALES, say
from tests.catalogues import ROOT, catalogue
from tests.pages import PAGES, code_in, commands_of, guide_in, language_of, named, prose_of, text_of

ZONE = ZoneInfo("Europe/Paris")
NOW = datetime(2026, 11, 23, 10, 0, tzinfo=ZONE)


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_slash_commands_that_are_named_exist(page: Path) -> None:
    known = commands_of(language_of(page))
    if page.name.startswith("sandbox"):
        return  # its paths are doors, not commands
    for word in code_in(prose_of(page)):
        if re.fullmatch(r"/[^\W\d_][^/]*", word):
            assert word in known, word


@pytest.mark.parametrize("locale", LOCALES)
def test_slash_commands_in_sentences_exist(locale: str) -> None:
    known = commands_of(locale)
    for key, entry in catalogue(locale).items():
        for form in entry.forms:
            for word in code_in(form):
                assert not word.startswith("/") or word in known, (key, word)


@pytest.mark.parametrize("locale", LOCALES)
def test_the_guides_name_every_command(locale: str) -> None:
    told: set[str] = set()
    for guide in ("members", "coordinators"):
        told |= set(code_in(text_of(guide_in(guide, locale))))
    assert commands_of(locale) - {f"/{say('command.me', locale)}"} <= told


BUTTONS = {
    "members": (
        "card.in",
        "card.maybe",
        "card.out",
        "card.brief",
        "card.posted",
        "pick.remind_once",
        "pick.undo",
        "remind.posted",
        "remind.day",
        "remind.out",
        "remind.stop",
    ),
    "coordinators": (
        "preview.edit",
        "preview.angles",
        "preview.agree",
        "preview.announce",
        "preview.drop",
    ),
}


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("guide", BUTTONS)
def test_the_guides_call_buttons_by_their_names(guide: str, locale: str) -> None:
    text = text_of(guide_in(guide, locale))
    missing = [key for key in BUTTONS[guide] if f"*{say(key, locale)}*" not in text]
    assert missing == []


SETUP = ("setup_language", "zone", "territory", "channel", "role", "controller")


@pytest.mark.parametrize("locale", LOCALES)
def test_the_guide_names_every_option_of_setup(locale: str) -> None:
    told = code_in(text_of(guide_in("coordinators", locale)))
    assert {say(f"option.{name}", locale) for name in SETUP} <= set(told)


DATES = {
    "en": ("Saturday 5 December 2:30pm", "12/03/2027"),
    "fr": ("samedi 5 décembre 14\u00a0h\u00a030", "12/03/2027"),
    "it": ("sabato 5 dicembre alle 14:30", "12/03/2027"),
}


@pytest.mark.parametrize("locale", LOCALES)
def test_dates_shown_as_examples_are_understood(locale: str) -> None:
    text = " ".join(text_of(guide_in("coordinators", locale)).split(" "))
    for said in DATES[locale]:
        assert said in text.replace("\n", " ")
        assert isinstance(dates.read(said, locale=locale, now=NOW, zone=ZONE), Understood), said


REPLIES = {
    "en": {"count me in, Thursday, on LinkedIn": "in", "maybe": "maybe", "not this time": "out"},
    "fr": {"partante, jeudi, sur LinkedIn": "in", "peut-être": "maybe", "pas cette fois": "out"},
    "it": {"ci sono, giovedì, su LinkedIn": "in", "forse": "maybe", "non questa volta": "out"},
}


@pytest.mark.parametrize("locale", LOCALES)
def test_replies_shown_as_examples_are_understood(locale: str) -> None:
    text = text_of(guide_in("members", locale))
    for said, choice in REPLIES[locale].items():
        assert said in text
        heard = listening.listen(said, locale=locale, now=NOW, zone=ZONE)
        assert heard.choice == choice, said


@pytest.mark.parametrize(("name", "locale"), [("README.md", "en"), ("README.fr.md", "fr")])
def test_the_page_of_the_demo_is_called_as_it_calls_itself(name: str, locale: str) -> None:
    words = text_of(ROOT / "sandbox" / "page" / "texts" / f"{locale}.js")
    said = dict(re.findall(r'^\s+"([\w.]+)": "([^"]+)",$', words, flags=re.MULTILINE))
    for key in ("tour.short", "clock.day", "person.coordinator"):
        assert f"*{said[key]}*" in text_of(ROOT / name), key
    for key in ("preview.agree", "preview.announce", "card.in", "card.posted"):
        assert f"*{say(key, locale)}*" in text_of(ROOT / name), key
