"""Where too many people stop their reminders after a batch, the rest waits for a coordinator."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from bot import answers, members, turns
from bot.face import Unreachable
from bot.notes import Held
from bot.refusals import Refusal
from bot.reminders import brake
from bot.reminders.errands import Errands
from db.models import Community, JournalEntry, Mobilisation, Reminder
from db.vocabulary import Choice, Sending, Via
from tests.fakes import Town

MORNING = "2026-12-01T09:05:00+01:00"


async def _remind(play: Town, people: int) -> int:
    """A mobilisation whose people received their first reminder."""
    key = await play.mobilise()
    for number in range(1, people + 1):
        await answers.answer(play.core, play.member(number), key, Choice.IN, Via.BUTTON)
    await play.at(MORNING)
    assert len(play.face.whispers) == people
    return key


async def _held(play: Town, key: int) -> datetime | None:
    async with play.core.store.look() as look:
        return (await look.session.get_one(Mobilisation, key)).held_at


def _told(play: Town) -> list[Held]:
    return [whisper.note for whisper in play.face.whispers if isinstance(whisper.note, Held)]


async def test_a_batch_that_too_many_stopped_is_held_back_and_its_owner_told_in_counts(
    play: Town,
) -> None:
    key = await _remind(play, 40)
    await members.stop(play.core, play.member(1), key)
    assert await _held(play, key) is None, "one in forty, and one person's own choice"
    await members.stop(play.core, play.member(2))
    assert await _held(play, key) is not None
    await brake.tell_owners(play.core)
    await brake.tell_owners(play.core)
    (told,) = _told(play)
    assert (told.reminded, told.stopped) == (40, 2)
    assert [one.person for one in play.face.whispers if one.note is told] == ["c1"]
    sent = len(play.face.whispers)
    await play.at("2026-12-31T12:00:00+01:00")
    assert len(play.face.whispers) == sent, "no more reminders of it"
    async with play.core.store.look() as look:
        entries = await look.session.scalars(
            select(JournalEntry).where(JournalEntry.what == "held")
        )
        assert [entry.fields for entry in entries] == [{"reminded": 40, "stopped": 2}]


async def test_what_is_held_goes_on_when_a_coordinator_resumes_it(play: Town) -> None:
    key = await _remind(play, 10)
    for number in (1, 2):
        await members.stop(play.core, play.member(number), key)
    await turns.resume(play.core, play.coordinator, key)
    assert await _held(play, key) is None
    await play.at("2026-12-07T12:00:00+01:00")
    twice = {f"m{n}" for n in range(1, 11) if len(play.face.reminders_to(f"m{n}")) == 2}
    assert twice == {f"m{n}" for n in range(3, 11)}, "those who stopped stay in peace"
    await members.stop(play.core, play.member(3), key)
    assert await _held(play, key) is None, "the stops before it was resumed are settled"
    with pytest.raises(Refusal, match="not_suspended"):
        await turns.resume(play.core, play.coordinator, key)


async def test_the_share_is_the_communitys_own(play: Town) -> None:
    key = await _remind(play, 10)
    async with play.core.store.work() as work:
        community = (await work.session.scalars(select(Community))).one()
        community.rules = {"stop_share": 0.25}
    for number in (1, 2):
        await members.stop(play.core, play.member(number), key)
    assert await _held(play, key) is None
    await members.stop(play.core, play.member(3), key)
    assert await _held(play, key) is not None


async def test_stops_of_people_who_received_nothing_say_nothing_about_a_batch(play: Town) -> None:
    key = await _remind(play, 10)
    for number in range(11, 15):
        await answers.answer(play.core, play.member(number), key, Choice.IN, Via.BUTTON)
        await members.stop(play.core, play.member(number), key)
    assert await _held(play, key) is None


async def test_another_mobilisation_goes_on(play: Town) -> None:
    key = await _remind(play, 10)
    other = await play.mobilise("mardi 15 décembre 2026 14h", title="Autre")
    await answers.answer(play.core, play.member(9), other, Choice.IN, Via.BUTTON)
    for number in (1, 2):
        await members.stop(play.core, play.member(number), key)
    await play.at("2026-12-09T12:00:00+01:00")
    async with play.core.store.look() as look:
        rows = await look.session.scalars(
            select(Reminder.state).where(Reminder.mobilisation_id == other)
        )
        assert Sending.SENT in set(rows)


async def test_an_owner_who_cannot_be_reached_now_is_told_later(play: Town) -> None:
    key = await _remind(play, 10)
    for number in (1, 2):
        await members.stop(play.core, play.member(number), key)
    play.face.troubles = [Unreachable("later", wait=600)]
    errands = Errands(play.core, "trial")
    for _ in range(3):
        await errands.run()
    assert _told(play) == [], "left alone for as long as it was asked"
    play.clock.set(play.clock.now() + timedelta(minutes=11))
    await errands.run()
    assert len(_told(play)) == 1
