"""What we ask of the memory about the one note in the thread of a mobilisation."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import and_, or_, select, update

from db.look import Look, Work
from db.models import Announcement, Community, Mobilisation
from db.vocabulary import State

_TO_COME = and_(
    Mobilisation.state == State.ANNOUNCED,
    Mobilisation.wants_note.is_(True),
    Mobilisation.noted_at.is_(None),
    Mobilisation.held_at.is_(None),
)
# Asked in every round of the bell: a light question first.
_ANY_TO_COME = select(Mobilisation.id).where(_TO_COME).limit(1)


async def to_come(look: Look) -> Sequence[tuple[Mobilisation, Community, Announcement]]:
    """Mobilisations whose note is wanted and not written, with the first thread they have."""
    if (await look.rows(_ANY_TO_COME)).first() is None:
        return []
    rows = await look.session.execute(
        select(Mobilisation, Community, Announcement)
        .join(Community, Community.id == Mobilisation.community_id)
        .join(Announcement, Announcement.mobilisation_id == Mobilisation.id)
        .where(
            _TO_COME,
            Announcement.thread.is_not(None),
            Announcement.gone_at.is_(None),
        )
        .order_by(Mobilisation.id, Announcement.id.desc())
    )
    first = {row[0].id: (row[0], row[1], row[2]) for row in rows}
    return list(first.values())


async def claim(work: Work, mobilisation_id: int, now: datetime, until: datetime) -> int | None:
    """Take the writing of a note for a while; which attempt it is, None where it is not free."""
    taken = await work.rows(
        update(Mobilisation)
        .where(
            Mobilisation.id == mobilisation_id,
            Mobilisation.noted_at.is_(None),
            or_(
                Mobilisation.note_claimed_until.is_(None),
                Mobilisation.note_claimed_until <= now,
            ),
        )
        .values(note_claimed_until=until, note_attempts=Mobilisation.note_attempts + 1)
        .returning(Mobilisation.note_attempts)
        .execution_options(synchronize_session=False)
    )
    attempt = taken.scalar_one_or_none()
    return None if attempt is None else int(attempt)


async def rest(work: Work, mobilisation_id: int, until: datetime) -> None:
    """Leave the note alone until then."""
    await work.rows(
        update(Mobilisation)
        .where(Mobilisation.id == mobilisation_id, Mobilisation.noted_at.is_(None))
        .values(note_claimed_until=until)
        .execution_options(synchronize_session=False)
    )


async def mark(work: Work, mobilisation_id: int, now: datetime) -> None:
    """Record that the note stands; there is no other."""
    await work.rows(
        update(Mobilisation)
        .where(Mobilisation.id == mobilisation_id)
        .values(noted_at=now, note_claimed_until=None)
        .execution_options(synchronize_session=False)
    )
