"""Whether the memory answers: told in one line, whatever stands in its place."""

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from alembic.script import ScriptDirectory
from sqlalchemy import text

from db.engines import migrating_engine, sqlite_file
from db.migrate import HEAD, configuration, known_revisions, upgrade
from db.pulse import answers, pulse
from db.store import MemoryLost, Store
from tests.databases import sqlite_url

ROOT = Path(__file__).parents[2]
NO_PLACE_FOR_FILES = Path("/proc")
AGAIN = 4


def _db_upgrade(file: Path, folder: Path) -> subprocess.CompletedProcess[str]:
    environ = os.environ | {
        "PORTEVOIX_DATABASE__URL": f"sqlite:///{file}",
        "PORTEVOIX_NO_SETUP": "1",
        "PYTHONPATH": str(ROOT),
        "LANGUAGE": "en",
        "LC_ALL": "C.UTF-8",
    }
    return subprocess.run(
        [sys.executable, "-m", "bot", "db", "upgrade"],
        cwd=folder,
        env=environ,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("place", ["a folder", "nowhere"])
def test_a_file_that_cannot_be_opened_is_told_in_one_line(tmp_path: Path, place: str) -> None:
    if place == "nowhere" and not NO_PLACE_FOR_FILES.is_dir():
        pytest.skip("this system has no folder that refuses files to everybody")
    file = tmp_path if place == "a folder" else NO_PLACE_FOR_FILES / "x.sqlite3"
    for _ in range(AGAIN):
        ended = _db_upgrade(file, tmp_path)
        assert ended.returncode == 3
        assert ended.stdout == ""
        assert len(ended.stderr.splitlines()) == 1, ended.stderr


async def test_a_memory_is_new_then_current_then_lost(tmp_path: Path) -> None:
    url = sqlite_url(tmp_path)
    assert await pulse(url) == "new"
    assert list(tmp_path.iterdir()) == []
    await upgrade(url)
    assert await pulse(url) == "current"
    (tmp_path / "memory.sqlite3").write_text("something else " * 100)
    with pytest.raises(MemoryLost, match="file is not a database"):
        await pulse(url)


async def _call_it(url: str, revision: str) -> None:
    engine = migrating_engine(url)
    async with engine.begin() as connection:
        await connection.execute(
            text("UPDATE alembic_version SET version_num = :it"), {"it": revision}
        )
    await engine.dispose()


def test_the_known_revisions_are_those_that_alembic_knows() -> None:
    scripts = ScriptDirectory.from_config(configuration()).walk_revisions()
    assert known_revisions() == {script.revision for script in scripts}
    assert HEAD in known_revisions()


@pytest.mark.parametrize(
    ("revision", "state"),
    [(HEAD, "current"), ("0001", "older"), ("9999", "other"), ("0000", "other"), ("x", "other")],
)
async def test_another_version_is_told_from_an_older_one(
    database_url: str, revision: str, state: str
) -> None:
    assert await pulse(database_url) == "new"
    await upgrade(database_url)
    await _call_it(database_url, revision)
    assert await pulse(database_url) == state


async def test_a_locked_memory_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    url = sqlite_url(tmp_path)
    await upgrade(url)
    monkeypatch.setattr("db.pulse.WAIT_FOR_LOCK_MS", 50)
    other = sqlite3.connect(sqlite_file(url), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(MemoryLost, match="database is locked"):
        await pulse(url)
    other.execute("ROLLBACK")
    other.close()
    assert await pulse(url) == "current"


async def test_a_memory_in_use_answers_or_not(store: Store) -> None:
    assert await answers(store)
    async with store.work() as work:
        await work.rows(text("ALTER TABLE alembic_version RENAME TO elsewhere"))
    assert not await answers(store)
