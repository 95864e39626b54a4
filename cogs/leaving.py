"""Leaving without losing a gesture: hear nothing new, answer what was heard, then close."""

import asyncio
import contextlib
import logging
from collections.abc import Awaitable, Callable

import discord

from bot.stopping import DRAIN_SECONDS

log = logging.getLogger(__name__)

HANG_UP_SECONDS = 0.5
"""How long the gateway may take to say goodbye; the library would wait for half a minute."""
CLOSE_SECONDS = 0.5

Drain = Callable[[float], Awaitable[None]]
"""Finishes what else is on its way to Discord, in at most so many seconds."""

_GESTURES = (
    "CommandTree-invoker",
    "discord.py: on_interaction",
    "discord.py: on_message",
    "discord.py: on_raw_reaction",
)
"""How the library names the tasks in which people's gestures are answered."""


async def finish(client: discord.Client, drain: Drain | None) -> None:
    """Hang up, so that nothing new is heard, and finish what is under way."""
    log.info("stopping; what is under way is finished first")
    await _hang_up(client)
    finishing: list[Awaitable[None]] = [_answer_what_was_heard()]
    if drain is not None:
        finishing.append(drain(DRAIN_SECONDS))
    await asyncio.gather(*finishing)


async def close(client: discord.Client) -> None:
    """Close what is open, also where the other side does not answer any more."""
    for task in _tasks("discord.py: ", *_GESTURES):
        task.cancel()
    if not client.is_closed():
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(client.close(), CLOSE_SECONDS)


async def _hang_up(client: discord.Client) -> None:
    gateway = getattr(client, "ws", None)
    if gateway is not None and gateway.open:
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(gateway.close(code=1000), HANG_UP_SECONDS)


async def _answer_what_was_heard() -> None:
    loop = asyncio.get_running_loop()
    until = loop.time() + DRAIN_SECONDS
    while (gestures := _tasks(*_GESTURES)) and (left := until - loop.time()) > 0:
        await asyncio.wait(gestures, timeout=left)
    if gestures:
        log.warning("%d gestures were not answered in time", len(gestures))


def _tasks(*names: str) -> list["asyncio.Task[object]"]:
    return [task for task in asyncio.all_tasks() if task.get_name().startswith(names)]
