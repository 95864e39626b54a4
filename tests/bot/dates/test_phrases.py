"""What people type, and what is understood: the tables in `phrases/`, one per locale.

A line `@ now zone` opens a part; then `text => reading`, where a reading is a moment, `?` and the
moments asked about, or `!` and the reason of the refusal.
"""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

import pytest

from bot.dates import REASONS
from tests.bot.dates.reading import MONDAY, PARIS, said

TABLES = Path(__file__).parent / "phrases"


class Row(NamedTuple):
    """One line of a table."""

    locale: str
    now: datetime
    zone: str
    text: str
    reading: str


def rows() -> Iterator[Row]:
    for table in sorted(TABLES.glob("*.txt")):
        now, zone = MONDAY, PARIS
        for line in table.read_text("utf-8").splitlines():
            if line.startswith("@ "):
                _, moment, zone = line.split(" ")
                now = datetime.fromisoformat(moment)
            elif line:
                text, reading = line.rsplit(" => ", 1)
                yield Row(table.stem, now, zone, text, reading)


ROWS = tuple(rows())


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.locale}: {row.text}")
def test_a_phrase_is_read_as_people_mean_it(row: Row) -> None:
    assert said(row.text, row.locale, row.now, row.zone) == row.reading


@pytest.mark.parametrize("locale", ["fr", "en", "it"])
def test_the_tables_are_large_and_hold_every_kind_of_reading(locale: str) -> None:
    readings = [row.reading for row in ROWS if row.locale == locale]
    assert len(readings) >= 300
    assert sum(one.startswith("?") for one in readings) >= 20
    assert sum(one.startswith("!") for one in readings) >= 100


def test_no_phrase_stands_twice_in_a_part() -> None:
    keys = [row[:4] for row in ROWS]
    assert len(keys) == len(set(keys))


def test_every_reason_is_met_in_the_tables() -> None:
    met = {row.reading[2:] for row in ROWS if row.reading.startswith("! ")}
    assert met | {"empty", "bad_request"} == REASONS
