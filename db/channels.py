"""Which channels of the platform our communities use, for whoever checks before a start."""

from sqlalchemy import CompoundSelect, select, union

from db.models import Announcement, Community, Mobilisation
from db.pulse import Silent, pulse
from db.store import MemoryLost, Store
from db.vocabulary import SHOWN


async def in_use(url: str) -> frozenset[str]:
    """The ids of the communities' own channels and of those that show what is going on.

    Empty where the memory is not there yet, is not up to date, or does not answer.
    """
    asked: CompoundSelect[tuple[str | None]] = union(
        select(Community.channel).where(Community.channel.is_not(None)),
        select(Announcement.channel)
        .join(Mobilisation, Mobilisation.id == Announcement.mobilisation_id)
        .where(Announcement.gone_at.is_(None), Mobilisation.state.in_(SHOWN)),
    )
    try:
        if await pulse(url) != "current":
            return frozenset()
        async with Store(url) as store, store.look() as look:
            return frozenset(str(channel) for (channel,) in await look.rows(asked))
    except (MemoryLost, *Silent):
        return frozenset()
