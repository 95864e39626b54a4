"""What we ask of the memory about communities."""

from datetime import datetime

from sqlalchemy import select

from db.look import Look, Work
from db.models import Community
from db.upsert import insert


async def find(look: Look, platform: str, external_id: str) -> Community | None:
    """The community that a platform calls by this id."""
    return (
        await look.session.scalars(
            select(Community).where(
                Community.platform == platform, Community.external_id == external_id
            )
        )
    ).one_or_none()


async def get(look: Look, community_id: int) -> Community:
    """A community that is known to exist."""
    return await look.session.get_one(Community, community_id)


async def settle(
    work: Work, platform: str, external_id: str, *, name: str, locale: str, zone: str, now: datetime
) -> Community:
    """The community, with these first choices if it was not known yet."""
    await work.session.execute(
        insert(work.dialect, Community)
        .values(
            platform=platform,
            external_id=external_id,
            name=name[:100],
            locale=locale,
            zone=zone,
            coordinator_roles=[],
            rules={},
            created_at=now,
        )
        .on_conflict_do_nothing(index_elements=["platform", "external_id"])
    )
    found = await find(work, platform, external_id)
    if found is None:
        raise LookupError(external_id)
    return found
