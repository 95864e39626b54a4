"""The word lists: every line well formed, nothing said twice, and nothing that two roles claim."""

from itertools import product

import pytest

from bot.listening.clauses import DISCORDS
from bot.listening.language import PRECEDENCE, language
from bot.listening.lexicon import sections
from bot.listening.networks import NETWORKS
from bot.listening.phrases import Phrases
from tests.bot.listening.hearing import LOCALES

LISTS = {"oneself", "subject", "doubting", "reporting", "answering", "hypothetical"}
LISTS |= {"leading", "able"}
OPENINGS = {"contrast", "cause", "condition", "interrogative"}


@pytest.mark.parametrize("locale", LOCALES)
def test_every_section_is_known_and_filled(locale: str) -> None:
    found = sections(locale)
    known = {*PRECEDENCE, *LISTS, *OPENINGS, "macros", "spelling"}
    known |= {f"network {network}" for network in NETWORKS}
    assert set(found) <= known
    assert {*LISTS, *OPENINGS, "yes", "nod", "maybe", "out", "posted", "when", "where"} <= set(
        found
    )
    assert all(found.values())


@pytest.mark.parametrize("locale", LOCALES)
def test_every_line_is_well_formed_and_in_folded_spelling(locale: str) -> None:
    spoken = language(locale)
    words = spoken.vocabulary | spoken.network_names.vocabulary()
    allowed = {"<day>", "<net>", "<num>", "<link>", "<yes>", "<no>", "<maybe>", "<tag>", "è"}
    allowed |= {"<odd>", "<thumb>", "<trail>", "+", "+1", "/", "&", "%"}
    assert {word for word in words - allowed if not word.isascii() or not word.isalnum()} == set()


@pytest.mark.parametrize("locale", LOCALES)
def test_a_group_of_words_is_named_once(locale: str) -> None:
    names = [line.partition(":")[0] for line in sections(locale)["macros"]]
    assert sorted(names) == sorted(set(names))


def test_discords_speak_of_known_roles() -> None:
    assert {role for pair in DISCORDS for roles in pair for role in roles} <= set(PRECEDENCE)


def found(phrases: Phrases, text: str) -> set[str]:
    words = text.split()
    return {role for end, roles in phrases.ends(words, 0) if end == len(words) for role in roles}


def test_the_notation() -> None:
    phrases = Phrases(
        {"yes": ["[ok|oui donc] {i} (en suis|participe)"], "no": ["pas moi"]}, {"i": "je|j"}
    )
    beginnings = ["", "ok ", "oui donc "]
    for beginning, i, verb in product(beginnings, ["je", "j"], ["en suis", "participe"]):
        assert found(phrases, f"{beginning}{i} {verb}") == {"yes"}
    assert found(phrases, "pas moi") == {"no"}
    for text in ["oui je participe", "ok je", "je participe ok", "moi", "ok ok je participe"]:
        assert found(phrases, text) == set()
    assert list(phrases.ends([], 0)) == []


@pytest.mark.parametrize("line", ["(a", "a)", "[a|b", "a]", "(a]", "((a)"])
def test_brackets_must_match(line: str) -> None:
    with pytest.raises(ValueError, match="unbalanced"):
        Phrases({"yes": [line]}, {})


def test_an_unknown_group_of_words_is_an_error() -> None:
    with pytest.raises(KeyError):
        Phrases({"yes": ["{nothing}"]}, {})
