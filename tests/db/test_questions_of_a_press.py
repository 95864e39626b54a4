"""What a press asks costs the same however much waits for everybody else: how it is answered."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import insert

from db import answers, reminders
from db.models import Answer, Mobilisation, Reminder
from db.prepared import Asked, Prepared
from db.store import Store
from db.vocabulary import Choice, Sending, State, Via
from tests.db.explaining import count_rows, plan_of
from tests.db.people import NOW, settle

MEMBERS, MOBILISATIONS = 300, 80
OPEN = 6
KINDS = ("week_before", "days_before")


async def _live(store: Store) -> None:
    """Everybody was in for everything: nearly all is over, and the reminders of the rest wait."""
    community, first, members = await settle(store, MEMBERS)
    calls: list[dict[str, Any]] = [
        {
            "community_id": community.id,
            "title": f"Mobilisation {number}",
            "purpose": "Voix d’industrielles",
            "zone": "Europe/Paris",
            "state": State.ANNOUNCED if number < OPEN else State.CLOSED,
            "created_at": NOW,
        }
        for number in range(1, MOBILISATIONS)
    ]
    numbers = range(first.id, first.id + MOBILISATIONS)
    pairs = [(number, member.id) for number in numbers for member in members]
    async with store.work() as work:
        await work.rows(insert(Mobilisation), calls)
        said = [_answer(number, member) for number, member in pairs]
        await work.rows(insert(Answer.__table__), said)  # type: ignore[arg-type]
        rows = [
            _reminder(number, member, kind, waits=number < first.id + OPEN)
            for number, member in pairs
            for kind in KINDS
        ]
        await work.rows(insert(Reminder.__table__), rows)  # type: ignore[arg-type]
    await count_rows(store)


def _answer(mobilisation: int, member: int) -> dict[str, Any]:
    return {
        "mobilisation_id": mobilisation,
        "member_id": member,
        "choice": Choice.IN,
        "via": Via.BUTTON,
        "networks": [],
        "remind_once": False,
        "stopped": False,
        "answered_at": NOW,
    }


def _reminder(mobilisation: int, member: int, kind: str, *, waits: bool) -> dict[str, Any]:
    return {
        "mobilisation_id": mobilisation,
        "member_id": member,
        "kind": kind,
        "stage": 0,
        "about": date(2026, 12, 8),
        "due_at": NOW + timedelta(days=3),
        "useful_until": NOW + timedelta(days=9),
        "state": Sending.PLANNED if waits else Sending.SENT,
        "attempts": 0,
        "late": False,
        "sent_at": None if waits else NOW - timedelta(days=mobilisation),
    }


@pytest.fixture
async def lived(store: Store) -> Store:
    """A memory of three hundred people and eighty mobilisations."""
    await _live(store)
    return store


async def test_it_reads_nothing_of_what_waits_for_everybody_else(lived: Store) -> None:
    questions: dict[str, tuple[Prepared, Asked]] = {
        "what was sent": reminders.sent(7, NOW),
        "what waits": reminders.waiting(7),
        "what can still come": answers.open_engagements(7),
    }
    for name, (question, asked) in questions.items():
        assert not isinstance(asked, list)
        plan = await plan_of(lived, question.statement("sqlite"), dict(asked))  # type: ignore[arg-type]
        assert "ix_reminder_member_id_sent_at" in plan, (name, plan)
        assert "ix_reminder_due" not in plan, (name, plan)
        assert "Seq Scan on reminder" not in plan, (name, plan)
        assert "SCAN reminder" not in plan, (name, plan)


async def test_it_is_told_what_is_open_and_what_waits(lived: Store) -> None:
    async with lived.look() as look:
        engaged, waiting, sent = await look.ask(
            answers.open_engagements(7), reminders.waiting(7), reminders.sent(7, NOW)
        )
    assert len(engaged) == OPEN
    assert len(waiting) == OPEN * len(KINDS)
    assert len(sent) == (MOBILISATIONS - OPEN) * len(KINDS)
