"""What delivery asks of the memory: whose turn it is, what is claimed, and what became of it."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, or_, select, text, update
from sqlalchemy.orm import aliased

from db.models import Member, Reminder
from db.models.reminders import CLAIMED
from db.store import Look, Work
from db.vocabulary import Sending

_FREE: dict[str, Any] = {"claimed_by": None, "claimed_until": None}


def under_way(now: datetime) -> ColumnElement[bool]:
    """Whether something is under way to the member of a reminder; one parcel at a time."""
    other = aliased(Reminder)
    return (
        select(other.id)
        .where(
            other.member_id == Reminder.member_id,
            other.state == Sending.CLAIMED,
            other.claimed_until > now,
        )
        .exists()
    )


async def lapsed_members(look: Look, now: datetime, *, limit: int) -> list[int]:
    """Members whose parcel was claimed and not settled in time, the longest waiting first."""
    rows = await look.rows(
        select(Reminder.member_id)
        .where(text(CLAIMED), Reminder.claimed_until <= now)
        .order_by(Reminder.claimed_until, Reminder.id)
        .limit(limit)
    )
    return list(dict.fromkeys(rows.scalars()))


async def take_turn(work: Work, member_id: int, now: datetime) -> bool:
    """Be the only one to send to a member until the work ends; False where another process is.

    Without it two processes could send two parcels of one day to one person.
    """
    if work.dialect != "sqlite":
        mine = select(Member.id).where(Member.id == member_id)
        mine = mine.with_for_update(skip_locked=True, key_share=True)
        if (await work.rows(mine)).first() is None:
            return False
    others = select(Reminder.id).where(
        Reminder.member_id == member_id,
        Reminder.state == Sending.CLAIMED,
        Reminder.claimed_until > now,
    )
    return (await work.rows(others.limit(1))).first() is None


async def claim(
    work: Work, member_id: int, *, now: datetime, by: str, until: datetime
) -> Sequence[Reminder]:
    """Take all that is due for one member, as one parcel; nobody else may send it until then.

    A parcel that an earlier attempt left unsettled is taken again as it was, alone: its message
    may exist already.
    """
    due = or_(
        and_(Reminder.state == Sending.PLANNED, Reminder.due_at <= now),
        and_(Reminder.state == Sending.CLAIMED, Reminder.claimed_until <= now),
    )
    query = (
        select(Reminder)
        .where(Reminder.member_id == member_id, due)
        .order_by(Reminder.due_at, Reminder.id)
    )
    if work.dialect != "sqlite":
        query = query.with_for_update(skip_locked=True)
    found = list((await work.session.scalars(query)).all())
    unsettled = [row for row in found if row.state is Sending.CLAIMED]
    if unsettled:
        found = [row for row in unsettled if row.parcel == unsettled[0].parcel]
    for row in found:
        row.parcel = found[0].id if row.state is Sending.PLANNED else row.parcel
        row.state = Sending.CLAIMED
        row.attempts += 1
        row.claimed_by = by
        row.claimed_until = until
    await work.session.flush()
    return found


async def release_others(work: Work, by: str, now: datetime) -> None:
    """Let go of claims that an earlier process left behind, where only one process can run."""
    await _set(work, and_(text(CLAIMED), Reminder.claimed_by != by), claimed_until=now)


async def mark_sent(
    work: Work, ids: Collection[int], *, now: datetime, channel: str, message: str
) -> None:
    """Record that a parcel reached its person; what is recorded so already stays as it is.

    It holds even where the claim was lost meanwhile: the message exists.
    """
    await _set(
        work,
        and_(Reminder.id.in_(ids), Reminder.state != Sending.SENT),
        state=Sending.SENT,
        sent_at=now,
        channel=channel,
        message=message,
        reason=None,
        **_FREE,
    )


async def mark_unreachable(work: Work, ids: Collection[int], by: str, reason: str) -> None:
    """Record that a parcel cannot reach its person; it is not tried again."""
    await _set(work, _mine(ids, by), state=Sending.UNREACHABLE, reason=reason, **_FREE)


async def give_up(work: Work, ids: Collection[int], by: str, reason: str) -> None:
    """Record that claimed reminders will not come, and why."""
    await _set(work, _mine(ids, by), state=Sending.SKIPPED, reason=reason, **_FREE)


async def put_off(work: Work, ids: Collection[int], by: str, at: datetime) -> None:
    """Back to what is planned: it was not sent, and its hour is over for today."""
    await _set(work, _mine(ids, by), state=Sending.PLANNED, due_at=at, parcel=None, **_FREE)


async def try_again(work: Work, ids: Collection[int], by: str, at: datetime) -> None:
    """Keep the claim until then; afterwards the parcel is looked for, and sent if not found."""
    await _set(work, _mine(ids, by), claimed_until=at)


def _mine(ids: Collection[int], by: str) -> ColumnElement[bool]:
    """A claim that ran out may have been taken over: then it is not ours to settle."""
    return and_(Reminder.id.in_(ids), text(CLAIMED), Reminder.claimed_by == by)


async def _set(work: Work, where: ColumnElement[bool], **fields: Any) -> None:
    await work.session.execute(
        update(Reminder).where(where).values(**fields).execution_options(synchronize_session=False)
    )
