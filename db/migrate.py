"""Bring an older memory up to date, with a copy made first."""

import logging
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, inspect, text
from sqlalchemy.exc import DBAPIError

from db.backup import CopyFailed, copy_to
from db.engines import is_sqlite, migrating_engine, sqlite_file
from db.store import MemoryLost

log = logging.getLogger(__name__)

HEAD = "0004"
"""The newest revision. Known here so that an up-to-date start need not load Alembic."""

_SCRIPTS = Path(__file__).parent / "migrations"


async def upgrade(url: str, *, copies: Path | None = None, now: datetime | None = None) -> bool:
    """Run the migrations that are missing; whether there were any.

    A database that already holds something is copied into the folder `copies` first (SQLite).

    Raises:
        MemoryLost: the database cannot be opened or written, or a migration failed; a failed one
            leaves nothing behind.
    """
    try:
        return await _upgrade(url, copies, now)
    except DBAPIError as error:
        raise MemoryLost(str(error.orig).strip().partition("\n")[0]) from error
    except (CopyFailed, OSError) as error:
        raise MemoryLost(str(error)) from error


async def _upgrade(url: str, copies: Path | None, now: datetime | None) -> bool:
    if is_sqlite(url):
        sqlite_file(url).parent.mkdir(parents=True, exist_ok=True)
    engine = migrating_engine(url)
    try:
        async with engine.connect() as connection:
            found = await connection.run_sync(revision_of)
        if found == HEAD:
            return False
        if found is not None and copies is not None and is_sqlite(url) and now is not None:
            name = f"before-{HEAD}-{now:%Y%m%d-%H%M%S}.sqlite3"
            copies.mkdir(parents=True, exist_ok=True)
            await copy_to(url, copies / name)
        async with engine.begin() as connection:
            await connection.run_sync(_run, "upgrade", "head")
            if is_sqlite(url):
                broken = (await connection.execute(text("PRAGMA foreign_key_check"))).first()
                if broken is not None:
                    raise RuntimeError("a migration left rows without their parent")
        log.info("memory brought from revision %s to %s", found, HEAD)
        return True
    finally:
        await engine.dispose()


def known_revisions() -> frozenset[str]:
    """The revisions that this version of the bot can bring up to date, or is at."""
    found = (_SCRIPTS / "versions").glob("[0-9]*_*.py")
    return frozenset(file.name.partition("_")[0] for file in found)


def revision_of(connection: Connection) -> str | None:
    """The revision of a database, None where nothing was made yet."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def _run(connection: Connection, verb: str, target: str) -> None:
    from alembic import command

    getattr(command, verb)(configuration(connection), target)


def configuration(connection: Connection | None = None) -> Any:
    """Alembic's settings, without a file of their own."""
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(_SCRIPTS))
    config.attributes["connection"] = connection
    return config
