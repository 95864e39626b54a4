"""What delivery asks of the memory: whose turn it is, what is claimed, and what became of it."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any, cast

from sqlalchemy import ColumnElement, Integer, Update, and_, bindparam, or_, select, text, update
from sqlalchemy.orm import aliased

from db.light import Lights
from db.look import Look, Work
from db.models import Announcement, Member, Mobilisation, Reminder
from db.models.reminders import CLAIMED
from db.vocabulary import Sending

_OTHER = aliased(Reminder)
UNDER_WAY = (
    select(_OTHER.id)
    .where(
        _OTHER.member_id == Reminder.member_id,
        _OTHER.state == Sending.CLAIMED,
        _OTHER.claimed_until > bindparam("now"),
    )
    .exists()
)
"""Whether something is under way to the member of a reminder; one parcel at a time."""

UNSENT = and_(Reminder.member_id == bindparam("member"), Reminder.sent_at.is_(None))
"""What was not sent to a member: found among their own rows, not among all that wait or are due."""

# Made once: building and hashing a statement costs more than running it.
LAPSED = (
    select(Reminder.member_id)
    .where(text(CLAIMED), Reminder.claimed_until <= bindparam("now"))
    .order_by(Reminder.claimed_until, Reminder.id)
    .limit(bindparam("most", type_=Integer))
)
_TURN = (
    select(Member.id)
    .where(Member.id == bindparam("member"))
    .with_for_update(skip_locked=True, key_share=True)
)
HELD = (
    select(Reminder.id)
    .where(
        UNSENT,
        Reminder.state == Sending.CLAIMED,
        Reminder.claimed_until > bindparam("now"),
    )
    .limit(1)
)
_REMINDERS = Lights(Reminder)
DUE_TO = (
    _REMINDERS.question.where(
        UNSENT,
        or_(
            and_(Reminder.state == Sending.PLANNED, Reminder.due_at <= bindparam("now")),
            and_(Reminder.state == Sending.CLAIMED, Reminder.claimed_until <= bindparam("now")),
        ),
    )
    .order_by(Reminder.due_at, Reminder.id)
    .with_for_update(skip_locked=True)
)
_CONTENTS = (
    select(
        Reminder.kind,
        Reminder.about,
        Reminder.member_id,
        Mobilisation.id,
        Mobilisation.title,
        Mobilisation.starts_on,
        Mobilisation.starts_at,
        Mobilisation.zone,
        Mobilisation.angles,
    )
    .join(Mobilisation, Mobilisation.id == Reminder.mobilisation_id)
    .where(Reminder.id.in_(bindparam("ids", expanding=True)))
    .order_by(Reminder.due_at, Reminder.id)
)
_CARDS = (
    select(Announcement.mobilisation_id, Announcement.channel, Announcement.message)
    .join(Reminder, Reminder.mobilisation_id == Announcement.mobilisation_id)
    .where(
        Reminder.id.in_(bindparam("ids", expanding=True)),
        Announcement.message.is_not(None),
        Announcement.gone_at.is_(None),
    )
    .order_by(Announcement.id)
)

_FREE: dict[str, Any] = {"claimed_by": None, "claimed_until": None}
_THESE = Reminder.id.in_(bindparam("ids", expanding=True))
# A claim that ran out may have been taken over: then it is not ours to settle.
_MINE = and_(_THESE, text(CLAIMED), Reminder.claimed_by == bindparam("by"))


def _update(where: ColumnElement[bool], **fields: Any) -> Update:
    # The table, not the noun: nothing that is kept in a session need hear of it.
    return update(Reminder.__table__).where(where).values(**fields)  # type: ignore[arg-type]


_HOLD = _update(
    Reminder.id == bindparam("row"),
    state=Sending.CLAIMED,
    parcel=bindparam("of"),
    attempts=Reminder.attempts + 1,
    claimed_by=bindparam("by"),
    claimed_until=bindparam("until"),
    late=bindparam("is_late"),
)
_SENT = _update(
    and_(_THESE, Reminder.state != Sending.SENT),
    state=Sending.SENT,
    sent_at=bindparam("now"),
    channel=bindparam("where"),
    message=bindparam("as_message"),
    reason=None,
    **_FREE,
)
_UNREACHABLE = _update(_MINE, state=Sending.UNREACHABLE, reason=bindparam("why"), **_FREE)
_GIVEN_UP = _update(_MINE, state=Sending.SKIPPED, reason=bindparam("why"), **_FREE)
_PUT_OFF = _update(_MINE, state=Sending.PLANNED, due_at=bindparam("at"), parcel=None, **_FREE)
_AGAIN = _update(_MINE, claimed_until=bindparam("at"))
_RELEASE = _update(
    and_(text(CLAIMED), Reminder.claimed_by != bindparam("by")), claimed_until=bindparam("at")
)


async def lapsed_members(look: Look, now: datetime, *, limit: int) -> list[int]:
    """Members whose parcel was claimed and not settled in time, the longest waiting first."""
    rows = await look.rows(LAPSED, {"now": now, "most": limit})
    return list(dict.fromkeys(rows.scalars()))


async def take_turn(work: Work, member_id: int, now: datetime) -> bool:
    """Be the only one to send to a member until the work ends; False where another process is.

    Without it two processes could send two parcels of one day to one person.
    """
    asked = {"member": member_id, "now": now}
    if work.dialect != "sqlite" and (await work.rows(_TURN, asked)).first() is None:
        return False
    return (await work.rows(HELD, asked)).first() is None


async def due_to(work: Work, member_id: int, now: datetime) -> Sequence[Reminder]:
    """All that is due for one member, to go as one parcel: light rows, to be held or left.

    A parcel that an earlier attempt left unsettled is taken again as it was, alone: its message
    may exist already.
    """
    rows = await work.rows(DUE_TO, {"member": member_id, "now": now})
    found = cast("list[Reminder]", [_REMINDERS.split(row)[0] for row in rows])
    unsettled = [row for row in found if row.state is Sending.CLAIMED]
    return [row for row in unsettled if row.parcel == unsettled[0].parcel] or found


async def hold(
    work: Work, parcel: int, late: Mapping[int, bool], *, by: str, until: datetime
) -> None:
    """Claim reminders as one parcel; nobody else may send it until then. `late` has their ids."""
    shared = {"of": parcel, "by": by, "until": until}
    rows = [{"row": row, "is_late": is_late, **shared} for row, is_late in late.items()]
    await work.rows(_HOLD, rows)


async def release_others(work: Work, by: str, now: datetime) -> None:
    """Let go of claims that an earlier process left behind, where only one process can run."""
    await work.rows(_RELEASE, {"by": by, "at": now})


async def contents(look: Look, ids: Collection[int]) -> tuple[Sequence[Any], Sequence[Any]]:
    """What a parcel is about, and where the briefs can be read, when it is about to be sent."""
    asked = {"ids": list(ids)}
    found = await look.rows_of_each((_CONTENTS, asked), (_CARDS, asked))
    return found[0], found[1]


async def mark_sent(
    work: Work, ids: Collection[int], *, now: datetime, channel: str, message: str
) -> None:
    """Record that a parcel reached its person; what is recorded so already stays as it is.

    It holds even where the claim was lost meanwhile: the message exists.
    """
    told = {"ids": list(ids), "now": now, "where": channel, "as_message": message}
    await work.rows(_SENT, told)


async def mark_unreachable(work: Work, ids: Collection[int], by: str, reason: str) -> None:
    """Record that a parcel cannot reach its person; it is not tried again."""
    await work.rows(_UNREACHABLE, {"ids": list(ids), "by": by, "why": reason})


async def give_up(work: Work, ids: Collection[int], by: str, reason: str) -> None:
    """Record that claimed reminders will not come, and why."""
    await work.rows(_GIVEN_UP, {"ids": list(ids), "by": by, "why": reason})


async def put_off(work: Work, ids: Collection[int], by: str, at: datetime) -> None:
    """Back to what is planned: it was not sent, and its hour is over for today."""
    await work.rows(_PUT_OFF, {"ids": list(ids), "by": by, "at": at})


async def try_again(work: Work, ids: Collection[int], by: str, at: datetime) -> None:
    """Keep the claim until then; afterwards the parcel is looked for, and sent if not found."""
    await work.rows(_AGAIN, {"ids": list(ids), "by": by, "at": at})
