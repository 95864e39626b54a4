"""The small vocabularies and column types that every noun shares."""

from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import DateTime, Dialect, Enum
from sqlalchemy.types import TypeDecorator


class State(StrEnum):
    """Where a mobilisation stands; "running" is the clock's business, not a state."""

    DRAFT = "draft"
    ANNOUNCED = "announced"
    SUSPENDED = "suspended"
    CANCELLED = "cancelled"
    CLOSED = "closed"
    ARCHIVED = "archived"


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


class Moment(TypeDecorator[datetime]):
    """An instant, kept in UTC; a moment without a zone is refused at this door."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment without a zone cannot be remembered")
        return value.astimezone(UTC)

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        moment: datetime = value
        # SQLite forgets the zone; what was written there is always UTC.
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


def named_enum(kind: type[StrEnum], name: str) -> Enum:
    """A column of one of the vocabularies: text with a named CHECK on every database."""
    return Enum(
        kind,
        native_enum=False,
        create_constraint=True,
        name=name,
        length=16,
        values_callable=lambda members: [member.value for member in members],
    )
