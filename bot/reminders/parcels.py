"""A parcel: one message to one person, with the reminders that it settles."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from bot.reminders.terms import Key, Kind, Plan
from db.models import Community, Member, Reminder


@dataclass(frozen=True)
class Parcel:
    """What was claimed for one member."""

    id: int
    rows: tuple[Reminder, ...]
    member: Member
    community: Community
    attempts: int
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
    """The parcel of some claimed rows, held against the plan of this moment; None without rows."""
    if not rows:
        return None
    due = {item.key: (each, item.about) for each in plan.due for item in each.items}
    reasons = {gone.key: gone.reason.value for gone in plan.withheld}
    over: dict[int, str | datetime] = {}
    for row in rows:
        key = Key(row.mobilisation_id, Kind(row.kind), row.stage or None)
        wanted = due.get(key)
        if wanted is None or wanted[1] != row.about:
            over[row.id] = reasons.get(key, "not_planned")
            continue
        if wanted[0].at > now:
            over[row.id] = wanted[0].at
        row.late = row.late or wanted[0].late
    return Parcel(
        rows[0].parcel or rows[0].id, tuple(rows), member, community, rows[0].attempts, over
    )
