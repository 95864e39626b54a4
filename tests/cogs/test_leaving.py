"""Whatever was heard before hanging up is answered: presses, commands, reactions, replies."""

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from db.models import Answer, Member
from tests import UNHURRIED
from tests.cogs.stage import Stage, pretend, staged

Gesture = Callable[[Stage, int, str], Coroutine[Any, Any, None]]


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[Stage]:
    """A connected bot in a small collective."""
    async with pretend() as box, staged(tmp_path, box) as playing:
        yield playing


async def _in_the_record(stage: Stage) -> set[str]:
    """Who has an answer, by handle."""
    async with stage.core.store.look() as look:
        rows = await look.session.execute(
            select(Member.external_id).join(Answer, Answer.member_id == Member.id)
        )
        ids = {int(one) for one in rows.scalars()}
    return {handle for handle, number in stage.box.world.handles.items() if number in ids}


async def _press(stage: Stage, number: int, message: str) -> None:
    told = await stage.person("noe").presses("mobilisations", message, f"pv:in:{number}")
    assert told["outcome"] == "message"


async def _command(stage: Stage, number: int, message: str) -> None:
    told = await stage.person("noe").calls("mobilisations", "me pause", until="2 semaines")
    assert told["outcome"] == "message"


async def _reaction(stage: Stage, number: int, message: str) -> None:
    await stage.person("noe").reacts("mobilisations", message, "✋")


async def _reply(stage: Stage, number: int, message: str) -> None:
    await stage.person("noe").says("mobilisations", "j’en suis", reply_to=message)


@pytest.mark.parametrize(
    ("gesture", "event", "kept"),
    [
        (_press, "interaction", {"noe"}),
        (_command, "interaction", set()),
        (_reaction, "raw_reaction_add", {"noe"}),
        (_reply, "message", {"noe"}),
    ],
)
async def test_a_gesture_that_was_heard_is_finished(
    stage: Stage, gesture: Gesture, event: str, kept: set[str]
) -> None:
    number, message = await stage.mobilise()
    async with stage.core.store.work():  # nothing can be noted while this lasts
        heard = asyncio.create_task(stage.client.wait_for(event, timeout=UNHURRIED))
        made = asyncio.create_task(gesture(stage, number, message))
        await heard
        stage.stop.set()
        await stage.box.wait_until(lambda: not stage.box.hub.online)
        left, _ = await asyncio.wait((stage.serving,), timeout=0.3)
        assert not left, "it waits for the answer"
    await asyncio.gather(made, stage.serving)
    assert await _in_the_record(stage) == kept


async def test_what_cannot_be_finished_in_time_is_left_and_told_to_the_log(
    stage: Stage, caplog: pytest.LogCaptureFixture
) -> None:
    number, message = await stage.mobilise()
    loop = asyncio.get_running_loop()
    stage.box.desk.answer_within = 3.0
    async with stage.core.store.work():
        heard = loop.create_task(stage.client.wait_for("interaction", timeout=UNHURRIED))
        press = loop.create_task(
            stage.person("noe").presses("mobilisations", message, f"pv:in:{number}")
        )
        await heard
        stage.stop.set()
        await asyncio.wait_for(asyncio.shield(stage.serving), UNHURRIED)
    assert (await press)["outcome"] in ("failed", "deferred")
    assert "1 gestures were not answered in time" in caplog.text
    assert await _in_the_record(stage) == set()
