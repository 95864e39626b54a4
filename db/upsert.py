"""Insert-or-change, which SQLite and PostgreSQL spell alike but SQLAlchemy keeps apart."""

from typing import Any

from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.dialects.postgresql.dml import Insert as PostgresInsert
from sqlalchemy.dialects.sqlite.dml import Insert as SqliteInsert

from db.store import Work


def insert(work: Work, model: type[Any]) -> SqliteInsert | PostgresInsert:
    """An insert that knows `on_conflict_do_update` in the dialect of this memory."""
    if work.session.get_bind().dialect.name == "sqlite":
        return sqlite.insert(model)
    return postgresql.insert(model)
