"""Messages over HTTP: write, read, change, delete."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from sandbox.limits.messages import Place, read_edit, read_message
from sandbox.refusals import refuse
from sandbox.rest.call import Call, send_right
from sandbox.routing import Route, Routes
from sandbox.snowflakes import at
from sandbox.world import posting
from sandbox.world.changes import Typing
from sandbox.world.channels import WRITABLE, Channel
from sandbox.world.messages import Message, MessageFlag, MessageType
from sandbox.world.permissions import NONE, Permission

Json = dict[str, Any]
P = Permission

OLD = timedelta(hours=1)
#: Nonces kept before those that are too old are forgotten.
MOST_NONCES = 10_000
BULK_LIMIT = timedelta(days=14)
_BASE = "/channels/{channel_id}/messages"


def may_write(call: Call, channel: Channel) -> None:
    """Raise what Discord says when the bot cannot write here."""
    if channel.kind not in WRITABLE:
        raise refuse(50008)
    if channel.recipient_id is not None:
        person = call.world.users[channel.recipient_id]
        shared = any(
            person.id in guild.members and call.world.bot.id in guild.members
            for guild in call.world.guilds.values()
        )
        if not person.dms_open or not shared:
            raise refuse(50007)
    rights = call.need(channel, send_right(channel))
    facts = channel.thread
    if facts is not None and facts.locked and not rights & P.MANAGE_THREADS:
        raise refuse(160005)


def may_carry(call: Call, channel: Channel, draft: posting.Draft) -> None:
    """Raise 50013 when the bot may not send what is in the draft."""
    needed = NONE
    if draft.embeds:
        needed |= P.EMBED_LINKS
    if draft.attachments:
        needed |= P.ATTACH_FILES
    call.need(channel, needed)


def create(call: Call) -> Json:
    """POST a message; the same nonce within the window finds the first one."""
    world, bot_id = call.world, call.world.bot.id
    channel = world.channel(call.id("channel_id"))
    may_write(call, channel)
    fields = call.fields
    draft = read_message(Place(world, channel, bot_id), fields, call.uploads)
    may_carry(call, channel, draft)
    if draft.nonce is None or not fields.flag("enforce_nonce"):
        return call.show(posting.post(world, channel, bot_id, draft))
    key = (bot_id, channel.id, str(draft.nonce))
    now = world.monotonic()
    known = world.nonces.get(key)
    if known is not None and now - known[0] <= call.laws.nonce_window:
        return call.show(known[1])
    message = posting.post(world, channel, bot_id, draft)
    if len(world.nonces) > MOST_NONCES:
        oldest = now - call.laws.nonce_window
        world.nonces = {key: each for key, each in world.nonces.items() if each[0] >= oldest}
    world.nonces[key] = (now, message)
    return call.show(message)


def read_many(call: Call) -> list[Json]:
    """GET messages, newest first."""
    channel = call.channel()
    if channel.kind not in WRITABLE:
        raise refuse(50008)
    query = call.query_fields()
    limit = query.integer("limit", least=1, most=100) or 50
    marks = {name: query.snowflake(name) for name in ("around", "before", "after")}
    query.errors.check()
    if sum(mark is not None for mark in marks.values()) > 1:
        query.refuse(None, "BASE_TYPE_EXCLUSIVE", "Only one of around, before, after may be given")
        query.errors.check()
    if not call.world.rights(call.world.bot.id, channel) & P.READ_MESSAGE_HISTORY:
        return []
    log = channel.messages
    if marks["after"] is not None:
        found = log.after(marks["after"], limit)
    elif marks["around"] is not None:
        found = log.around(marks["around"], limit)
    else:
        found = log.before(marks["before"], limit)
    return [call.show(message) for message in reversed(found)]


def read_one(call: Call) -> Json:
    """GET a message."""
    channel = call.channel(P.READ_MESSAGE_HISTORY)
    return call.show(call.message(channel))


def edit(call: Call) -> Json:
    """PATCH one of the bot's own messages."""
    channel = call.channel()
    message = call.message(channel)
    if message.author_id != call.world.bot.id or message.kind not in {
        MessageType.DEFAULT,
        MessageType.REPLY,
        MessageType.CHAT_INPUT_COMMAND,
        MessageType.CONTEXT_MENU_COMMAND,
    }:
        return _edit_flags_only(call, channel, message)
    if channel.thread is not None and channel.thread.archived:
        raise refuse(50083)
    place = Place(call.world, channel, message.author_id)
    changes = read_edit(place, call.fields, call.uploads, message)
    _slow_down_with_age(call, channel, message)
    return call.show(posting.change(call.world, message, **changes))


def _edit_flags_only(call: Call, channel: Channel, message: Message) -> Json:
    """Others' messages: only their embeds can be hidden, by those who manage messages."""
    fields = call.fields
    if set(fields.data) - {"flags", "allowed_mentions"} or "flags" not in fields:
        raise refuse(50005)
    call.need(channel, P.MANAGE_MESSAGES)
    hide = (fields.integer("flags") or 0) & MessageFlag.SUPPRESS_EMBEDS
    flags = message.flags & ~MessageFlag.SUPPRESS_EMBEDS | hide
    return call.show(posting.change(call.world, message, mark_edited=False, flags=flags))


def _slow_down_with_age(call: Call, channel: Channel, message: Message) -> None:
    """Messages older than an hour of world time: few edits in one channel (30046)."""
    law = call.laws.old_edits
    if law is None or call.world.clock.now() - message.created <= OLD:
        return
    most, seconds = law
    now = call.world.monotonic()
    recent = call.desk.old_edits.setdefault(channel.id, [])
    recent[:] = [each for each in recent if now - each < seconds]
    if len(recent) >= most:
        wait = round(seconds - (now - recent[0]), 3)
        headers = {"Retry-After": str(int(wait) + 1), "Via": "1.1 sandbox"}
        raise refuse(30046, headers=headers, extra={"retry_after": wait, "global": False})
    recent.append(now)


def delete(call: Call) -> None:
    """DELETE a message."""
    channel = call.channel()
    message = call.message(channel)
    if message.kind == MessageType.THREAD_STARTER:
        raise refuse(50021)
    if message.author_id != call.world.bot.id:
        if channel.is_direct:
            raise refuse(50003)
        call.need(channel, P.MANAGE_MESSAGES)
    posting.delete(call.world, channel, [message])


def delete_many(call: Call) -> None:
    """POST bulk-delete: 2 to 100 messages of the last 14 days."""
    channel = call.channel()
    if channel.is_direct:
        raise refuse(50003)
    call.need(channel, P.MANAGE_MESSAGES)
    fields = call.fields
    ids = fields.snowflakes("messages")
    fields.errors.check()
    if not 2 <= len(ids) <= 100:
        raise refuse(50016)
    oldest = at(call.world.clock.now() - BULK_LIMIT)
    if any(each < oldest for each in ids):
        raise refuse(50034)
    found = [message for each in ids if (message := channel.messages.get(each)) is not None]
    posting.delete(call.world, channel, found, bulk=True)


def typing(call: Call) -> None:
    """POST typing."""
    channel = call.world.channel(call.id("channel_id"))
    may_write(call, channel)
    call.world.tell(Typing(channel, call.world.bot.id))


def add_to(routes: Routes) -> None:
    """The doors of this resource."""
    one = _BASE + "/{message_id}"
    routes.add(Route("POST", _BASE, create, "messages"))
    routes.add(Route("GET", _BASE, read_many))
    routes.add(Route("GET", one, read_one))
    routes.add(Route("PATCH", one, edit, "messages"))
    routes.add(Route("DELETE", one, delete, "delete"))
    routes.add(Route("POST", _BASE + "/bulk-delete", delete_many, "bulk-delete"))
    routes.add(Route("POST", "/channels/{channel_id}/typing", typing, "typing"))
