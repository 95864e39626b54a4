"""What we ask of the memory about announcements: which are shown, and which are stale."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import delete, func, or_, select, update

from db.look import Look, Work
from db.models import Announcement, Community, Mark, Mobilisation
from db.upsert import insert
from db.vocabulary import SHOWN, State


async def add(work: Work, mobilisation_id: int, channel: str) -> None:
    """Plan to show a mobilisation in a channel; again where it was shown and deleted."""
    fresh = {"message": None, "thread": None, "gone_at": None, "trouble": None, "not_before": None}
    await work.session.execute(
        insert(work.dialect, Announcement)
        .values(mobilisation_id=mobilisation_id, channel=channel, painted_revision=0)
        .on_conflict_do_update(
            index_elements=["mobilisation_id", "channel"],
            set_={"painted_revision": 0, **fresh},
            where=Announcement.gone_at.is_not(None) | Announcement.message.is_(None),
        )
    )


async def stale(
    look: Look, now: datetime, mobilisation_id: int | None = None
) -> Sequence[tuple[Announcement, Mobilisation, Community]]:
    """Announcements that show less than we know and may be painted now."""
    query = (
        select(Announcement, Mobilisation, Community)
        .join(Mobilisation, Mobilisation.id == Announcement.mobilisation_id)
        .join(Community, Community.id == Mobilisation.community_id)
        .where(
            Announcement.painted_revision < Mobilisation.revision,
            Announcement.gone_at.is_(None),
            or_(Announcement.not_before.is_(None), Announcement.not_before <= now),
        )
        .order_by(Announcement.id)
    )
    if mobilisation_id is not None:
        query = query.where(Announcement.mobilisation_id == mobilisation_id)
    rows = await look.session.execute(query)
    return [(shown, mobilisation, community) for shown, mobilisation, community in rows]


async def threadless(
    look: Look, mobilisation_id: int | None = None
) -> Sequence[tuple[Announcement, Mobilisation, Community]]:
    """Cards that are shown and whose thread could not be made, where it is still of use."""
    query = (
        select(Announcement, Mobilisation, Community)
        .join(Mobilisation, Mobilisation.id == Announcement.mobilisation_id)
        .join(Community, Community.id == Mobilisation.community_id)
        .where(
            Mobilisation.state == State.ANNOUNCED,
            Announcement.message.is_not(None),
            Announcement.gone_at.is_(None),
            Announcement.thread.is_(None),
            Announcement.trouble.is_not(None),
        )
        .order_by(Announcement.id)
    )
    if mobilisation_id is not None:
        query = query.where(Announcement.mobilisation_id == mobilisation_id)
    rows = await look.session.execute(query)
    return [(shown, mobilisation, community) for shown, mobilisation, community in rows]


async def number_stale(look: Look) -> int:
    """How many announcements show less than we know, also those that have to wait."""
    rows = await look.rows(
        select(func.count())
        .select_from(Announcement)
        .join(Mobilisation, Mobilisation.id == Announcement.mobilisation_id)
        .where(
            Announcement.painted_revision < Mobilisation.revision, Announcement.gone_at.is_(None)
        )
    )
    return int(rows.scalar_one())


async def of_mobilisation(look: Look, mobilisation_id: int) -> Sequence[Announcement]:
    """Every announcement of a mobilisation, in the order they were made."""
    return (
        await look.session.scalars(
            select(Announcement)
            .where(Announcement.mobilisation_id == mobilisation_id)
            .order_by(Announcement.id)
        )
    ).all()


async def open_cards(look: Look, platform: str) -> Sequence[Announcement]:
    """The cards that are shown and still take answers."""
    return (
        await look.session.scalars(
            select(Announcement)
            .join(Mobilisation, Mobilisation.id == Announcement.mobilisation_id)
            .join(Community, Community.id == Mobilisation.community_id)
            .where(
                Community.platform == platform,
                Mobilisation.state == State.ANNOUNCED,
                Announcement.message.is_not(None),
                Announcement.gone_at.is_(None),
            )
            .order_by(Announcement.id)
        )
    ).all()


async def shown_as(
    look: Look, platform: str, message: str
) -> tuple[Announcement, Mobilisation] | None:
    """The announcement behind a message, or behind the thread that was opened under it."""
    row = (
        await look.session.execute(
            select(Announcement, Mobilisation)
            .join(Mobilisation, Mobilisation.id == Announcement.mobilisation_id)
            .join(Community, Community.id == Mobilisation.community_id)
            .where(
                Community.platform == platform,
                or_(Announcement.message == message, Announcement.thread == message),
            )
        )
    ).first()
    return None if row is None else (row[0], row[1])


async def mark(work: Work, announcement_id: int, **fields: Any) -> None:
    """Note how showing went."""
    await work.session.execute(
        update(Announcement).where(Announcement.id == announcement_id).values(**fields)
    )


async def are_shown(look: Look, *, message: str = "", channel: str = "") -> bool:
    """Whether a message is a card of ours, or a channel holds one."""
    where = Announcement.message == message if message else Announcement.channel == channel
    found = await look.rows(
        select(Announcement.id).where(where, Announcement.message.is_not(None)).limit(1)
    )
    return found.first() is not None


async def mark_gone(work: Work, *, now: datetime, message: str = "", channel: str = "") -> None:
    """Note that a message, or all of a channel, was deleted by hand."""
    where = Announcement.message == message if message else Announcement.channel == channel
    await work.session.execute(
        update(Announcement).where(where, Announcement.message.is_not(None)).values(gone_at=now)
    )


async def seen(look: Look, message: str) -> set[str]:
    """The traces of the reactions to a card that were taken into account."""
    prefix = _trace(message, "")
    names = await look.session.scalars(
        select(Mark.name).where(Mark.name.startswith(prefix, autoescape=True))
    )
    return {name.removeprefix(prefix) for name in names}


async def see(work: Work, message: str, traces: Collection[str]) -> None:
    """Keep traces of reactions to a card."""
    if traces:
        rows = [{"name": _trace(message, trace), "value": ""} for trace in sorted(traces)]
        statement = insert(work.dialect, Mark).on_conflict_do_nothing()
        await work.session.execute(statement, rows)


async def unsee(work: Work, message: str, traces: Collection[str]) -> None:
    """Drop traces of reactions to a card."""
    for trace in sorted(traces):
        await work.session.execute(delete(Mark).where(Mark.name == _trace(message, trace)))


async def seen_and_over(look: Look) -> Collection[str]:
    """Cards that take no answers any more, and of which there are still traces of reactions."""
    names = await look.session.scalars(select(Mark.name).where(Mark.name.startswith("seen.")))
    seen = {message for name in names if (message := name[len("seen.") :].rpartition(".")[0])}
    live = await look.session.scalars(
        select(Announcement.message)
        .join(Mobilisation, Mobilisation.id == Announcement.mobilisation_id)
        .where(
            Mobilisation.state.in_(SHOWN),
            Announcement.message.is_not(None),
            Announcement.gone_at.is_(None),
        )
    )
    return seen.difference(live)


async def unsee_all(work: Work, message: str) -> None:
    """Drop every trace of the reactions to a card."""
    prefix = _trace(message, "")
    await work.session.execute(delete(Mark).where(Mark.name.startswith(prefix, autoescape=True)))


def _trace(message: str, trace: str) -> str:
    return f"seen.{message}.{trace}"
