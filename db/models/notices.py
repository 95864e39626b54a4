"""A notice: one member is to be told, once, that a mobilisation was moved, paused or called off."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from db.models.base import Base
from db.vocabulary import Sending

OPEN = "notice.state IN ('planned', 'claimed')"
"""Spelled out, not bound: only then do both databases see that the index covers a question."""
_OPEN = text(OPEN.removeprefix("notice."))


class Notice(Base):
    """Whom to tell of what, and what became of it; the words are found when it leaves."""

    __tablename__ = "notice"
    __table_args__ = (
        UniqueConstraint("mobilisation_id", "member_id", "revision"),
        Index("ix_notice_open", "claimed_until", sqlite_where=_OPEN, postgresql_where=_OPEN),
        # A message carries the id of its notice and may outlive it: no id is given twice.
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    mobilisation_id: Mapped[int] = mapped_column(ForeignKey("mobilisation.id", ondelete="CASCADE"))
    member_id: Mapped[int] = mapped_column(ForeignKey("member.id", ondelete="CASCADE"), index=True)
    what: Mapped[str] = mapped_column(String(24))
    """`moved`, `suspended`, `resumed` or `cancelled`."""
    revision: Mapped[int]
    """The mobilisation's when it changed: of two changes the later one is told."""
    created_at: Mapped[datetime]
    state: Mapped[Sending] = mapped_column(default=Sending.PLANNED)
    reason: Mapped[str | None] = mapped_column(String(32))
    attempts: Mapped[int] = mapped_column(default=0)
    claimed_by: Mapped[str | None] = mapped_column(String(48))
    claimed_until: Mapped[datetime | None]
    message: Mapped[str | None] = mapped_column(String(32))
    sent_at: Mapped[datetime | None]
