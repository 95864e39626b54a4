"""What we ask of the memory about members."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, delete, exists, func, select, update

from db.light import Lights
from db.look import Look, Work
from db.models import Community, Member, Reminder
from db.upsert import insert
from db.vocabulary import Sending

_LIGHTS = Lights(Member, Community)
_BY_ID = (
    _LIGHTS.question.select_from(Member)
    .join(Community, Community.id == Member.community_id)
    .where(Member.id == bindparam("member"))
)
_AT_A_LOOK = 2000
"""Members looked at in one go: some milliseconds."""


async def find(look: Look, community_id: int, external_id: str) -> Member | None:
    """The member of a community whom the platform calls by this id."""
    return (
        await look.session.scalars(
            select(Member).where(
                Member.community_id == community_id, Member.external_id == external_id
            )
        )
    ).one_or_none()


async def get(look: Look, member_id: int) -> tuple[Member, Community] | None:
    """A member with their community, by our own id."""
    row = (
        await look.session.execute(
            select(Member, Community)
            .join(Community, Community.id == Member.community_id)
            .where(Member.id == member_id)
            .execution_options(populate_existing=True)
        )
    ).one_or_none()
    return None if row is None else (row[0], row[1])


async def light(look: Look, member_id: int) -> tuple[Member, Community] | None:
    """The same as light rows, to be read only."""
    row = (await look.rows(_BY_ID, {"member": member_id})).one_or_none()
    if row is None:
        return None
    member, community = _LIGHTS.split(row)
    return member, community


async def settle(
    work: Work, community_id: int, external_id: str, *, locale: str | None, now: datetime
) -> Member:
    """The member, remembered from now on if they were not yet."""
    await work.session.execute(
        insert(work.dialect, Member)
        .values(
            community_id=community_id,
            external_id=external_id,
            locale=locale,
            networks=[],
            weekends=False,
            created_at=now,
        )
        .on_conflict_do_nothing(index_elements=["community_id", "external_id"])
    )
    found = await find(work, community_id, external_id)
    if found is None:
        raise LookupError(external_id)
    return found


async def memberships(
    look: Look, platform: str, external_id: str
) -> Sequence[tuple[Member, Community]]:
    """Everywhere that a person of this platform is a member."""
    rows = await look.session.execute(
        select(Member, Community)
        .join(Community, Community.id == Member.community_id)
        .where(Community.platform == platform, Member.external_id == external_id)
        .order_by(Member.id)
    )
    return [(member, community) for member, community in rows]


async def with_private_channel(look: Look, platform: str, channel: str) -> Sequence[Member]:
    """The members (one person, perhaps in several communities) behind a private channel."""
    return (
        await look.session.scalars(
            select(Member)
            .join(Community, Community.id == Member.community_id)
            .where(Community.platform == platform, Member.private_channel == channel)
        )
    ).all()


async def unopened(look: Look, after: int) -> tuple[tuple[Member, Community] | None, int]:
    """The next member to be reminded who has no private channel yet, and where to look next.

    Looks at the next `_AT_A_LOOK` members only, so that it costs the same however many there are.
    """
    until = after + _AT_A_LOOK
    waits = exists().where(Reminder.member_id == Member.id, Reminder.state == Sending.PLANNED)
    query = (
        select(Member, Community)
        .join(Community, Community.id == Member.community_id)
        .where(Member.id > after, Member.id <= until, Member.private_channel.is_(None))
        .where(Member.unreachable_since.is_(None), Member.left_at.is_(None), waits)
        .order_by(Member.id)
        .limit(1)
    )
    row = (await look.session.execute(query)).one_or_none()
    if row is not None:
        return (row[0], row[1]), row[0].id
    last = (await look.rows(select(func.max(Member.id)))).scalar() or 0
    return None, until if until < last else 0


async def remember_channel(work: Work, member_id: int, channel: str) -> None:
    """Keep the private channel of a member, which also shows that they can be reached."""
    await work.session.execute(
        update(Member)
        .where(Member.id == member_id)
        .values(private_channel=channel, unreachable_since=None)
    )


async def mark_unreachable(work: Work, member_id: int, now: datetime) -> None:
    """Note since when private messages are refused; the first refusal counts."""
    await work.session.execute(
        update(Member)
        .where(Member.id == member_id, Member.unreachable_since.is_(None))
        .values(unreachable_since=now)
    )


async def mark_left(work: Work, member_id: int, now: datetime) -> None:
    """Note that the member is no longer in the community."""
    await work.session.execute(update(Member).where(Member.id == member_id).values(left_at=now))


async def change(work: Work, member_id: int, **fields: Any) -> None:
    """Set fields of a member."""
    await work.session.execute(update(Member).where(Member.id == member_id).values(**fields))


async def forget(work: Work, member_id: int) -> None:
    """Erase a member with all that hangs on them; totals of mobilisations are kept elsewhere."""
    await work.session.execute(delete(Member).where(Member.id == member_id))
