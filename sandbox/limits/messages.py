"""Rules for what a bot may say: length, combinations, references, nonces."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sandbox.fields import Fields, Json
from sandbox.limits.components import ComponentReader
from sandbox.limits.embeds import read_embeds, resolve_embeds
from sandbox.limits.files import Uploads, read_attachments, resolve_media
from sandbox.limits.mentions import reach, read_allowed
from sandbox.refusals import not_done, refuse
from sandbox.world.channels import Channel
from sandbox.world.messages import WRITTEN, Message, MessageFlag, MessageType
from sandbox.world.permissions import Permission
from sandbox.world.posting import Draft
from sandbox.world.world import World

#: Characters of an ordinary message by a bot (documentation: create message).
MOST_CONTENT = 2000
MOST_NONCE = 25
F = MessageFlag
SETTABLE = F.SUPPRESS_EMBEDS | F.SUPPRESS_NOTIFICATIONS | F.COMPONENTS_V2
SETTABLE_IN_ANSWERS = SETTABLE | F.EPHEMERAL
SETTABLE_BY_EDIT = F.SUPPRESS_EMBEDS | F.COMPONENTS_V2
_LEGACY = ("content", "embeds", "poll", "sticker_ids")


@dataclass(slots=True)
class Place:
    """Where and as whom something is said."""

    world: World
    channel: Channel
    author_id: int


def read_message(place: Place, fields: Fields, uploads: Uploads, settable: int = SETTABLE) -> Draft:
    """A new message, judged. Raises 50035, 50006 (empty), 501 (polls, stickers)."""
    _refuse_unknown_arts(fields)
    draft = Draft(flags=_read_flags(fields, settable), tts=fields.flag("tts"))
    v2 = bool(draft.flags & F.COMPONENTS_V2)
    draft.content = fields.text("content", most=MOST_CONTENT) or ""
    draft.embeds = read_embeds(fields)
    reader = ComponentReader(place.world, v2=v2)
    draft.components = reader.read(fields)
    draft.nonce = _read_nonce(fields)
    _judge_v2(fields, v2)
    draft.attachments = read_attachments(place.world, place.channel, fields, uploads)
    resolve_media(place.world, draft.components, draft.attachments, fields)
    resolve_embeds(draft.embeds, {each.filename: each.url for each in draft.attachments})
    allowed = read_allowed(fields)
    _read_reference(place, fields, draft)
    fields.errors.check()
    if not (draft.content.strip() or draft.embeds or draft.components or draft.attachments):
        raise refuse(50006)
    reached = reach(
        place.world,
        place.channel,
        place.author_id,
        [draft.content, *reader.texts],
        allowed,
        draft.referenced,
    )
    draft.mentions, draft.mention_roles = reached.users, reached.roles
    draft.mention_everyone = reached.everyone
    return draft


def read_edit(place: Place, fields: Fields, uploads: Uploads, message: Message) -> dict[str, Any]:
    """The fields of a message that an edit changes, judged against what stays."""
    _refuse_unknown_arts(fields)
    changes: dict[str, Any] = {}
    flags = message.flags
    if fields.given("flags"):
        asked = _read_flags(fields, SETTABLE_BY_EDIT | message.flags)
        flags = message.flags & ~SETTABLE_BY_EDIT | asked & SETTABLE_BY_EDIT
        if message.flags & F.COMPONENTS_V2:
            flags |= F.COMPONENTS_V2
        changes["flags"] = flags
    v2 = bool(flags & F.COMPONENTS_V2)
    _judge_v2(fields, v2)
    if v2 and (message.content or message.embeds):
        changes |= {"content": "", "embeds": []}
        _judge_leftovers(fields, message)
    if fields.given("content"):
        changes["content"] = fields.text("content", most=MOST_CONTENT) or ""
    if fields.given("embeds"):
        changes["embeds"] = read_embeds(fields)
    reader = ComponentReader(place.world, v2=v2)
    if fields.given("components"):
        changes["components"] = reader.read(fields)
    _edit_files(place, fields, uploads, message, changes)
    allowed = read_allowed(fields)
    fields.errors.check()
    _judge_empty(message, changes)
    if "content" in changes or reader.texts:
        texts = [changes.get("content", message.content), *reader.texts]
        replied = message.referenced or None
        reached = reach(place.world, place.channel, message.author_id, texts, allowed, replied)
        changes["mentions"], changes["mention_roles"] = reached.users, reached.roles
    return changes


def _edit_files(
    place: Place, fields: Fields, uploads: Uploads, message: Message, changes: dict[str, Any]
) -> None:
    kept = message.attachments
    if uploads or fields.given("attachments"):
        kept = read_attachments(place.world, place.channel, fields, uploads, message.attachments)
        changes["attachments"] = kept
    if "components" in changes:
        resolve_media(place.world, changes["components"], kept, fields)
    if "embeds" in changes:
        resolve_embeds(changes["embeds"], {each.filename: each.url for each in kept})


def _judge_leftovers(fields: Fields, message: Message) -> None:
    """Turning an old message into v2 needs its content and embeds set to null."""
    for name in ("content", "embeds"):
        if getattr(message, name) and not fields.given(name):
            _refuse_legacy(fields, name)


def _judge_empty(message: Message, changes: dict[str, Any]) -> None:
    parts = ("content", "embeds", "components", "attachments")
    if not any(changes.get(name, getattr(message, name)) for name in parts):
        raise refuse(50006)


def _refuse_unknown_arts(fields: Fields) -> None:
    if "poll" in fields and not _asks_v2(fields):
        raise not_done("polls in messages")
    if fields.data.get("sticker_ids"):
        raise not_done("stickers in messages")


def _asks_v2(fields: Fields) -> bool:
    flags = fields.data.get("flags")
    return isinstance(flags, int) and bool(flags & F.COMPONENTS_V2)


def _read_flags(fields: Fields, settable: int) -> int:
    flags = fields.integer("flags", least=0) or 0
    if flags & ~settable:
        text = "Only some flags can be set: " + ", ".join(
            str(each.name) for each in F if each & settable
        )
        fields.refuse("flags", "MESSAGE_FLAGS_INVALID", text)
    return flags & settable


def _judge_v2(fields: Fields, v2: bool) -> None:
    if v2:
        for name in _LEGACY:
            if fields.data.get(name):
                _refuse_legacy(fields, name)


def _refuse_legacy(fields: Fields, name: str) -> None:
    text = f"The '{name}' field cannot be used when using MessageFlags.IS_COMPONENTS_V2"
    fields.refuse(name, "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2", text)


def _read_nonce(fields: Fields) -> str | int | None:
    nonce = fields.data.get("nonce")
    if nonce is None:
        return None
    if isinstance(nonce, bool) or not isinstance(nonce, str | int):
        fields.refuse("nonce", "UNION_TYPE_CHOICES", "Must be a string or an integer.")
        return None
    if len(str(nonce)) > MOST_NONCE:
        text = f"Must be {MOST_NONCE} or fewer in length."
        fields.refuse("nonce", "BASE_TYPE_MAX_LENGTH", text)
        return None
    return nonce


def _read_reference(place: Place, fields: Fields, draft: Draft) -> None:
    given = fields.within("message_reference")
    if given is None:
        return
    if given.integer("type"):
        raise not_done("forwarding messages")
    message_id = given.snowflake("message_id", required=True)
    channel_id = given.snowflake("channel_id")
    if message_id is None:
        return
    if channel_id is not None and channel_id != place.channel.id:
        text = "Cannot reply to a message in a different channel"
        given.refuse(None, "REPLIES_CANNOT_REFERENCE_OTHER_CHANNEL", text)
        return
    referenced = place.channel.messages.get(message_id)
    if referenced is None:
        if given.flag("fail_if_not_exists", default=True):
            given.refuse(None, "REPLIES_UNKNOWN_MESSAGE", "Unknown message")
        return
    if referenced.kind not in WRITTEN:
        text = "Cannot reply to a system message"
        given.refuse(None, "REPLIES_CANNOT_REPLY_TO_SYSTEM_MESSAGE", text)
        return
    if not place.world.rights(place.author_id, place.channel) & Permission.READ_MESSAGE_HISTORY:
        raise refuse(160002)
    refer(draft, place.channel, referenced)


def refer(draft: Draft, channel: Channel, referenced: Message) -> None:
    """Make the draft a reply."""
    draft.kind = MessageType.REPLY
    draft.referenced = referenced
    draft.reference = reference_to(channel, referenced.id)


def reference_to(channel: Channel, message_id: int) -> Json:
    """A reference, as a reply carries it."""
    return {"channel_id": channel.id, "guild_id": channel.guild_id, "message_id": message_id}
