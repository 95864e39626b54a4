"""A small community for tests of the memory."""

from datetime import UTC, datetime

from db import communities, members, mobilisations
from db.models import Community, Member, Mobilisation
from db.store import Store
from db.vocabulary import State

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)


async def settle(store: Store, people: int = 1) -> tuple[Community, Mobilisation, list[Member]]:
    """A community with an announced mobilisation and some members."""
    async with store.work() as work:
        community = await communities.settle(
            work, "discord", "1", name="Atelier", locale="fr", zone="Europe/Paris", now=NOW
        )
        mobilisation = await mobilisations.add(
            work,
            Mobilisation(
                community_id=community.id,
                title="8 mars",
                purpose="Voix d’industrielles",
                zone="Europe/Paris",
                state=State.ANNOUNCED,
                created_at=NOW,
            ),
        )
        known = [
            await members.settle(work, community.id, str(100 + number), locale="fr", now=NOW)
            for number in range(people)
        ]
    return community, mobilisation, known
