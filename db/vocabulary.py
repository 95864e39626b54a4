"""The small vocabularies of the nouns; free of any library, so that pure rules may use them."""

from enum import StrEnum


class State(StrEnum):
    """Where a mobilisation stands; "running" is the clock's business, not a state."""

    DRAFT = "draft"
    ANNOUNCED = "announced"
    SUSPENDED = "suspended"
    CANCELLED = "cancelled"
    CLOSED = "closed"
    ARCHIVED = "archived"


SHOWN = (State.ANNOUNCED, State.SUSPENDED)
"""The states in which members see a mobilisation among what is open."""


class Kind(StrEnum):
    """What people are called to."""

    EVENT = "event"
    CAMPAIGN = "campaign"
    TOUR = "tour"
    WORKSHOP = "workshop"


class Agreement(StrEnum):
    """How the organiser's agreement stands on record."""

    GIVEN = "given"
    NOT_NEEDED = "not_needed"
    WITHDRAWN = "withdrawn"


class Choice(StrEnum):
    """What a person said to a mobilisation."""

    IN = "in"
    MAYBE = "maybe"
    OUT = "out"


class Via(StrEnum):
    """By which gesture a person said it."""

    BUTTON = "button"
    REACTION = "reaction"
    REPLY = "reply"
    COMMAND = "command"


class Delivery(StrEnum):
    """By which way a member wants reminders."""

    PRIVATE = "private"
    THREAD = "thread"
    """Only the note without mention that everybody in the thread sees."""
    NONE = "none"


class Visibility(StrEnum):
    """How a member appears on cards: by name, or only in the count."""

    NAMED = "named"
    COUNTED = "counted"


class Sending(StrEnum):
    """What became of one planned reminder."""

    PLANNED = "planned"
    CLAIMED = "claimed"
    SENT = "sent"
    SKIPPED = "skipped"
    UNREACHABLE = "unreachable"
