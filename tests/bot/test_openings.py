"""Private channels are opened ahead, one now and then, for those who will be reminded."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from sqlalchemy import select

from bot import answers
from bot.face import Unreachable
from bot.reminders.delivery import Delivery, Habits
from db import members
from db.models import Member
from db.vocabulary import Choice, Via
from tests.fakes import Town

EVERY = timedelta(seconds=30)


@pytest.fixture
async def ahead(play: Town) -> AsyncIterator[Town]:
    """A bot that opens private channels ahead of time."""
    play.delivery = Delivery(play.core, "ahead", Habits(open_every=EVERY))
    yield play
    await play.delivery.drain(0)


async def _opened(play: Town) -> set[str]:
    async with play.core.store.look() as look:
        found = await look.session.scalars(
            select(Member.external_id).where(Member.private_channel.is_not(None))
        )
        return set(found)


async def _round(play: Town) -> None:
    await play.ring()
    opening = [task for task in asyncio.all_tasks() if task.get_name().startswith("opening")]
    await asyncio.gather(*opening)


async def test_one_at_a_time_and_only_for_those_who_will_be_reminded(ahead: Town) -> None:
    key = await ahead.mobilise()
    for number, choice in enumerate((Choice.OUT, Choice.IN, Choice.IN, Choice.MAYBE), 1):
        await answers.answer(ahead.core, ahead.member(number), key, choice, Via.BUTTON)
    await _round(ahead)
    await _round(ahead)
    assert await _opened(ahead) == {"m2"}, "the second one waits for its time"
    ahead.clock.set(ahead.clock.now() + EVERY)
    await _round(ahead)
    assert await _opened(ahead) == {"m2", "m3"}
    for _ in range(3):
        ahead.clock.set(ahead.clock.now() + EVERY)
        await _round(ahead)
    assert await _opened(ahead) == {"m2", "m3"}
    assert ahead.face.whispers == [], "nobody is written to by it"


async def test_the_bell_is_told_when_to_come_again(ahead: Town) -> None:
    key = await ahead.mobilise()
    await answers.answer(ahead.core, ahead.member(1), key, Choice.IN, Via.BUTTON)
    assert await ahead.ring() == ahead.clock.now() + EVERY


async def test_a_platform_that_asks_to_wait_is_left_alone_for_that_long(ahead: Town) -> None:
    key = await ahead.mobilise()
    await answers.answer(ahead.core, ahead.member(1), key, Choice.IN, Via.BUTTON)
    ahead.face.troubles = [Unreachable("later", wait=900)]
    await _round(ahead)
    ahead.clock.set(ahead.clock.now() + timedelta(seconds=899))
    await _round(ahead)
    assert await _opened(ahead) == set()
    ahead.clock.set(ahead.clock.now() + timedelta(seconds=1))
    await _round(ahead)
    assert await _opened(ahead) == {"m1"}


async def test_somebody_who_left_is_not_asked_for_again(ahead: Town) -> None:
    key = await ahead.mobilise()
    for number in (1, 2):
        await answers.answer(ahead.core, ahead.member(number), key, Choice.IN, Via.BUTTON)
    ahead.face.left.add("m1")
    for _ in range(3):
        await _round(ahead)
        ahead.clock.set(ahead.clock.now() + EVERY)
    assert await _opened(ahead) == {"m2"}


async def test_members_are_gone_through_in_a_circle(
    play: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(members, "_AT_A_LOOK", 3)
    key = await play.mobilise()
    for number in range(1, 9):
        choice = Choice.IN if number in (1, 8) else Choice.OUT
        await answers.answer(play.core, play.member(number), key, choice, Via.BUTTON)
    found, after = [], 0
    async with play.core.store.look() as look:
        for _ in range(10):
            one, after = await members.unopened(look, after)
            found += [] if one is None else [one[0].external_id]
    assert found[:4] == ["m1", "m8", "m1", "m8"]
