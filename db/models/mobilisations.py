"""A mobilisation: an event or campaign that the collective decides to make heard."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from db.models.base import Base
from db.vocabulary import Agreement, Kind, State


class Mobilisation(Base):
    """The brief, its dates, the organiser's agreement and where it stands.

    Dates are local days of `zone`; the instant beside a day is set when the hour is known.
    No date at all means *to be confirmed*: then nothing can be scheduled.
    """

    __tablename__ = "mobilisation"
    __table_args__ = (Index("ix_mobilisation_community_id_state", "community_id", "state"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    community_id: Mapped[int] = mapped_column(ForeignKey("community.id", ondelete="CASCADE"))
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("member.id", ondelete="SET NULL"))
    title: Mapped[str] = mapped_column(String(100))
    purpose: Mapped[str] = mapped_column(String(300))
    kind: Mapped[Kind] = mapped_column(default=Kind.EVENT)
    organiser: Mapped[str | None] = mapped_column(String(200))
    link: Mapped[str | None] = mapped_column(String(500))
    place: Mapped[str | None] = mapped_column(String(200))
    zone: Mapped[str] = mapped_column(String(64))
    when_said: Mapped[str] = mapped_column(String(200), default="")
    """The date as the coordinator typed it, so that a form can come back filled."""
    until_said: Mapped[str] = mapped_column(String(200), default="")
    starts_on: Mapped[date | None]
    starts_at: Mapped[datetime | None]
    ends_on: Mapped[date | None]
    ends_at: Mapped[datetime | None]
    window_opens: Mapped[date | None]
    window_closes: Mapped[date | None]
    territories: Mapped[list[str]] = mapped_column(default=list)
    themes: Mapped[list[str]] = mapped_column(default=list)
    networks: Mapped[list[str]] = mapped_column(default=list)
    hashtags: Mapped[list[str]] = mapped_column(default=list)
    reached: Mapped[str | None] = mapped_column(Text)
    """Audiences already reached, and by whom."""
    blind_spot: Mapped[str | None] = mapped_column(Text)
    """Who is missed, and why the members reach them."""
    angles: Mapped[list[str]] = mapped_column(default=list)
    """Questions and facts with their source; never a text to paste."""
    benefit: Mapped[str | None] = mapped_column(Text)
    """What members receive, if anything (French law on influence, 9 June 2023)."""
    agreement: Mapped[Agreement | None]
    agreement_by: Mapped[str | None] = mapped_column(String(200))
    agreement_on: Mapped[date | None]
    agreement_scope: Mapped[str | None] = mapped_column(Text)
    """What the organiser agreed to, or why nobody needs to be asked."""
    state: Mapped[State] = mapped_column(default=State.DRAFT)
    revision: Mapped[int] = mapped_column(default=1)
    """Grows with whatever changes the card; a card painted below it is stale."""
    created_at: Mapped[datetime]
    announced_at: Mapped[datetime | None]
    since: Mapped[datetime | None]
    """When it was announced, resumed, or its dates last changed: the latest of these."""
    ended_at: Mapped[datetime | None]
    channels: Mapped[list[str]] = mapped_column(default=list)
    """Where the draft will be announced."""
    held_at: Mapped[datetime | None]
    """Since when its reminders are held back, because too many people stopped theirs."""
    held_told_at: Mapped[datetime | None]
    """When whoever announced it was told so."""
    wants_note: Mapped[bool] = mapped_column(default=False)
    """Whether its thread gets one note without mention before the date."""
    noted_at: Mapped[datetime | None]
    note_attempts: Mapped[int] = mapped_column(default=0)
    note_claimed_until: Mapped[datetime | None]


class JournalEntry(Base):
    """Who changed what in a mobilisation, and when; never the text of a message."""

    __tablename__ = "journal"

    id: Mapped[int] = mapped_column(primary_key=True)
    mobilisation_id: Mapped[int] = mapped_column(
        ForeignKey("mobilisation.id", ondelete="CASCADE"), index=True
    )
    member_id: Mapped[int | None] = mapped_column(ForeignKey("member.id", ondelete="SET NULL"))
    what: Mapped[str] = mapped_column(String(32))
    fields: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    at: Mapped[datetime]
