"""Reading one moment out of a text: the languages in turn, every reading kept, none guessed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from bot.dates.elements import Language
from bot.dates.exact import exact
from bot.dates.folding import Token, Unreadable, tokens
from bot.dates.grammar import Sentence, sentences
from bot.dates.lexicon import lexicon
from bot.dates.readings import Ambiguous, Moment, Reading, Refused, Understood, Unfit, iso
from bot.dates.reasons import unreadable
from bot.dates.resolve import Here, moments, too_far

LAST_YEAR = 9900
"""Beyond it, days to come would leave the calendar of the standard library."""

FALSE_FRIENDS: dict[Language, frozenset[str]] = {
    "fr": frozenset({"mar"}),
    "en": frozenset({"mar"}),
    "it": frozenset({"mar", "le"}),
}
"""March, mardi, martedì; le 18, the 18th or at 18: many write in one language on a Discord set to
another."""

LANGUAGES: tuple[Language, ...] = ("fr", "en", "it")


def read(text: str, *, locale: str, now: datetime, zone: ZoneInfo) -> Reading:
    """Read one moment to come, in the community's zone, from the whole of a text.

    `locale` is a tag such as `fr`, `en-GB`; another language than French, English or Italian
    counts as French. `now` is an aware datetime of any zone.

    Raises ValueError if `now` is naive; never for a text.
    """
    if now.tzinfo is None:
        raise ValueError("now must be aware")
    if now.year > LAST_YEAR:
        return Refused("too_far")
    try:
        return _read(text, language_of(locale), now.astimezone(zone), zone)
    except Unfit as unfit:
        return unfit.refusal
    except Unreadable as unreadable_text:
        return Refused(str(unreadable_text))
    except OverflowError:
        return Refused("too_far")


def language_of(locale: str) -> Language:
    """Give the language of a locale tag, French if we do not speak it."""
    first = locale.replace("_", "-").split("-")[0].strip().lower()
    return next((language for language in LANGUAGES if language == first), "fr")


def _read(text: str, language: Language, now: datetime, zone: ZoneInfo) -> Reading:
    if not text.strip():
        return Refused("empty")
    found = exact(text, zone)
    if found:
        return _exactly(found, now)
    words = tokens(text)
    if not words:
        return Refused("unreadable")
    here = Here(now, zone, language)
    own = sentences(words, lexicon(language))
    if own:
        meant = _settle(own, here)
        if FALSE_FRIENDS[language].intersection(word.text for word in words):
            meant.extend(_elsewhere(words, here))
        return _answer(meant)
    if lexicon(language).knows(words):
        return Refused(unreadable(words, lexicon(language)))
    return _foreign(words, here)


def _exactly(found: tuple[datetime, ...], now: datetime) -> Reading:
    ahead = [moment for moment in found if moment.astimezone(UTC) > now.astimezone(UTC)]
    if not ahead:
        return Refused("past", {"date": iso(found[-1].date())})
    if any(too_far(moment.date(), now.date()) for moment in ahead):
        return Refused("too_far")
    return _answer(ahead)


def _foreign(words: tuple[Token, ...], here: Here) -> Reading:
    """Try the other languages; they must not disagree."""
    readings = [_answer(_settle(found, there)) for found, there in _others(words, here)]
    if readings and all(str(reading) == str(readings[0]) for reading in readings):
        return readings[0]
    return Refused(unreadable(words, lexicon(here.language)))


def _elsewhere(words: tuple[Token, ...], here: Here) -> Iterator[Moment]:
    """Give what the text would mean in the other languages, where it means something."""
    for found, there in _others(words, here):
        try:
            yield from _settle(found, there)
        except Unfit:
            continue


def _others(words: tuple[Token, ...], here: Here) -> Iterator[tuple[list[Sentence], Here]]:
    for other in LANGUAGES:
        if other != here.language and (found := sentences(words, lexicon(other))):
            yield found, Here(here.now, here.zone, other)


def _settle(found: list[Sentence], here: Here) -> list[Moment]:
    """Bring every reading of the text together: if one must be refused, so is the text."""
    return [moment for sentence in found for moment in moments(sentence, here)]


def _answer(every: Sequence[Moment]) -> Reading:
    distinct = {_instant(moment): moment for moment in every}
    kept = [distinct[key] for key in sorted(distinct)]
    return Understood(kept[0]) if len(kept) == 1 else Ambiguous(tuple(kept))


def _instant(moment: Moment) -> str:
    """Order moments in time; two equal wall clocks of a clock change differ."""
    if isinstance(moment, datetime):
        return moment.astimezone(UTC).isoformat()
    return moment.isoformat()
