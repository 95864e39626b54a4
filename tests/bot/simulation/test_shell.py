"""The verb `simulate`: what is printed, what is written, and what is fetched for it."""

import argparse
import io
import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from bot.front_door import entrance
from bot.front_door.environment import PICTURES_LOCK, POSTGRES_LOCK, RUNTIME_LOCK, Environment
from bot.front_door.needs import needed_locks
from bot.simulation.picture import alternative_of, draw
from bot.simulation.shell import simulate
from bot.words import LOCALES

PNG = b"\x89PNG\r\n\x1a\n"


def options(**more: object) -> argparse.Namespace:
    asked = {"members": 3, "days": 14, "seed": 5, "start": date(2027, 3, 1), "language": "en"}
    return argparse.Namespace(**(asked | {"json": None, "picture": None} | more))


def test_it_prints_the_account_and_ends_well() -> None:
    out = io.StringIO()
    assert simulate(options(), out) == 0
    assert "3 members, 14 days from March 1, 2027 (seed 5)" in out.getvalue()
    assert out.getvalue().endswith("All kept.\n")


def test_it_writes_what_was_asked_for_and_says_where(tmp_path: Path) -> None:
    out, told, drawn = io.StringIO(), tmp_path / "year.json", tmp_path / "year.png"
    assert simulate(options(json=told, picture=drawn), out) == 0
    written = json.loads(told.read_text("utf-8"))
    assert {"seed", "members", "days", "start", "messages", "not_sent", "summary"} <= set(written)
    assert (written["seed"], written["start"]) == (5, "2027-03-01")
    assert drawn.read_bytes().startswith(PNG)
    assert str(told) in out.getvalue()
    assert out.getvalue().endswith(alternative_of(written["summary"], "en") + "\n")


def test_a_file_that_cannot_be_written_is_told_kindly(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert simulate(options(json=tmp_path / "no" / "where.json"), io.StringIO()) == 1
    assert "where.json cannot be written" in capsys.readouterr().err


@pytest.mark.parametrize("locale", LOCALES)
def test_a_picture_is_the_same_each_time_and_says_what_it_shows(
    told: dict[str, Any], locale: str
) -> None:
    first = draw(told, locale)
    assert first.png.startswith(PNG)
    assert draw(told, locale) == first
    assert str(told["summary"]["messages"]) in first.alternative
    assert first.alternative.encode() in first.png


def test_a_picture_of_nothing_can_be_drawn() -> None:
    out = io.StringIO()
    assert simulate(options(members=1, days=1), out) == 0
    told = {
        "members": 1,
        "days": 1,
        "start": "2027-01-01",
        "seed": 1,
        "summary": {"hours": {}, "by_week": [0], "not_sent": {}, "messages": 0},
    }
    assert draw(told, "fr").png.startswith(PNG)


def test_only_a_picture_needs_the_package_that_draws() -> None:
    postgres = {"PORTEVOIX_DATABASE__URL": "postgresql://porte-voix@localhost/porte-voix"}
    assert needed_locks("simulate", None, postgres) == [RUNTIME_LOCK]
    drawing = needed_locks("simulate", None, postgres, picture=True)
    assert drawing == [RUNTIME_LOCK, PICTURES_LOCK]
    assert POSTGRES_LOCK in needed_locks("run", None, postgres)


def test_what_is_fetched_for_a_picture_is_announced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for lock in (RUNTIME_LOCK, PICTURES_LOCK):
        (tmp_path / lock).write_text("")
    fetched: list[Sequence[str]] = []

    def prepare(_: Environment, locks: Sequence[str], *__: object) -> None:
        fetched.append(locks)
        raise KeyboardInterrupt

    monkeypatch.setattr(entrance, "ENVIRONMENT", Environment(tmp_path))
    monkeypatch.setattr(entrance, "prepare", prepare)
    monkeypatch.delenv("PORTEVOIX_NO_SETUP", raising=False)
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")
    assert entrance.main(["simulate", "--picture", "year.png"]) == 130
    assert entrance.main(["simulate"]) == 130
    assert fetched == [[RUNTIME_LOCK, PICTURES_LOCK], [RUNTIME_LOCK]]
    assert capsys.readouterr().err.count("matplotlib") == 1
