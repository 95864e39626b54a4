"""Copies made before upgrades do not pile up; those of people are theirs."""

import os
from pathlib import Path

from db.copies import keep_newest


def copy(folder: Path, name: str, age: int) -> Path:
    file = folder / name
    file.touch()
    os.utime(file, (1_800_000_000 - age, 1_800_000_000 - age))
    return file


def test_the_newest_stay_whatever_their_revision(tmp_path: Path) -> None:
    newest = copy(tmp_path, "before-0002-20260101-000000.sqlite3", age=1)
    middle = copy(tmp_path, "before-0003-20250101-000000.sqlite3", age=2)
    oldest = copy(tmp_path, "before-0004-20240101-000000.sqlite3", age=3)
    assert keep_newest(tmp_path, 2) == [oldest]
    assert set(tmp_path.iterdir()) == {newest, middle}
    assert keep_newest(tmp_path, 2) == []


def test_what_people_copied_is_left_alone(tmp_path: Path) -> None:
    theirs = copy(tmp_path, "christmas.sqlite3", age=9)
    copy(tmp_path, "before-0002-20260101-000000.sqlite3", age=1)
    keep_newest(tmp_path, 1)
    assert theirs.exists()


def test_a_folder_that_is_not_there_yet_holds_nothing(tmp_path: Path) -> None:
    assert keep_newest(tmp_path / "backups", 3) == []
