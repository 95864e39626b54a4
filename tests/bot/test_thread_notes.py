"""At most one note in a thread, if a coordinator wants it: once, without mention, in hours."""

from collections.abc import Sequence
from datetime import datetime, timedelta

import pytest

from bot import turns
from bot.face import Unreachable
from bot.notes import ThreadNote
from bot.people import Actor
from bot.refusals import Refusal
from bot.reminders import thread_notes
from tests.fakes import ATELIER, Town

MOMENT = datetime.fromisoformat("2026-12-04T09:00:00+01:00")
"""Two working days before the date."""


async def _wanted(play: Town) -> int:
    key = await play.mobilise()
    await play.paint()
    told = await thread_notes.want(play.core, play.coordinator, key, wanted=True)
    assert told.at == MOMENT
    return key


async def _after(play: Town, after: timedelta) -> Sequence[ThreadNote]:
    """What stands in threads when the errand runs so long after the moment."""
    play.clock.set(MOMENT + after)
    await thread_notes.write_due(play.core)
    return [one.note for one in play.face.whispers if isinstance(one.note, ThreadNote)]


async def test_it_comes_once_two_working_days_before(play: Town) -> None:
    key = await _wanted(play)
    assert await _after(play, -timedelta(minutes=1)) == []
    (note,) = await _after(play, timedelta(minutes=1))
    assert (note.mobilisation, note.title) == (key, "WorldSkills")
    assert play.face.whispers[0].person == "thread.a1", "in the thread, to nobody in particular"
    for days in range(5):
        assert len(await _after(play, timedelta(days=days, minutes=5))) == 1


@pytest.mark.parametrize("why", ["not asked for", "taken back", "suspended", "cancelled"])
async def test_without_a_wish_or_a_running_mobilisation_there_is_none(play: Town, why: str) -> None:
    if why == "not asked for":
        await play.mobilise()
        await play.paint()
    else:
        key = await _wanted(play)
        match why:
            case "taken back":
                await thread_notes.want(play.core, play.coordinator, key, wanted=False)
            case "suspended":
                await turns.suspend(play.core, play.coordinator, key)
            case _:
                await turns.cancel(play.core, play.coordinator, key)
    assert await _after(play, timedelta(minutes=1)) == []


async def test_a_note_whose_answer_was_lost_is_found_and_not_repeated(play: Town) -> None:
    await _wanted(play)
    play.face.remembers_nonces = False
    play.face.lost_answers = 1
    await _after(play, timedelta(minutes=1))
    assert len(await _after(play, timedelta(minutes=2))) == 1, "another process waits its turn"
    assert len(await _after(play, timedelta(minutes=10))) == 1
    assert len(await _after(play, timedelta(minutes=20))) == 1


async def test_a_platform_that_is_away_gets_it_later_the_same_day(play: Town) -> None:
    await _wanted(play)
    play.face.troubles = [Unreachable("later")]
    assert await _after(play, timedelta(minutes=1)) == []
    assert len(await _after(play, timedelta(hours=2))) == 1


async def test_where_a_permission_is_missing_it_is_not_tried_in_a_loop(play: Town) -> None:
    await _wanted(play)
    play.face.troubles = [Unreachable("forbidden") for _ in range(100)]
    for minutes in range(1, 8 * 60, 5):
        await _after(play, timedelta(minutes=minutes))
    assert len(play.face.troubles) >= 100 - 10
    play.face.troubles = []
    assert len(await _after(play, timedelta(hours=9))) == 1, "somebody gave it"


@pytest.mark.parametrize("hours", [10, 13, 72])
async def test_it_never_comes_in_the_evening_or_on_another_day(play: Town, hours: int) -> None:
    await _wanted(play)
    assert await _after(play, timedelta(hours=hours)) == []


async def test_a_new_date_gives_it_a_new_moment(play: Town) -> None:
    key = await _wanted(play)
    await turns.reschedule(play.core, play.coordinator, key, "mardi 15 décembre 2026 14h")
    await play.paint()
    assert await _after(play, timedelta(minutes=1)) == []
    assert len(await _after(play, timedelta(days=7, minutes=1))) == 1


async def test_only_coordinators_ask_for_it(play: Town) -> None:
    key = await play.mobilise()
    somebody = Actor("discord", "m1", "fr", ATELIER)
    with pytest.raises(Refusal, match="coordinator_only"):
        await thread_notes.want(play.core, somebody, key, wanted=True)
