"""Somebody who has been here for long: what is over costs their presses nothing."""

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

import pytest

from bot import answers, members, turns
from bot.core import Core
from bot.people import Actor
from bot.reminders import planning, policy
from bot.reminders.delivery import Delivery
from bot.reminders.terms import Call, Plan
from db import members as members_memory
from db import reminders as reminders_memory
from db.communities import find
from db.models import Community, Member
from db.vocabulary import Choice, Sending, Via
from tests.fakes import Town

PAST = 7

Turn = Callable[[Core, Actor, int], Awaitable[object]]


@pytest.fixture
def looked_at(monkeypatch: pytest.MonkeyPatch) -> list[list[Call]]:
    """The mobilisations of each plan that is made."""
    seen: list[list[Call]] = []
    whole = policy.plan

    def plan(person: object, calls: list[Call], *more: object) -> Plan:
        seen.append(list(calls))
        return whole(person, calls, *more)  # type: ignore[arg-type]

    monkeypatch.setattr(policy, "plan", plan)
    return seen


async def _live(play: Town) -> list[int]:
    """Mobilisations that the first member was in for, heard of and answered, all over now."""
    past, one = [], play.member(1)
    for _ in range(PAST):
        key = await play.mobilise(_in_days(play, 20))
        await answers.answer(play.core, one, key, Choice.IN, Via.BUTTON)
        await play.at((play.clock.now() + timedelta(days=17)).isoformat())
        await answers.answer(play.core, one, key, Choice.IN, Via.BUTTON)
        await play.at((play.clock.now() + timedelta(days=10)).isoformat())
        await turns.close_over(play.core)
        past.append(key)
    return past


def _in_days(play: Town, days: int) -> str:
    return (play.clock.now() + timedelta(days=days)).strftime("%d/%m/%Y 14h")


async def _who(play: Town, actor: Actor) -> tuple[Member, Community]:
    async with play.core.store.look() as look:
        community = await find(look, "discord", "1")
        assert community is not None
        member = await members_memory.find(look, community.id, actor.id)
    assert member is not None
    return member, community


async def test_a_press_looks_at_what_is_open_only(play: Town, looked_at: list[list[Call]]) -> None:
    past = await _live(play)
    assert len(play.face.reminders_to("m1")) >= PAST
    key = await play.mobilise(_in_days(play, 20))
    looked_at.clear()
    said = await answers.answer(play.core, play.member(1), key, Choice.IN, Via.BUTTON)
    assert [[call.id for call in calls] for calls in looked_at] == [[key]]
    member, community = await _who(play, play.member(1))
    async with play.core.store.look() as look:
        whole = await planning.foresee(look, member, community, play.clock.now(), over_too=True)
    assert said.promises == whole.promises(key) != ()
    assert {gone.mobilisation for gone in whole.withheld()} == set(past)
    coming = await members.reminders(play.core, play.member(1))
    assert coming.promises == whole.promises()
    assert {gone.mobilisation for gone in coming.withheld} <= {key}


@pytest.mark.parametrize(("turn", "reason"), [(turns.cancel, "cancelled"), (turns.close, "closed")])
@pytest.mark.parametrize("under_way", [False, True])
async def test_what_was_promised_ends_with_its_reason(
    play: Town, turn: Turn, reason: str, under_way: bool
) -> None:
    key = await play.mobilise()
    await answers.answer(play.core, play.member(1), key, Choice.IN, Via.BUTTON)
    member, _ = await _who(play, play.member(1))
    if under_way:
        play.clock.set(datetime.fromisoformat("2026-12-01T09:01:00+01:00"))
        assert await Delivery(play.core, "a process that dies")._claim(member.id) is not None
    await turn(play.core, play.coordinator, key)
    await play.at("2026-12-01T12:00:00+01:00")
    async with play.core.store.look() as look:
        rows = await reminders_memory.of_member(look, member.id, play.clock.now())
    assert {(row.state, row.reason) for row in rows} == {(Sending.SKIPPED, reason)}
    assert play.face.reminders_to("m1") == []
