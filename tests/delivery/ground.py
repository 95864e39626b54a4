"""Where kills and faults are tried: a collective whose members are to be reminded this morning."""

import itertools
import shutil
from collections import Counter
from collections.abc import Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import psycopg
from sqlalchemy import func, select
from sqlalchemy.engine import make_url

from bot import answers, communities, turns
from bot.clock import SetClock
from bot.core import Core
from bot.drafts import agree, complete, draft
from bot.forms import Complement, Consent, Form
from bot.mobilisations import announce
from bot.people import Actor, Place
from db.look import Look
from db.migrate import upgrade
from db.models import Member, Notice, Reminder
from db.store import Store
from db.vocabulary import Choice, Sending, Via
from sandbox.app import Sandbox
from sandbox.world.messages import Message
from tests import databases

ASKED = "2026-11-23T10:00:00+01:00"
DUE = datetime.fromisoformat("2026-12-01T09:00:00+01:00")
EVENT = "mardi 8 décembre 2026 14h"
LATER = "mardi 8 décembre 2026 15h"
BOTH = 3
"""Every so many-th member said yes to two mobilisations: one message for both."""
NEW = 40
"""Every so many-th member has no private channel yet."""

_numbers = itertools.count(1)


def pretend(people: int, **how: Any) -> Sandbox:
    """A pretend Discord on the morning of the reminders; the same ids each time."""
    return Sandbox(_collective(people), start=DUE.isoformat(), language="fr", **how)


def _collective(people: int) -> dict[str, Any]:
    names = [f"m{number}" for number in range(people)]
    return {
        "guild": {"name": "Atelier", "zone": "Europe/Paris", "owner": "ines"},
        "bot": {"name": "Porte-voix"},
        "roles": [],
        "channels": [{"key": "general", "name": "general"}],
        "people": [{"handle": name, "name": name} for name in ["ines", *names]],
    }


@dataclass(frozen=True)
class Seed:
    """A memory to be copied, in which everybody is to be reminded at the same moment."""

    url: str
    people: int
    server: str | None
    """The address of the PostgreSQL server that it is on."""
    news: bool = False
    """Whether everybody is also to be told that the hour changed."""

    def copy(self, folder: Path) -> str:
        """The address of a copy."""
        if self.server is None:
            target = folder / f"memory-{next(_numbers)}.sqlite3"
            shutil.copy(make_url(self.url).database or "", target)
            return f"sqlite+aiosqlite:///{target}"
        address = make_url(self.url)
        name = f"copy_{next(_numbers)}"
        with psycopg.connect(self.server, autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name} TEMPLATE {address.database}")
        return address.set(database=name).render_as_string(hide_password=False)

    def drop(self, url: str) -> None:
        """Let a copy go."""
        if self.server is not None:
            databases.drop_database(self.server, url)


async def seed(folder: Path, people: int, server: str | None = None, *, news: bool = False) -> Seed:
    """Everybody says yes by the bot's own verbs, so that the plan is the policy's own."""
    folder.mkdir(parents=True, exist_ok=True)
    url = databases.fresh_database(server) if server else databases.sqlite_url(folder)
    await upgrade(url)
    box = pretend(people)
    world = box.world
    async with Store(url) as store:
        clock = SetClock(datetime.fromisoformat(ASKED), speed=0)
        core = Core(store, clock)
        place = Place("discord", str(world.home.id), "Atelier", "fr")
        ines = Actor(
            "discord", str(world.handles["ines"]), "fr", place, frozenset(), True, channel="1"
        )
        await communities.setup(core, ines, channel="1", role="1")
        first, second = [await _announced(core, ines, title) for title in ("Un", "Deux")]
        for number in range(people):
            member = Actor("discord", str(world.handles[f"m{number}"]), "fr", place)
            await answers.answer(core, member, first, Choice.IN, Via.BUTTON)
            if number % BOTH == 0:
                await answers.answer(core, member, second, Choice.IN, Via.BUTTON)
        if news:
            clock.set(DUE - timedelta(hours=1))
            await turns.reschedule(core, ines, first, LATER)
    return Seed(url, people, server, news)


async def _announced(core: Core, ines: Actor, title: str) -> int:
    form = Form(title, EVENT, "", "Parler aux parents", "L’organisateur https://ws.example")
    key = (await draft(core, ines, form)).mobilisation
    await complete(core, ines, key, Complement(angles="Une question ?"))
    await agree(core, ines, key, Consent("given", by="Camille, à l’organisation"))
    await announce(core, ines, key)
    return key


async def acquaint(box: Sandbox, url: str) -> None:
    """Most members have a private channel already, as those who said yes days ago have."""
    async with Store(url) as store, store.work() as work:
        for member in (await work.session.scalars(select(Member))).all():
            if member.id % NEW:
                person = box.world.users[int(member.external_id)]
                member.private_channel = str(box.world.direct(person).id)


@contextmanager
def copied(seed: Seed, folder: Path) -> Any:
    """A copy of the seed, for the time of a trial."""
    url = seed.copy(folder)
    try:
        yield url
    finally:
        seed.drop(url)


@dataclass(frozen=True)
class Told:
    """What became of a trial: who received how many, and what the memory holds."""

    received: Counter[str]
    """Reminders by handle."""
    rows: Sequence[Reminder]
    people: int
    faults: tuple[str, ...]
    """What cannot be: a person reminded or told never or twice, a row without end or with a wrong
    one."""

    @property
    def lost(self) -> int:
        """How many people received nothing."""
        return self.people - len(self.received)

    @property
    def repeated(self) -> int:
        """How many messages too many."""
        return self.received.total() - len(self.received)


async def look(box: Sandbox, url: str, people: int) -> Told:
    """Hold what people received against what the memory says."""
    async with Store(url) as store, store.look() as asked:
        rows = (await asked.session.scalars(select(Reminder).order_by(Reminder.id))).all()
        news = (await asked.session.scalars(select(Notice).order_by(Notice.id))).all()
        known = await asked.session.execute(select(Member.id, Member.external_id))
        names = {row.id: row.external_id for row in known}
    handles = {str(id_): handle for handle, id_ in box.world.handles.items()}
    held = {handle: reminders_of(box, handle) for handle in box.world.handles}
    due = [row for row in rows if row.due_at <= DUE]
    faults = [f"{who} holds {len(own)}" for who, own in held.items() if len(own) > 1]
    faults += [f"{handles[names[row.member_id]]}: {row.state}" for row in due if not _sent(row)]
    for row in due:
        own = held[handles[names[row.member_id]]]
        if _sent(row) and row.message not in {str(one.id) for one in own}:
            faults.append(f"{handles[names[row.member_id]]}: recorded, not received")
        elif _sent(row) and not any(f":{row.mobilisation_id}:" in id_ for id_ in _ids(own)):
            faults.append(f"{handles[names[row.member_id]]}: {row.mobilisation_id} not in it")
    for notice in news:
        who = handles[names[notice.member_id]]
        own_news = [message for message in _messages(box, who) if _tells_of(message, notice)]
        if not _sent(notice) or [str(one.id) for one in own_news] != [notice.message]:
            faults.append(f"{who}: told {len(own_news)} times, {notice.state}")
    received = Counter({who: len(own) for who, own in held.items() if own})
    return Told(received, due, people, tuple(faults))


def reminders_of(box: Sandbox, handle: str) -> list[Message]:
    """The reminders that somebody holds."""
    return [message for message in _messages(box, handle) if _ids([message])]


def _messages(box: Sandbox, handle: str) -> list[Message]:
    """All that the bot said to somebody in private."""
    person = box.world.handles[handle]
    return [
        message
        for channel in box.world.channels.values()
        if channel.recipient_id == person
        for message in channel.messages
        if message.author_id == box.world.bot.id
    ]


def _tells_of(message: Message, notice: Notice) -> bool:
    return any(id_.endswith(f":n{notice.id}") for id_ in _ids([message], ":brief:"))


def _ids(messages: Sequence[Message], verb: str = ":r-") -> list[str]:
    return [
        item["custom_id"]
        for message in messages
        for row in message.components
        for item in row.get("components", ())
        if verb in item.get("custom_id", "")
    ]


def _sent(row: Reminder | Notice) -> bool:
    return row.state is Sending.SENT


async def open_rows(look: Look) -> int:
    """How many reminders of the morning have no end yet."""
    waiting = select(func.count()).where(
        Reminder.due_at <= DUE, Reminder.state.in_((Sending.PLANNED, Sending.CLAIMED))
    )
    return int((await look.rows(waiting)).scalar_one())
