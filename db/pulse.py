"""Whether the memory answers, and how old it is; changes nothing."""

import asyncio
import os
import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path
from typing import Literal

from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from db.engines import WAIT_FOR_LOCK_MS, is_sqlite, migrating_engine, sqlite_file
from db.migrate import HEAD, known_revisions, revision_of
from db.store import MemoryLost, Store

Silent = (MemoryLost, DBAPIError, OSError)
"""What reading raises where the database does not answer."""

State = Literal["new", "older", "current", "other"]


async def pulse(url: str) -> State:
    """The state of the memory: still to be made, to be upgraded, up to date, or from elsewhere.

    On SQLite the right to write is tried too, with a transaction that is given up.

    Raises:
        MemoryLost: it does not answer, or could not be written; with the driver's short reason.
    """
    found = await (_sqlite_revision(sqlite_file(url)) if is_sqlite(url) else _revision(url))
    if found is None:
        return "new"
    if found == HEAD:
        return "current"
    return "older" if found in known_revisions() else "other"


async def _revision(url: str) -> str | None:
    engine = migrating_engine(url)
    try:
        async with engine.connect() as connection:
            return await connection.run_sync(revision_of)
    except DBAPIError as error:
        raise MemoryLost(str(error.orig).strip().partition("\n")[0]) from error
    except OSError as error:
        raise MemoryLost(error.strerror or str(error)) from error
    finally:
        await engine.dispose()


async def _sqlite_revision(file: Path) -> str | None:
    """Without the engine: its thread outlives an opening that fails, and complains at the end."""
    try:
        return await asyncio.to_thread(_read_sqlite, file)
    except sqlite3.Error as error:
        raise MemoryLost(str(error)) from error
    except OSError as error:
        raise MemoryLost(f"{error.filename or file}: {error.strerror or error}") from error


def _read_sqlite(file: Path) -> str | None:
    if not file.exists():
        _require_room(file)
        return None
    address = f"{file.absolute().as_uri()}?mode=rw"
    patience = WAIT_FOR_LOCK_MS / 1000
    with closing(
        sqlite3.connect(address, uri=True, timeout=patience, isolation_level=None)
    ) as connection:
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("ROLLBACK")
        named = "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'alembic_version'"
        if connection.execute(named).fetchone() is None:
            return None
        row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
        return None if row is None else str(row[0])


def _require_room(file: Path) -> None:
    folder = file.absolute().parent
    while not folder.exists():
        folder = folder.parent
    if not folder.is_dir() or not os.access(folder, os.W_OK | os.X_OK):
        raise MemoryLost(f"{folder}: not writable")
    # Rights alone do not tell: some places refuse files even to those who may write there.
    try:
        tempfile.TemporaryFile(dir=folder).close()
    except OSError as error:
        raise MemoryLost(f"{folder}: {error.strerror}") from error


async def answers(store: Store) -> bool:
    """Whether a memory that is in use answers a small question."""
    try:
        async with store.look() as look:
            await look.rows(text("SELECT version_num FROM alembic_version"))
    except Silent:
        return False
    return True
