"""A member: a person in one community, with what that person chose and nothing else."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from db.models.base import Base
from db.vocabulary import Delivery, Visibility


class Member(Base):
    """Language, zone and wishes about reminders; no name, opinion, gender or employer."""

    __tablename__ = "member"
    __table_args__ = (UniqueConstraint("community_id", "external_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    community_id: Mapped[int] = mapped_column(ForeignKey("community.id", ondelete="CASCADE"))
    external_id: Mapped[str] = mapped_column(String(32), index=True)
    locale: Mapped[str | None] = mapped_column(String(8))
    zone: Mapped[str | None] = mapped_column(String(64))
    territory: Mapped[str | None] = mapped_column(String(16))
    delivery: Mapped[Delivery] = mapped_column(default=Delivery.PRIVATE)
    visibility: Mapped[Visibility] = mapped_column(default=Visibility.COUNTED)
    weekends: Mapped[bool] = mapped_column(default=False)
    networks: Mapped[list[str]] = mapped_column(default=list)
    paused_until: Mapped[date | None]
    """First local day on which reminders may come again."""
    stopped_at: Mapped[datetime | None]
    """When the member stopped all reminders; None while they are welcome."""
    wishes_at: Mapped[datetime | None]
    """When these wishes last changed: what lay before is never caught up."""
    carry_on_at: Mapped[datetime | None]
    """When the member last asked the bot to carry on."""
    quiet_since: Mapped[datetime | None]
    """When the bot went quiet by itself after unanswered reminders."""
    unreachable_since: Mapped[datetime | None]
    """When a private message was refused; cleared by the next one that arrives."""
    private_channel: Mapped[str | None] = mapped_column(String(32))
    created_at: Mapped[datetime]
    left_at: Mapped[datetime | None]
