"""What we ask of the memory about notices: who is still to be told of a change, and who was."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Integer, and_, bindparam, or_, select, text, update
from sqlalchemy.orm import aliased

from db.light import Lights
from db.look import Look, Work
from db.models import Answer, Community, Member, Mobilisation, Notice
from db.models.notices import OPEN
from db.upsert import insert
from db.vocabulary import Sending

_FREE = or_(Notice.claimed_until.is_(None), Notice.claimed_until <= bindparam("now"))
DUE = (
    select(Notice.id)
    .where(text(OPEN), _FREE)
    .order_by(Notice.claimed_until, Notice.id)
    .limit(bindparam("most", type_=Integer))
)
_LATER = aliased(Notice)
_LIGHTS = Lights(Notice, Mobilisation, Member, Community, Answer)
_WHOLE = (
    _LIGHTS.question.add_columns(
        select(_LATER.id)
        .where(
            _LATER.mobilisation_id == Notice.mobilisation_id,
            _LATER.member_id == Notice.member_id,
            _LATER.revision > Notice.revision,
        )
        .exists()
    )
    .select_from(Notice)
    .join(Mobilisation, Mobilisation.id == Notice.mobilisation_id)
    .join(Member, Member.id == Notice.member_id)
    .join(Community, Community.id == Member.community_id)
    .outerjoin(
        Answer,
        and_(
            Answer.mobilisation_id == Notice.mobilisation_id,
            Answer.member_id == Notice.member_id,
        ),
    )
    .where(Notice.id == bindparam("notice"))
)


@dataclass(frozen=True)
class Claimed:
    """A notice that is ours to send for a while; its nouns are light, to be read only."""

    notice: Notice
    mobilisation: Mobilisation
    member: Member
    community: Community
    answer: Answer | None
    overtaken: bool
    """Whether a later change is to be told, or was, in its place."""


async def add(
    work: Work,
    mobilisation: int,
    members: Collection[int],
    *,
    what: str,
    revision: int,
    now: datetime,
) -> None:
    """Have members told of a change; what was to be told before it and did not leave is over."""
    await work.rows(
        update(Notice)
        .where(Notice.mobilisation_id == mobilisation, Notice.state == Sending.PLANNED)
        .values(state=Sending.SKIPPED, reason="overtaken")
        .execution_options(synchronize_session=False)
    )
    shared = {
        "mobilisation_id": mobilisation,
        "what": what,
        "revision": revision,
        "created_at": now,
        "state": Sending.PLANNED,
        "attempts": 0,
    }
    if members:
        rows = [{**shared, "member_id": member} for member in members]
        await work.rows(insert(work.dialect, Notice).on_conflict_do_nothing(), rows)


async def due(look: Look, now: datetime, *, limit: int) -> Sequence[int]:
    """Notices that nobody is busy with, at most so many: what waits for another attempt last."""
    rows = await look.rows(DUE, {"now": now, "most": limit})
    return list(rows.scalars())


async def of_member(look: Look, member_id: int) -> Sequence[Notice]:
    """All that a member was told, or was to be told."""
    query = select(Notice).where(Notice.member_id == member_id).order_by(Notice.id)
    return (await look.session.scalars(query)).all()


async def claim(
    work: Work, notice_id: int, now: datetime, *, by: str, until: datetime
) -> Claimed | None:
    """Take a notice until then; None where somebody else has it or it has its end."""
    taken = await work.rows(
        update(Notice)
        .where(Notice.id == notice_id, text(OPEN), _FREE)
        .values(
            state=Sending.CLAIMED,
            claimed_by=by,
            claimed_until=until,
            attempts=Notice.attempts + 1,
        )
        .returning(Notice.id)
        .execution_options(synchronize_session=False),
        {"now": now},
    )
    if taken.scalar_one_or_none() is None:
        return None
    row = (await work.rows(_WHOLE, {"notice": notice_id})).one()
    notice, mobilisation, member, community, answer = _LIGHTS.split(row[:-1])
    return Claimed(notice, mobilisation, member, community, answer, bool(row[-1]))


async def mark_sent(work: Work, notice: int, *, now: datetime, message: str) -> None:
    """Record that it reached its person, even where the claim was lost meanwhile."""
    where = and_(Notice.id == notice, Notice.state != Sending.SENT)
    fields = {"state": Sending.SENT, "sent_at": now, "message": message, "reason": None}
    await _set(work, where, **fields, claimed_by=None, claimed_until=None)


async def give_up(work: Work, notice: int, by: str, state: Sending, reason: str) -> None:
    """Record that it does not come, and why."""
    await _set(
        work, _mine(notice, by), state=state, reason=reason, claimed_by=None, claimed_until=None
    )


async def try_again(work: Work, notice: int, by: str, at: datetime) -> None:
    """Keep the claim until then; afterwards it is looked for, and sent if not found."""
    await _set(work, _mine(notice, by), claimed_until=at)


async def release_others(work: Work, by: str, now: datetime) -> None:
    """Let go of claims that an earlier process left behind, where only one process can run."""
    left = and_(Notice.state == Sending.CLAIMED, Notice.claimed_by != by)
    await _set(work, left, claimed_until=now)


def _mine(notice: int, by: str) -> Any:
    return and_(Notice.id == notice, Notice.state == Sending.CLAIMED, Notice.claimed_by == by)


async def _set(work: Work, where: Any, **fields: Any) -> None:
    await work.rows(
        update(Notice).where(where).values(**fields).execution_options(synchronize_session=False)
    )
