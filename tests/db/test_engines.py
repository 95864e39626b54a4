"""How connections are opened: what an error may tell."""

import traceback
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncEngine

from db.engines import migrating_engine, reading_engine, writing_engine
from tests.databases import sqlite_url


@pytest.mark.parametrize("opened", [writing_engine, reading_engine, migrating_engine])
async def test_a_failing_statement_does_not_tell_what_it_was_given(
    tmp_path: Path, opened: Callable[[str], AsyncEngine]
) -> None:
    # Put together, since a traceback quotes the line of the source too.
    secret = "-".join(("Ama", "ïs"))
    engine = opened(sqlite_url(tmp_path))
    try:
        async with engine.connect() as connection:
            with pytest.raises(DBAPIError) as failed:
                await connection.execute(text("SELECT :secret FROM nowhere"), {"secret": secret})
    finally:
        await engine.dispose()
    told = "".join(traceback.format_exception(failed.value))
    assert "nowhere" in told
    assert secret not in told
