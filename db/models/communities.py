"""A community: a server or workspace, and the choices it made for itself."""

from datetime import datetime
from typing import Any

from sqlalchemy import String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from db.models.base import Base


class Community(Base):
    """One server of one chat platform; nothing here comes from the operator's settings file."""

    __tablename__ = "community"
    __table_args__ = (UniqueConstraint("platform", "external_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    platform: Mapped[str] = mapped_column(String(16))
    external_id: Mapped[str] = mapped_column(String(32))
    name: Mapped[str] = mapped_column(String(100))
    locale: Mapped[str] = mapped_column(String(8))
    zone: Mapped[str] = mapped_column(String(64))
    territory: Mapped[str | None] = mapped_column(String(16))
    """Whose public holidays count where a member named no territory (ISO 3166-2 or country)."""
    channel: Mapped[str | None] = mapped_column(String(32))
    """Where announcements go when the coordinator chooses nothing else."""
    coordinator_roles: Mapped[list[str]] = mapped_column(default=list)
    rules: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """Reminder caps and hours that differ from the defaults; never above the hard limits."""
    controller: Mapped[str | None] = mapped_column(String(200))
    """Who answers for personal data (GDPR, article 4(7))."""
    created_at: Mapped[datetime]
