"""How connections are opened: SQLite with its pragmas and locks, PostgreSQL as it comes."""

from pathlib import Path
from typing import Any

from sqlalchemy import Connection, event
from sqlalchemy.engine import make_url
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from db.swift import WAIT_FOR_NOBODY, SwiftDriver

WAIT_FOR_LOCK_MS = 5_000
TAKES_THE_LOCK = "BEGIN IMMEDIATE"
READERS = 5


def is_sqlite(url: str) -> bool:
    """Whether the address is one of an embedded database."""
    return make_url(url).get_backend_name() == "sqlite"


def sqlite_file(url: str) -> Path:
    """The file behind an SQLite address.

    Raises:
        ValueError: the address names no file (a memory database cannot be shared).
    """
    name = make_url(url).database
    if not name or name == ":memory:":
        raise ValueError("an SQLite address must name a file")
    return Path(name)


def writing_engine(url: str) -> AsyncEngine:
    """One connection, which takes the write lock when it begins (BEGIN IMMEDIATE)."""
    if not is_sqlite(url):
        return _discreet(url, pool_size=1, max_overflow=1, pool_pre_ping=True)
    # FULL, since an acknowledged yes is a promise that outlives a power cut.
    return _swift(url, "PRAGMA synchronous=FULL", begin=TAKES_THE_LOCK, pool_size=1)


def reading_engine(url: str) -> AsyncEngine:
    """A few connections that never wait for the writer and cannot write."""
    if not is_sqlite(url):
        return _discreet(url, pool_size=READERS, max_overflow=0, pool_pre_ping=True)
    return _swift(url, "PRAGMA query_only=ON", begin="BEGIN", pool_size=READERS)


def migrating_engine(url: str) -> AsyncEngine:
    """For migrations only: foreign keys unwatched, or changing a parent empties its children."""
    engine = _discreet(url)
    if is_sqlite(url):
        _prepare(engine, "PRAGMA foreign_keys=OFF")

        @event.listens_for(engine.sync_engine, "begin")
        def began(connection: Connection) -> None:
            connection.exec_driver_sql(TAKES_THE_LOCK)

    return engine


def _discreet(url: str, **options: Any) -> AsyncEngine:
    """Parameters are what people wrote and who they are: no error may carry them into a log."""
    return create_async_engine(url, hide_parameters=True, **options)


def _swift(url: str, pragma: str, *, begin: str, pool_size: int) -> AsyncEngine:
    sqlite_file(url)  # an address without a file is refused now, not at the first question
    driver = SwiftDriver(WAIT_FOR_LOCK_MS)
    engine = _discreet(url, pool_size=pool_size, max_overflow=0, module=driver)
    _prepare(engine, "PRAGMA foreign_keys=ON", pragma, WAIT_FOR_NOBODY)

    @event.listens_for(engine.sync_engine, "begin")
    def began(connection: Connection) -> None:
        driver_connection: Any = connection.connection.dbapi_connection
        driver_connection.begin(begin)

    return engine


def _prepare(engine: AsyncEngine, *pragmas: str) -> None:
    """Take transactions out of the driver's hands: its default loses updates without a word."""

    @event.listens_for(engine.sync_engine, "connect")
    def connected(connection: Any, _record: object) -> None:
        connection.isolation_level = None
        cursor = connection.cursor()
        cursor.execute(f"PRAGMA busy_timeout={WAIT_FOR_LOCK_MS}")
        cursor.execute("PRAGMA journal_mode=WAL")
        for pragma in pragmas:
            cursor.execute(pragma)
        cursor.close()
