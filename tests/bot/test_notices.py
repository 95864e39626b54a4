"""A date that moves, a pause, an event called off: told once, or why not is recorded."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from bot import answers, drafts, members, own_data, turns
from bot.face import Unreachable
from bot.forms import Consent
from bot.reminders.notices import Notices
from db.look import Look
from db.models import Member, Notice
from db.vocabulary import Choice, Sending, Via
from tests.fakes import Town

LATER = "mardi 15 décembre 2026 14h"


async def _all_say_yes(play: Town, people: int = 1) -> int:
    key = await play.mobilise()
    for number in range(1, people + 1):
        await answers.answer(play.core, play.member(number), key, Choice.IN, Via.BUTTON)
    return key


async def _rows(look: Look) -> list[Notice]:
    return list((await look.session.scalars(select(Notice).order_by(Notice.id))).all())


async def _ends(play: Town) -> list[tuple[Sending, str | None]]:
    async with play.core.store.look() as look:
        return [(row.state, row.reason) for row in await _rows(look)]


async def _pass(play: Town, **time: float) -> None:
    play.clock.set(play.clock.now() + timedelta(**time))
    await play.ring()


async def test_it_is_kept_before_anybody_is_told(play: Town) -> None:
    key = await _all_say_yes(play, people=3)
    changed = await turns.reschedule(play.core, play.coordinator, key, LATER)
    assert changed.told == 3
    assert play.face.whispers == []
    assert await _ends(play) == [(Sending.PLANNED, None)] * 3
    await play.ring()
    await play.ring()
    assert sorted(whisper.person for whisper in play.face.whispers) == ["m1", "m2", "m3"]
    assert await _ends(play) == [(Sending.SENT, None)] * 3


async def test_many_are_told_in_one_go(play: Town) -> None:
    key = await _all_say_yes(play, people=30)
    await turns.cancel(play.core, play.coordinator, key)
    await play.ring()
    assert len(play.face.whispers) == 30


async def test_what_arrived_unheard_is_found_and_not_repeated(play: Town) -> None:
    key = await _all_say_yes(play)
    play.face.lost_answers, play.face.remembers_nonces = 1, False
    await turns.cancel(play.core, play.coordinator, key)
    await play.ring()
    assert await _ends(play) == [(Sending.CLAIMED, None)]
    await _pass(play, minutes=1)
    assert len(play.face.whispers) == 1
    assert await _ends(play) == [(Sending.SENT, None)]


async def test_a_platform_that_is_away_is_tried_again_for_days_and_not_for_ever(
    play: Town,
) -> None:
    key = await _all_say_yes(play)
    play.face.troubles = [Unreachable("later") for _ in range(300)]
    await turns.cancel(play.core, play.coordinator, key)
    for _ in range(5):
        await _pass(play, hours=12)
    assert await _ends(play) == [(Sending.CLAIMED, None)]
    play.face.troubles = []
    await _pass(play, hours=13)
    assert await _ends(play) == [(Sending.SKIPPED, "too_late")]
    assert play.face.whispers == []


@pytest.mark.parametrize("refusal", ["closed", "left"])
async def test_a_refusal_is_recorded_and_not_tried_again(play: Town, refusal: str) -> None:
    key = await _all_say_yes(play)
    getattr(play.face, refusal).add("m1")
    await turns.cancel(play.core, play.coordinator, key)
    await play.ring()
    getattr(play.face, refusal).clear()
    await _pass(play, hours=1)
    assert await _ends(play) == [(Sending.UNREACHABLE, refusal)]
    assert play.face.whispers == []
    async with play.core.store.look() as look:
        found = await look.session.scalars(select(Member).where(Member.external_id == "m1"))
        member = found.one()
    assert (member.unreachable_since or member.left_at) is not None


async def test_of_two_changes_before_anybody_was_told_the_later_one_is_told(play: Town) -> None:
    key = await _all_say_yes(play)
    play.face.troubles = [Unreachable("later")]
    await turns.reschedule(play.core, play.coordinator, key, LATER)
    await play.ring()
    await turns.reschedule(play.core, play.coordinator, key, "mercredi 16 décembre 2026 14h")
    await turns.cancel(play.core, play.coordinator, key)
    await _pass(play, minutes=1)
    assert [getattr(one.note, "what", None) for one in play.face.whispers] == ["cancelled"]
    overtaken = (Sending.SKIPPED, "overtaken")
    assert await _ends(play) == [overtaken, overtaken, (Sending.SENT, None)]


@pytest.mark.parametrize("how", ["suspended", "agreement withdrawn"])
async def test_a_pause_is_told_once_and_so_is_its_end(play: Town, how: str) -> None:
    key = await _all_say_yes(play)
    if how == "suspended":
        assert (await turns.suspend(play.core, play.coordinator, key)).told == 1
    else:
        await drafts.agree(play.core, play.coordinator, key, Consent("withdrawn"))
    await play.ring()
    await drafts.agree(play.core, play.coordinator, key, Consent("given", by="Camille"))
    assert (await turns.resume(play.core, play.coordinator, key)).told == 1
    await play.ring()
    told = [getattr(one.note, "what", None) for one in play.face.whispers]
    assert told == ["suspended", "resumed"]


async def test_a_pause_that_is_over_before_anybody_was_told_is_not_told(play: Town) -> None:
    key = await _all_say_yes(play)
    await turns.suspend(play.core, play.coordinator, key)
    await turns.resume(play.core, play.coordinator, key)
    await play.ring()
    assert [getattr(one.note, "what", None) for one in play.face.whispers] == ["resumed"]


async def test_a_pause_that_ends_for_good_before_anybody_was_told_is_not_told(play: Town) -> None:
    key = await _all_say_yes(play)
    play.face.troubles = [Unreachable("later")]
    await turns.suspend(play.core, play.coordinator, key)
    await play.ring()
    await turns.close(play.core, play.coordinator, key)
    await _pass(play, minutes=1)
    assert play.face.whispers == []
    assert await _ends(play) == [(Sending.SKIPPED, "overtaken")]


async def test_nobody_hears_of_a_pause_when_all_is_over(play: Town) -> None:
    key = await _all_say_yes(play)
    play.clock.set(datetime.fromisoformat("2026-12-09T10:00:00+01:00"))
    assert (await turns.suspend(play.core, play.coordinator, key)).told == 0
    assert (await turns.resume(play.core, play.coordinator, key)).told == 0


@pytest.mark.parametrize("gesture", ["out", "stop", "stop_all"])
async def test_who_stops_before_it_leaves_is_not_told(play: Town, gesture: str) -> None:
    key = await _all_say_yes(play)
    play.face.troubles = [Unreachable("later")]
    await turns.reschedule(play.core, play.coordinator, key, LATER)
    await play.ring()
    actor = play.member(1)
    match gesture:
        case "out":
            await answers.answer(play.core, actor, key, Choice.OUT, Via.BUTTON)
        case "stop":
            await members.stop(play.core, actor, key)
        case _:
            await members.stop(play.core, actor)
    await _pass(play, minutes=1)
    assert play.face.whispers == []
    assert [state for state, _ in await _ends(play)] == [Sending.SKIPPED]


async def test_who_asks_to_be_forgotten_leaves_no_trace_here(play: Town) -> None:
    key = await _all_say_yes(play)
    await turns.cancel(play.core, play.coordinator, key)
    await own_data.forget(play.core, play.member(1))
    await play.ring()
    assert await _ends(play) == []
    assert play.face.whispers == []


async def test_while_one_process_has_it_another_one_leaves_it_alone(play: Town) -> None:
    key = await _all_say_yes(play)
    await turns.cancel(play.core, play.coordinator, key)
    other = Notices(play.core, "other")
    assert await other._claim(1) is not None
    await play.ring()
    assert play.face.whispers == [], "the lease holds"
    await _pass(play, minutes=3)
    assert len(play.face.whispers) == 1


async def test_the_next_start_takes_over_what_a_crash_left_where_one_process_runs(
    play: Town,
) -> None:
    key = await _all_say_yes(play)
    await turns.cancel(play.core, play.coordinator, key)
    assert await Notices(play.core, "crashed")._claim(1) is not None
    await play.notices.start()
    await play.ring()
    assert len(play.face.whispers) == 1
