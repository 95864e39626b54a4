"""A community's own settings, and what happens to its channels and messages."""

from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from bot import communities
from bot.communities import Settled
from cogs.reception import Receptionist
from cogs.rights import lacking_in
from cogs.ui import people, suggesting
from cogs.ui.paint import lists
from cogs.ui.paint.ink import Painted
from cogs.ui.speaking import answer
from cogs.ui.translator import choices, named, options

Pressed = discord.Interaction[Any]


class Communities(Receptionist):
    """`/setup`, and noticing what was deleted by hand."""

    @app_commands.command(**named("setup"))
    @app_commands.default_permissions(manage_guild=True)
    @options("zone", "territory", "channel", "role", "controller", language="setup_language")
    @app_commands.choices(language=choices("language.fr", "language.en", "language.it"))
    @app_commands.autocomplete(zone=suggesting.zones, territory=suggesting.territories)
    async def setup(
        self,
        interaction: Pressed,
        language: str | None = None,
        zone: str | None = None,
        territory: str | None = None,
        channel: discord.TextChannel | None = None,
        role: discord.Role | None = None,
        controller: str | None = None,
    ) -> None:
        """The community's choices; options change them."""
        said: dict[str, Any] = {
            "language": language,
            "zone": zone,
            "territory": territory,
            "channel": str(channel.id) if channel else None,
            "role": str(role.id) if role else None,
            "controller": controller,
        }
        changes = {name: value for name, value in said.items() if value is not None}
        actor = people.presser(interaction)
        verb = (
            communities.setup(self.core, actor, **changes)
            if changes
            else communities.settings_of(self.core, actor)
        )
        await answer(interaction, verb, lambda shown: self._settings(interaction, shown))

    def _settings(self, interaction: Pressed, shown: Settled) -> Painted:
        where = shown.channel or str(interaction.channel_id)
        return lists.settings(shown, lacking_in(interaction.guild, where))

    @commands.Cog.listener()
    async def on_raw_message_delete(self, payload: discord.RawMessageDeleteEvent) -> None:
        """A message was deleted; the memory knows whether it was a card."""
        await self.core.gone(people.PLATFORM, message=str(payload.message_id))

    @commands.Cog.listener()
    async def on_raw_bulk_message_delete(self, payload: discord.RawBulkMessageDeleteEvent) -> None:
        """Many messages were deleted at once."""
        for message in payload.message_ids:
            await self.core.gone(people.PLATFORM, message=str(message))

    @commands.Cog.listener()
    async def on_guild_channel_delete(self, channel: discord.abc.GuildChannel) -> None:
        """A channel was deleted, with the cards in it."""
        await self.core.gone(people.PLATFORM, channel=str(channel.id))
