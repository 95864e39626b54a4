"""How we speak: never pressing, never approving, and with each language's own typography."""

import ast
import json
import re
from collections.abc import Iterator

import pytest

from bot.front_door.sentences import SENTENCES
from bot.words import LOCALES
from tests.catalogues import ROOT, catalogue

PRESSING = {
    "fr": (
        r"dernier rappel",
        r"dernière (?:chance|occasion|ligne droite)",
        r"toujours pas",
        r"vous n’avez (?:pas|encore|rien|jamais)",
        r"vous auriez dû",
        r"vous devez",
        r"vous avez (?:manqué|raté|oublié)",
        r"n’oubliez",
        r"pensez à",
        r"il ne (?:vous )?reste (?:plus )?que",
        r"plus que \w+ (?:jour|heure)",
        r"(?<!rien d’)obligatoire",
        r"urgent",
        r"dépêche",
        r"au plus vite",
        r"en retard",
        r"relanc(?:e|er|é)\b(?! le bot)",
        r"échéance",
        r"deadline",
        r"dommage",
        r"déçu",
        r"on compte sur vous",
        r"je m’engage",
        r"inacti(?:f|ve|vité)",
        r"\btâche",
        r"\bmission\b",
        r"classement",
        r"\bscore",
        r"\bpoints\b(?!\.)",
        r"(?:faute de|sans) (?:vos )?nouvelles",
        r"objectif",
    ),
    "en": (
        r"(?:last|final) reminder",
        r"last chance",
        r"still haven’t",
        r"haven’t (?:yet|answered|posted)",
        r"have not (?:yet|answered|posted|replied)",
        r"you should have",
        r"you must",
        r"you missed",
        r"(?:don’t|do not) forget",
        r"remember to",
        r"only \w+ (?:days?|hours?) (?:left|remain)",
        r"(?<!nothing is )(?:mandatory|compulsory)",
        r"urgent",
        r"(?<!no )hurry",
        r"as soon as you can",
        r"overdue",
        r"deadline",
        r"disappoint",
        r"count(?:ing)? on you",
        r"(?:no|without) (?:news|word) (?:from|of) you",
        r"(?:not|n’t) heard from you",
        r"inactiv",
        r"\btasks?\b",
        r"\bmission\b",
        r"leaderboard|ranking",
        r"(?<!keeps )\bscore",
        r"\btargets?\b",
    ),
    "it": (
        r"ultimo promemoria",
        r"ultima (?:occasione|possibilità)",
        r"non hai ancora (?!un account)",
        r"avresti dovuto",
        r"\bdevi\b",
        r"hai (?:mancato|dimenticato|perso l)",
        r"non dimentica",
        r"ricordati",
        r"rest(?:a|ano) sol(?:o|tanto)",
        r"(?<!nulla di )obbligator",
        r"urgente",
        r"sbrigati|affrettati",
        r"in ritardo",
        r"scadenza",
        r"sollecit",
        r"peccato",
        r"delu[sd]",
        r"contiamo su di te",
        r"(?:senza|mancanza di) (?:tue )?notizie",
        r"inattiv",
        r"\bcompito",
        r"\bmissione",
        r"classifica",
        r"punteggio",
        r"obiettivo",
    ),
}
"""What a gentle voice does not say; the words that a rank, a debt or a clock would use."""

APPROVING = {
    "fr": r"valid(?!ité)|approuv|approbation|modéra|rejet|censur",
    "en": r"approv|validat|moderat|reject|sign[- ]off|censor",
    "it": r"approv|convalid|validat|moderat|respint|censur",
}

NOBODY = r"(?:personne ne|nobody|nessuno) \w+"
"""Saying that nobody does it is the one way to name it."""

CODE = re.compile(r"`[^`]*`|https?://\S*|%\(\w+\)s|\{\w+\}|<[^>]*>")


def spoken(locale: str) -> Iterator[tuple[str, str]]:
    """Everything that a person may read in a language, with where it comes from."""
    for key, entry in catalogue(locale).items():
        for form in entry.forms:
            yield key, form
    for key, said in SENTENCES.items():
        yield key, said["fr" if locale == "fr" else "it" if locale == "it" else "en"]
    examples = json.loads((ROOT / "examples" / "mobilisations.json").read_text("utf-8"))
    for one in examples["mobilisations"]:
        for name, text in one[locale].items():
            for line in text if isinstance(text, list) else [text]:
                if isinstance(line, str):
                    yield f"{one['key']}.{name}", line


def prose(text: str) -> str:
    """A sentence without what is not language: code, addresses, blanks."""
    return CODE.sub("x", text)


@pytest.mark.parametrize("locale", LOCALES)
def test_nothing_presses(locale: str) -> None:
    pressing = re.compile("|".join(PRESSING[locale]), re.IGNORECASE)
    assert [(key, said) for key, said in spoken(locale) if pressing.search(said)] == []


@pytest.mark.parametrize("locale", LOCALES)
def test_nothing_approves(locale: str) -> None:
    approving = re.compile(APPROVING[locale], re.IGNORECASE)
    nobody = re.compile(NOBODY, re.IGNORECASE)
    found = [(key, said) for key, said in spoken(locale) if approving.search(nobody.sub("", said))]
    assert found == []


@pytest.mark.parametrize("locale", LOCALES)
def test_no_one_raises_their_voice(locale: str) -> None:
    for key, said in spoken(locale):
        assert said.count("!") <= 1, key


@pytest.mark.parametrize("locale", LOCALES)
def test_apostrophes_quotes_and_dots_are_the_printers(locale: str) -> None:
    for key, said in spoken(locale):
        text = prose(said)
        assert "'" not in text, (key, said)
        assert '"' not in text, (key, said)
        assert "..." not in text, (key, said)


def test_french_keeps_its_signs_with_their_words() -> None:
    for key, said in spoken("fr"):
        text = prose(said)
        assert not re.search(r"(?<!\u202f)[;!?]", text), (key, said)
        assert not re.search(r"(?<!\u00a0):(?=[\s*]|$)", text), (key, said)
        assert not re.search(r"«(?!\u202f)|(?<!\u202f)»", text), (key, said)
        assert "“" not in text, (key, said)


@pytest.mark.parametrize("locale", ["en", "it"])
def test_english_and_italian_put_no_space_before_signs(locale: str) -> None:
    quotes = "«»" if locale == "en" else "“”"
    for key, said in spoken(locale):
        text = prose(said)
        assert not re.search(r"\s[;:!?](?:\s|$)", text), (key, said)
        assert not set(quotes) & set(text), (key, said)


def names() -> Iterator[tuple[str, str]]:
    """Every name in the code of the three rooms: functions, classes, fields, arguments."""
    for room in ("bot", "cogs", "db"):
        for file in sorted((ROOT / room).rglob("*.py")):
            for node in ast.walk(ast.parse(file.read_text("utf-8"))):
                match node:
                    case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
                        yield str(file.relative_to(ROOT)), node.name
                    case ast.Name():
                        yield str(file.relative_to(ROOT)), node.id
                    case ast.arg():
                        yield str(file.relative_to(ROOT)), node.arg


def test_nothing_in_the_code_approves_or_keeps_score() -> None:
    forbidden = re.compile(r"approv|moderat|reject|censor|leaderboard|streak|badge|trophy|score")
    assert {(file, name) for file, name in names() if forbidden.search(name.lower())} == set()
