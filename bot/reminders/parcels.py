"""A parcel: one message to one person, with the reminders that it settles."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from bot.reminders.policy import LATE_AFTER
from bot.reminders.terms import Due, Key, Kind, Plan
from db.models import Community, Member, Reminder
from db.vocabulary import Sending


@dataclass(frozen=True)
class Parcel:
    """What is claimed for one member; rows and nouns are light, to be read only."""

    id: int
    rows: tuple[Reminder, ...]
    member: Member
    community: Community
    attempts: int
    late: dict[int, bool]
    """By row, whether it missed its day or its hour."""
    over: dict[int, str | datetime] = field(default_factory=dict)
    """Rows that the plan does not want now, with the reason, or the moment they are put off to.

    Their message may exist already, if this is not the first attempt.
    """

    @property
    def ids(self) -> list[int]:
        """The rows that this message settles."""
        return [row.id for row in self.rows]

    @property
    def mark(self) -> str:
        """Found again in the message after a crash; also its nonce (at most 25 characters)."""
        return f"r{self.id}"

    def without_over(self) -> "Parcel":
        """What is left to be sent."""
        return replace(self, rows=tuple(row for row in self.rows if row.id not in self.over))


def parcel_of(
    rows: Sequence[Reminder], member: Member, community: Community, plan: Plan, now: datetime
) -> Parcel | None:
    """The parcel of some due rows, held against the plan of this moment; None without rows."""
    if not rows:
        return None
    due = {item.key: (each, item.about) for each in plan.due for item in each.items}
    reasons = {gone.key: gone.reason.value for gone in plan.withheld}
    over: dict[int, str | datetime] = {}
    late: dict[int, bool] = {}
    for row in rows:
        key = Key(row.mobilisation_id, Kind(row.kind), row.stage or None)
        wanted = due.get(key)
        late[row.id] = row.late or (wanted is not None and _is_late(wanted[0], now))
        if wanted is None or wanted[1] != row.about:
            over[row.id] = reasons.get(key, "not_planned")
        elif wanted[0].at > now:
            over[row.id] = wanted[0].at
    first = rows[0]
    number = first.parcel if first.state is Sending.CLAIMED else None
    return Parcel(
        number or first.id, tuple(rows), member, community, first.attempts + 1, late, over
    )


def _is_late(due: Due, now: datetime) -> bool:
    return due.late or now - due.at > LATE_AFTER
