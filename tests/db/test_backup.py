"""Copies of the memory: sound, complete, and put back only where nothing can be lost."""

import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import text

from db.backup import CopyFailed, copy_to, put_back
from db.engines import sqlite_file
from db.migrate import upgrade
from db.store import Store
from tests.databases import sqlite_url
from tests.db.people import settle


async def _filled(folder: Path) -> str:
    url = sqlite_url(folder)
    await upgrade(url)
    async with Store(url) as store:
        await settle(store, people=5)
    return url


def _members(file: Path) -> int:
    connection = sqlite3.connect(file)
    try:
        return int(connection.execute("SELECT count(*) FROM member").fetchone()[0])
    finally:
        connection.close()


async def test_a_copy_made_while_the_bot_runs_can_be_put_back(tmp_path: Path) -> None:
    url = await _filled(tmp_path)
    copy = tmp_path / "copy.sqlite3"
    async with Store(url) as store:
        async with store.look() as look:
            await look.session.connection()
            await copy_to(url, copy)
        async with store.work() as work:
            await work.session.execute(text("DELETE FROM member"))
    assert _members(sqlite_file(url)) == 0
    await put_back(url, copy)
    assert _members(sqlite_file(url)) == 5
    assert _members(tmp_path / "memory.sqlite3.before-restore") == 0


async def test_a_copy_never_overwrites(tmp_path: Path) -> None:
    url = await _filled(tmp_path)
    copy = tmp_path / "copy.sqlite3"
    copy.write_bytes(b"precious")
    with pytest.raises(CopyFailed) as refused:
        await copy_to(url, copy)
    assert refused.value.reason == "exists"
    assert copy.read_bytes() == b"precious"


@pytest.mark.parametrize("content", [b"", b"not a database", b"SQLite format 3\0" + b"x" * 200])
async def test_what_is_no_sound_copy_is_not_put_back(tmp_path: Path, content: bytes) -> None:
    url = await _filled(tmp_path)
    broken = tmp_path / "broken.sqlite3"
    broken.write_bytes(content)
    with pytest.raises(CopyFailed) as refused:
        await put_back(url, broken)
    assert refused.value.reason == "unsound"
    assert _members(sqlite_file(url)) == 5


async def test_nothing_is_put_back_under_a_running_bot(tmp_path: Path) -> None:
    url = await _filled(tmp_path)
    copy = tmp_path / "copy.sqlite3"
    await copy_to(url, copy)
    async with Store(url) as store, store.look() as look:
        await look.session.connection()
        with pytest.raises(CopyFailed) as refused:
            await put_back(url, copy)
    assert refused.value.reason == "in_use"
    assert _members(sqlite_file(url)) == 5


async def test_a_copy_into_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    url = await _filled(tmp_path)
    with pytest.raises(CopyFailed) as refused:
        await copy_to(url, tmp_path / "nowhere" / "copy.sqlite3")
    assert refused.value.reason == "unwritable"


async def test_the_memory_is_not_put_back_onto_itself(tmp_path: Path) -> None:
    url = await _filled(tmp_path)
    other_name = tmp_path / "again.sqlite3"
    other_name.symlink_to(sqlite_file(url))
    for file in (sqlite_file(url), other_name):
        with pytest.raises(CopyFailed) as refused:
            await put_back(url, file)
        assert refused.value.reason == "same"
    assert _members(sqlite_file(url)) == 5


@pytest.mark.parametrize("content", [b"not a database " * 99, b"SQLite format 3\0" + b"x" * 4096])
async def test_a_broken_memory_is_set_aside(tmp_path: Path, content: bytes) -> None:
    url = await _filled(tmp_path)
    copy = tmp_path / "copy.sqlite3"
    await copy_to(url, copy)
    sqlite_file(url).write_bytes(content)
    kept = await put_back(url, copy)
    assert kept is not None
    assert kept.read_bytes() == content
    assert _members(sqlite_file(url)) == 5


async def test_each_memory_that_was_replaced_stays_kept(tmp_path: Path) -> None:
    url = await _filled(tmp_path)
    copy = tmp_path / "copy.sqlite3"
    await copy_to(url, copy)
    sqlite_file(url).unlink()
    assert await put_back(url, copy) is None
    names = []
    for broken in (b"first " * 99, b"second " * 99, b"third " * 99):
        sqlite_file(url).write_bytes(broken)
        kept = await put_back(url, copy)
        assert kept is not None
        assert kept.read_bytes() == broken
        names.append(kept.name.removeprefix("memory.sqlite3"))
    assert names == [".before-restore", ".before-restore-2", ".before-restore-3"]
    assert not list(tmp_path.glob("*.restoring*"))
    assert not list(tmp_path.glob("*-shm"))


async def test_a_folder_in_the_place_of_the_memory_is_told(tmp_path: Path) -> None:
    url = await _filled(tmp_path)
    copy = tmp_path / "copy.sqlite3"
    await copy_to(url, copy)
    places = (sqlite_url(tmp_path / "folder"), sqlite_url(copy))
    sqlite_file(places[0]).mkdir(parents=True)
    for place in places:
        with pytest.raises(CopyFailed) as refused:
            await put_back(place, copy)
        assert refused.value.reason == "unwritable"
    assert _members(copy) == 5


async def test_what_a_copy_holds_in_its_log_is_put_back_too(tmp_path: Path) -> None:
    url = await _filled(tmp_path)
    other = tmp_path / "other"
    other.mkdir()
    busy = sqlite3.connect(sqlite_file(url), isolation_level=None)
    try:
        busy.execute("PRAGMA wal_autocheckpoint=0")
        busy.execute("DELETE FROM member WHERE id IN (SELECT id FROM member LIMIT 2)")
        await put_back(sqlite_url(other), sqlite_file(url))
    finally:
        busy.close()
    assert _members(sqlite_file(sqlite_url(other))) == 3


async def test_a_name_with_marks_of_an_address_is_a_name(tmp_path: Path) -> None:
    url = await _filled(tmp_path)
    copy = tmp_path / "50% #1?.sqlite3"
    await copy_to(url, copy)
    sqlite_file(url).unlink()
    await put_back(url, copy)
    assert _members(sqlite_file(url)) == 5
