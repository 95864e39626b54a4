"""What we say to one person: facts of a private message, without markup."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True)
class Item:
    """One mobilisation inside a private message."""

    mobilisation: int
    title: str
    starts: date | datetime | None
    zone: str
    angle: str | None
    brief: str | None
    """Address of the card, where the whole brief can be read."""
    reason: str
    """Why the person receives this (a kind of the policy)."""
    opening: str = ""
    """How a reminder begins, by key; its reason where nothing is said."""
    day: date | None = None
    """The day it speaks of: the chosen one, the date, or the last of a campaign."""


@dataclass(frozen=True)
class Promise:
    """A reminder to come, as told to its person."""

    mobilisation: int
    title: str
    at: datetime
    """In the person's own zone."""
    reason: str


@dataclass(frozen=True)
class Withheld:
    """A reminder that will not come, and why."""

    mobilisation: int
    title: str
    kind: str
    """Which of the reminders (a kind of the policy)."""
    reason: str


@dataclass(frozen=True)
class ReminderNote:
    """A gentle reminder; several mobilisations of one day share one message."""

    locale: str
    mark: str
    """Found again in the message's buttons after a crash."""
    items: tuple[Item, ...]
    late: bool


@dataclass(frozen=True)
class Noted:
    """What was understood from a gesture, and what follows from it."""

    locale: str
    mobilisation: int
    title: str
    choice: str | None
    day: date | None
    networks: tuple[str, ...]
    days: tuple[date, ...]
    """Days that may be chosen, in order; empty where the date is not known."""
    choices: tuple[str, ...]
    """Networks that may be chosen."""
    promises: tuple[Promise, ...]
    posted: bool = False
    posts: int = 0
    changed: bool = True
    by_message: bool = True
    """Whether reminders can reach the person by private message."""
    hours_of: str | None = None
    """The zone whose hours were taken, for somebody new who never said where they live."""


@dataclass(frozen=True)
class Notice:
    """Something that changed in a mobilisation the person said yes to: told once."""

    locale: str
    what: str
    item: Item
    quietly: bool = False
    """Without a sound: it is evening, a weekend or a holiday where the person lives."""
    mark: str = ""
    """Found again in the message's button after a crash."""


@dataclass(frozen=True)
class Held:
    """To whoever announced a mobilisation: its reminders are held back. Counts, never who."""

    locale: str
    mobilisation: int
    title: str
    reminded: int
    stopped: int
    mark: str = ""
    """Found again in the message's button after a crash."""


@dataclass(frozen=True)
class ThreadNote:
    """The one note in the thread of a mobilisation before its date, without any mention."""

    locale: str
    mobilisation: int
    title: str
    starts: date | datetime | None
    mark: str
    """Found again in the message's button after a crash."""


Note = ReminderNote | Noted | Notice | Held | ThreadNote
