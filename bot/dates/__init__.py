"""Reads the moment a person typed, in French, English or Italian: strictly, never by guess.

The whole text is read, in every way that the grammar allows; readings that differ are asked about,
and one reading that must be refused refuses the text. What was chosen where usage differs:

- The day comes before the month in every language; without a year, the next such date is meant,
  unless it has gone by in the last 31 days.
- "Next Tuesday" is the nearest one and the one of next week; a weekday said on that very day is
  today or in a week, as long as its hour is still ahead.
- Midnight of a day is asked about: it begins or ends there. So is a night.
- In English an hour of the 12-hour clock without am or pm is asked about (06:30 is not). In
  French, figures are of the 24-hour clock, words are not. In Italian "alle 8" is asked about,
  "alle 9" and "ore 8" are not.
- A part of the day without an hour gives the bare day. "From 10" beside a day is its beginning.
- Huit jours, quinze jours, "lundi en huit", a weekend, next week are asked about; this week,
  next month, "before", "by", "until", "around" are not moments.
- A zone named in the text is converted exactly or refused.
"""

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
