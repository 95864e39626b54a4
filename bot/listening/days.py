"""Finding the days a message names, with the reader of dates as the only judge of what they are."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from bot import dates

from .folding import Token
from .lexicon import sections
from .slips import one_slip

_WORDS = {name: frozenset(" ".join(lines).split()) for name, lines in sections("dates.txt").items()}
WEEKDAYS = _WORDS["weekdays"]
# "jeu", "mar", "mer", "sam" are words too: a day only where a dot or a number follows.
ABBREVIATED = _WORDS["abbreviated"]
MONTHS = _WORDS["months"]
RELATIVE = _WORDS["relative"]
SPANS = _WORDS["spans"]
OPENERS = _WORDS["openers"]
SHORT_WEEKDAYS = {"en": _WORDS["short english"]}
WITHIN = frozenset().union(*_WORDS.values()) - {"l", "d"}
EVENINGS = frozenset({("ce", "soir"), ("ce", "midi"), ("this", "evening"), ("cet", "apres")})
NUMBER = re.compile(r"\d{1,4}")
MOST_WORDS = 8
MOST_DAYS = 12  # in one message; whoever names so many has not chosen one


@dataclass(frozen=True, slots=True)
class Calendar:
    """When and where the message was written, and in which language it is being read."""

    language: str
    now: datetime
    zone: ZoneInfo


@dataclass(frozen=True, slots=True)
class Named:
    """Words `start` to `end` name a day; `day` is None where more than one could be meant."""

    start: int
    end: int
    day: date | None


def days_in(text: str, tokens: Sequence[Token], calendar: Calendar) -> list[Named]:
    """Every day named, left to right, none overlapping."""
    found: list[Named] = []
    at = 0
    while at < len(tokens):
        if not _calls(tokens, at, calendar.language):
            at += 1
            continue
        named = _named(text, tokens, at, calendar)
        if named and (not found or named.start >= found[-1].end):
            found.append(named)
        at = max(at + 1, named.end if named else 0)
    return found


def names_too_many(tokens: Sequence[Token]) -> bool:
    """Whether there are more words that may be days than anybody chooses among."""
    calling = sum(
        _calls(tokens, at, language) for language in SHORT_WEEKDAYS for at in range(len(tokens))
    )
    return calling > MOST_DAYS


def _calls(tokens: Sequence[Token], at: int, language: str) -> bool:
    """Whether the word may be the heart of a date."""
    word = tokens[at].word
    before = tokens[at - 1].word if at else ""
    after = tokens[at + 1].word if at + 1 < len(tokens) else ""
    if word in WEEKDAYS or word in RELATIVE or word.startswith("<t:"):
        return True
    if word in SHORT_WEEKDAYS.get(language, ()) or (before, word) in EVENINGS:
        return True
    if word in ABBREVIATED:
        return after == "." or after.isdigit()
    if word in MONTHS:
        return before.isdigit() or after.isdigit() or before in ("er", "premier", "primo", "of")
    if word in SPANS:
        return before.isdigit() or before in WITHIN
    if word.isdigit():
        return before in ("le", "il", "the") or _is_written_out(tokens, at)
    return len(word) > 5 and any(one_slip(word, weekday) for weekday in WEEKDAYS)


def _is_written_out(tokens: Sequence[Token], at: int) -> bool:
    """26/11, 26.11, 2026-11-26; but not round the clock."""
    if at + 2 >= len(tokens) or tokens[at + 1].word not in ("/", ".", "-"):
        return False
    pair = (tokens[at].word, tokens[at + 2].word)
    close = tokens[at].end == tokens[at + 1].start and tokens[at + 1].end == tokens[at + 2].start
    return close and tokens[at + 2].word.isdigit() and pair not in (("24", "7"), ("50", "50"))


def _named(text: str, tokens: Sequence[Token], at: int, calendar: Calendar) -> Named | None:
    """The longest stretch around the word that reads as a date, else the bare word unread."""
    last = at + 1
    while last < len(tokens) and last - at < MOST_WORDS and _belongs(tokens[last]):
        last += 1
    for start, end in _stretches(tokens, at, last):
        stretch = text[tokens[start].start : tokens[end - 1].end]
        read = _read(stretch, calendar)
        if isinstance(read, dates.Understood):
            return Named(start, end, _day(read.at, calendar.zone))
        if isinstance(read, dates.Ambiguous):
            shared = {_day(candidate, calendar.zone) for candidate in read.candidates}
            return Named(start, end, shared.pop() if len(shared) == 1 else None)
        if read.reason in ("contradiction", "too_far") or (read.reason == "past" and read.details):
            return Named(start, end, None)
    return Named(at, at + 1, None) if tokens[at].word in WEEKDAYS | RELATIVE else None


@lru_cache(maxsize=64)
def _read(stretch: str, calendar: Calendar) -> dates.Reading:
    return dates.read(stretch, locale=calendar.language, now=calendar.now, zone=calendar.zone)


def _stretches(tokens: Sequence[Token], at: int, last: int) -> Iterator[tuple[int, int]]:
    starts = [at]
    while len(starts) < 4:
        before = starts[-1] - 1
        before -= before > 0 and tokens[before].word == "-"  # après-demain
        if before < 0 or not _opens(tokens, before):
            break
        starts.append(before)
    for end in range(last, at, -1):
        if tokens[end - 1].word in ("/", "-", ":", "a", "at", "alle", "de", "of", "the", "le"):
            continue
        for start in reversed(starts):
            yield start, end


def _opens(tokens: Sequence[Token], at: int) -> bool:
    word = tokens[at].word
    return word in OPENERS or word.isdigit() or word in WITHIN - WEEKDAYS - {".", ":", "-"}


def _belongs(token: Token) -> bool:
    return token.word in WITHIN or bool(NUMBER.fullmatch(token.word))


def _day(moment: date, zone: ZoneInfo) -> date:
    return moment.astimezone(zone).date() if isinstance(moment, datetime) else moment
