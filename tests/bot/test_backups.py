"""Copies by schedule: on time, few enough, never in the way, and good for putting back."""

import asyncio
import os
import sqlite3
import stat
import subprocess
import sys
import threading
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import psycopg
import pytest
from sqlalchemy import inspect, text

from bot import answers, posts
from bot.backups import TRY_AGAIN, Backups
from bot.clock import SetClock
from bot.health.vitals import Vitals
from bot.settings.model import Database
from db import backup as backup_room
from db.engines import is_sqlite, migrating_engine, sqlite_file
from db.store import Store
from db.vocabulary import Choice, Via
from tests import UNHURRIED, databases
from tests.fakes import MONDAY, town

ROOT = Path(__file__).parents[2]
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


class Scheduled:
    """Copies on a clock that is moved by hand."""

    def __init__(self, url: str, folder: Path, **settings: Any) -> None:
        self.folder = folder / "copies"
        self.clock = SetClock(MONDAY, speed=0)
        self.vitals = Vitals()
        self.database = Database(url=url, backups=self.folder, **settings)
        self.backups = Backups(self.database, self.clock, self.vitals)

    async def after(self, passed: timedelta) -> list[str]:
        """Let time pass, ring once; the copies that are there then."""
        self.clock.set(self.clock.now() + passed)
        self.backups.look()
        await self.backups.settled()
        return self.names()

    def names(self) -> list[str]:
        return sorted(file.name for file in self.folder.glob("*"))


@pytest.fixture
async def scheduled(small_store: Store, tmp_path: Path) -> AsyncIterator[Scheduled]:
    """A schedule of one copy a day, of which three are kept."""
    made = Scheduled(small_store.url, tmp_path, keep=3)
    async with made.backups:
        yield made


async def test_a_copy_is_made_at_once_and_then_every_day(scheduled: Scheduled) -> None:
    first = "scheduled-20261123-090000.sqlite3"
    assert await scheduled.after(timedelta(0)) == [first]
    assert await scheduled.after(HOUR * 23) == [first]
    assert await scheduled.after(HOUR) == [first, "scheduled-20261124-090000.sqlite3"]
    assert scheduled.vitals.backups == {"made": 2}


async def test_the_oldest_go_and_what_people_or_upgrades_copied_stays(
    scheduled: Scheduled,
) -> None:
    await scheduled.after(timedelta(0))
    for name in ("mine.sqlite3", "before-0002-20260101-000000.sqlite3", "scheduled-mine.sqlite3"):
        (scheduled.folder / name).touch()
    for _ in range(6):
        found = await scheduled.after(DAY)
    assert found == [
        "before-0002-20260101-000000.sqlite3",
        "mine.sqlite3",
        *(f"scheduled-202611{day}-090000.sqlite3" for day in (27, 28, 29)),
        "scheduled-mine.sqlite3",
    ]


@pytest.mark.parametrize(("hours", "copies"), [(0, 1), (10, 1), (23.9, 1), (24, 2), (100, 2)])
async def test_a_new_start_goes_on_where_the_last_one_stopped(
    scheduled: Scheduled, small_store: Store, tmp_path: Path, hours: float, copies: int
) -> None:
    await scheduled.after(timedelta(0))
    again = Scheduled(small_store.url, tmp_path)
    async with again.backups:
        assert len(await again.after(timedelta(hours=hours))) == copies


async def test_a_clock_that_was_wrong_holds_nothing_back(scheduled: Scheduled) -> None:
    scheduled.clock.set(MONDAY.replace(year=2040))
    await scheduled.after(timedelta(0))
    scheduled.clock.set(MONDAY)
    assert len(await scheduled.after(timedelta(0))) == 2
    assert len(await scheduled.after(DAY)) == 3


async def test_zero_hours_make_none(small_store: Store, tmp_path: Path) -> None:
    never = Scheduled(small_store.url, tmp_path, backup_every=0)
    async with never.backups:
        assert await never.after(DAY * 30) == []


async def test_nobody_else_on_the_machine_can_read_them(scheduled: Scheduled) -> None:
    (name,) = await scheduled.after(timedelta(0))
    assert stat.S_IMODE((scheduled.folder / name).stat().st_mode) == 0o600
    assert stat.S_IMODE(scheduled.folder.stat().st_mode) == 0o700


async def test_what_fails_is_told_and_tried_again_within_the_hour(
    scheduled: Scheduled, caplog: pytest.LogCaptureFixture
) -> None:
    scheduled.folder.touch()
    assert await scheduled.after(timedelta(0)) == []
    assert "no copy was made (File exists)" in caplog.text
    assert scheduled.vitals.backups == {"failed": 1}
    scheduled.folder.unlink()
    assert await scheduled.after(TRY_AGAIN - timedelta(seconds=1)) == []
    assert len(await scheduled.after(timedelta(seconds=1))) == 1


async def test_the_bot_goes_on_while_a_copy_is_made(
    scheduled: Scheduled, small_store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    go_on = threading.Event()
    vacuum = backup_room._vacuum

    def slowly(connection: sqlite3.Connection, target: Path) -> None:
        assert go_on.wait(2 * UNHURRIED)
        vacuum(connection, target)

    monkeypatch.setattr(backup_room, "_vacuum", slowly)
    scheduled.backups.look()
    async with asyncio.timeout(UNHURRIED), small_store.work() as work:
        await work.session.execute(text("DELETE FROM mark"))
    assert scheduled.backups.under_way
    assert scheduled.names() == [] or scheduled.names()[0].endswith(".unfinished")
    scheduled.backups.look()
    go_on.set()
    await scheduled.backups.settled()
    assert scheduled.vitals.backups == {"made": 1}


async def test_a_copy_that_is_cut_off_leaves_nothing_and_holds_nobody_up(
    small_store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, go_on = threading.Event(), threading.Event()
    vacuum = backup_room._vacuum

    def held_up(connection: sqlite3.Connection, target: Path) -> None:
        def hold() -> int:
            begun.set()
            return 0 if go_on.wait(2 * UNHURRIED) else 1

        connection.set_progress_handler(hold, 1)
        vacuum(connection, target)

    monkeypatch.setattr(backup_room, "_vacuum", held_up)
    cut = Scheduled(small_store.url, tmp_path)
    async with cut.backups:
        cut.backups.look()
        assert await asyncio.to_thread(begun.wait, UNHURRIED)
        asyncio.get_running_loop().call_later(0.05, go_on.set)
    assert cut.names() == []
    assert cut.vitals.backups == {}


async def test_half_a_copy_of_a_killed_process_is_cleared_away(
    scheduled: Scheduled, small_store: Store, tmp_path: Path
) -> None:
    (name,) = await scheduled.after(timedelta(0))
    (scheduled.folder / "scheduled-20261123-100000.sqlite3.unfinished").write_bytes(b"half")
    async with Scheduled(small_store.url, tmp_path).backups:
        assert scheduled.names() == [name]


async def test_without_the_programs_of_postgres_one_line_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    without = Scheduled("postgresql://nowhere/db", tmp_path)
    async with without.backups:
        assert await without.after(DAY) == []
        assert await without.after(DAY) == []
    (line,) = [record.message for record in caplog.records if record.name == "bot.backups"]
    assert line == "no copies are made by schedule: the program pg_dump is not here"


# The drill: fill, copy by schedule, destroy, put back by the command line, compare everything.


async def test_everything_comes_back_as_it_was(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", f"{databases.programs()}{os.pathsep}{os.environ['PATH']}")
    await _fill(store)
    before = await _everything(store.url)
    assert {"member", "answer", "post", "reminder", "announcement"} <= {
        table for table, rows in before.items() if rows
    }
    scheduled = Scheduled(store.url, tmp_path)
    async with scheduled.backups:
        (name,) = await scheduled.after(timedelta(0))
    await store.__aexit__()
    await _destroy(store.url)
    done = await asyncio.to_thread(_restore, store.url, scheduled.folder / name)
    assert done.returncode == 0, done.stderr
    assert await _everything(store.url) == before


async def _fill(store: Store) -> None:
    async with town(store) as play:
        key = await play.mobilise(angles="Et à 14 ans ?", blind_spot="Les parents")
        for number, choice in enumerate((Choice.IN, Choice.IN, Choice.MAYBE, Choice.OUT)):
            await answers.answer(play.core, play.member(number), key, choice, Via.BUTTON)
        await posts.declare(play.core, play.member(1), key, Via.BUTTON, network="LinkedIn")
        await play.paint()
        await play.at("2026-12-01T09:05:00+01:00")
        await play.core.set_mark("à quoi", "ça ressemble : 🎺")


async def _everything(url: str) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table, as the driver gives them."""
    engine = migrating_engine(url)
    try:
        async with engine.connect() as connection:
            tables = await connection.run_sync(lambda sync: inspect(sync).get_table_names())
            return {
                table: sorted(
                    map(tuple, await connection.execute(text(f"SELECT * FROM {table}"))),  # noqa: S608
                    key=repr,
                )
                for table in tables
            }
    finally:
        await engine.dispose()


async def _destroy(url: str) -> None:
    if is_sqlite(url):
        for file in sqlite_file(url).parent.glob("memory.sqlite3*"):
            file.write_bytes(b"no database any more " * 400)
        return
    plain = url.replace("postgresql+psycopg", "postgresql")
    async with await psycopg.AsyncConnection.connect(plain, autocommit=True) as connection:
        await connection.execute("DROP SCHEMA public CASCADE")
        await connection.execute("CREATE SCHEMA public")


def _restore(url: str, copy: Path) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-m", "bot", "db", "restore", str(copy), "--no-setup"],
        cwd=ROOT,
        env={**os.environ, "PORTEVOIX_DATABASE__URL": url, "LC_ALL": "C.UTF-8"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
