"""What the bell asks costs the same however many reminders wait: how it is answered."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Executable, insert

from db import parcels, reminders
from db.models import Member, Reminder
from db.store import Store
from db.vocabulary import Sending
from tests.db.explaining import count_rows, plan_of
from tests.db.people import NOW, settle

PENDING = 20_000
FAR = NOW + timedelta(days=3)

QUESTIONS: Mapping[str, tuple[Executable, str]] = {
    "due": (reminders.DUE, "ix_reminder_due"),
    "next planned": (reminders.NEXT_PLANNED, "ix_reminder_due"),
    "next claimed": (reminders.NEXT_CLAIMED, "ix_reminder_claimed"),
    "lapsed": (parcels.LAPSED, "ix_reminder_claimed"),
    "due to one member": (parcels.DUE_TO, "ix_reminder_member_id_sent_at"),
    "held for one member": (parcels.HELD, "ix_reminder_"),
}
ASKED: dict[str, Any] = {
    "now": NOW,
    "but": [1, 2],
    "most": 16,
    "member": 7,
}


async def _pend(store: Store, *, due: int = 0, claimed: int = 0) -> None:
    """Many reminders to come, and some that are due or claimed."""
    community, mobilisation, _ = await settle(store)
    people = [
        {"community_id": community.id, "external_id": f"p{number}", "created_at": NOW}
        for number in range(2_000)
    ]
    async with store.work() as work:
        await work.rows(insert(Member.__table__), people)  # type: ignore[arg-type]
        rows = [
            _row(number, mobilisation.id, number < due, number < claimed)
            for number in range(PENDING)
        ]
        await work.rows(insert(Reminder.__table__), rows)  # type: ignore[arg-type]
    await count_rows(store)


def _row(number: int, mobilisation: int, is_due: bool, is_claimed: bool) -> dict[str, Any]:
    member, about = 2 + number % 2_000, date(2026, 1, 1) + timedelta(days=number // 2_000)
    return {
        "mobilisation_id": mobilisation,
        "member_id": member,
        "kind": "days_before",
        "stage": 0,
        "about": about,
        "due_at": NOW - timedelta(hours=1) if is_due else FAR + timedelta(seconds=number),
        "useful_until": FAR + timedelta(days=9),
        "state": Sending.CLAIMED if is_claimed else Sending.PLANNED,
        "attempts": 0,
        "late": False,
        "claimed_until": FAR if is_claimed else None,
    }


async def test_each_question_is_answered_from_its_index(store: Store) -> None:
    await _pend(store, due=50, claimed=20)
    for name, (question, index) in QUESTIONS.items():
        plan = await plan_of(store, question, ASKED)
        assert index in plan, (name, plan)
        assert "Seq Scan on reminder" not in plan, (name, plan)
        assert "SCAN reminder" not in plan.replace("SCAN reminder USING INDEX", ""), (name, plan)


async def test_what_is_due_comes_in_order_and_no_more_than_asked(store: Store) -> None:
    await _pend(store, due=500)
    async with store.look() as look:
        found = await reminders.due_members(look, NOW, limit=20)
        others = await reminders.due_members(look, NOW, limit=20, but=found)
        assert await reminders.next_due(look, NOW) == FAR + timedelta(seconds=500)
    assert len(found) == len(others) == 20
    assert found == sorted(found)
    assert not set(found) & set(others)


async def test_who_has_something_under_way_waits_and_who_was_left_comes_first(
    store: Store,
) -> None:
    await _pend(store, due=30, claimed=10)
    async with store.look() as look:
        found = await reminders.due_members(look, NOW, limit=50)
        assert found == list(range(12, 32))
        later = await reminders.due_members(look, FAR, limit=50)
        assert later[:10] == list(range(2, 12))
        assert await reminders.next_due(look, NOW) == FAR


async def _steps(store: Store, now: datetime) -> int:
    """Hundreds of steps that SQLite takes for one look of the bell."""
    steps = 0

    def step() -> int:
        nonlocal steps
        steps += 1
        return 0

    async with store.look() as look:
        driver: Any = (await look._connection.get_raw_connection()).driver_connection
        driver.set_progress_handler(step, 100)
        assert len(await reminders.due_members(look, now, limit=16, but=[2, 3])) == 16
        await reminders.next_due(look, now)
        driver.set_progress_handler(None, 100)
    return steps


async def test_a_look_costs_the_same_however_many_are_due(small_store: Store) -> None:
    await _pend(small_store, due=200)
    few = await _steps(small_store, NOW)
    all_of_them = await _steps(small_store, FAR + timedelta(days=1))
    assert 0 < all_of_them <= 1.5 * few
