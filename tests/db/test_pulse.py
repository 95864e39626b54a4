"""Whether the memory answers: told in one line, whatever stands in its place."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from db.migrate import upgrade
from db.pulse import pulse
from db.store import MemoryLost
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
