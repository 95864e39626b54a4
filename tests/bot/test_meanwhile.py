"""While a plan is made by one process, another one sends: what it sent is not overlooked."""

from collections.abc import AsyncIterator, Callable
from datetime import datetime, timedelta
from typing import Any

import psycopg
import pytest
from sqlalchemy import Connection

from bot import answers
from bot.reminders import planning
from bot.reminders.delivery import Delivery
from bot.reminders.terms import Kind, Reason
from db import communities as communities_memory
from db import members as members_memory
from db.migrate import upgrade
from db.prepared import Asked, Prepared
from db.store import Store
from db.vocabulary import Choice, Via
from tests import databases
from tests.fakes import Town, town

MORNING = datetime.fromisoformat("2026-12-01T09:01:00+01:00")
RECORD = "UPDATE reminder SET state = 'sent', sent_at = %s, claimed_by = NULL, claimed_until = NULL"


@pytest.fixture
async def shared(postgres_server: str) -> AsyncIterator[Town]:
    """A community in a memory that several processes share."""
    url = databases.fresh_database(postgres_server)
    await upgrade(url)
    async with Store(url) as store, town(store) as playing:
        yield playing
    databases.drop_database(postgres_server, url)


def _between(which: int, act: Callable[[], None]) -> Callable[..., list[Any]]:
    """`Prepared.ask`, with something that happens before the question of that number."""
    whole, asked_so_far = Prepared.ask, iter(range(100))

    def ask(self: Prepared, connection: Connection, asked: Asked) -> list[Any]:
        if next(asked_so_far) == which:
            act()
        return whole(self, connection, asked)

    return ask


@pytest.mark.parametrize("which", [0, 1, 2])
async def test_what_another_process_sends_between_two_questions_counts(
    shared: Town, monkeypatch: pytest.MonkeyPatch, which: int
) -> None:
    key = await shared.mobilise()
    await answers.answer(shared.core, shared.member(1), key, Choice.IN, Via.BUTTON)
    store = shared.core.store
    async with store.look() as look:
        community = await communities_memory.find(look, "discord", "1")
        assert community is not None
        member = await members_memory.find(look, community.id, "m1")
        assert member is not None
    shared.clock.set(MORNING)
    assert await Delivery(shared.core, "another process")._claim(member.id) is not None

    def record() -> None:
        address = store.url.replace("+psycopg", "")
        with psycopg.connect(address, autocommit=True) as other:
            other.execute(RECORD + " WHERE state = 'claimed'", [MORNING])

    now = MORNING + timedelta(seconds=10)
    async with store.look() as look:
        monkeypatch.setattr(Prepared, "ask", _between(which, record))
        planned = await planning.foresee(look, member, community, now)
        monkeypatch.undo()
    told = {gone.key.kind: gone.reason for gone in planned.plan.withheld}
    assert told[Kind.WEEK_BEFORE] is Reason.ALREADY_SENT
