"""Whether the memory answers, and how old it is; changes nothing."""

import os
from typing import Literal

from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from db.engines import is_sqlite, migrating_engine, sqlite_file
from db.migrate import HEAD, revision_of
from db.store import MemoryLost, Store

Silent = (DBAPIError, OSError)
"""What reading raises where the database does not answer."""

State = Literal["new", "older", "current", "other"]


async def pulse(url: str) -> State:
    """The state of the memory: still to be made, to be upgraded, up to date, or from elsewhere.

    On SQLite the right to write is tried too, with a transaction that is given up.

    Raises:
        MemoryLost: it does not answer, or could not be written; with the driver's short reason.
    """
    if is_sqlite(url) and not sqlite_file(url).exists():
        _require_room(url)
        return "new"
    engine = migrating_engine(url)
    try:
        async with engine.connect() as connection:
            found = await connection.run_sync(revision_of)
            await connection.rollback()
    except DBAPIError as error:
        raise MemoryLost(str(error.orig).strip().partition("\n")[0]) from error
    except OSError as error:
        raise MemoryLost(error.strerror or str(error)) from error
    finally:
        await engine.dispose()
    if found is None:
        return "new"
    if found == HEAD:
        return "current"
    return "older" if found < HEAD else "other"


def _require_room(url: str) -> None:
    folder = sqlite_file(url).absolute().parent
    while not folder.exists():
        folder = folder.parent
    if not folder.is_dir() or not os.access(folder, os.W_OK | os.X_OK):
        raise MemoryLost(f"{folder}: not writable")


async def answers(store: Store) -> bool:
    """Whether a memory that is in use answers a small question."""
    try:
        async with store.look() as look:
            await look.rows(text("SELECT version_num FROM alembic_version"))
    except Silent:
        return False
    return True
