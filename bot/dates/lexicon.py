"""Looking words up: which kinds of word stand at a place of a text, in one language."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from bot.dates import words_en, words_fr, words_it
from bot.dates.elements import Language
from bot.dates.folding import Token
from bot.dates.tables import Table
from bot.dates.zones import CITIES

Value = int | str | None


@dataclass(frozen=True)
class Number:
    """A number as written; `figures` is how many digits it has, 0 for a number in words."""

    value: int
    figures: int

    @property
    def padded(self) -> bool:
        """Whether it was written with a leading zero, as only 24-hour clocks do."""
        return self.figures == 2 and self.value < 10


@dataclass(frozen=True)
class Match:
    """A word of some kind, and the place after it."""

    value: Value | Number
    end: int


@dataclass(frozen=True)
class Lexicon:
    """The phrases of one language."""

    language: Language
    phrases: dict[tuple[str, ...], list[tuple[str, Value]]]
    numbers: dict[tuple[str, ...], int]
    years: dict[tuple[str, ...], int]
    marks: dict[str, tuple[str, ...]]
    vocabulary: frozenset[str]
    longest: int

    def knows(self, tokens: tuple[Token, ...]) -> bool:
        """Whether every word of the text belongs to this language."""
        return all(token.text in self.vocabulary for token in tokens if token.letters)

    def at(self, tokens: tuple[Token, ...], start: int) -> dict[str, list[Match]]:
        """Give what may stand at a place: kind → matches."""
        found: dict[str, list[Match]] = {}
        for kind, match in self._matches(tokens, start):
            found.setdefault(kind, []).append(match)
        return found

    def _matches(self, tokens: tuple[Token, ...], start: int) -> Iterator[tuple[str, Match]]:
        token = tokens[start]
        if not token.letters and not token.digits:
            yield token.text, Match(None, start + 1)
            if _glued(tokens, start):
                yield f"glued{token.text}", Match(None, start + 1)
        if token.digits:
            yield from _figures(token.text, start)
        number: Match | None = None
        for end in range(start + 1, min(start + self.longest, len(tokens)) + 1):
            phrase = tuple(token.text for token in tokens[start:end])
            for kind, value in self.phrases.get(phrase, ()):
                yield kind, Match(value, end)
            if phrase in self.years:
                yield "year", Match(Number(self.years[phrase], 4), end)
            if phrase in self.numbers:
                number = Match(Number(self.numbers[phrase], 0), end)
        if number is not None:  # the longest only: vingt-deux is not vingt
            yield "n", number


def _glued(tokens: tuple[Token, ...], place: int) -> bool:
    """Whether a sign stands between two numbers without a blank: 18,30."""
    if not 0 < place < len(tokens) - 1:
        return False
    before, sign, after = tokens[place - 1 : place + 2]
    return before.digits and after.digits and not sign.spaced and not after.spaced


def _figures(text: str, start: int) -> Iterator[tuple[str, Match]]:
    if len(text) <= 2:
        yield "n", Match(Number(int(text), len(text)), start + 1)
    elif len(text) == 3:
        yield "big", Match(Number(int(text), 3), start + 1)
    elif len(text) == 4:
        yield "year", Match(Number(int(text), 4), start + 1)


def phrases_of(table: str) -> Iterator[tuple[str, ...]]:
    """Split `a b|c` into (a, b) and (c,)."""
    for phrase in table.split("|"):
        yield tuple(phrase.split())


_EVERYWHERE: Table = {
    "ampm": {"am": "am", "pm": "pm"},
    "initials": {name: name for name in ("utc", "gmt", "cet", "cest")},
    "universal": "utc|gmt",
    "city": {name: name for name in CITIES},
}
_SOURCES = {"fr": words_fr, "en": words_en, "it": words_it}


def _by_phrase(numbers: dict[int, str]) -> dict[tuple[str, ...], int]:
    return {phrase: number for number, words in numbers.items() for phrase in phrases_of(words)}


@cache
def lexicon(language: Language) -> Lexicon:
    """Build the lexicon of a language, once."""
    source = _SOURCES[language]
    phrases: dict[tuple[str, ...], list[tuple[str, Value]]] = {}
    for kind, entry in (_EVERYWHERE | source.WORDS).items():
        rows: dict[Value, str] = {None: entry} if isinstance(entry, str) else {**entry}
        for value, alternatives in rows.items():
            for phrase in phrases_of(alternatives):
                phrases.setdefault(phrase, []).append((kind, value))
    numbers = _by_phrase(source.NUMBERS)
    years = _by_phrase(source.YEARS)
    marks = {reason: tuple(words.split("|")) for reason, words in source.MARKS.items()}
    known = [*phrases, *numbers, *years, *(tuple(w.split()) for ws in marks.values() for w in ws)]
    return Lexicon(
        language=language,
        phrases=phrases,
        numbers=numbers,
        years=years,
        marks=marks,
        vocabulary=frozenset(word for phrase in known for word in phrase),
        longest=max(len(phrase) for phrase in known),
    )
