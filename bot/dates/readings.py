"""What reading a text can give: a moment, a question between moments, or a reason."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

Moment = datetime | date


@dataclass(frozen=True)
class Understood:
    """One moment: an aware datetime in the community's zone, or a day where no hour was given."""

    at: Moment


@dataclass(frozen=True)
class Ambiguous:
    """At least two distinct moments, earliest first: the person is asked which one is meant."""

    candidates: tuple[Moment, ...]


REASONS = frozenset(
    {
        "empty",
        "unreadable",
        "past",
        "impossible",  # 31 February, 25 h
        "contradiction",  # a weekday that is not the date's
        "range",  # several days or hours, or an open end
        "several",
        "approximate",
        "negation",
        "recurring",  # "every Tuesday", and the French "le mardi"
        "too_far",
        "zone",  # a zone in which the hour or the day is doubtful
        "bad_request",  # from the shell only
    }
)


@dataclass(frozen=True)
class Refused:
    """No date may come out; `reason` is one of `REASONS`, `details` what a sentence may quote."""

    reason: str
    details: Mapping[str, str] = field(default_factory=dict)


Reading = Understood | Ambiguous | Refused


class Unfit(Exception):
    """Raised inside this room when a reading must end in a refusal; never leaves `read`."""

    def __init__(self, reason: str, **details: str) -> None:
        super().__init__(reason)
        self.refusal = Refused(reason, details)


def as_json(reading: Reading) -> dict[str, object]:
    """Give the reading as plain JSON values; datetimes carry seconds and their offset."""
    match reading:
        case Understood(at):
            return {"status": "understood", "at": iso(at)}
        case Ambiguous(candidates):
            return {"status": "ambiguous", "candidates": [iso(one) for one in candidates]}
        case Refused(reason):
            return {"status": "refused", "reason": reason}


def iso(moment: Moment) -> str:
    """Write a moment the ISO way: `2026-11-24`, or `2026-11-24T18:00:00+01:00`."""
    if isinstance(moment, datetime):
        return moment.isoformat(timespec="seconds")
    return moment.isoformat()
