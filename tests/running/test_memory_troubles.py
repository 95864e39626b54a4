"""A memory that cannot be used: one line and an exit code at the start, later no restart."""

import os
import resource
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.stories.stage import HERE, button, scene, text
from tests.stories.telling import mobilise

ROOT = Path(__file__).resolve().parents[2]
EXIT_MEMORY = 3


def _bot(file: Path, *argv: str, quota: int | None = None) -> "subprocess.CompletedProcess[str]":
    """A verb of the command line on this memory; no file longer than `quota`."""

    def limit() -> None:
        if quota is not None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (quota, quota))

    return subprocess.run(
        [sys.executable, "-m", "bot", *argv, "--no-setup"],
        cwd=ROOT,
        env={
            **os.environ,
            "LC_ALL": "C.UTF-8",
            "PORTEVOIX_DISCORD__TOKEN": "a.b.c",
            "PORTEVOIX_DISCORD__API_URL": "http://127.0.0.1:9/api",
            "PORTEVOIX_DATABASE__URL": f"sqlite:///{file}",
            "PORTEVOIX_LOG__LEVEL": "error",
        },
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        preexec_fn=limit,
    )


@pytest.fixture
def memory(tmp_path: Path) -> Path:
    """An empty memory, up to date."""
    file = tmp_path / "memory.sqlite3"
    assert _bot(file, "db", "upgrade").returncode == 0
    return file


@contextmanager
def _held(file: Path) -> Iterator[None]:
    """Somebody else writes, and does not end."""
    other = sqlite3.connect(file, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    yield
    other.execute("ROLLBACK")
    other.close()


@pytest.mark.parametrize("verb", [("run",), ("sync",), ("db", "upgrade")])
def test_a_memory_of_another_version_is_left_alone(memory: Path, verb: tuple[str, ...]) -> None:
    with sqlite3.connect(memory) as newer:
        newer.execute("UPDATE alembic_version SET version_num = '9999'")
    newer.close()
    before = memory.read_bytes()
    refused = _bot(memory, *verb)
    assert (refused.returncode, len(refused.stderr.splitlines())) == (EXIT_MEMORY, 1)
    assert "made by another version" in refused.stderr
    assert memory.read_bytes() == before
    assert not (memory.parent / "backups").exists()


def test_a_memory_that_somebody_holds_is_told(memory: Path) -> None:
    with _held(memory):
        refused = _bot(memory, "run")
    assert (refused.returncode, len(refused.stderr.splitlines())) == (EXIT_MEMORY, 1)
    assert "database is locked" in refused.stderr


def test_a_disk_that_is_full_is_told(tmp_path: Path) -> None:
    refused = _bot(tmp_path / "memory.sqlite3", "run", quota=20_000)
    assert (refused.returncode, len(refused.stderr.splitlines())) == (EXIT_MEMORY, 1)
    assert "The memory cannot be used" in refused.stderr


async def test_a_press_that_cannot_be_noted_is_told_kindly_and_works_later(tmp_path: Path) -> None:
    file = tmp_path / "memory.sqlite3"
    async with scene(tmp_path / "world", f"sqlite:///{file}") as play:
        card = await mobilise(play)
        noe, yes = play.person("noe"), button(card, "in")
        with _held(file):
            said = await noe.presses(HERE, card["id"], yes)
            assert said["outcome"] == "deferred", "nothing is said to be noted"
            told = await play.seen(
                "noe", HERE, lambda one: "rien n’a été changé" in text(one).lower()
            )
            assert told["private"]
        said = await noe.presses(HERE, card["id"], yes)
        assert "vous êtes partant·e" in text(said["message"])
        await play.card("**1** personne partante")
