"""Messages as Discord writes them: for whom matters."""

from __future__ import annotations

from typing import Any

from sandbox.shapes.channels import thread_json
from sandbox.shapes.users import stamp, user_json
from sandbox.world.messages import Attachment, Message, MessageFlag, Reaction
from sandbox.world.world import World

Json = dict[str, Any]


def message_json(
    world: World,
    message: Message,
    viewer_id: int,
    *,
    hide_text: bool = False,
    with_reference: bool = True,
) -> Json:
    """A message as someone sees it.

    `hide_text`: the bot has no right to the text of others (no privileged intent); what it may
    read all the same (its own, private ones, those that mention it) is decided here.
    """
    hidden = hide_text and not readable(world, message)
    shape: Json = {
        "id": str(message.id),
        "channel_id": str(message.channel_id),
        "type": int(message.kind),
        "content": "" if hidden else message.content,
        "author": user_json(world.users[message.author_id]),
        "timestamp": stamp(message.created),
        "edited_timestamp": stamp(message.edited),
        "tts": message.tts,
        "mention_everyone": message.mention_everyone,
        "mentions": [user_json(world.users[each]) for each in message.mentions],
        "mention_roles": [str(each) for each in message.mention_roles],
        "attachments": [] if hidden else [attachment_json(a, message) for a in message.attachments],
        "embeds": [] if hidden else message.embeds,
        "components": [] if hidden else message.components,
        "pinned": message.pinned,
        "flags": int(message.flags),
    }
    if message.reactions:
        shape["reactions"] = [reaction_json(r, viewer_id) for r in message.reactions.values()]
    _add_origin(world, message, shape)
    if message.reference is not None:
        _add_reference(world, message, viewer_id, shape, hide_text, with_reference)
    return shape


def _add_origin(world: World, message: Message, shape: Json) -> None:
    """What is there only with some messages: nonce, interaction, place in a thread, thread."""
    if message.nonce is not None:
        shape["nonce"] = message.nonce
    if message.webhook_id is not None:
        shape["webhook_id"] = shape["application_id"] = str(message.webhook_id)
    if message.interaction is not None:
        shape["interaction_metadata"] = message.interaction
    if message.position is not None:
        shape["position"] = message.position
    if message.flags & MessageFlag.HAS_THREAD and message.id in world.channels:
        shape["thread"] = thread_json(world, world.channels[message.id])


def readable(world: World, message: Message) -> bool:
    """What a bot may read without the privileged intent (documentation: message content intent)."""
    bot_id = world.bot.id
    return message.author_id == bot_id or message.guild_id is None or bot_id in message.mentions


def _add_reference(
    world: World,
    message: Message,
    viewer_id: int,
    shape: Json,
    hide_text: bool,
    with_reference: bool,
) -> None:
    reference = message.reference or {}
    shape["message_reference"] = {"type": 0} | {
        key: str(value) for key, value in reference.items() if value is not None
    }
    if not with_reference or message.referenced is None:
        return
    shape["referenced_message"] = (
        None
        if message.referenced.deleted
        else message_json(
            world, message.referenced, viewer_id, hide_text=hide_text, with_reference=False
        )
    )


def reaction_json(reaction: Reaction, viewer_id: int) -> Json:
    """How often an emoji stands on a message, and whether the viewer is among them."""
    count = len(reaction.people)
    return {
        "emoji": reaction_emoji_json(reaction),
        "count": count,
        "count_details": {"burst": 0, "normal": count},
        "burst_colors": [],
        "me_burst": False,
        "me": viewer_id in reaction.people,
    }


def reaction_emoji_json(reaction: Reaction) -> Json:
    """The emoji of a reaction."""
    shape: Json = {
        "id": None if reaction.emoji_id is None else str(reaction.emoji_id),
        "name": reaction.name,
    }
    if reaction.emoji_id is not None:
        shape["animated"] = reaction.animated
    return shape


def attachment_json(attachment: Attachment, message: Message | None = None) -> Json:
    """A file."""
    shape: Json = {
        "id": str(attachment.id),
        "filename": attachment.filename,
        "size": attachment.size,
        "url": attachment.url,
        "proxy_url": attachment.url,
        "content_type": attachment.content_type,
    }
    for name in ("width", "height", "description", "title"):
        value = getattr(attachment, name)
        if value is not None:
            shape[name] = value
    if message is not None and message.private_to is not None:
        shape["ephemeral"] = True
    return shape
