"""Whether the bot can do its work at this moment, and if not, why."""

import asyncio
from dataclasses import dataclass
from typing import Any

from bot.core import Core
from db.pulse import answers
from db.store import Store

OLDEST_SWEEP = 90.0
"""Seconds; what is due is looked for every 20."""
PATIENCE = 2.0
"""Seconds for the database to answer."""


@dataclass(frozen=True)
class Readiness:
    """What was found; `reasons` is empty where all is well."""

    reasons: tuple[str, ...]
    facts: dict[str, Any]

    def as_json(self) -> dict[str, Any]:
        """For whoever asks over HTTP."""
        return {"ready": not self.reasons, "reasons": list(self.reasons), **self.facts}


async def readiness(core: Core) -> Readiness:
    """Look at the connections, the database and the last sweep; never raises."""
    vitals = core.vitals
    connections = {name: ask() for name, ask in vitals.connections.items()}
    database = await _answers(core.store)
    age = vitals.sweep_age
    wrong = {
        "stopping": vitals.stopping,
        "gateway": not vitals.connected(),
        "database": not database,
        "sweep": age is None or age > OLDEST_SWEEP,
    }
    facts = {
        "gateway": {
            name: {"answers": one.answers, "latency_seconds": _rounded(one.latency)}
            for name, one in connections.items()
        },
        "database": {"answers": database},
        "sweep": {"age_seconds": _rounded(age)},
    }
    return Readiness(tuple(reason for reason, so in wrong.items() if so), facts)


async def _answers(store: Store) -> bool:
    try:
        async with asyncio.timeout(PATIENCE):
            return await answers(store)
    except TimeoutError:
        return False


def _rounded(seconds: float | None) -> float | None:
    return None if seconds is None else round(seconds, 3)
