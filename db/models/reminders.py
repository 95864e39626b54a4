"""A reminder: a planned moment to speak to one member about one mobilisation."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from db.models.base import Base
from db.vocabulary import Sending

PLANNED = "reminder.state = 'planned'"
CLAIMED = "reminder.state = 'claimed'"
"""Spelled out, not bound: only then do both databases see that the index covers a question."""


def _index(name: str, column: str, state: str) -> Index:
    """An index of the reminders in a state only."""
    condition = text(state.removeprefix("reminder."))
    return Index(name, column, sqlite_where=condition, postgresql_where=condition)


class Reminder(Base):
    """When to speak, until when it is of use, and what became of it.

    Rows of one member that fall on the same moment go out as one message; `parcel` is then the id
    of the first of them, and the nonce of the message is made from it.
    """

    __tablename__ = "reminder"
    __table_args__ = (
        UniqueConstraint("mobilisation_id", "member_id", "kind", "stage", "about"),
        # "What is due?" must not grow with what is pending, under way or past.
        _index("ix_reminder_due", "due_at", PLANNED),
        _index("ix_reminder_claimed", "claimed_until", CLAIMED),
        Index("ix_reminder_member_id_sent_at", "member_id", "sent_at"),
        Index("ix_reminder_message", "message"),
        # A message carries the id of its reminder and may outlive it: no id is given twice.
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    mobilisation_id: Mapped[int] = mapped_column(ForeignKey("mobilisation.id", ondelete="CASCADE"))
    member_id: Mapped[int] = mapped_column(ForeignKey("member.id", ondelete="CASCADE"))
    kind: Mapped[str] = mapped_column(String(24))
    """A kind of the policy; kept as text so that an unknown one is reported, never lost."""
    stage: Mapped[int] = mapped_column(default=0)
    """The stage of a tour; 0 where there are none."""
    about: Mapped[date]
    """The day it speaks of: the chosen day, the date, or the closing day."""
    due_at: Mapped[datetime]
    useful_until: Mapped[datetime]
    state: Mapped[Sending] = mapped_column(default=Sending.PLANNED)
    reason: Mapped[str | None] = mapped_column(String(32))
    attempts: Mapped[int] = mapped_column(default=0)
    parcel: Mapped[int | None]
    claimed_by: Mapped[str | None] = mapped_column(String(48))
    claimed_until: Mapped[datetime | None]
    late: Mapped[bool] = mapped_column(default=False)
    channel: Mapped[str | None] = mapped_column(String(32))
    message: Mapped[str | None] = mapped_column(String(32))
    sent_at: Mapped[datetime | None]
    answered_at: Mapped[datetime | None]
