"""What is asked of a run, and what it leaves behind."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from bot.simulation.cast import Character
from bot.simulation.diary import Diary
from bot.simulation.face import ListFace
from bot.simulation.programme import PARIS, Known
from bot.simulation.withheld import Withholding


@dataclass(frozen=True)
class Asked:
    """What to simulate."""

    members: int = 50
    days: int = 365
    seed: int = 7
    start: date = date(2027, 1, 1)

    @property
    def begins(self) -> datetime:
        """The first midnight, where the community is."""
        return datetime.combine(self.start, time(), PARIS).astimezone(UTC)

    @property
    def ends(self) -> datetime:
        """The midnight after the last day."""
        last = self.start + timedelta(days=self.days)
        return datetime.combine(last, time(), PARIS).astimezone(UTC)


@dataclass(frozen=True)
class Outage:
    """A time during which the bot was not there."""

    begins: datetime
    ends: datetime


@dataclass(frozen=True)
class Lived:
    """Everything that a run left behind."""

    asked: Asked
    people: tuple[Character, ...]
    diary: Diary
    face: ListFace
    withheld: Withholding
    known: dict[int, Known]
    outages: tuple[Outage, ...]
    unsettled: int
    """Members with a reminder whose time has come and that has no end on record."""
