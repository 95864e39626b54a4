"""Answers and posts: what members said to a mobilisation, and what they declare to be out."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from db.models.base import Base
from db.vocabulary import Choice, Via


class Answer(Base):
    """One row per member and mobilisation, whatever the gesture: the last gesture wins."""

    __tablename__ = "answer"
    __table_args__ = (UniqueConstraint("mobilisation_id", "member_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    mobilisation_id: Mapped[int] = mapped_column(ForeignKey("mobilisation.id", ondelete="CASCADE"))
    member_id: Mapped[int] = mapped_column(ForeignKey("member.id", ondelete="CASCADE"), index=True)
    choice: Mapped[Choice]
    via: Mapped[Via]
    day: Mapped[date | None]
    networks: Mapped[list[str]] = mapped_column(default=list)
    remind_once: Mapped[bool] = mapped_column(default=False)
    """An undecided member asked to be reminded, once, to decide."""
    stopped: Mapped[bool] = mapped_column(default=False)
    """No more reminders for this mobilisation."""
    answered_at: Mapped[datetime]


class Post(Base):
    """A contribution declared by its author: no check, no score; the link is optional."""

    __tablename__ = "post"

    id: Mapped[int] = mapped_column(primary_key=True)
    mobilisation_id: Mapped[int] = mapped_column(
        ForeignKey("mobilisation.id", ondelete="CASCADE"), index=True
    )
    member_id: Mapped[int] = mapped_column(ForeignKey("member.id", ondelete="CASCADE"), index=True)
    network: Mapped[str | None] = mapped_column(String(16))
    link: Mapped[str | None] = mapped_column(String(500))
    via: Mapped[Via]
    posted_on: Mapped[date]
    declared_at: Mapped[datetime]
