"""Away for some hours or days: each reminder has one recorded end, within a minute of return."""

from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import select

from bot import answers
from db.models import Reminder
from db.vocabulary import Choice, Sending, Via
from tests.fakes import Town

MINUTE = timedelta(minutes=1)


async def _rows(play: Town) -> list[Reminder]:
    async with play.core.store.look() as look:
        return list((await look.session.scalars(select(Reminder).order_by(Reminder.id))).all())


async def _a_full_agenda(play: Town) -> None:
    """Nine mobilisations in two weeks; three members in for all, one with days of their own."""
    for number in range(1, 10):
        key = await play.mobilise(f"{7 + number} décembre 2026 14h", title=f"N° {number}")
        for member in range(1, 5):
            await answers.answer(play.core, play.member(member), key, Choice.IN, Via.BUTTON)
        chosen = date(2026, 12, 1) + timedelta(days=number % 4)
        await answers.choose_day(play.core, play.member(4), key, chosen)


@pytest.mark.parametrize("hours", [0, 0.02, 1, 7, 9.4, 9.6, 14, 24, 31, 38, 49, 62.5, 72])
async def test_every_reminder_has_one_end_when_the_bot_is_back(play: Town, hours: float) -> None:
    await _a_full_agenda(play)
    await play.at("2026-12-01T08:59:00+01:00")
    back = datetime.fromisoformat("2026-12-01T09:00:00+01:00") + timedelta(hours=hours)
    missed = {row.id for row in await _rows(play) if row.due_at <= back}
    before = len(play.face.whispers)
    play.clock.set(back)
    await play.ring()
    play.clock.set(back + MINUTE)
    await play.ring()
    rows = await _rows(play)
    for row in rows:
        if row.id not in missed:
            continue
        # What may still come has its new moment; nothing is left in between.
        ended = row.state in (Sending.SENT, Sending.SKIPPED)
        assert ended or (row.state is Sending.PLANNED and row.due_at > back), row.id
        assert (row.state is Sending.SKIPPED) == (row.reason is not None)
    heard = [whisper.person for whisper in play.face.whispers[before:]]
    assert len(heard) == len(set(heard)), "what was missed is one message a person"
    await play.at("2027-01-31T12:00:00+01:00")
    ends = [row.state for row in await _rows(play)]
    assert set(ends) == {Sending.SENT, Sending.SKIPPED}
    marks = [
        (w.person, item.mobilisation, item.reason)
        for w in play.face.whispers
        for item in getattr(w.note, "items", ())
    ]
    assert len(marks) == len(set(marks)), "no reminder came twice"
