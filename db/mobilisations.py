"""What we ask of the memory about mobilisations and their journal."""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import bindparam, delete, func, or_, select, update

from db.look import Look, Work
from db.models import Community, JournalEntry, Mobilisation
from db.prepared import Prepared
from db.vocabulary import State

TOUCH = Prepared(
    update(Mobilisation.__table__)  # type: ignore[arg-type]
    .where(Mobilisation.id == bindparam("which"))
    .values(revision=Mobilisation.revision + 1)
)


async def find(look: Look, mobilisation_id: int) -> tuple[Mobilisation, Community] | None:
    """A mobilisation with its community."""
    row = (
        await look.session.execute(
            select(Mobilisation, Community)
            .join(Community, Community.id == Mobilisation.community_id)
            .where(Mobilisation.id == mobilisation_id)
        )
    ).one_or_none()
    return None if row is None else (row[0], row[1])


async def add(work: Work, mobilisation: Mobilisation) -> Mobilisation:
    """Remember a new mobilisation; its id is known from here on."""
    work.session.add(mobilisation)
    await work.session.flush()
    return mobilisation


async def change(work: Work, mobilisation: Mobilisation, **fields: Any) -> list[str]:
    """Set fields; the names of those that really changed. A change makes its cards stale."""
    changed = [name for name, value in fields.items() if getattr(mobilisation, name) != value]
    for name in changed:
        setattr(mobilisation, name, fields[name])
    if changed:
        mobilisation.revision += 1
        await work.session.flush()
    return changed


async def touch(work: Work, mobilisation_id: int) -> None:
    """Make the cards stale. Counted in the database: many may do so at once."""
    await work.ask((TOUCH, {"which": mobilisation_id}))


async def drop(work: Work, mobilisation_id: int) -> None:
    """Throw a draft away."""
    await work.session.execute(delete(Mobilisation).where(Mobilisation.id == mobilisation_id))


async def of_community(
    look: Look, community_id: int, states: Collection[State], *, limit: int = 100
) -> Sequence[Mobilisation]:
    """Mobilisations in these states, the next date first and those without a date last."""
    return (
        await look.session.scalars(
            select(Mobilisation)
            .where(Mobilisation.community_id == community_id, Mobilisation.state.in_(states))
            .order_by(Mobilisation.starts_on.is_(None), Mobilisation.starts_on, Mobilisation.id)
            .limit(limit)
        )
    ).all()


async def titled(
    look: Look, community_id: int, typed: str, states: Collection[State], *, limit: int = 25
) -> Sequence[Mobilisation]:
    """Mobilisations whose title contains what was typed, newest first."""
    wanted = typed.strip().lower().replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return (
        await look.session.scalars(
            select(Mobilisation)
            .where(
                Mobilisation.community_id == community_id,
                Mobilisation.state.in_(states),
                func.lower(Mobilisation.title).like(f"%{wanted}%", escape="\\"),
            )
            .order_by(Mobilisation.id.desc())
            .limit(limit)
        )
    ).all()


async def over(look: Look, now: datetime, yesterday: date) -> Sequence[Mobilisation]:
    """Announced mobilisations whose last day is `yesterday` or earlier in every zone."""
    last = func.coalesce(Mobilisation.window_closes, Mobilisation.ends_on, Mobilisation.starts_on)
    return (
        await look.session.scalars(
            select(Mobilisation).where(
                Mobilisation.state == State.ANNOUNCED,
                last <= yesterday,
                or_(Mobilisation.ends_at.is_(None), Mobilisation.ends_at < now),
            )
        )
    ).all()


async def note(
    work: Work,
    mobilisation_id: int,
    what: str,
    *,
    by: int | None,
    now: datetime,
    fields: dict[str, Any] | None = None,
) -> None:
    """Write down who did what and when; `fields` names what changed, without texts."""
    work.session.add(
        JournalEntry(
            mobilisation_id=mobilisation_id, member_id=by, what=what, at=now, fields=fields or {}
        )
    )
    await work.session.flush()
