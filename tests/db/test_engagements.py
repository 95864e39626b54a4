"""What a plan is told of a member's answers: all, or what can still come of them."""

from datetime import date, timedelta

import pytest

from db import answers, reminders
from db.models import Mobilisation, Reminder
from db.store import Store
from db.vocabulary import Choice, Sending, State, Via
from tests.db.people import NOW, settle

OPEN = {State.ANNOUNCED, State.SUSPENDED}
PROMISED = {Sending.PLANNED, Sending.CLAIMED}


async def _engage(store: Store, state: State, sending: Sending | None) -> int:
    """Somebody who is in for a mobilisation in that state, with a reminder in that state."""
    _, mobilisation, (member, other) = await settle(store, people=2)
    wanted = reminders.Wanted(
        mobilisation.id, "days_before", 0, date(2026, 12, 8), NOW, NOW + timedelta(days=2)
    )
    async with store.work() as work:
        for who in (member, other):
            said = answers.Kept(mobilisation.id, who.id, Choice.IN, Via.BUTTON, NOW)
            await answers.put(work, said)
        (await work.session.get_one(Mobilisation, mobilisation.id)).state = state
        await work.session.flush()
        # What somebody else was promised is nothing to this member.
        await reminders.plan(work, other.id, [wanted])
        if sending is not None:
            await reminders.plan(work, member.id, [wanted])
            (await work.session.get_one(Reminder, 2)).state = sending
            await work.session.flush()
    return member.id


@pytest.mark.parametrize("sending", [None, *Sending])
@pytest.mark.parametrize("state", list(State))
async def test_only_what_is_open_or_promised_can_still_come(
    small_store: Store, state: State, sending: Sending | None
) -> None:
    member = await _engage(small_store, state, sending)
    async with small_store.look() as look:
        every, coming = await look.ask(
            answers.engagements(member), answers.open_engagements(member)
        )
    assert len(every) == 1
    assert coming == (every if state in OPEN or sending in PROMISED else [])


async def test_each_database_tells_the_same(store: Store) -> None:
    member = await _engage(store, State.CLOSED, Sending.CLAIMED)
    async with store.look() as look:
        every, coming = await look.ask(
            answers.engagements(member), answers.open_engagements(member)
        )
    assert coming == every
    assert len(coming) == 1
