"""A small bot with the real discord.py, run against the sandbox for a test."""

from __future__ import annotations

import asyncio
import json
import sys
from collections import defaultdict
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

import discord
import yarl
from discord import app_commands
from discord.gateway import DiscordWebSocket
from discord.http import Route

from sandbox.app import Sandbox
from tests import UNHURRIED

PLAIN = discord.Intents(
    guilds=True,
    guild_messages=True,
    guild_reactions=True,
    guild_typing=True,
    guild_scheduled_events=True,
    dm_messages=True,
    dm_reactions=True,
    dm_typing=True,
)


class Trial(discord.Client):
    """Keeps every event by name, and runs what a test asks for."""

    def __init__(self, intents: discord.Intents = PLAIN, **more: Any) -> None:
        more.setdefault("guild_ready_timeout", 0.01)
        super().__init__(intents=intents, enable_debug_events=True, **more)
        self.tree = app_commands.CommandTree(self)
        self.events: defaultdict[str, list[tuple[Any, ...]]] = defaultdict(list)
        self.raw: list[str] = []
        self._came = asyncio.Event()
        self.on_component: Callable[[discord.Interaction], Awaitable[None]] | None = None
        self.faults: list[BaseException] = []

    def dispatch(self, event: str, /, *args: Any, **kwargs: Any) -> None:
        """Note what is dispatched, then go on as usual."""
        self.events[event].append(args)
        self._came.set()
        super().dispatch(event, *args, **kwargs)

    async def on_socket_raw_receive(self, text: str) -> None:
        """Note the gateway's own names of events, in order."""
        name = json.loads(text).get("t")
        if name is not None:
            self.raw.append(name)
            self._came.set()

    async def until_raw(self, name: str, after: int = 0) -> None:
        """Until the gateway has sent an event of that name, after the first `after` ones."""
        async with asyncio.timeout(UNHURRIED):
            while name not in self.raw[after:]:
                self._came.clear()
                await self._came.wait()

    async def on_interaction(self, interaction: discord.Interaction) -> None:
        """Hand components and forms to the test."""
        if self.on_component is None or interaction.type is discord.InteractionType.ping:
            return
        if interaction.type in {
            discord.InteractionType.component,
            discord.InteractionType.modal_submit,
        }:
            await self.on_component(interaction)

    async def on_error(self, event_method: str, /, *args: Any, **kwargs: Any) -> None:
        """Keep what went wrong for the test."""
        error = sys.exception()
        if error is not None:
            self.faults.append(error)

    async def until(self, event: str, wanted: Callable[..., bool] = lambda *_: True) -> Any:
        """The first event of that name that is wanted, also one that has been."""
        async with asyncio.timeout(UNHURRIED):
            while True:
                for args in self.events[event]:
                    if wanted(*args):
                        return args[0] if len(args) == 1 else args
                self._came.clear()
                await self._came.wait()


@asynccontextmanager
async def pointed_at(box: Sandbox) -> AsyncIterator[None]:
    """discord.py looks for Discord at the sandbox."""
    base, gateway = Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY
    Route.BASE = box.api_url
    DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(box.gateway_url)
    try:
        yield
    finally:
        Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY = base, gateway


@asynccontextmanager
async def running(box: Sandbox, trial: Trial) -> AsyncIterator[Trial]:
    """The bot, logged in and ready, until the block ends."""
    async with pointed_at(box), trial:
        await trial.login(box.token)
        connection = asyncio.create_task(trial.connect())
        ready = asyncio.create_task(trial.wait_until_ready())
        done, _ = await asyncio.wait({connection, ready}, return_when=asyncio.FIRST_COMPLETED)
        if connection in done:
            ready.cancel()
            connection.result()
        try:
            yield trial
        finally:
            await trial.close()
            await asyncio.gather(connection, return_exceptions=True)
    assert not trial.faults, trial.faults
