"""An announcement: a mobilisation shown in one channel."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from db.models.base import Base


class Announcement(Base):
    """What one channel shows; stale while `painted_revision` is below the mobilisation's."""

    __tablename__ = "announcement"
    __table_args__ = (
        UniqueConstraint("mobilisation_id", "channel"),
        Index("ix_announcement_message", "message"),
        Index("ix_announcement_thread", "thread"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    mobilisation_id: Mapped[int] = mapped_column(ForeignKey("mobilisation.id", ondelete="CASCADE"))
    channel: Mapped[str] = mapped_column(String(32))
    message: Mapped[str | None] = mapped_column(String(32))
    thread: Mapped[str | None] = mapped_column(String(32))
    painted_revision: Mapped[int] = mapped_column(default=0)
    posted_at: Mapped[datetime | None]
    painted_at: Mapped[datetime | None]
    not_before: Mapped[datetime | None]
    """The platform asked to wait with the next edit until then."""
    gone_at: Mapped[datetime | None]
    """When the message was found deleted; it can be offered again."""
    trouble: Mapped[str | None] = mapped_column(String(32))
    """Why it could not be shown (a key of ours), for the coordinator."""
