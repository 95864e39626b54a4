"""Why a text could not be read: a likely reason, so that the sentence to the person can be kind."""

from __future__ import annotations

import re

from bot.dates.folding import Token
from bot.dates.grammar import repeats
from bot.dates.lexicon import Lexicon

# The first that applies is told.
_ORDER = ("negation", "approximate", "several", "past", "recurring", "range")
_TWO_HOURS = re.compile(r"\b[0-9]{1,2} (?:h|:) .*\b[0-9]{1,2} (?:h|:) ")
_OUTSIDE = re.compile(r"\b(?:3[2-9]|[4-9]\d) [/.-] \d|\b\d+ [/-] (?:1[3-9]|[2-9]\d)\b")


def unreadable(tokens: tuple[Token, ...], lexicon: Lexicon) -> str:
    """Give the key of the likeliest reason; `unreadable` if none stands out."""
    words = f" {' '.join(token.text for token in tokens)} "
    for reason in _ORDER:
        if any(f" {mark} " in words for mark in lexicon.marks.get(reason, ())):
            return reason
    if repeats(tokens, lexicon) or _TWO_HOURS.search(words):
        return "several"
    if _OUTSIDE.search(words):
        return "impossible"
    return "unreadable"
