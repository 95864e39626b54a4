"""The floor: a discord.py client that answers every press at once and remembers nothing."""

import json
import sys
from typing import Any

import discord
import yarl
from discord.gateway import DiscordWebSocket
from discord.http import Route


class Floor(discord.Client):
    """Posts the same card as ours, and answers whoever presses it."""

    def __init__(self, channel: str, shown: dict[str, Any]) -> None:
        super().__init__(intents=discord.Intents(guilds=True), max_messages=None)
        self._channel = int(channel)
        self._shown = shown

    async def setup_hook(self) -> None:
        view = discord.ui.View(timeout=None)
        for row in self._shown["components"]:
            for one in row["components"]:
                style = discord.ButtonStyle(one["style"])
                emoji = (one.get("emoji") or {}).get("name")
                view.add_item(
                    discord.ui.Button(
                        label=one["label"], custom_id=one["custom_id"], emoji=emoji, style=style
                    )
                )
        embeds = [discord.Embed.from_dict(one) for one in self._shown["embeds"]]
        await self.get_partial_messageable(self._channel).send(
            self._shown["content"], embeds=embeds, view=view
        )

    async def on_interaction(self, interaction: "discord.Interaction[Floor]") -> None:
        await interaction.response.send_message("Noted.", ephemeral=True)


if __name__ == "__main__":
    shown, token, api, gateway, channel = sys.argv[1:]
    Route.BASE = api
    DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(gateway)
    Floor(channel, json.loads(shown)).run(token, log_handler=None)
