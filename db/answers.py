"""What we ask of the memory about answers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import and_, delete, func, select, update

from db.models import Answer, Community, Member, Mobilisation, Post
from db.store import Look, Work
from db.upsert import insert
from db.vocabulary import Choice, Via, Visibility


@dataclass(frozen=True)
class Standing:
    """Where one person stands with one mobilisation."""

    mobilisation: Mobilisation
    community: Community
    member: Member | None
    answer: Answer | None


async def standing(look: Look, mobilisation_id: int, platform: str, person: str) -> Standing | None:
    """All that a gesture needs to know, in one question."""
    row = (
        await look.session.execute(
            select(Mobilisation, Community, Member, Answer)
            .join(Community, Community.id == Mobilisation.community_id)
            .outerjoin(
                Member, and_(Member.community_id == Community.id, Member.external_id == person)
            )
            .outerjoin(
                Answer,
                and_(Answer.mobilisation_id == Mobilisation.id, Answer.member_id == Member.id),
            )
            .where(Mobilisation.id == mobilisation_id, Community.platform == platform)
        )
    ).one_or_none()
    return None if row is None else Standing(row[0], row[1], row[2], row[3])


async def put(
    work: Work,
    mobilisation_id: int,
    member_id: int,
    *,
    choice: Choice,
    via: Via,
    now: datetime,
    day: date | None,
    networks: list[str],
    remind_once: bool,
) -> None:
    """Keep the answer of a member; the last gesture wins, and reminders are welcome again."""
    said: dict[str, Any] = {
        "choice": choice,
        "via": via,
        "day": day,
        "networks": networks,
        "remind_once": remind_once,
        "stopped": False,
        "answered_at": now,
    }
    await work.session.execute(
        insert(work, Answer)
        .values(mobilisation_id=mobilisation_id, member_id=member_id, **said)
        .on_conflict_do_update(index_elements=["mobilisation_id", "member_id"], set_=said)
    )


async def change(work: Work, answer_id: int, **fields: Any) -> None:
    """Complete or amend an answer without making it a new one."""
    await work.session.execute(
        update(Answer)
        .where(Answer.id == answer_id)
        .values(**fields)
        .execution_options(synchronize_session=False)
    )


async def withdraw(work: Work, mobilisation_id: int, member_id: int) -> None:
    """Take an answer back, as if nothing had been said."""
    await work.session.execute(
        delete(Answer).where(
            Answer.mobilisation_id == mobilisation_id, Answer.member_id == member_id
        )
    )


async def said_to(look: Look, mobilisation_id: int) -> list[tuple[str, str, Visibility]]:
    """What members said to a mobilisation, as (choice, person, visibility), oldest first."""
    rows = await look.session.execute(
        select(Answer.choice, Member.external_id, Member.visibility)
        .join(Member, Member.id == Answer.member_id)
        .where(Answer.mobilisation_id == mobilisation_id, Member.left_at.is_(None))
        .order_by(Answer.id)
    )
    return [(choice.value, person, seen) for choice, person, seen in rows]


async def of_member(look: Look, member_id: int) -> Sequence[tuple[Answer, Mobilisation, Community]]:
    """Everything a member answered, with its mobilisation."""
    rows = await look.session.execute(
        select(Answer, Mobilisation, Community)
        .join(Mobilisation, Mobilisation.id == Answer.mobilisation_id)
        .join(Community, Community.id == Mobilisation.community_id)
        .where(Answer.member_id == member_id)
        .execution_options(populate_existing=True)
        .order_by(Mobilisation.starts_on.is_(None), Mobilisation.starts_on, Mobilisation.id)
    )
    return [(answer, mobilisation, community) for answer, mobilisation, community in rows]


async def members_of(look: Look, mobilisation_id: int) -> Sequence[tuple[Member, Answer]]:
    """The members who are in or undecided, whom a change concerns."""
    rows = await look.session.execute(
        select(Member, Answer)
        .join(Answer, Answer.member_id == Member.id)
        .where(Answer.mobilisation_id == mobilisation_id, Answer.choice != Choice.OUT)
        .order_by(Member.id)
    )
    return [(member, answer) for member, answer in rows]


async def counts(look: Look, mobilisation_ids: Sequence[int]) -> dict[int, int]:
    """How many are in, by mobilisation."""
    rows = await look.session.execute(
        select(Answer.mobilisation_id, func.count())
        .where(Answer.mobilisation_id.in_(mobilisation_ids), Answer.choice == Choice.IN)
        .group_by(Answer.mobilisation_id)
    )
    return {row[0]: row[1] for row in rows}


async def posted(look: Look, mobilisation_id: int, member_id: int) -> bool:
    """Whether the member declared a post for this mobilisation."""
    return (
        await look.session.execute(
            select(Post.id)
            .where(Post.mobilisation_id == mobilisation_id, Post.member_id == member_id)
            .limit(1)
        )
    ).first() is not None
