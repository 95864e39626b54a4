"""What a text is made of once recognised: days, hours, parts of the day, a zone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import tzinfo
from typing import Literal

Language = Literal["fr", "en", "it"]

MINUTE = 60
HOUR = 3600
DAY = 24 * HOUR

Sense = Literal["plain", "article", "this", "next", "coming", "in_eight", "in_fifteen"]
Stretch = Literal["this_week", "next_week", "this_weekend", "next_weekend"]


@dataclass(frozen=True)
class Weekday:
    """A day of the week, Monday being 0; `weeks` counts those added by "a week on Tuesday"."""

    day: int
    sense: Sense = "plain"
    weeks: int = 0


@dataclass(frozen=True)
class Offset:
    """Today, tomorrow and the like: so many days from today."""

    days: int


@dataclass(frozen=True)
class Later:
    """ "In three weeks": so many calendar units from today."""

    count: int
    unit: str


@dataclass(frozen=True)
class Span:
    """Several days named together: a week, a weekend."""

    stretch: Stretch


@dataclass(frozen=True)
class OnDate:
    """A day of a month; without month the next such day, without year the next such date."""

    day: int
    month: int | None = None
    year: int | None = None
    months_on: int | None = None
    nth: bool = False


@dataclass(frozen=True)
class Ranked:
    """The first, second … or last (-1) such weekday of a month."""

    rank: int
    weekday: int
    month: int | None
    year: int | None = None
    months_on: int | None = None


@dataclass(frozen=True)
class Feast:
    """A feast with a date of its own, `12-25`, or counted from Easter, `easter+1`."""

    rule: str
    year: int | None = None


@dataclass(frozen=True)
class Elapse:
    """So many seconds from now, counted on a clock that never changes."""

    seconds: int


@dataclass(frozen=True)
class Clock:
    """An hour of the day: the seconds after midnight that its words may mean.

    `pliable` hours may be moved to the afternoon by a part of the day ("8 h" + "du soir").
    `starting` marks "from 10 o'clock", which says a moment only beside a day.
    """

    options: tuple[int, ...]
    pliable: tuple[int, ...] = ()
    starting: bool = False


@dataclass(frozen=True)
class DayPart:
    """Morning, evening …; `tied` to its hour ("in the evening") or free ("evening")."""

    name: str
    tied: bool = False


@dataclass(frozen=True)
class Zone:
    """A zone named by the text."""

    zone: tzinfo
    strict: bool = False


@dataclass(frozen=True)
class Gone:
    """Words that only speak of the past: yesterday, last Monday."""


@dataclass(frozen=True)
class Impossible:
    """A date or hour that no calendar or clock has: 32/12, 25 h."""


Element = (
    Weekday
    | Offset
    | Later
    | Span
    | OnDate
    | Ranked
    | Feast
    | Elapse
    | Clock
    | DayPart
    | Zone
    | Gone
    | Impossible
)

# One text says each of these at most once; a second one is a list or a range.
PLACES: dict[type, str] = {
    Weekday: "weekday",
    Offset: "offset",
    Later: "later",
    Span: "span",
    OnDate: "calendar",
    Ranked: "calendar",
    Feast: "calendar",
    Elapse: "elapse",
    Clock: "clock",
    DayPart: "part",
    Zone: "zone",
    Gone: "gone",
    Impossible: "impossible",
}
