"""Reads the moment a person typed, in French, English or Italian: strictly, never by guess."""

from bot.dates.reader import language_of, read
from bot.dates.readings import REASONS, Ambiguous, Moment, Reading, Refused, Understood, as_json

__all__ = [
    "REASONS",
    "Ambiguous",
    "Moment",
    "Reading",
    "Refused",
    "Understood",
    "as_json",
    "language_of",
    "read",
]
