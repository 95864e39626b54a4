"""How a database would answer a question, in its own words."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Executable, text
from sqlalchemy.dialects import postgresql, sqlite

from db.store import Store


async def count_rows(store: Store) -> None:
    """Let PostgreSQL know how much there is: by that it chooses its ways."""
    if not store.url.startswith("sqlite"):
        async with store.work() as work:
            await work.rows(text("ANALYZE"))


async def plan_of(store: Store, question: Executable, asked: Mapping[str, Any]) -> str:
    """The plan of a question."""
    light = store.url.startswith("sqlite")
    dialects: Any = sqlite if light else postgresql
    filled = question.params(asked)  # type: ignore[attr-defined]
    sql = filled.compile(dialect=dialects.dialect(), compile_kwargs={"literal_binds": True})
    async with store.look() as look:
        prefix = "EXPLAIN QUERY PLAN" if light else "EXPLAIN"
        rows = await look.rows(text(f"{prefix} {sql}".replace(":", "\\:")))
        return "\n".join(str(row[-1]) for row in rows)
