"""An independent library than discord.py comes in, reads, posts, reacts and hears (hikari)."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from typing import Any

import hikari
import pytest

from sandbox.app import Sandbox
from tests import UNHURRIED

EVENTS = ("GuildAvailableEvent", "GuildMessageCreateEvent", "GuildReactionAddEvent")


async def test_hikari_finds_a_discord_here(box: Sandbox) -> None:
    intents = hikari.Intents
    asked = intents.GUILDS | intents.GUILD_MESSAGES | intents.GUILD_MESSAGE_REACTIONS
    bot = hikari.GatewayBot(box.token, rest_url=box.api_url, banner=None, logs=None, intents=asked)
    heard: defaultdict[str, asyncio.Event] = defaultdict(asyncio.Event)

    async def note(event: Any) -> None:
        heard[type(event).__name__].set()

    for name in EVENTS:
        bot.subscribe(getattr(hikari, name), note)
    await bot.start(check_for_updates=False)
    try:
        (guild,) = [each async for each in bot.rest.fetch_my_guilds()]
        assert guild.name == box.world.home.name
        channel = box.world.channel_named("mobilisations").id
        row = bot.rest.build_message_action_row()
        row.add_interactive_button(hikari.ButtonStyle.PRIMARY, "oui", label="Oui")
        embed = hikari.Embed(title="t", description="d")
        message = await bot.rest.create_message(channel, "bonjour", component=row, embed=embed)
        await bot.rest.add_reaction(channel, message.id, "✋")
        await bot.rest.edit_message(channel, message.id, "bonsoir")
        thread = await bot.rest.create_message_thread(channel, message.id, "fil")
        assert thread.parent_id == channel
        with pytest.raises(hikari.BadRequestError) as caught:
            await bot.rest.create_message(channel, "x" * 2001)
        assert caught.value.code == 50035
        async with asyncio.timeout(UNHURRIED):
            for name in EVENTS:
                await heard[name].wait()
    finally:
        await bot.close()
    assert box.world.messages_in("mobilisations")[0].content == "bonsoir"
