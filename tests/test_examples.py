"""The example mobilisations: held to their own page, to the memory's limits and to honest dates."""

import json
import re
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from bot.listening.networks import NETWORKS
from db.vocabulary import Agreement

FOLDER = Path(__file__).parents[1] / "examples"
WHOLE: dict[str, Any] = json.loads((FOLDER / "mobilisations.json").read_text("utf-8"))
MOBILISATIONS: list[dict[str, Any]] = WHOLE["mobilisations"]
LANGUAGES = ("fr", "en", "it")

FIELDS: dict[str, type | tuple[type, ...]] = {
    "key": str,
    "state": str,
    "starts": (str, type(None)),
    "ends": (str, type(None)),
    "link": (str, type(None)),
    "networks": list,
    "hashtags": list,
    "sources": list,
    "invented": list,
    "agreement": (dict, type(None)),
    "fr": dict,
    "en": dict,
    "it": dict,
}
MOST = {
    "title": 100,
    "purpose": 300,
    "organiser": 200,
    "place": 200,
    "reached": 300,
    "blind_spot": 300,
    "benefit": 300,
    "about_dates": 300,
}
"""Most characters of each text: what the memory or a form takes, and one screen of a telephone."""

MOST_OF_AN_ANGLE = 180
"""Longer than a question and a fact, an angle would become a text to paste."""

each = pytest.mark.parametrize("mobilisation", MOBILISATIONS, ids=lambda one: str(one["key"]))


def day_of(text: str) -> date:
    return datetime.fromisoformat(text).date() if "T" in text else date.fromisoformat(text)


def test_there_is_enough_to_try_the_bot_with() -> None:
    states = [one["state"] for one in MOBILISATIONS]
    assert states.count("announced") >= 2
    assert states.count("draft") >= 1
    assert len({one["key"] for one in MOBILISATIONS}) == len(MOBILISATIONS)


@each
def test_has_every_field_and_no_other(mobilisation: dict[str, Any]) -> None:
    assert mobilisation.keys() == FIELDS.keys()
    for name, kinds in FIELDS.items():
        assert isinstance(mobilisation[name], kinds), name
    for language in LANGUAGES:
        words = mobilisation[language]
        assert words.keys() == {*MOST, "angles", "agreement"}, language


@pytest.mark.parametrize(
    "mobilisation",
    [one for one in MOBILISATIONS if one["state"] == "announced"],
    ids=lambda one: str(one["key"]),
)
def test_an_announced_one_is_still_to_come(mobilisation: dict[str, Any]) -> None:
    starts = mobilisation["starts"]
    assert day_of(starts) > date.fromisoformat(WHOLE["checked_on"])
    assert mobilisation["ends"] is None or day_of(mobilisation["ends"]) >= day_of(starts)


@each
def test_a_draft_without_a_date_says_why(mobilisation: dict[str, Any]) -> None:
    for language in LANGUAGES:
        says = mobilisation[language]["about_dates"]
        assert bool(says) == (mobilisation["starts"] is None), language


@each
def test_is_the_same_in_the_three_languages(mobilisation: dict[str, Any]) -> None:
    french = mobilisation["fr"]
    for language in LANGUAGES:
        words = mobilisation[language]
        assert [bool(words[name]) for name in MOST] == [bool(french[name]) for name in MOST]
        assert len(words["angles"]) == len(french["angles"])


@each
def test_fits_on_a_telephone(mobilisation: dict[str, Any]) -> None:
    for language in LANGUAGES:
        words = mobilisation[language]
        assert words["title"]
        assert words["purpose"]
        for name, most in MOST.items():
            assert len(words[name] or "") <= most, (language, name)


@each
def test_angles_are_short_and_say_where_they_come_from(mobilisation: dict[str, Any]) -> None:
    for language in LANGUAGES:
        angles = mobilisation[language]["angles"]
        assert 2 <= len(angles) <= 3
        for angle in angles:
            assert len(angle) <= MOST_OF_AN_ANGLE, angle
            assert re.search(r" \([^)]+\)$", angle), angle
            assert "?" in angle, "an angle asks; it does not dictate"


@each
def test_facts_have_sources_and_inventions_are_named(mobilisation: dict[str, Any]) -> None:
    assert mobilisation["sources"]
    assert {"blind_spot", "angles"} <= set(mobilisation["invented"])
    assert set(mobilisation["invented"]) <= {*MOST, "angles", "agreement"}
    if mobilisation["link"]:
        assert mobilisation["link"].startswith("https://")
        host = mobilisation["link"].removeprefix("https://").split("/")[0]
        assert any(host in source for source in mobilisation["sources"]), "an invented address"


@each
def test_the_agreement_is_marked_as_an_example(mobilisation: dict[str, Any]) -> None:
    agreement = mobilisation["agreement"]
    if agreement is None:
        assert mobilisation["state"] == "draft"
        return
    assert agreement["kind"] in {Agreement.GIVEN, Agreement.NOT_NEEDED}
    assert "agreement" in mobilisation["invented"]
    assert {name: agreement[name] for name in ("by", "scope")} == mobilisation["fr"]["agreement"]
    marks = {"fr": "Exemple fictif", "en": "Fictitious example", "it": "Esempio fittizio"}
    for language, mark in marks.items():
        assert mobilisation[language]["agreement"]["by"].startswith(mark)
        assert mobilisation[language]["agreement"]["scope"]


@each
def test_networks_and_hashtags_are_ones_we_know(mobilisation: dict[str, Any]) -> None:
    assert mobilisation["networks"]
    assert set(mobilisation["networks"]) <= set(NETWORKS)
    assert len(set(mobilisation["networks"])) == len(mobilisation["networks"])
    for hashtag in mobilisation["hashtags"]:
        assert re.fullmatch(r"#\w+", hashtag)


def test_the_page_names_every_field() -> None:
    page = (FOLDER / "README.md").read_text("utf-8")
    for name in (*FIELDS, *MOST, "angles", "checked_on"):
        assert f"`{name}`" in page, name
