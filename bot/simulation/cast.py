"""The cast: invented members, where they live and how they go about things."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random

from bot.people import Actor, Place
from bot.reminders.calendar import territory_of
from db.vocabulary import Delivery, Via

TOWN = Place("discord", "1", "Les Voix d’essai", "fr")
HOME = "FR"
"""The territory of the community, for those who name none."""

_PLACES = (
    ("Europe/Paris", None, "fr"),
    ("America/Martinique", "FR-972", "fr"),
    ("Europe/Paris", "FR-57", "fr"),
    ("Indian/Reunion", "FR-974", "fr"),
    ("Europe/Paris", None, "fr"),
    ("Pacific/Noumea", "FR-NC", "fr"),
    ("Europe/Rome", "IT", "it"),
    ("Europe/Paris", None, "fr"),
    ("America/Guadeloupe", "FR-971", "fr"),
    ("Europe/Paris", "FR-6AE", "fr"),
    ("America/Cayenne", "FR-973", "fr"),
    ("Europe/Paris", None, "fr"),
    ("Europe/Dublin", "IE", "en"),
    ("Europe/Paris", None, "fr"),
    ("America/Toronto", "CA-QC", "fr"),
    ("Europe/Rome", None, "it"),
    ("Europe/Paris", None, "fr"),
)
"""Zone, territory where one is named, language. Wherever a member stands in the list, the first
ten hold both sides of most oceans."""


@dataclass(frozen=True)
class Ways:
    """How likely somebody is to do what, from 0 to 1."""

    answers: float
    says_yes: float
    chooses_day: float
    posts: float
    responds: float
    """To do something about a reminder."""
    gestures: tuple[tuple[Via, float], ...]


@dataclass(frozen=True)
class Character:
    """One invented member, with what is going to happen to them."""

    id: str
    zone: str
    territory: str | None
    locale: str
    ways: Ways
    silent_from: datetime | None
    """From then on they make no gesture; nobody asks them why."""
    leaves: datetime | None
    closed: tuple[datetime, datetime] | None
    """Between the two their private messages are closed."""
    pauses: tuple[tuple[datetime, date], ...]
    """When they ask for a pause, and until which day."""
    delivery: tuple[datetime, Delivery] | None

    @property
    def holidays_of(self) -> str:
        """The territory whose public holidays count for them."""
        return territory_of(self.territory, self.zone, HOME)

    def here(self) -> Actor:
        """Acting in the community."""
        return Actor("discord", self.id, locale=self.locale, place=TOWN, channel="ch1")

    def in_private(self) -> Actor:
        """Acting in private messages."""
        return Actor("discord", self.id, locale=self.locale)

    def acts(self, now: datetime) -> bool:
        """Whether they still make gestures."""
        gone = [moment for moment in (self.silent_from, self.leaves) if moment is not None]
        return all(now < moment for moment in gone)


def cast(members: int, days: int, seed: int, start: datetime) -> tuple[Character, ...]:
    """The members of one run. The first is in for everything: that is where limits are felt."""
    width = len(str(members))
    return tuple(
        _character(number, f"m{number + 1:0{width}}", days, seed, start)
        for number in range(members)
    )


def _character(number: int, name: str, days: int, seed: int, start: datetime) -> Character:
    chance = Random(f"{seed} cast {name}")  # noqa: S311 - a story, not a secret
    zone, territory, locale = _PLACES[number % len(_PLACES)]

    def sometime(likely: float, earliest: float = 0.1, latest: float = 0.9) -> datetime | None:
        at = start + timedelta(days=days * chance.uniform(earliest, latest))
        return at.replace(microsecond=0) if chance.random() < likely else None

    closes = sometime(0.10)
    pause = sometime(0.25)
    delivery = sometime(0.05)
    closed_for = chance.randint(5, 60)
    other = chance.choice((Delivery.NONE, Delivery.THREAD))
    return Character(
        id=name,
        zone=zone,
        territory=territory,
        locale=locale,
        ways=_ways(chance, keen=number == 0),
        silent_from=sometime(0.12, 0.3) if number else None,
        leaves=sometime(0.06, 0.3) if number else None,
        closed=None if closes is None else (closes, closes + timedelta(days=closed_for)),
        pauses=((pause, (pause + timedelta(days=chance.randint(4, 30))).date()),) if pause else (),
        delivery=None if delivery is None else (delivery, other),
    )


def _ways(chance: Random, *, keen: bool) -> Ways:
    gestures = [(via, chance.uniform(0.1, 1.0)) for via in (Via.BUTTON, Via.REACTION, Via.REPLY)]
    if keen:
        return Ways(1.0, 1.0, 0.1, 0.2, 0.9, tuple(gestures))
    return Ways(
        answers=chance.uniform(0.2, 0.95),
        says_yes=chance.uniform(0.4, 0.9),
        chooses_day=chance.choice((0.1, 0.1, 0.7)),
        posts=chance.uniform(0.1, 0.7),
        responds=chance.uniform(0.2, 0.9),
        gestures=tuple(gestures),
    )
