"""The programme: invented mobilisations, with the turns that they are going to take."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

from babel.dates import format_date

PARIS = ZoneInfo("Europe/Paris")
A_YEAR = 30
"""Mobilisations in 365 days."""
_AT_LEAST = 8
"""In a run of some weeks, so that there is something to see."""

_DAY = timedelta(days=1)
_SUBJECTS = (
    "Portes ouvertes des ateliers",
    "Semaine des métiers",
    "Salon de l’apprentissage",
    "Visite de la fonderie",
    "Concours des jeunes soudeurs",
    "Journée de la réparation",
    "Forum des lycées",
    "Nuit de la robotique",
    "Rencontre des cheffes d’atelier",
    "Fête du bois et du métal",
)


@dataclass(frozen=True)
class Dates:
    """When something takes place, and how a coordinator types it."""

    day: date
    hour: int | None = None
    last: date | None = None

    @property
    def when(self) -> str:
        """As typed in the first field of the form."""
        typed = format_date(self.day, "EEEE d MMMM y", locale="fr")
        return typed if self.hour is None else f"{typed} {self.hour}h"

    @property
    def until(self) -> str:
        """As typed in the second; nothing for a single day."""
        return format_date(self.last, "EEEE d MMMM y", locale="fr") if self.last else ""

    def moved_to(self, day: date) -> "Dates":
        """The same on another day."""
        return Dates(day, self.hour, self.last and day + (self.last - self.day))


@dataclass(frozen=True)
class Turn:
    """What a coordinator does to a mobilisation once it is public."""

    at: datetime
    what: str
    """`moved`, `suspended`, `resumed`, `withdrawn`, `cancelled` or `closed`."""
    dates: Dates | None = None


@dataclass(frozen=True)
class Billed:
    """One mobilisation of the programme."""

    title: str
    drafted: datetime
    announced: datetime | None
    """None for a draft that never gets its date."""
    dates: Dates
    undated: bool
    """Drafted while the date was still to be confirmed."""
    turns: tuple[Turn, ...]


@dataclass
class Known:
    """A mobilisation as it stands in the story."""

    id: int
    title: str
    dates: Dates
    fate: str = "draft"
    """`draft`, `announced`, `suspended` or `cancelled`."""
    moved: bool = False


def programme(days: int, seed: int, start: datetime) -> tuple[Billed, ...]:
    """About thirty a year, weekends included, in the order in which they are drafted."""
    number = max(_AT_LEAST, round(A_YEAR * days / 365))
    every = timedelta(days=days) / number
    billed = [_billed(index, seed, start + index * every, every) for index in range(number)]
    return tuple(sorted(billed, key=lambda one: (one.drafted, one.title)))


def _billed(index: int, seed: int, earliest: datetime, every: timedelta) -> Billed:
    chance = Random(f"{seed} programme {index}")  # noqa: S311 - a story, not a secret
    ahead = chance.randint(6, 42)
    drafted = earliest + every * chance.random()
    dates = _dates(chance, drafted.astimezone(PARIS).date() + ahead * _DAY)
    undated = index % 7 == 3
    waited = timedelta(days=chance.uniform(1, ahead / 2) if undated else chance.uniform(0, 1))
    announced = None if index % 14 == 3 else drafted + waited
    return Billed(
        title=f"{_SUBJECTS[index % len(_SUBJECTS)]} n° {index + 1}",
        drafted=_whole(drafted),
        announced=announced and _whole(announced),
        dates=dates,
        undated=undated,
        turns=tuple(_turns(chance, index, announced, dates)) if announced else (),
    )


def _dates(chance: Random, day: date) -> Dates:
    kind = chance.random()
    if kind < 0.55:
        return Dates(day, hour=chance.randint(8, 20))
    if kind < 0.75:
        return Dates(day)
    return Dates(day, last=day + chance.randint(1, 4) * _DAY)


def _turns(chance: Random, index: int, announced: datetime, dates: Dates) -> list[Turn]:
    """What becomes of it, between its announcement and its day."""
    opens = datetime.combine(dates.day, time(8), PARIS)

    def between(after: datetime) -> datetime:
        return _whole(after + (opens - after) * chance.uniform(0.1, 0.95))

    # Not by lot alone: each fate has its share of any twenty.
    fate, turns = (index * 7 % 20 + chance.random()) / 20, list[Turn]()
    if fate < 0.20:
        moved = dates.moved_to(dates.day + chance.choice((-3, 2, 5, 7, 14, 21)) * _DAY)
        turns.append(Turn(between(announced), "moved", moved))
    elif fate < 0.32:
        suspended = between(announced)
        kind = "withdrawn" if fate > 0.30 else "suspended"
        turns.append(Turn(suspended, kind))
        if kind == "suspended" and chance.random() < 0.7:
            turns.append(Turn(between(suspended), "resumed"))
    elif fate < 0.40:
        turns.append(Turn(between(announced), "cancelled"))
    elif fate < 0.50:
        turns.append(Turn(opens + chance.randint(1, 2) * _DAY, "closed"))
    return turns


def _whole(moment: datetime) -> datetime:
    return moment.replace(microsecond=0)
