"""The catalogues: every sentence a person reads, by key, in the language of the conversation."""

import gettext
import io
from collections.abc import Iterable
from datetime import date, datetime
from functools import cache, lru_cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from babel.dates import (
    format_date,
    format_datetime,
    format_time,
    get_timezone_gmt,
    get_timezone_location,
)
from babel.lists import format_list
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

LOCALES = ("fr", "en", "it")
FALLBACK = "en"

_FOLDER = Path(__file__).parent / "locales"


def closest(*wanted: str | None) -> str:
    """The first of the wished-for languages that we speak ("fr-FR" is "fr"), else English."""
    for locale in wanted:
        language = (locale or "").replace("_", "-").split("-")[0].lower()
        if language in LOCALES:
            return language
    return FALLBACK


@cache
def _catalogue(locale: str) -> gettext.GNUTranslations:
    """All files of one language together, compiled in memory: no build step, nothing to commit."""
    whole = Catalog(locale=locale)
    for file in sorted((_FOLDER / locale).glob("*.po")):
        with file.open("rb") as stream:
            for message in read_po(stream, locale=locale):
                if message.id and message.string:
                    whole[message.id] = message
    compiled = io.BytesIO()
    write_mo(compiled, whole)
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)


def say(key: str, locale: str, **blanks: Any) -> str:
    """The sentence of a key, its blanks written `%(name)s`.

    Raises:
        KeyError: no catalogue knows the key, or a blank was not filled.
    """
    found = _catalogue(locale).gettext(key)
    if found == key:
        found = _catalogue(FALLBACK).gettext(key)
        if found == key:
            raise KeyError(key)
    return found % blanks if blanks else found.replace("%%", "%")


def count(key: str, number: int, locale: str, **blanks: Any) -> str:
    """The sentence of a key in the singular or plural of `number`, which fills `%(n)s`.

    Raises:
        KeyError: no catalogue knows the key as a plural.
    """
    found = _catalogue(locale).ngettext(key, key, number)
    if found == key:
        found = _catalogue(FALLBACK).ngettext(key, key, number)
        if found == key:
            raise KeyError(key)
    return found % {"n": number, **blanks}


def known(key: str, locale: str) -> bool:
    """Whether this language itself has a sentence for the key."""
    return _catalogue(locale).gettext(key) != key


def moment(when: date | datetime, locale: str, zone: str) -> str:
    """A moment in full, with its zone: weekday, day, month, year, and the hour where known.

    An hour that comes twice, when clocks are put back, is told from the other by its offset.
    """
    if not isinstance(when, datetime):
        return date_in_full(when, locale)
    local = when.astimezone(ZoneInfo(zone))
    day = date_in_full(local.date(), locale)
    hour = format_time(local, "short", locale=_british(locale))
    place = place_of(zone, locale)
    if local.replace(fold=0).utcoffset() != local.replace(fold=1).utcoffset():
        place = f"{place}, {get_timezone_gmt(local, locale=_british(locale))}"
    return say("moment.full", locale, day=day, hour=hour, zone=place)


def date_in_full(when: date, locale: str) -> str:
    """A day with its weekday and its year."""
    return _first(format_date(when, "full", locale=_british(locale)), when, locale)


@lru_cache(maxsize=512)
def day(when: date, locale: str) -> str:
    """A day as people say it: weekday, day and month."""
    return _first(format_datetime(when, "EEEE d MMMM", locale=_british(locale)), when, locale)


def _first(said: str, when: date, locale: str) -> str:
    """French and Italian count the first day of a month as such: "1er décembre", "1º dicembre"."""
    ordinal = {"fr": " 1er ", "it": " 1º "}.get(locale)
    return said.replace(" 1 ", ordinal, 1) if ordinal and when.day == 1 else said


def hour(when: datetime, locale: str, zone: str) -> str:
    """The hour of a moment in a zone."""
    return format_time(when.astimezone(ZoneInfo(zone)), "short", locale=_british(locale))


def place_of(zone: str, locale: str) -> str:
    """The city that a zone is named after, as it is called in a language: Paris, Parigi."""
    city = get_timezone_location(zone, locale=_british(locale), return_city=True)
    return city.rsplit("/", 1)[-1]


def both(things: Iterable[str], locale: str) -> str:
    """A list as people write it: "a, b and c"."""
    return format_list(list(things), locale=_british(locale))


def either(things: Iterable[str], locale: str) -> str:
    """A choice as people write it: "a, b or c"."""
    return format_list(list(things), style="or", locale=_british(locale))


def _british(locale: str) -> str:
    """Our English puts the day before the month and reads a 24-hour clock, as people here do.

    "March 8" or "6 PM" beside the French "8 mars" and "18:00" invite mistakes.
    """
    return "en_GB" if locale == "en" else locale
