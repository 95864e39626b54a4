"""What we ask of the memory about reminders; "what is due?" costs the same however many wait."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Protocol

from sqlalchemy import (
    ColumnElement,
    Insert,
    Integer,
    and_,
    bindparam,
    case,
    delete,
    distinct,
    func,
    or_,
    select,
    text,
    update,
)

from db import parcels
from db.look import Look, Work
from db.models import Announcement, Community, Member, Reminder
from db.models.reminders import CLAIMED, PLANNED
from db.prepared import Asked, Prepared
from db.upsert import insert
from db.vocabulary import Sending

REMEMBERED = timedelta(days=400)
"""How far back sent reminders can matter to a plan."""
_ROWS_EACH = 4
"""Reminders of one person that may share a message, for the size of a question."""


@dataclass(frozen=True)
class Wanted:
    """A reminder as the plan wants it."""

    mobilisation_id: int
    kind: str
    stage: int
    about: date
    due_at: datetime
    useful_until: datetime


# Statements of a press are made once: building and hashing them costs more than running them.
_KNOWN = and_(
    Reminder.member_id == bindparam("member"),
    or_(Reminder.sent_at.is_(None), Reminder.sent_at > bindparam("since")),
)
_OF_MEMBER = (
    select(Reminder).where(_KNOWN).execution_options(populate_existing=True).order_by(Reminder.id)
)
_WHICH = (Reminder.id, Reminder.mobilisation_id, Reminder.kind, Reminder.stage, Reminder.state)
# Of the many that were sent a plan needs little: reading an instant takes longer than all the rest.
_SENT = Prepared(
    select(*_WHICH, Reminder.sent_at, Reminder.answered_at.is_not(None).label("answered")).where(
        Reminder.member_id == bindparam("member"), Reminder.sent_at > bindparam("since")
    )
)
WAITS = and_(parcels.UNSENT, or_(text(PLANNED), text(CLAIMED)))
"""What is planned for a member, or under way."""
_WAITING = Prepared(
    select(*_WHICH, Reminder.about, Reminder.due_at, Reminder.useful_until).where(WAITS)
)
_SKIP = Prepared(
    update(Reminder.__table__)  # type: ignore[arg-type]
    .where(Reminder.id == bindparam("which"), text(PLANNED))
    .values(state=Sending.SKIPPED, reason=bindparam("why"))
)
DUE = (
    select(Reminder.member_id)
    .where(Reminder.due_at <= bindparam("now"), text(PLANNED), ~parcels.UNDER_WAY)
    .where(Reminder.member_id.not_in(bindparam("but", expanding=True)))
    .order_by(Reminder.due_at, Reminder.id)
    .limit(bindparam("most", type_=Integer))
)
NEXT_PLANNED = (
    select(Reminder.due_at)
    .where(text(PLANNED), Reminder.due_at > bindparam("now"))
    .order_by(Reminder.due_at)
    .limit(1)
)
NEXT_CLAIMED = (
    select(Reminder.claimed_until)
    .where(text(CLAIMED), Reminder.claimed_until > bindparam("now"))
    .order_by(Reminder.claimed_until)
    .limit(1)
)


@dataclass(frozen=True)
class Tally:
    """What became of the reminders of a mobilisation, in counts."""

    sent: int
    answered: int
    """Of these, such as were followed by a gesture."""
    unreachable: int
    """People who could not be written to in private."""


class Trace(Protocol):
    """A reminder as far as a plan looks at it."""

    @property
    def id(self) -> int: ...
    @property
    def mobilisation_id(self) -> int: ...
    @property
    def kind(self) -> str: ...
    @property
    def stage(self) -> int: ...
    @property
    def state(self) -> Sending: ...


class Past(Trace, Protocol):
    """One that was sent."""

    @property
    def sent_at(self) -> datetime: ...
    @property
    def answered(self) -> bool: ...


class Waiting(Trace, Protocol):
    """One that is planned, or under way."""

    @property
    def about(self) -> date: ...
    @property
    def due_at(self) -> datetime: ...
    @property
    def useful_until(self) -> datetime: ...


_PLANNED_AS = (
    *("mobilisation_id", "member_id", "kind", "stage", "about"),
    *("due_at", "useful_until", "state", "reason", "attempts", "late"),
)


def _plan(dialect: str) -> Insert:
    statement = insert(dialect, Reminder).values({name: bindparam(name) for name in _PLANNED_AS})
    moved = ("due_at", "useful_until", "state", "reason")
    return statement.on_conflict_do_update(
        index_elements=["mobilisation_id", "member_id", "kind", "stage", "about"],
        set_={name: statement.excluded[name] for name in moved},
        where=text("reminder.state IN ('planned', 'skipped')"),
    )


_PLAN = Prepared(_plan)


async def of_member(look: Look, member_id: int, now: datetime) -> Sequence[Reminder]:
    """Every reminder of a member that still matters: sent, waiting, and skipped."""
    asked = {"member": member_id, "since": now - REMEMBERED}
    return (await look.session.scalars(_OF_MEMBER, asked)).all()


def sent(member_id: int, now: datetime) -> tuple[Prepared, Asked]:
    """Asks for what was sent to a member and can still matter to a plan, as light rows (`Past`)."""
    return _SENT, {"member": member_id, "since": now - REMEMBERED}


def waiting(member_id: int) -> tuple[Prepared, Asked]:
    """Asks for what is planned for a member or under way, as light rows (`Waiting`)."""
    return _WAITING, {"member": member_id}


async def plan(work: Work, member_id: int, wanted: Sequence[Wanted]) -> None:
    """Plan reminders of a member, or move them; what was claimed or sent is not touched."""
    if wanted:
        fresh = {
            "member_id": member_id,
            "state": Sending.PLANNED,
            "reason": None,
            "attempts": 0,
            "late": False,
        }
        await work.ask((_PLAN, [{**vars(one), **fresh} for one in wanted]))


async def drop(work: Work, ids: Collection[int]) -> None:
    """Let planned reminders go whose place another one takes."""
    await work.session.execute(
        delete(Reminder).where(Reminder.id.in_(ids), Reminder.state == Sending.PLANNED)
    )


async def skip(work: Work, ids: Collection[int], reason: str) -> None:
    """Record that planned reminders will not come, and why; what is under way is not touched."""
    if ids:
        await work.ask((_SKIP, [{"which": one, "why": reason} for one in ids]))


async def due_members(
    look: Look, now: datetime, *, limit: int, but: Collection[int] = ()
) -> list[int]:
    """Members with something due: at most `limit`, unsettled parcels first, then by due moment.

    Those to whom something is under way wait for its end.
    """
    lapsed = await parcels.lapsed_members(look, now, limit=limit + len(but))
    asked = {"now": now, "but": list(but), "most": limit * _ROWS_EACH}
    rows = await look.rows(DUE, asked)
    found = dict.fromkeys([*(one for one in lapsed if one not in but), *rows.scalars()])
    return list(found)[:limit]


async def next_due(look: Look, now: datetime) -> datetime | None:
    """The nearest moment to come at which something falls due or a claim runs out."""
    asked = {"now": now}
    found = await look.rows_of_each((NEXT_PLANNED, asked), (NEXT_CLAIMED, asked))
    return min((rows[0][0] for rows in found if rows), default=None)


async def mark_answered(work: Work, ids: Collection[int], now: datetime) -> None:
    """A gesture about a mobilisation answers every reminder sent about it."""
    await _set(work, Reminder.id.in_(ids), answered_at=now)


async def behind_message(look: Look, platform: str, message: str) -> list[int]:
    """The mobilisations that one private message of ours was about."""
    rows = await look.session.execute(
        select(Reminder.mobilisation_id)
        .join(Member, Member.id == Reminder.member_id)
        .join(Community, Community.id == Member.community_id)
        .where(Reminder.message == message, Community.platform == platform)
        .order_by(Reminder.id)
    )
    return list(rows.scalars())


async def tally(look: Look, mobilisation_id: int) -> Tally:
    """How the reminders of a mobilisation ended; counts only, never who."""
    sent = Reminder.state == Sending.SENT
    row = (
        await look.rows(
            select(
                func.count(case((sent, Reminder.id))),
                func.count(case((and_(sent, Reminder.answered_at.is_not(None)), Reminder.id))),
                func.count(
                    distinct(case((Reminder.state == Sending.UNREACHABLE, Reminder.member_id)))
                ),
            ).where(Reminder.mobilisation_id == mobilisation_id)
        )
    ).one()
    return Tally(*map(int, row))


async def cards_of(look: Look, mobilisation_ids: Collection[int]) -> Sequence[Announcement]:
    """Where the briefs of these mobilisations can be read."""
    return (
        await look.session.scalars(
            select(Announcement)
            .where(
                Announcement.mobilisation_id.in_(mobilisation_ids),
                Announcement.message.is_not(None),
                Announcement.gone_at.is_(None),
            )
            .order_by(Announcement.id)
        )
    ).all()


async def _set(work: Work, where: ColumnElement[bool], **fields: Any) -> None:
    await work.session.execute(
        update(Reminder).where(where).values(**fields).execution_options(synchronize_session=False)
    )
