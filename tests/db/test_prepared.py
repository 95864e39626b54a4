"""Prepared statements say the same as SQLAlchemy does, on each database, in the same types."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest
from sqlalchemy import bindparam, insert, select, update
from sqlalchemy.dialects import sqlite
from sqlalchemy.exc import StatementError

from db import answers, reminders
from db.models import Mobilisation, Reminder
from db.prepared import Asked, Prepared
from db.store import MemoryLost, Store
from db.vocabulary import Choice, Sending, Via
from tests.db.people import NOW, settle

PARIS_SUMMER = timezone(timedelta(hours=2))
QUESTIONS: dict[str, tuple[Prepared, Asked]] = {
    "standing": (
        answers._STANDING,
        {"mobilisation": 1, "platform": "discord", "person": "100"},
    ),
    "nobody stands there": (
        answers._STANDING,
        {"mobilisation": 1, "platform": "discord", "person": "nobody"},
    ),
    "engagements": answers.engagements(1),
    "what was sent": reminders.sent(1, NOW),
    "what waits": reminders.waiting(1),
}


async def _remember(store: Store) -> None:
    _, mobilisation, (member, *_) = await settle(store)
    said = answers.Kept(
        mobilisation.id,
        member.id,
        Choice.IN,
        Via.REACTION,
        NOW.astimezone(PARIS_SUMMER),
        day=date(2026, 12, 7),
        networks=("linkedin", "école"),
    )
    wanted = [
        reminders.Wanted(mobilisation.id, kind, 0, date(2026, 12, 8), NOW, NOW + timedelta(days=2))
        for kind in ("days_before", "week_before")
    ]
    async with store.work() as work:
        await answers.put(work, said, changes_card=True)
        await reminders.plan(work, member.id, wanted)
        heard = await work.session.get_one(Reminder, 2)
        heard.state, heard.sent_at, heard.answered_at = Sending.SENT, NOW, NOW
        await work.session.flush()


@pytest.mark.parametrize("question", QUESTIONS)
async def test_the_rows_are_those_of_sqlalchemy(store: Store, question: str) -> None:
    await _remember(store)
    what, asked = QUESTIONS[question]
    async with store.look() as look:
        (prepared,) = await look.ask((what, asked))
        usual = (await look.rows(what.statement(look.dialect), asked)).all()
    assert usual
    assert [tuple(row) for row in prepared] == [tuple(row) for row in usual]
    types = [[type(value) for value in row] for row in prepared]
    assert types == [[type(value) for value in row] for row in usual]


async def test_values_come_back_as_what_they_were(store: Store) -> None:
    await _remember(store)
    async with store.look() as look:
        names = ("engagements", "what was sent", "what waits")
        ((said,), (sent,), (waiting,)) = await look.ask(*(QUESTIONS[name] for name in names))
        revision = (await look.session.get_one(Mobilisation, 1)).revision
    assert (said.choice, said.day, said.posted) == (Choice.IN, date(2026, 12, 7), False)
    assert said.answered_at == NOW
    assert said.answered_at.tzinfo is UTC
    assert (sent.kind, sent.state, sent.sent_at) == ("week_before", Sending.SENT, NOW)
    assert bool(sent.answered)
    assert (waiting.kind, waiting.state, waiting.due_at) == ("days_before", Sending.PLANNED, NOW)
    assert revision == 2


async def test_several_rows_are_changed_in_one_go(store: Store) -> None:
    await _remember(store)
    async with store.work() as work:
        await reminders.skip(work, [1, 2, 3], "posted")
    async with store.look() as look:
        ended = await look.session.get_one(Reminder, 1)
    assert (ended.state, ended.reason) == (Sending.SKIPPED, "posted")


async def test_a_refusal_of_the_database_changes_nothing(store: Store) -> None:
    await _remember(store)
    stranger = answers.Kept(1, 999, Choice.IN, Via.BUTTON, NOW)
    with pytest.raises(MemoryLost):
        async with store.work() as work:
            await answers.put(work, stranger, changes_card=True)
    async with store.look() as look:
        assert (await look.session.get_one(Mobilisation, 1)).revision == 2


async def test_a_moment_without_a_zone_is_refused(store: Store) -> None:
    await _remember(store)
    naive = answers.Kept(1, 1, Choice.IN, Via.BUTTON, datetime(2026, 11, 23, 9))  # noqa: DTZ001
    with pytest.raises((ValueError, StatementError), match="without a zone"):
        async with store.work() as work:
            await answers.put(work, naive)


@pytest.mark.parametrize(
    "make",
    [
        lambda: select(Reminder.id).where(Reminder.id.in_(bindparam("ids", expanding=True))),
        lambda: insert(Mobilisation).values(title=bindparam("ids")),
    ],
    ids=["a list that grows", "defaults made each time"],
)
async def test_what_differs_each_time_cannot_be_prepared(
    small_store: Store, make: Callable[[], Any]
) -> None:
    with pytest.raises(ValueError, match="not the same each time"):
        await _ask(small_store, Prepared(make()), {"ids": [1]})


async def test_a_value_that_is_missing_is_not_taken_for_nothing(small_store: Store) -> None:
    change = update(Reminder.__table__).values(reason=bindparam("why"))  # type: ignore[arg-type]
    assert "?" in str(change.compile(dialect=sqlite.dialect()))
    with pytest.raises(KeyError):
        await _ask(small_store, Prepared(change), {})


async def _ask(store: Store, what: Prepared, asked: dict[str, Any]) -> None:
    async with store.work() as work:
        await work.ask((what, asked))
