"""The networks that a coordinator types into the brief: by our names, or as people call them."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from difflib import get_close_matches
from functools import lru_cache
from zoneinfo import ZoneInfo

from bot import words
from bot.listening import listen
from bot.listening.networks import NETWORKS

_BETWEEN = re.compile(r"[,;/\n•·…]|\s+(?:et|and|e|ou|or|o)\s+", re.IGNORECASE)
_SOME_DAY = datetime(2026, 1, 1, tzinfo=UTC)
"""Reading a network needs no date, but the reader of replies is given one."""


@dataclass(frozen=True)
class Typed:
    """What a field of networks and hashtags holds."""

    networks: tuple[str, ...]
    hashtags: tuple[str, ...]
    unknown: tuple[str, ...]
    """What is neither, as it was typed."""


def typed(text: str) -> Typed:
    """Read the field where a brief says where to speak of it."""
    hashtags = tuple(word.strip(",;") for word in text.split() if word.startswith("#"))
    rest = " ".join(word if not word.startswith("#") else "," for word in text.split(" "))
    found: set[str] = set()
    unknown: list[str] = []
    for part in _BETWEEN.split(rest):
        said = " ".join(word for word in part.split() if not word.startswith("#"))
        if not said:
            continue
        named = _named(said)
        found |= named
        if not named:
            unknown.append(said)
    return Typed(tuple(one for one in NETWORKS if one in found), hashtags, tuple(unknown))


def _named(said: str) -> frozenset[str]:
    whole = get_close_matches(said.lower(), _names(), 1, cutoff=0.85)
    if whole:
        return frozenset({_names()[whole[0]]})
    for locale in words.LOCALES:
        heard = listen(said, locale=locale, now=_SOME_DAY, zone=ZoneInfo("UTC")).networks
        if heard:
            return frozenset(heard)
    near = (get_close_matches(word, _names(), 1, cutoff=0.8) for word in said.lower().split())
    return frozenset(_names()[one[0]] for one in near if one)


@lru_cache(maxsize=1)
def _names() -> dict[str, str]:
    """What each network is called, in every language."""
    names = {one.replace("_", " "): one for one in NETWORKS}
    for one in NETWORKS:
        for locale in words.LOCALES:
            names.setdefault(words.say(f"network.{one}", locale).lower(), one)
    return names
