"""Migrations: they lead to the models, keep what is there, and make a copy first."""

import sqlite3
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text

from db.engines import migrating_engine, sqlite_file
from db.migrate import HEAD, configuration, upgrade
from db.models import Base
from db.store import Store
from tests.databases import sqlite_url
from tests.db.people import NOW, settle


def test_there_is_one_head_and_the_start_knows_it() -> None:
    assert ScriptDirectory.from_config(configuration()).get_heads() == [HEAD]


async def test_migrated_schema_equals_the_models(database_url: str) -> None:
    assert await upgrade(database_url)
    assert not await upgrade(database_url), "a second start has nothing to do"

    def differences(connection: Connection) -> list[object]:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        return list(compare_metadata(context, Base.metadata))

    engine = migrating_engine(database_url)
    async with engine.connect() as connection:
        assert await connection.run_sync(differences) == []
    await engine.dispose()


async def test_going_down_and_up_again_leaves_the_models(database_url: str) -> None:
    await upgrade(database_url)
    engine = migrating_engine(database_url)
    async with engine.begin() as connection:
        await connection.run_sync(lambda sync: command.downgrade(configuration(sync), "base"))
    async with engine.begin() as connection:
        await connection.run_sync(lambda sync: command.upgrade(configuration(sync), "head"))
        rows = await connection.execute(text("SELECT count(*) FROM member"))
        assert rows.scalar() == 0
    await engine.dispose()


async def test_an_older_memory_is_copied_before_it_is_changed(tmp_path: Path) -> None:
    url = sqlite_url(tmp_path)
    await upgrade(url)
    async with Store(url) as store:
        await settle(store, people=3)
    with sqlite3.connect(sqlite_file(url)) as older:
        older.execute("UPDATE alembic_version SET version_num = '0000'")
    older.close()
    copies = tmp_path / "copies"
    # Revision 0000 does not exist, so the migration stops after the copy was made.
    with pytest.raises(Exception, match="0000"):
        await upgrade(url, copies=copies, now=NOW)
    (copy,) = copies.iterdir()
    with sqlite3.connect(copy) as kept:
        assert kept.execute("SELECT count(*) FROM member").fetchone() == (3,)
    kept.close()
