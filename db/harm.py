"""What we ask of the memory about harm: how many stopped their reminders after receiving one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, bindparam, case, distinct, func, or_, select, update

from db.look import Look, Work
from db.models import Answer, Community, Member, Mobilisation, Reminder
from db.vocabulary import Sending, State


@dataclass(frozen=True)
class Batch:
    """The reminders of a mobilisation since it was announced, resumed or moved: counts only."""

    mobilisation: int
    reminded: int
    """People who received at least one."""
    stopped: int
    """Of these, people who want no more of them: of this mobilisation, or at all."""


_STOPPED = or_(
    Answer.stopped.is_(True),
    and_(Member.stopped_at.is_not(None), Member.stopped_at >= Reminder.sent_at),
)
_BATCHES = (
    select(
        Mobilisation.id,
        func.count(distinct(Reminder.member_id)),
        func.count(distinct(case((_STOPPED, Reminder.member_id)))),
    )
    .join(Reminder, Reminder.mobilisation_id == Mobilisation.id)
    .join(Member, Member.id == Reminder.member_id)
    .outerjoin(
        Answer,
        and_(Answer.mobilisation_id == Mobilisation.id, Answer.member_id == Reminder.member_id),
    )
    .where(
        Reminder.state == Sending.SENT,
        or_(Mobilisation.since.is_(None), Reminder.sent_at >= Mobilisation.since),
    )
    .group_by(Mobilisation.id)
)
_OF_MEMBER = _BATCHES.where(
    Mobilisation.id.in_(
        select(Reminder.mobilisation_id).where(
            Reminder.member_id == bindparam("member"), Reminder.sent_at.is_not(None)
        )
    ),
    Mobilisation.state == State.ANNOUNCED,
    Mobilisation.held_at.is_(None),
)
_OF_MOBILISATION = _BATCHES.where(Mobilisation.id == bindparam("mobilisation"))


_UNTOLD = and_(Mobilisation.held_at.is_not(None), Mobilisation.held_told_at.is_(None))
# Asked in every round of the bell: a light question first.
_ANY_UNTOLD = select(Mobilisation.id).where(_UNTOLD).limit(1)


async def batches(look: Look, member_id: int) -> Sequence[Batch]:
    """The batches that a member had a part in, of what is running and not held back."""
    rows = await look.rows(_OF_MEMBER, {"member": member_id})
    return [Batch(*map(int, row)) for row in rows]


async def counted(look: Look, mobilisation_id: int) -> Batch:
    """The batch of one mobilisation, held back or not."""
    asked = {"mobilisation": mobilisation_id}
    row = (await look.rows(_OF_MOBILISATION, asked)).one_or_none()
    return Batch(*map(int, row)) if row else Batch(mobilisation_id, 0, 0)


async def hold(work: Work, mobilisation_id: int, now: datetime) -> None:
    """Hold the reminders of a mobilisation back from now on."""
    await work.rows(
        update(Mobilisation)
        .where(Mobilisation.id == mobilisation_id)
        .values(held_at=now, held_told_at=None)
        .execution_options(synchronize_session=False)
    )


async def untold(look: Look) -> Sequence[tuple[Mobilisation, Community, Member | None]]:
    """What is held back and whose coordinator was not told yet."""
    if (await look.rows(_ANY_UNTOLD)).first() is None:
        return []
    rows = await look.session.execute(
        select(Mobilisation, Community, Member)
        .join(Community, Community.id == Mobilisation.community_id)
        .outerjoin(Member, Member.id == Mobilisation.owner_id)
        .where(_UNTOLD)
        .order_by(Mobilisation.id)
    )
    return [(row[0], row[1], row[2]) for row in rows]


async def mark_told(work: Work, mobilisation_id: int, now: datetime) -> None:
    """Record that whoever announced it knows."""
    await work.rows(
        update(Mobilisation)
        .where(Mobilisation.id == mobilisation_id)
        .values(held_told_at=now)
        .execution_options(synchronize_session=False)
    )
