"""Telling Discord our commands: once for each change, never blindly at every start."""

import hashlib
import json
import logging
from typing import TYPE_CHECKING, Any

import discord
from discord import app_commands

from cogs.ui.translator import Translator

if TYPE_CHECKING:
    from cogs.client import PorteVoix

log = logging.getLogger(__name__)


async def payloads(tree: "app_commands.CommandTree[Any]") -> list[dict[str, Any]]:
    """All commands as they would be sent, in every language."""
    translator = tree.translator or Translator()
    return [
        await command.get_translated_payload(tree, translator) for command in tree.get_commands()
    ]


def fingerprint(commands: list[dict[str, Any]]) -> str:
    """Changes when anything that Discord shows of our commands changes."""
    text = json.dumps(commands, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


async def register(client: "PorteVoix", *, force: bool = False) -> bool:
    """Send our commands where Discord does not have them as they are; whether it was needed.

    Raises:
        discord.HTTPException: Discord refused them, or did not answer.
    """
    guild = discord.Object(client.development_guild) if client.development_guild else None
    commands = await payloads(client.tree)
    mark = f"discord.commands.{client.application_id}"
    if guild is not None:
        mark += f".{guild.id}"
    wanted = fingerprint(commands)
    if not force and await client.core.mark(mark) == wanted:
        known = {(command.type.value, command.name) for command in await _known(client, guild)}
        if known == {(command["type"], command["name"]) for command in commands}:
            return False
    if guild is not None:
        client.tree.copy_global_to(guild=guild)
    await client.tree.sync(guild=guild)
    await client.core.set_mark(mark, wanted)
    log.info("%d commands registered", len(commands))
    return True


async def _known(
    client: "PorteVoix", guild: discord.Object | None
) -> list[app_commands.AppCommand]:
    return await client.tree.fetch_commands(guild=guild)
