"""The floor: a discord.py client that answers every press at once and remembers nothing."""

import sys

import discord
import yarl
from discord.gateway import DiscordWebSocket
from discord.http import Route


class Floor(discord.Client):
    """Posts one button, and answers whoever presses it."""

    def __init__(self, channel: str) -> None:
        super().__init__(intents=discord.Intents(guilds=True), max_messages=None)
        self._channel = int(channel)

    async def setup_hook(self) -> None:
        view = discord.ui.View(timeout=None)
        view.add_item(discord.ui.Button(label="In", custom_id="pv:in:1"))
        await self.get_partial_messageable(self._channel).send("Floor", view=view)

    async def on_interaction(self, interaction: "discord.Interaction[Floor]") -> None:
        await interaction.response.send_message("Noted.", ephemeral=True)


if __name__ == "__main__":
    token, api, gateway, channel = sys.argv[1:]
    Route.BASE = api
    DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(gateway)
    Floor(channel).run(token, log_handler=None)
