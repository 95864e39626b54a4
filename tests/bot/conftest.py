"""A bot with a platform made of lists, for tests of decisions."""

from collections.abc import AsyncIterator

import pytest

from db.store import Store
from tests.fakes import Town, town


@pytest.fixture
async def play(small_store: Store) -> AsyncIterator[Town]:
    """A community on a Monday morning, on SQLite."""
    async with town(small_store) as playing:
        yield playing
