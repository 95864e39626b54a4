"""What we ask of a server: the permissions we need, who lacks them where, the way to invite us."""

import logging
from collections.abc import Iterable
from typing import Protocol

import aiohttp
import discord

from cogs.connecting import address_discord
from cogs.ui.paint.drafts import permission

log = logging.getLogger(__name__)

NEEDED = discord.Permissions(
    view_channel=True,
    send_messages=True,
    embed_links=True,
    create_public_threads=True,
    send_messages_in_threads=True,
    read_message_history=True,
    add_reactions=True,
)
"""Everything we do in a channel, and nothing else."""

SCOPES = ("bot", "applications.commands")


class Access(Protocol):
    """Which Discord to speak to, and as whom."""

    @property
    def token(self) -> "Secret": ...

    @property
    def api_url(self) -> str: ...

    @property
    def gateway_url(self) -> str: ...

    @property
    def development_guild(self) -> int | None: ...

    @property
    def pace(self) -> int: ...


class Secret(Protocol):
    """A value that is shown only when asked for."""

    def get_secret_value(self) -> str: ...


def invitation(application: int) -> str:
    """The address that adds us to a server with exactly the permissions we need."""
    return discord.utils.oauth_url(application, permissions=NEEDED, scopes=SCOPES)


def lacking(held: discord.Permissions) -> list[str]:
    """The names of needed permissions that are not held, as in the catalogues."""
    if held.administrator:
        return []
    return [name for name, needed in NEEDED if needed and not getattr(held, name)]


def lacking_in(guild: discord.Guild | None, channel: str) -> list[str]:
    """What we lack in a channel, as far as the gateway told us; empty where nothing is known."""
    if guild is None or guild.me is None:
        return []
    place = guild.get_channel(int(channel))
    return [] if place is None else lacking(place.permissions_for(guild.me))


async def permissions_missing(
    access: Access, channels: Iterable[str] = (), *, locale: str = "en"
) -> list[tuple[str, list[str]]]:
    """Where we lack which permissions: server by server, and in the channels that are named.

    Asks over HTTP only, so that it can run beside a bot that is connected. Permissions are named
    as Discord's own settings name them in that language.

    Raises:
        PermissionError: the token is refused.
        OSError: nobody answers.
    """
    address_discord(access.api_url, access.gateway_url)
    client = discord.Client(intents=discord.Intents.none())
    try:
        await client.login(access.token.get_secret_value())
        return [
            (place, [permission(name, locale) for name in names])
            async for guild in client.fetch_guilds(limit=None)
            for place, names in await _missing_in(client, guild.id, frozenset(channels))
            if names
        ]
    except discord.LoginFailure as refused:
        raise PermissionError("the token is refused") from refused
    except (aiohttp.ClientError, discord.HTTPException) as trouble:
        raise ConnectionError(type(trouble).__name__) from trouble
    finally:
        await client.close()


async def _missing_in(
    client: discord.Client, guild_id: int, channels: frozenset[str]
) -> list[tuple[str, list[str]]]:
    guild = await client.fetch_guild(guild_id, with_counts=False)
    me = await guild.fetch_member(client.user.id if client.user else 0)
    found = [(guild.name, lacking(me.guild_permissions))]
    if channels:
        for channel in await guild.fetch_channels():
            if str(channel.id) in channels:
                held = channel.permissions_for(me)
                found.append((f"{guild.name} #{channel.name}", lacking(held)))
    return found
