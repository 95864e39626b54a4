"""One life of a bot process that delivers: the real delivery and face, on the pretend Discord."""

import asyncio
import os
import signal
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any

from pydantic import SecretStr

from bot.bell import Bell
from bot.clock import SetClock
from bot.core import Core
from bot.face import nobody_waits
from bot.notes import Note
from bot.reminders.delivery import Delivery, Habits
from bot.reminders.notices import Notices
from bot.reminders.parcels import Parcel
from cogs.client import build
from cogs.connecting import address_discord
from cogs.face import DiscordFace
from db import notices, parcels
from db.notices import Claimed
from db.store import Store

POINTS = (
    "claiming",
    "claimed",
    "opened",
    "looked",
    "sending",
    "arrived",
    "answered",
    "recording",
    "recorded",
)
"""Where a process may be told to die: before the claim's commit, after it, a private channel
opened, an earlier message looked for, before the request, after its effect and before its answer
(`arrived`: the other side must do that), after the answer, before the record's commit, after it."""


@dataclass(frozen=True)
class Life:
    """What one process is to do, and when it dies."""

    database: str
    api: str
    gateway: str
    token: str
    now: str
    """What its clock shows when it begins (ISO 8601)."""
    name: str
    begun: float = 0.0
    """When it was that time, on the machine's monotonic clock; 0 for the moment it looks."""
    at_once: int = 16
    lease: float = 120.0
    die_at: str = ""
    """One of `POINTS`; nothing for a life that ends by itself."""
    nth: int = 1
    """At which passing of that point."""
    stay: bool = False
    """Whether to go on until it is killed, rather than until nothing is due."""


class Doom:
    """Ends the process, with nothing cleaned up, at the nth passing of a point."""

    def __init__(self, life: Life) -> None:
        self._point, self._left = life.die_at, life.nth

    def passes(self, point: str) -> None:
        """This point is passed."""
        if point == self._point:
            self._left -= 1
            if self._left == 0:
                os.kill(os.getpid(), signal.SIGKILL)


class DoomedFace(DiscordFace):
    """The face, with points to die at."""

    doom: Doom

    async def open_private(self, person: str) -> str:
        channel = await super().open_private(person)
        self.doom.passes("opened")
        return channel

    async def said_before(self, channel: str, mark: str) -> str | None:
        found = await super().said_before(channel, mark)
        self.doom.passes("looked")
        return found

    async def whisper(self, channel: str, note: Note, *, nonce: str | None = None) -> str:
        self.doom.passes("sending")
        message = await super().whisper(channel, note, nonce=nonce)
        self.doom.passes("answered")
        return message


class DoomedDelivery(Delivery):
    """The delivery, with points to die at."""

    doom: Doom

    async def _claim(self, member_id: int) -> Parcel | None:
        parcel = await super()._claim(member_id)
        self.doom.passes("claimed")
        return parcel

    async def _record(self, parcel: Parcel, channel: str, message: str) -> None:
        await super()._record(parcel, channel, message)
        self.doom.passes("recorded")


class DoomedNotices(Notices):
    """The news of a change, with points to die at."""

    doom: Doom

    async def _claim(self, notice: int) -> Claimed | None:
        claimed = await super()._claim(notice)
        self.doom.passes("claimed")
        return claimed

    async def _send(self, claimed: Claimed) -> None:
        await super()._send(claimed)
        self.doom.passes("recorded")


def doom_the_memory(doom: Doom) -> None:
    """Points to die at with a transaction open."""
    for module, name, point in (
        (parcels, "hold", "claiming"),
        (parcels, "mark_sent", "recording"),
        (notices, "claim", "claiming"),
        (notices, "mark_sent", "recording"),
    ):
        setattr(module, name, _doomed(getattr(module, name), doom, point))


def _doomed(
    change: Callable[..., Awaitable[Any]], doom: Doom, point: str
) -> Callable[..., Awaitable[Any]]:
    async def doomed(*what: Any, **how: Any) -> Any:
        done = await change(*what, **how)
        doom.passes(point)
        return done

    return doomed


async def live(life: Life) -> None:
    """Log in, take over what was left, and deliver until nothing is due."""
    doom = Doom(life)
    doom_the_memory(doom)
    address_discord(life.api, life.gateway)
    async with Store(life.database, unhurried=nobody_waits.get) as store:
        passed = time.monotonic() - life.begun if life.begun else 0.0
        now = datetime.fromisoformat(life.now) + timedelta(seconds=passed)
        core = Core(store, SetClock(now, speed=1))
        access: Any = SimpleNamespace(token=SecretStr(life.token), development_guild=None, pace=45)
        client = build(core, access)
        face = client.face = DoomedFace(client)
        face.doom = doom
        await client.login(life.token)
        face.speaks = True
        core.faces[face.platform] = face
        habits = Habits(
            lease=timedelta(seconds=life.lease), patience=life.lease * 0.9, at_once=life.at_once
        )
        delivery = DoomedDelivery(core, life.name, habits)
        news = DoomedNotices(core, life.name)
        delivery.doom = news.doom = doom
        await delivery.start()
        await news.start()
        try:
            await (_serve(core, delivery) if life.stay else _finish(delivery, news))
        finally:
            await client.close()


async def _finish(delivery: Delivery, news: Notices) -> None:
    telling = asyncio.create_task(news.deliver(), name="news")
    await delivery.sweep()
    while delivery.under_way:
        await delivery.settled()
        await delivery.sweep()
    await telling


async def _serve(core: Core, delivery: Delivery) -> None:
    async with Bell(core.clock, delivery.sweep) as core.bell:
        await asyncio.Event().wait()
