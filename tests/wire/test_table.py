"""Each row of the table: discord.py's own features as a client, against the sandbox."""

from __future__ import annotations

import discord
import pytest

from sandbox.app import Sandbox
from tests.wire import (
    rows_commands,
    rows_components,
    rows_interactions,
    rows_messages,
    rows_places,
)
from tests.wire.scene import ROWS, Row, Scene
from tests.wire.trial import Trial

MODULES = (rows_messages, rows_components, rows_interactions, rows_places, rows_commands)


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


def test_no_row_stands_twice() -> None:
    names = [row.what for row in ROWS]
    assert len(names) == len(set(names))
