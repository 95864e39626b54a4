"""Insert-or-change, which SQLite and PostgreSQL spell alike but SQLAlchemy keeps apart."""

from typing import Any

from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.dialects.postgresql.dml import Insert as PostgresInsert
from sqlalchemy.dialects.sqlite.dml import Insert as SqliteInsert


def insert(dialect: str, model: type[Any]) -> SqliteInsert | PostgresInsert:
    """An insert that knows `on_conflict_do_update`, in the SQL of this database."""
    table = model.__table__
    return sqlite.insert(table) if dialect == "sqlite" else postgresql.insert(table)
