"""What many tests stand on: a memory on each database."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from db.migrate import upgrade
from db.store import Store
from tests import databases


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """One PostgreSQL for all tests of this process.

    Not in pytest's own folder: any other run of pytest closes that one to other accounts, and for
    root the server runs as another account.
    """
    with (
        TemporaryDirectory(prefix="postgres-", ignore_cleanup_errors=True) as folder,
        databases.postgres(Path(folder) / "data") as server,
    ):
        yield server


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of an empty database, on SQLite and on PostgreSQL in turn."""
    if request.param == "sqlite":
        yield databases.sqlite_url(tmp_path)
        return
    server = request.getfixturevalue("postgres_server")
    url = databases.fresh_database(server)
    yield url
    databases.drop_database(server, url)


@pytest.fixture
async def store(database_url: str) -> AsyncIterator[Store]:
    """An empty memory, on each database in turn."""
    await upgrade(database_url)
    async with Store(database_url) as store:
        yield store


@pytest.fixture
async def small_store(tmp_path: Path) -> AsyncIterator[Store]:
    """An empty memory on SQLite, where the database is not what is tried."""
    url = databases.sqlite_url(tmp_path)
    await upgrade(url)
    async with Store(url) as store:
        yield store
