"""What every receptionist shares: the client they work for and the verbs' common hand."""

from typing import TYPE_CHECKING, Any

import discord
from discord.ext import commands

if TYPE_CHECKING:
    from bot.core import Core
    from cogs.client import PorteVoix


class Receptionist(commands.Cog):
    """Understands gestures, asks for verbs, paints what they give. No rule, no sentence."""

    def __init__(self, client: "PorteVoix") -> None:
        self.client = client

    @property
    def core(self) -> "Core":
        """What every verb holds in its hand."""
        return self.client.core

    def ours(self, message: discord.Message) -> bool:
        """Whether we wrote a message."""
        return self.client.user is not None and message.author.id == self.client.user.id


def core_of(interaction: "discord.Interaction[Any]") -> "Core":
    """The same, where there is only an interaction."""
    client: PorteVoix = interaction.client
    return client.core
