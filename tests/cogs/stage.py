"""The real client on the pretend Discord, with the real memory: what the wire tests play on."""

import asyncio
import json
import os
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from discord.gateway import DiscordWebSocket
from discord.http import Route
from pydantic import SecretStr

from bot.board import Board
from bot.clock import SetClock
from bot.core import Core
from bot.reminders.delivery import Delivery
from cogs.client import PorteVoix, build
from db.migrate import upgrade
from db.store import Store
from sandbox.app import Sandbox
from sandbox.visitor import Visitor
from tests import UNHURRIED, databases

MONDAY = "2026-11-23T10:00:00+01:00"
FORM = {
    "title": "Semaine de l’industrie",
    "when": "mardi 8 décembre 2026 14h",
    "purpose": "Ouvrir nos ateliers",
    "organiser": "France Industrie, https://industrie.example/semaine",
}

Json = dict[str, Any]


@dataclass
class Stage:
    """A bot and a collective, from the first connection to the last."""

    box: Sandbox
    core: Core
    access: SimpleNamespace
    client: PorteVoix
    stop: asyncio.Event
    serving: "asyncio.Task[None]"

    @property
    def clock(self) -> SetClock:
        """The bot's own time."""
        assert isinstance(self.core.clock, SetClock)
        return self.core.clock

    def person(self, handle: str) -> Visitor:
        """Someone of the collective."""
        return self.box.visitor(handle)

    async def ready(self) -> None:
        """Until the bot is connected and its commands are known."""
        ready = asyncio.create_task(self._ready())
        await asyncio.wait((ready, self.serving), return_when=asyncio.FIRST_COMPLETED)
        if self.serving.done():
            ready.cancel()
            self.serving.result()
        await ready

    async def _ready(self) -> None:
        await self.box.bot_ready()
        await self.client.registered.wait()

    async def mobilise(self, handle: str = "ines", **form: str) -> tuple[int, str]:
        """Announce a mobilisation by the chat alone; its number and the message of its card."""
        ines = self.person(handle)
        asked = await ines.calls("mobilisations", "mobilisation new")
        told = await ines.submits(asked["modal"], **{**FORM, **form})
        preview = told["message"]
        number = number_of(preview)
        asked = await ines.presses("mobilisations", preview["id"], f"pv:agree:{number}")
        await ines.submits(asked["modal"], kind=["given"], by="Service de presse")
        done = await ines.presses("mobilisations", preview["id"], f"pv:announce:{number}")
        assert done["outcome"] == "update", done
        card = await self.card(number)
        return number, card["id"]

    async def card(self, number: int, channel: str = "mobilisations") -> Json:
        """The public card of a mobilisation, as a member sees it."""
        for message in await self.person("noe").reads(channel):
            if is_card(message, number):
                return message
        raise AssertionError(f"no card of mobilisation {number}")

    async def until_card(self, number: int, text: str) -> Json:
        """The card once it says something."""
        async with self.person("noe").listens() as ear:
            card = await self.card(number)
            while text not in str(card["embeds"]):
                await ear.next(lambda event: event["type"] == "message_update")
                card = await self.card(number)
            return card

    async def restart(self) -> None:
        """Another process on the same memory, as far as Discord can tell."""
        self.stop.set()
        await self.serving
        self.stop = asyncio.Event()
        self.client = build(self.core, self.access)
        self.serving = asyncio.create_task(self.client.serve(self.stop))
        await self.ready()


def number_of(message: Json) -> int:
    """The mobilisation that a message's buttons are about."""
    found = re.search(r"pv:[a-z-]+:(\d+)", " ".join(custom_ids(message)))
    assert found, message
    return int(found[1])


def is_card(message: Json, number: int) -> bool:
    """Whether a message is the public card of a mobilisation."""
    return f"pv:maybe:{number}" in custom_ids(message) and not message.get("private")


def text(message: Json) -> str:
    """Everything a message says, with ordinary spaces."""
    embeds = json.dumps(message["embeds"], ensure_ascii=False)
    return f"{message['content']} {embeds}".replace("\u202f", " ").replace("\u00a0", " ")


def custom_ids(message: Json) -> list[str]:
    """What can be pressed on a message."""
    return [
        item["custom_id"]
        for row in message["components"]
        for item in row.get("components", [])
        if "custom_id" in item
    ]


def pretend(**how: Any) -> Sandbox:
    """A pretend Discord on a Monday; held to Discord's own description where that is at hand."""
    description = os.environ.get("SANDBOX_DESCRIPTION")
    how = {"start": MONDAY, "language": "fr", "limits": False, "answer_within": UNHURRIED, **how}
    return Sandbox(description=description, strict=description is not None, **how)


@asynccontextmanager
async def staged(folder: Path, box: Sandbox, *, gateway: str | None = None) -> AsyncIterator[Stage]:
    """A bot on a sandbox that is entered already, connected; `gateway` is told as it is."""
    url = databases.sqlite_url(folder)
    await upgrade(url)
    addresses = Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY
    access = SimpleNamespace(
        token=SecretStr(box.token),
        api_url=box.api_url,
        gateway_url=box.gateway_url if gateway is None else gateway,
        development_guild=None,
        pace=45,
    )
    async with Store(url) as store:
        core = Core(store, SetClock(datetime.fromisoformat(MONDAY), speed=1))
        client, stop = build(core, access), asyncio.Event()
        async with Board(core) as board:
            core.board = board
            serving = asyncio.create_task(client.serve(stop))
            stage = Stage(box, core, access, client, stop, serving)
            try:
                await stage.ready()
                yield stage
            finally:
                stage.stop.set()
                await stage.serving
                Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY = addresses


def delivery(stage: Stage) -> Delivery:
    """What sends reminders, swept by hand."""
    return Delivery(stage.core, "stage")
