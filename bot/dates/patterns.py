"""Matching patterns of kinds against a text: the small engine under the grammar."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from bot.dates.elements import Element, Language
from bot.dates.folding import Token
from bot.dates.lexicon import Lexicon, Match, Number, Value

Captured = Value | Number
Built = tuple[Element, ...] | None
Builder = Callable[..., Built]
Lattice = list[dict[str, list[Match]]]


@dataclass(frozen=True)
class Item:
    """One word of a pattern: the kinds it may be, whether it is kept, whether it may be absent."""

    kinds: tuple[str, ...]
    kept: bool
    optional: bool


@dataclass(frozen=True)
class Rule:
    """A pattern, and what builds elements from the values it keeps (None: not a reading)."""

    items: tuple[Item, ...]
    build: Builder
    languages: frozenset[Language]


def rule(pattern: str, build: Builder, languages: str = "fr en it") -> Rule:
    """Compile `on? (day|nth) of? (month)`: `?` may be absent, parentheses keep the value."""
    return Rule(
        items=tuple(_item(word) for word in pattern.split()),
        build=build,
        languages=frozenset(name for name in ("fr", "en", "it") if name in languages),
    )


def _item(word: str) -> Item:
    optional = word.endswith("?")
    word = word.removesuffix("?")
    kept = word.startswith("(")
    return Item(tuple(word.strip("()").split("|")), kept, optional)


def lattice(tokens: tuple[Token, ...], lexicon: Lexicon) -> Lattice:
    """Look up every place of the text."""
    return [lexicon.at(tokens, place) for place in range(len(tokens))]


def matches(rule: Rule, words: Lattice, start: int) -> Iterator[tuple[tuple[Element, ...], int]]:
    """Give every way a rule matches from a place: the elements, and the place after them."""
    for captured, end in _walk(rule.items, words, start):
        built = rule.build(*captured)
        if built is not None:
            yield built, end


def _walk(
    items: tuple[Item, ...], words: Lattice, start: int
) -> Iterator[tuple[tuple[Captured, ...], int]]:
    if not items:
        yield (), start
        return
    item, rest = items[0], items[1:]
    if start < len(words):
        for kind in item.kinds:
            for match in words[start].get(kind, ()):
                kept: tuple[Captured, ...] = (match.value,) if item.kept else ()
                for captured, end in _walk(rest, words, match.end):
                    yield kept + captured, end
    if item.optional:
        missing: tuple[Captured, ...] = (None,) if item.kept else ()
        for captured, end in _walk(rest, words, start):
            yield missing + captured, end
