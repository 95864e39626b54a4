"""Every way to read a whole text as one day, one hour, or both; nothing may be left over."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import tzinfo

from bot.dates import clock_rules, day_rules
from bot.dates.elements import (
    PLACES,
    Clock,
    DayPart,
    Element,
    Impossible,
    Language,
    OnDate,
    Weekday,
    Zone,
)
from bot.dates.folding import Token
from bot.dates.lexicon import Lexicon
from bot.dates.patterns import Built, Lattice, Rule, lattice, matches, rule
from bot.dates.zones import by_city, by_distance, by_initials

Sentence = tuple[Element, ...]

LONGEST = 32
"""Tokens; the longest single moment we know of in words has some twenty."""


def _zone(zone: tzinfo | None, *, doubtful: bool = False) -> Built:
    return None if zone is None else (Zone(zone, doubtful),)


_ZONES: tuple[Rule, ...] = (
    rule("zone_of (city)", lambda city: _zone(by_city(city)), "fr it"),
    rule("(city) zone_after", lambda city: _zone(by_city(city)), "en"),
    rule("(initials)", lambda name: _zone(by_initials(name), doubtful=name.startswith("ce"))),
    rule("universal + (n)", lambda hours: _zone(by_distance(hours.value))),
    rule("universal - (n)", lambda hours: _zone(by_distance(-hours.value))),
)

_ALL: tuple[Rule, ...] = day_rules.RULES + clock_rules.RULES + _ZONES
_RULES: dict[Language, tuple[Rule, ...]] = {
    "fr": tuple(one for one in _ALL if "fr" in one.languages),
    "en": tuple(one for one in _ALL if "en" in one.languages),
    "it": tuple(one for one in _ALL if "it" in one.languages),
}


def sentences(tokens: tuple[Token, ...], lexicon: Lexicon) -> list[Sentence]:
    """Give every reading of the whole text, each a tuple of elements; none if there is none."""
    if len(tokens) > LONGEST:
        return []
    text = _Text(tokens, lexicon)
    found = list(dict.fromkeys(text.readings(text.after_opening(), ())))
    possible = [one for one in found if not any(isinstance(e, Impossible) for e in one)]
    return possible or found


def repeats(tokens: tuple[Token, ...], lexicon: Lexicon) -> bool:
    """Whether an unreadable text says two days of a kind, or two hours."""
    if len(tokens) > LONGEST:
        return False
    text = _Text(tokens, lexicon)
    seen: list[str] = []
    place = 0
    while place < len(tokens):
        elements, end = max(text.elements_at(place), key=lambda match: match[1], default=((), 0))
        seen.extend(PLACES[type(element)] for element in elements)
        place = max(end, place + 1)
    return any(seen.count(kind) > 1 for kind in ("weekday", "offset", "calendar", "clock"))


class _Text:
    """One text being read; what starts at each place is looked up once."""

    def __init__(self, tokens: tuple[Token, ...], lexicon: Lexicon) -> None:
        self.tokens = tokens
        self.words: Lattice = lattice(tokens, lexicon)
        self.rules = _RULES[lexicon.language]
        self.starting: dict[int, list[tuple[Sentence, int]]] = {}

    def readings(self, place: int, so_far: Sentence) -> Iterator[Sentence]:
        """Give every reading of the text from a place on, after the elements already read."""
        if self.ends(place):
            if _complete(so_far):
                yield so_far
            return
        for elements, end in self.elements_at(place):
            if _fits(so_far, elements) and not self.cuts(end):
                both = so_far + elements
                for after in self.after_signs(end, both):
                    yield from self.readings(after, both)

    def cuts(self, place: int) -> bool:
        """Whether a place parts an hour from its minutes: 14h|30 janvier."""
        if not 0 < place < len(self.tokens) or self.tokens[place].spaced:
            return False
        return self.tokens[place - 1].text == "h" and self.tokens[place].digits

    def elements_at(self, place: int) -> list[tuple[Sentence, int]]:
        """Give what the rules recognise at a place."""
        if place not in self.starting:
            here = set(self.words[place])
            self.starting[place] = [
                match
                for one in self.rules
                if here.intersection(_first_kinds(one))
                for match in matches(one, self.words, place)
            ]
        return self.starting[place]

    def after_opening(self) -> int:
        """Skip a word like "rendez-vous" before the date."""
        if not self.words:
            return 0
        place = max((match.end for match in self.words[0].get("opening", ())), default=0)
        if place < len(self.tokens) and place and self.tokens[place].text in {",", ":"}:
            place += 1
        return place

    def ends(self, place: int) -> bool:
        """Whether nothing is left but thanks."""
        if place < len(self.tokens) and self.tokens[place].text == "," and place:
            place += 1
        if place >= len(self.tokens):
            return True
        return any(match.end == len(self.tokens) for match in self.words[place].get("closing", ()))

    def after_signs(self, place: int, so_far: Sentence) -> Iterator[int]:
        """Give where the next element may start, past commas, dashes and "sharp"."""
        yield place
        if place >= len(self.tokens):
            return
        if isinstance(so_far[-1], Clock | DayPart):
            for match in self.words[place].get("of_day", ()):  # alle 18 di sabato
                if match.end < len(self.words) and "part" not in self.words[match.end]:
                    yield match.end
        if isinstance(so_far[-1], Clock):
            for match in self.words[place].get("sharp", ()):
                yield from self.after_signs(match.end, so_far)
        sign = self.tokens[place].text
        if sign == "," or (sign in {"-", ":"} and self._parts_date_and_hour(place, so_far)):
            yield place + 1

    def _parts_date_and_hour(self, place: int, so_far: Sentence) -> bool:
        """Whether a dash cannot be a range: "12/12 - 14 h" is none, "mardi 8 - 10 h" may be."""
        if not 0 < place < len(self.tokens) - 1:
            return False
        figures = self.tokens[place - 1].digits and self.tokens[place + 1].digits
        last = so_far[-1]
        return not figures or (isinstance(last, OnDate) and last.month is not None)


def _first_kinds(one: Rule) -> set[str]:
    kinds: set[str] = set()
    for item in one.items:
        kinds.update(item.kinds)
        if not item.optional:
            break
    return kinds


def _fits(so_far: Sentence, added: Sentence) -> bool:
    """Whether a text may say this too: each thing once, and no "first Monday" taken apart."""
    taken = {PLACES[type(element)] for element in so_far}
    if any(PLACES[type(element)] in taken for element in added):
        return False
    last = so_far[-1] if so_far else None
    if isinstance(added[0], Zone) and "clock" not in taken:
        return False
    if isinstance(last, Zone) and isinstance(added[0], DayPart):
        return False  # "18 h cet après-midi" is not Central European Time
    counts = isinstance(last, OnDate) and last.nth and last.month is None
    return not (counts and isinstance(added[0], Weekday))


def _complete(sentence: Sentence) -> bool:
    """Whether the elements say something together: a lunch needs its hour, a zone too."""
    clock = any(isinstance(element, Clock) for element in sentence)
    for element in sentence:
        if isinstance(element, Zone) and not clock:
            return False
        if isinstance(element, DayPart) and element.name == "noon" and not clock:
            return False
    return any(not isinstance(element, DayPart | Zone) for element in sentence)
