"""What the bell costs however many reminders wait, and how long the loop is held by many at once.

Wake-up: one round with nothing due, its errands included. Add: one reminder planned, until it is
on disk. Twenty thousand due at once are delivered to a platform that answers at once, so that
nothing but our own work holds the loop.

    python -m benchmarks.reminders [--database sqlite postgresql] [--sizes 1000 … 1000000]
"""

import argparse
import asyncio
import gc
import json
import resource
import statistics
import tempfile
from collections.abc import Awaitable, Callable
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path
from time import perf_counter, thread_time
from typing import Any

from sqlalchemy import insert, select, text

from bot import answers, communities, turns
from bot.cards import Card
from bot.clock import SetClock
from bot.core import Core
from bot.drafts import agree, draft
from bot.face import Posted, nobody_waits
from bot.forms import Consent, Form
from bot.mobilisations import announce
from bot.notes import Note
from bot.people import Actor, Place
from bot.reminders.delivery import Delivery
from bot.reminders.errands import Errands
from db import reminders as memory
from db.migrate import upgrade
from db.models import Answer, Base, Member, Reminder
from db.store import Store
from db.vocabulary import Choice, Sending, Via
from tests import databases

ASKED = datetime.fromisoformat("2026-11-23T10:00:00+01:00")
DUE = datetime.fromisoformat("2026-12-01T09:00:02+01:00")
SOON = "mardi 8 décembre 2026 14h"
FAR = "mardi 7 décembre 2027 14h"
EACH = 10
"""Mobilisations that each member said yes to."""
DUE_AT_ONCE = 20_000
TICK = 0.005
CHUNK = 5_000


class Instant:
    """A platform that does everything at once."""

    platform = "discord"

    def __init__(self) -> None:
        self.whispers = 0

    async def post(self, channel: str, card: Card, *, nonce: str) -> Posted:
        """Show a card."""
        return Posted("1", None)

    async def open_thread(self, channel: str, message: str, card: Card) -> str:
        """None is looked at."""
        return "1"

    async def repaint(self, channel: str, message: str, card: Card) -> None:
        """Nothing to see."""

    async def open_private(self, person: str) -> str:
        """The private channel of a person."""
        return person

    async def whisper(self, channel: str, note: Note, *, nonce: str | None = None) -> str:
        """Count it."""
        self.whispers += 1
        return str(self.whispers)

    async def said_before(self, channel: str, mark: str) -> str | None:
        """Nothing was."""

    async def reactors(self, channel: str, message: str, sign: str) -> list[str]:
        """Nobody."""
        return []

    def address(self, community: str, channel: str, message: str) -> str:
        """Anywhere."""
        return f"https://chat.example/{community}/{channel}/{message}"


async def settle(core: Core, calls: int, when: str) -> None:
    """One member who said yes to some mobilisations, by the bot's own verbs."""
    place = Place("discord", "1", "Atelier", "fr")
    ines = Actor("discord", "c1", "fr", place, frozenset(), manages=True, channel="1")
    await communities.setup(core, ines, channel="1", role="1")
    for number in range(calls):
        form = Form(f"N° {number}", when, "", "Parler aux parents", "L’organisateur")
        key = (await draft(core, ines, form)).mobilisation
        await agree(core, ines, key, Consent("given", by="Camille"))
        await announce(core, ines, key)
        member = Actor("discord", "m1", "fr", place)
        await answers.answer(core, member, key, Choice.IN, Via.BUTTON)


async def multiply(store: Store, members: int) -> int:
    """As many members who said the same; how many reminders wait."""
    async with store.look() as look:
        (first,) = await look.session.scalars(select(Member).where(Member.external_id == "m1"))
        said = (await look.session.scalars(select(Answer))).all()
        planned = (
            await look.session.scalars(select(Reminder).where(Reminder.state == Sending.PLANNED))
        ).all()
    ids = range(first.id + 1, first.id + members)
    names = ({**fields_of(first), "id": id_, "external_id": f"x{id_}"} for id_ in ids)
    await put(store, Member, list(names))
    for row in (*said, *planned):
        fields = {name: value for name, value in fields_of(row).items() if name != "id"}
        await put(store, type(row), [{**fields, "member_id": id_} for id_ in ids])
    return len(planned) * members


def fields_of(row: Base) -> dict[str, Any]:
    """A row as it can be put in again."""
    return {column.key: getattr(row, column.key) for column in row.__table__.columns}


async def put(store: Store, noun: type[Base], rows: list[dict[str, Any]]) -> None:
    """Many rows at once."""
    for begin in range(0, len(rows), CHUNK):
        async with store.work() as work:
            await work.rows(insert(noun.__table__), rows[begin : begin + CHUNK])  # type: ignore[arg-type]


async def median_of(times: int, what: Callable[[int], Awaitable[object]]) -> float:
    """The median of so many calls, in microseconds."""
    took = []
    for number in range(times):
        began = perf_counter()
        await what(number)
        took.append(perf_counter() - began)
    return statistics.median(took) * 1e6


async def at_size(url: str, pending: int) -> dict[str, Any]:
    """What a round and a new reminder cost with so many pending."""
    await upgrade(url)
    async with Store(url, unhurried=nobody_waits.get) as store:
        core = Core(store, SetClock(ASKED, speed=0), faces={"discord": Instant()})
        await settle(core, EACH, FAR)
        async with store.look() as look:
            planned = (await look.session.scalars(select(Reminder))).all()
        waiting = await multiply(store, max(2, round(pending / len(planned))))
        await tidy(store)
        delivery = Delivery(core, "measured")
        gc.collect()
        gc.freeze()
        began, held = perf_counter(), rss()
        await delivery.start()
        await delivery.sweep()
        start = perf_counter() - began

        errands = Errands(core, "measured")

        async def round_of_the_bell(_: int) -> None:
            await turns.close_over(core)
            await delivery.sweep()
            await errands.run()

        wake = await median_of(300, round_of_the_bell)
        sample = planned[0]

        async def add(number: int) -> None:
            wanted = memory.Wanted(
                sample.mobilisation_id,
                sample.kind,
                stage=number + 1,
                about=sample.about,
                due_at=sample.due_at,
                useful_until=sample.useful_until,
            )
            async with store.work() as work:
                await memory.plan(work, sample.member_id, [wanted])

        added = await median_of(300, add)
        return {
            "pending": waiting,
            "wake-up us": round(wake),
            "add us": round(added),
            "start ms": round(start * 1e3, 1),
            "more memory MiB": round(rss() - held, 1),
        }


async def all_at_once(url: str) -> dict[str, Any]:
    """Twenty thousand due at the same moment: how long it takes, and the longest stall.

    On a busy machine the process itself stands still now and then; what the loop's thread worked
    from one tick to the next does not count that.
    """
    await upgrade(url)
    async with Store(url, unhurried=nobody_waits.get) as store:
        face = Instant()
        core = Core(store, SetClock(ASKED, speed=0), faces={"discord": face})
        await settle(core, 1, SOON)
        await multiply(store, DUE_AT_ONCE)
        await tidy(store)
        core.clock = SetClock(DUE, speed=1)
        delivery = Delivery(core, "measured")
        stalls, own, ticking = [0.0], [0.0], True

        async def tick() -> None:
            while ticking:
                began, worked = perf_counter(), thread_time()
                await asyncio.sleep(TICK)
                stalls.append(perf_counter() - began - TICK)
                own.append(thread_time() - worked)

        gc.collect()
        gc.freeze()
        ticker = asyncio.create_task(tick())
        began = perf_counter()
        while face.whispers < DUE_AT_ONCE:
            await delivery.sweep()
            await delivery.settled()
        took = perf_counter() - began
        ticking = False
        await ticker
        stalls.sort()
        return {
            "due at once": DUE_AT_ONCE,
            "seconds": round(took, 1),
            "each ms": round(took / DUE_AT_ONCE * 1e3, 2),
            "longest stall ms": round(stalls[-1] * 1e3, 1),
            "of it at work itself, longest ms": round(max(own) * 1e3, 1),
            "99.9 % of stalls under ms": round(stalls[int(len(stalls) * 0.999) - 1] * 1e3, 1),
        }


async def tidy(store: Store) -> None:
    """Let PostgreSQL learn what it holds, as it does in time by itself; SQLite never does."""
    if store.url.startswith("sqlite"):
        return
    async with store.work() as work:
        await work.rows(text("ANALYZE"))


def rss() -> float:
    """The largest memory of this process so far, in MiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main(database: str, sizes: list[int], rounds: int) -> None:
    """Every size in turn, some rounds each, interleaved; the medians and their ratios."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        server = None
        if database == "postgresql":
            server = stack.enter_context(databases.postgres(folder / "server"))

        def fresh(number: int) -> str:
            if server is not None:
                return databases.fresh_database(server)
            home = folder / str(number)
            home.mkdir()
            return databases.sqlite_url(home)

        told: dict[int, list[dict[str, Any]]] = {size: [] for size in sizes}
        for number in range(rounds):
            for size in sizes:
                url = fresh(number * 10_000_000 + size)
                told[size].append(asyncio.run(at_size(url, size)))
                print(json.dumps({"database": database} | told[size][-1]), flush=True)
        for figure in ("wake-up us", "add us"):
            medians = [statistics.median(one[figure] for one in told[size]) for size in sizes]
            print(f"{database}: {figure}, largest to smallest {medians[-1] / medians[0]:.2f}")
        print(json.dumps({"database": database} | asyncio.run(all_at_once(fresh(0)))))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--database", nargs="+", default=["sqlite", "postgresql"])
    parser.add_argument("--sizes", type=int, nargs="+", default=[1_000, 10_000, 100_000, 1_000_000])
    parser.add_argument("--rounds", type=int, default=3)
    asked = parser.parse_args()
    for database in asked.database:
        main(database, asked.sizes, asked.rounds)
