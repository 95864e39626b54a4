"""Interactions as the gateway hands them to the bot, and as messages remember them."""

from __future__ import annotations

from typing import Any

from sandbox.shapes.channels import channel_json
from sandbox.shapes.guilds import locale_code
from sandbox.shapes.messages import message_json
from sandbox.shapes.users import member_json, user_json
from sandbox.world.channels import Channel
from sandbox.world.interactions import Interaction, InteractionType
from sandbox.world.nouns import Guild
from sandbox.world.world import World

Json = dict[str, Any]

#: Bytes of a file that an answer may carry.
ATTACHMENT_LIMIT = 10 * 1024 * 1024


def interaction_json(world: World, interaction: Interaction) -> Json:
    """INTERACTION_CREATE."""
    channel = world.channels[interaction.channel_id]
    person = world.users[interaction.person_id]
    guild = world.guild_of(channel)
    shape: Json = {
        "id": str(interaction.id),
        "application_id": str(world.application.id),
        "type": int(interaction.kind),
        "token": interaction.token,
        "version": 1,
        "data": interaction.data,
        "channel_id": str(channel.id),
        "channel": partial_channel_json(world, channel, person.id),
        "app_permissions": str(int(world.rights(world.bot.id, channel))),
        "locale": locale_code(person.locale),
        "entitlements": [],
        "entitlement_sku_ids": [],
        "authorizing_integration_owners": _owners(world, guild),
        "attachment_size_limit": ATTACHMENT_LIMIT,
    }
    if guild is None:
        shape |= {"user": user_json(person), "context": 1}
    else:
        member = member_json(guild.members[person.id])
        member["permissions"] = str(int(world.rights(person.id, channel)))
        locale = locale_code(guild.locale)
        shape |= {
            "guild_id": str(guild.id),
            "guild": {"id": str(guild.id), "locale": locale, "features": ["COMMUNITY"]},
            "guild_locale": locale,
            "member": member,
            "context": 0,
        }
    if interaction.source is not None:
        shape["message"] = message_json(world, interaction.source, world.bot.id)
    return shape


def _owners(world: World, guild: Guild | None) -> Json:
    return {"0": "0" if guild is None else str(guild.id)}


def partial_channel_json(world: World, channel: Channel, person_id: int) -> Json:
    """A channel with what a person may do in it."""
    shape = channel_json(world, channel)
    shape["permissions"] = str(int(world.rights(person_id, channel)))
    return shape


def metadata_json(world: World, interaction: Interaction) -> Json:
    """What an answer remembers of the gesture it answers."""
    channel = world.channels[interaction.channel_id]
    shape: Json = {
        "id": str(interaction.id),
        "type": int(interaction.kind),
        "user": user_json(world.users[interaction.person_id]),
        "authorizing_integration_owners": _owners(world, world.guild_of(channel)),
    }
    if interaction.kind == InteractionType.COMPONENT and interaction.source is not None:
        shape["interacted_message_id"] = str(interaction.source.id)
    if interaction.kind == InteractionType.FORM and interaction.opened_by is not None:
        shape["triggering_interaction_metadata"] = interaction.opened_by
    if interaction.kind == InteractionType.COMMAND and interaction.target_id is not None:
        if interaction.command_type == 3:
            shape["target_message_id"] = str(interaction.target_id)
        else:
            shape["target_user"] = user_json(world.users[interaction.target_id])
    return shape


def callback_json(world: World, interaction: Interaction, kind: int) -> Json:
    """The answer to a first answer, when it asks for one (`with_response`)."""
    message = interaction.original
    shape: Json = {
        "interaction": {
            "id": str(interaction.id),
            "type": int(interaction.kind),
            "response_message_id": None,
            "response_message_loading": None,
            "response_message_ephemeral": None,
            "channel_id": str(interaction.channel_id),
            "guild_id": None if interaction.guild_id is None else str(interaction.guild_id),
        }
    }
    inner = shape["interaction"]
    if message is not None and kind in {4, 5, 6, 7}:
        inner["response_message_id"] = str(message.id)
        inner["response_message_loading"] = bool(message.flags & 128)
        inner["response_message_ephemeral"] = bool(message.flags & 64)
        if kind in {4, 7}:
            shape["resource"] = {
                "type": kind,
                "message": message_json(world, message, world.bot.id),
            }
    shape["interaction"] = {key: value for key, value in inner.items() if value is not None}
    return shape
