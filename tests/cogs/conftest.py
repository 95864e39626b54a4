"""A client that connects nowhere, for what can be tried without a wire."""

from collections.abc import AsyncIterator
from types import SimpleNamespace

import pytest
from pydantic import SecretStr

from bot.clock import SetClock
from bot.core import Core
from cogs.client import PorteVoix, build
from cogs.ui import speaking
from db.store import Store
from tests import UNHURRIED
from tests.fakes import MONDAY


@pytest.fixture(autouse=True)
def a_slow_machine_answers_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    """An answer is waited for, and never announced instead: what it says is tried here."""
    monkeypatch.setattr(speaking, "PATIENCE", UNHURRIED)


@pytest.fixture
async def client(small_store: Store) -> AsyncIterator[PorteVoix]:
    """A client with its receptionists, before it logs in."""
    access = SimpleNamespace(
        token=SecretStr("a.b.c"), api_url="", gateway_url="", development_guild=None, pace=45
    )
    made = build(Core(small_store, SetClock(MONDAY, speed=0)), access)
    await made.setup_hook()
    yield made
    await made.close()
