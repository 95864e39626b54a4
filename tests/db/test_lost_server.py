"""A database server that goes away: told, nothing half kept, and used again when it is back."""

from collections.abc import AsyncIterator
from contextlib import suppress

import psycopg
import pytest
from sqlalchemy import text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError

from db import marks
from db.migrate import upgrade
from db.pulse import answers
from db.store import MemoryLost, Store
from tests import databases


@pytest.fixture
async def far_store(postgres_server: str) -> AsyncIterator[Store]:
    """A memory on PostgreSQL."""
    url = databases.fresh_database(postgres_server)
    await upgrade(url)
    async with Store(url) as store:
        yield store
    databases.drop_database(postgres_server, url)


def _let_in(server: str, store: Store, *, allowed: bool) -> None:
    """Close the doors of the database, with everybody thrown out; or open them again."""
    name = make_url(store.url).database
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS {allowed}".encode())
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [name]
        )


async def _keep(store: Store, name: str) -> None:
    async with store.work() as work:
        await marks.write(work, name, "kept")


async def _kept(store: Store) -> set[str]:
    async with store.look() as look:
        return set((await look.rows(text("SELECT name FROM mark"))).scalars())


async def test_it_is_used_again_without_a_restart(postgres_server: str, far_store: Store) -> None:
    await _keep(far_store, "before")
    assert await _kept(far_store) == {"before"}
    _let_in(postgres_server, far_store, allowed=False)
    with pytest.raises(MemoryLost):
        await _keep(far_store, "meanwhile")
    with pytest.raises(MemoryLost):
        await _kept(far_store)
    assert not await answers(far_store)
    _let_in(postgres_server, far_store, allowed=True)
    assert await answers(far_store)
    await _keep(far_store, "after")
    assert await _kept(far_store) == {"before", "after"}


async def test_a_connection_that_was_cut_is_replaced_unnoticed(
    postgres_server: str, far_store: Store
) -> None:
    await _keep(far_store, "before")
    _let_in(postgres_server, far_store, allowed=True)
    await _keep(far_store, "after")
    assert await _kept(far_store) == {"before", "after"}


async def test_a_work_that_loses_its_connection_is_told(
    postgres_server: str, far_store: Store
) -> None:
    async def lose(*names: str) -> None:
        async with far_store.work() as work:
            await marks.write(work, "before", "kept")
            _let_in(postgres_server, far_store, allowed=True)
            for name in names:
                await marks.write(work, name, "kept")

    with pytest.raises(MemoryLost):
        await lose("after")
    with pytest.raises(MemoryLost):
        await lose()
    assert await _kept(far_store) == set()
    await _keep(far_store, "later")
    assert await _kept(far_store) == {"later"}


@pytest.mark.parametrize("undone", [True, False])
async def test_a_body_that_makes_light_of_a_lost_connection_is_told_too(
    postgres_server: str, far_store: Store, undone: bool
) -> None:
    async def lose() -> None:
        async with far_store.work() as work:
            session = work.session
            await marks.write(work, "before", "kept")
            _let_in(postgres_server, far_store, allowed=True)
            with suppress(DBAPIError):
                await marks.write(work, "lost", "kept")
            if undone:
                await session.rollback()
                await session.execute(text("INSERT INTO mark VALUES ('after', '')"))

    with pytest.raises(MemoryLost):
        await lose()
    assert await _kept(far_store) == set()
    await _keep(far_store, "later")
    assert await _kept(far_store) == {"later"}
