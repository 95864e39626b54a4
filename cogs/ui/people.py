"""Who is acting: a person in an interaction, a reaction or a message becomes an Actor."""

from collections.abc import Iterable
from typing import Any

import discord

from bot import words
from bot.people import Actor, Place

PLATFORM = "discord"


def language(interaction: "discord.Interaction[Any]") -> str:
    """The language in which to answer: the person's own if we speak it, else the server's."""
    own = str(interaction.locale).split("-")[0]
    if own in words.LOCALES:
        return own
    return words.closest(str(interaction.guild_locale) if interaction.guild_locale else None)


def presser(interaction: "discord.Interaction[Any]") -> Actor:
    """Whoever pressed, typed a command or submitted a form."""
    person = interaction.user
    member = person if isinstance(person, discord.Member) else None
    return Actor(
        platform=PLATFORM,
        id=str(person.id),
        locale=str(interaction.locale),
        place=_place(interaction.guild, interaction.guild_id, interaction.guild_locale),
        roles=_roles(member.roles if member else ()),
        manages=interaction.guild_id is not None and _manages(interaction.permissions),
        channel=str(interaction.channel_id) if interaction.channel_id else None,
    )


def reactor(payload: discord.RawReactionActionEvent, guild: discord.Guild | None) -> Actor:
    """Whoever left or took back a reaction; roles come with the first only."""
    return Actor(
        platform=PLATFORM,
        id=str(payload.user_id),
        place=_place(guild, payload.guild_id),
        roles=_roles(payload.member.roles if payload.member else ()),
        channel=str(payload.channel_id),
    )


def author(message: discord.Message) -> Actor:
    """Whoever wrote a message."""
    member = message.author if isinstance(message.author, discord.Member) else None
    return Actor(
        platform=PLATFORM,
        id=str(message.author.id),
        place=_place(message.guild, message.guild.id if message.guild else None),
        roles=_roles(member.roles if member else ()),
        channel=str(message.channel.id),
    )


def _place(
    guild: discord.Guild | None, id_: int | None, locale: discord.Locale | None = None
) -> Place | None:
    if id_ is None:
        return None
    if guild is None or guild.unavailable:
        return Place(PLATFORM, str(id_), "", str(locale) if locale else None)
    return Place(PLATFORM, str(id_), guild.name, str(guild.preferred_locale))


def _roles(roles: Iterable[discord.Role]) -> frozenset[str]:
    return frozenset(str(role.id) for role in roles)


def _manages(permissions: discord.Permissions) -> bool:
    return permissions.administrator or permissions.manage_guild
