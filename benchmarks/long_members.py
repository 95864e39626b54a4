"""What the plan of a press costs somebody who has answered for years, against a newcomer's.

Reading, planning and keeping, as one work on SQLite; each member has three open mobilisations and
so many behind them, one a week, with two reminders each. Rounds of all members alternate.

    python -m benchmarks.long_members [--rounds 200]
"""

import argparse
import asyncio
import statistics
import tempfile
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from time import perf_counter
from typing import Any

from sqlalchemy import insert

from bot.reminders import planning
from db import communities, members, mobilisations
from db.migrate import upgrade
from db.models import Answer, Community, Member, Mobilisation, Reminder
from db.store import Store
from db.vocabulary import Choice, Sending, State, Via

NOW = datetime(2027, 1, 11, 9, 0, tzinfo=UTC)
WEEK = timedelta(days=7)
OPEN = 3
BEHIND = (0, 30, 100, 300)
SQLITE_LIKES = 200
"""Rows in one statement."""


async def _settle(store: Store) -> tuple[Community, list[Member]]:
    """A community, and a member for each length of time."""
    longest = max(BEHIND)
    async with store.work() as work:
        community = await communities.settle(
            work, "discord", "1", name="Atelier", locale="fr", zone="Europe/Paris", now=NOW
        )
        known = [
            await members.settle(work, community.id, str(many), locale="fr", now=NOW)
            for many in BEHIND
        ]
        calls = [
            await mobilisations.add(work, _mobilisation(community.id, number - OPEN))
            for number in range(longest + OPEN)
        ]
    async with store.work() as work:
        for member, many in zip(known, BEHIND, strict=True):
            about = calls[: OPEN + many]
            await _put(work, Answer, (_answer(member.id, call) for call in about))
            past = about[OPEN:]
            await _put(work, Reminder, (row for one in past for row in _sent(member.id, one)))
    return community, known


def _mobilisation(community: int, past: int) -> Mobilisation:
    """Numbers below 0 are open; the others are over, the first of them last week."""
    starts = NOW + WEEK * 2 + timedelta(days=5 * past) if past < 0 else NOW - WEEK * (past + 1)
    return Mobilisation(
        community_id=community,
        title="WorldSkills",
        purpose="Parler aux parents",
        zone="Europe/Paris",
        state=State.ANNOUNCED if past < 0 else State.CLOSED,
        starts_on=starts.date(),
        created_at=starts - WEEK * 4,
    )


def _answer(member: int, call: Mobilisation) -> dict[str, Any]:
    return {
        "mobilisation_id": call.id,
        "member_id": member,
        "choice": Choice.IN,
        "via": Via.BUTTON,
        "networks": [],
        "remind_once": False,
        "stopped": False,
        "answered_at": call.created_at,
    }


def _sent(member: int, call: Mobilisation) -> Iterator[dict[str, Any]]:
    about: date = call.starts_on or NOW.date()
    for kind, days in (("week_before", 7), ("days_before", 2)):
        at = datetime(about.year, about.month, about.day, 8, tzinfo=UTC) - timedelta(days=days)
        yield {
            "mobilisation_id": call.id,
            "member_id": member,
            "kind": kind,
            "stage": 0,
            "about": about,
            "due_at": at,
            "useful_until": at + timedelta(days=2),
            "state": Sending.SENT,
            "attempts": 1,
            "late": False,
            "sent_at": at,
            "answered_at": at,
        }


async def _put(work: Any, model: Any, rows: Iterator[dict[str, Any]]) -> None:
    all_rows = list(rows)
    for begin in range(0, len(all_rows), SQLITE_LIKES):
        await work.rows(insert(model.__table__), all_rows[begin : begin + SQLITE_LIKES])


async def main(rounds: int) -> None:
    """Print a line for each length of time."""
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite+aiosqlite:///{folder}/memory.sqlite3"
        await upgrade(url)
        async with Store(url) as store:
            community, known = await _settle(store)
            spent: list[list[float]] = [[] for _ in known]
            for _ in range(rounds):
                for member, times in zip(known, spent, strict=True):
                    began = perf_counter()
                    async with store.work() as work:
                        await planning.replan(work, member, community, NOW)
                    times.append((perf_counter() - began) * 1e3)
    newcomer = spent[0]
    for many, times in zip(BEHIND, spent, strict=True):
        ratio = statistics.median(one / bare for one, bare in zip(times, newcomer, strict=True))
        print(f"{many:>4} behind them: {statistics.median(times):.2f} ms, {ratio:.2f} x a newcomer")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=200)
    asyncio.run(main(parser.parse_args().rounds))
