"""How an interaction gets its one answer: at once, or after saying that it will take a moment."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

import discord
from discord.http import Route
from discord.webhook.async_ import async_context

from cogs.ui.paint.ink import Painted

log = logging.getLogger(__name__)

PATIENCE = 1.5
"""Seconds before an answer is announced instead of given; Discord gives up after three."""

_SAID = discord.InteractionResponseType.channel_message
_FOR_ONE = discord.MessageFlags(ephemeral=True).value

Fact = TypeVar("Fact")
Heard = discord.Interaction[Any]


async def speak(interaction: Heard, painted: Painted, *, update: bool = False) -> None:
    """Give the answer, privately: as a new message, or by changing the one that was touched."""
    response = interaction.response
    if not response.is_done():
        if update:
            await response.edit_message(**painted.repainted())
        elif painted.file:
            await response.send_message(**painted.fresh(), ephemeral=True)
        else:
            await _answer(interaction, painted)
        return
    kind = response.type
    awaited = kind is discord.InteractionResponseType.deferred_channel_message or (
        update and kind is discord.InteractionResponseType.deferred_message_update
    )
    if awaited:
        files = [painted.file] if painted.file else []
        await interaction.edit_original_response(**painted.repainted(), attachments=files)
    else:
        await interaction.followup.send(**painted.fresh(), ephemeral=True)


async def _answer(interaction: Heard, painted: Painted) -> None:
    """The first answer, without having it sent back to us.

    The library's own way asks Discord for the whole message in return and makes objects of it,
    which nobody here looks at: a fifth of the time of a press.
    """
    route = Route(
        "POST",
        "/interactions/{webhook_id}/{webhook_token}/callback",
        webhook_id=interaction.id,
        webhook_token=interaction.token,
    )
    http = interaction.client.http
    await async_context.get().request(
        route,
        interaction._session,
        payload={"type": _SAID.value, "data": {**painted.payload(), "flags": _FOR_ONE}},
        proxy=http.proxy,
        proxy_auth=http.proxy_auth,
    )
    interaction.response._response_type = _SAID


async def answer(
    interaction: Heard,
    verb: Awaitable[Fact],
    paint: Callable[[Fact], Painted],
    *,
    update: bool = False,
) -> Fact:
    """Let a verb work and paint what it gives; a slow one is announced after `PATIENCE`.

    Commit first, then answer: an acknowledged gesture is one that is remembered.
    """
    loop = asyncio.get_running_loop()
    waiting: list[asyncio.Task[None]] = []
    bell = loop.call_later(
        PATIENCE, lambda: waiting.append(loop.create_task(_ask_for_patience(interaction, update)))
    )
    try:
        fact = await verb
    finally:
        bell.cancel()
        for task in waiting:
            await task
    await speak(interaction, paint(fact), update=update)
    return fact


async def _ask_for_patience(interaction: Heard, update: bool) -> None:
    try:
        if update:
            await interaction.response.defer()
        else:
            await interaction.response.defer(ephemeral=True, thinking=True)
    except discord.HTTPException as trouble:
        log.warning("interaction %d could not be deferred: %s", interaction.id, trouble.status)
