"""Each row of the table: discord.py's own features as a client, against the sandbox."""

from __future__ import annotations

import discord
import pytest

from sandbox.app import Sandbox
from sandbox.gateway.events import event_names
from tests.wire import table
from tests.wire.rows import ROWS
from tests.wire.scene import Row, Scene
from tests.wire.trial import Trial


@pytest.mark.parametrize("row", ROWS, ids=[row.what for row in ROWS])
async def test_row(row: Row, box: Sandbox, trial: Trial) -> None:
    scene = Scene(box, trial)
    asked, heard = len(box.door.seen), len(trial.raw)
    if row.refusal:
        with pytest.raises(discord.HTTPException) as caught:
            await row.act(scene)
        assert caught.value.code == row.refusal
    else:
        await row.act(scene)
    assert row.request in [seen.name for seen in list(box.door.seen)[asked:]]
    if row.event:
        await trial.until_raw(row.event, heard)
    assert set(trial.raw) <= set(event_names())


def test_no_row_stands_twice() -> None:
    names = [row.what for row in ROWS]
    assert len(names) == len(set(names))


def test_the_page_says_what_the_code_does() -> None:
    assert table.PAGE.read_text(encoding="utf-8") == table.text(), "run python -m tests.wire.table"
