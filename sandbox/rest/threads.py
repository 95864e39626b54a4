"""Threads over HTTP: start, join, leave, list."""

from __future__ import annotations

from typing import Any

from sandbox.fields import Fields
from sandbox.limits.messages import Place, read_message
from sandbox.refusals import refuse
from sandbox.rest.call import Call, is_forum
from sandbox.rest.messages import may_carry
from sandbox.routing import Route, Routes
from sandbox.shapes.channels import thread_json, thread_member_json
from sandbox.shapes.guilds import threads_json
from sandbox.world import posting, threads
from sandbox.world.channels import ARCHIVE_AFTER, Channel, ChannelType
from sandbox.world.messages import MessageType
from sandbox.world.permissions import P

Json = dict[str, Any]

_PARENTS = {ChannelType.TEXT, ChannelType.ANNOUNCEMENT}
SLOWEST = 21600


def _read_common(fields: Fields) -> dict[str, Any]:
    return {
        "name": fields.text("name", required=True, least=1, most=100) or "",
        "archive_after": fields.integer("auto_archive_duration", choices=ARCHIVE_AFTER),
        "slowmode": fields.integer("rate_limit_per_user", least=0, most=SLOWEST) or 0,
    }


def start_from_message(call: Call) -> tuple[int, Json]:
    """POST a thread on a message. Raises 160004 for a second one."""
    channel = call.channel(P.CREATE_PUBLIC_THREADS | P.READ_MESSAGE_HISTORY)
    if channel.kind not in _PARENTS:
        raise refuse(50024)
    message = call.message(channel)
    fields = call.fields
    common = _read_common(fields)
    fields.errors.check()
    kind = (
        ChannelType.ANNOUNCEMENT_THREAD
        if channel.kind == ChannelType.ANNOUNCEMENT
        else ChannelType.PUBLIC_THREAD
    )
    thread = threads.start(
        call.world, channel, call.world.bot.id, kind=kind, message=message, **common
    )
    return 201, thread_json(call.world, thread)


def start(call: Call) -> tuple[int, Json]:
    """POST a thread without a message, or a post in a forum."""
    channel = call.channel()
    if is_forum(channel):
        return _start_in_forum(call, channel)
    if channel.kind not in _PARENTS:
        raise refuse(50024)
    fields = call.fields
    common = _read_common(fields)
    kind = fields.integer("type", choices=(10, 11, 12)) or ChannelType.PRIVATE_THREAD
    invitable = fields.flag("invitable", default=True)
    fields.errors.check()
    private = kind == ChannelType.PRIVATE_THREAD
    call.need(channel, P.CREATE_PRIVATE_THREADS if private else P.CREATE_PUBLIC_THREADS)
    world = call.world
    thread = threads.start(world, channel, world.bot.id, kind=kind, invitable=invitable, **common)
    if not private:
        reference: Json = {"channel_id": thread.id, "guild_id": thread.guild_id}
        notice = posting.Draft(
            content=thread.name, kind=MessageType.THREAD_CREATED, reference=reference
        )
        posting.post(world, channel, world.bot.id, notice)
    return 201, thread_json(world, thread)


def _start_in_forum(call: Call, channel: Channel) -> tuple[int, Json]:
    call.need(channel, P.SEND_MESSAGES)
    world, fields = call.world, call.fields
    common = _read_common(fields)
    tags = fields.snowflakes("applied_tags", most=5)
    inner = fields.within("message", required=True)
    fields.errors.check()
    if inner is None:
        raise fields.errors.refusal()
    draft = read_message(Place(world, channel, world.bot.id), inner, call.uploads)
    may_carry(call, channel, draft)
    thread = threads.start(world, channel, world.bot.id, tags=tags, **common)
    message = posting.post(world, thread, world.bot.id, draft)
    return 201, thread_json(world, thread) | {"message": call.show(message)}


def join(call: Call) -> None:
    """PUT the bot into a thread."""
    thread = call.thread()
    _awake(thread)
    threads.join(call.world, thread, call.world.bot.id)


def leave(call: Call) -> None:
    """DELETE the bot from a thread."""
    thread = call.thread()
    _awake(thread)
    threads.leave(call.world, thread, call.world.bot.id)


def _awake(thread: Channel) -> None:
    if thread.thread is not None and thread.thread.archived:
        raise refuse(50083)


def add_person(call: Call) -> None:
    """PUT someone into a thread."""
    thread = call.thread()
    _awake(thread)
    person = call.world.user(call.id("user_id"))
    if call.world.member_in(thread, person.id) is None:
        raise refuse(10007)
    threads.join(call.world, thread, person.id)


def remove_person(call: Call) -> None:
    """DELETE someone from a thread: one's own private thread, or with MANAGE_THREADS."""
    thread = call.thread()
    _awake(thread)
    facts = thread.thread
    own = facts is not None and facts.owner_id == call.world.bot.id
    if not (own and thread.kind == ChannelType.PRIVATE_THREAD):
        call.need(thread, P.MANAGE_THREADS)
    threads.leave(call.world, thread, call.id("user_id"))


def _members_of(thread: Channel) -> list[int]:
    return sorted(thread.thread.members) if thread.thread else []


def person(call: Call) -> Json:
    """GET someone's membership."""
    thread = call.thread()
    user_id = call.world.bot.id if call.params["user_id"] == "@me" else call.id("user_id")
    if user_id not in _members_of(thread):
        raise refuse(10007)
    return thread_member_json(thread, user_id)


def people(call: Call) -> list[Json]:
    """GET all members; needs the privileged intent."""
    if "members" not in call.world.application.privileged:
        raise refuse(50001)
    thread = call.thread()
    guild = call.world.guild_of(thread) if call.query.get("with_member") else None
    return [thread_member_json(thread, each, guild) for each in _members_of(thread)]


def active(call: Call) -> Json:
    """GET the threads of a server that are awake."""
    guild = call.guild()
    seen = [each for each in threads.active(guild) if call.world.sees(call.world.bot.id, each)]
    return threads_json(call.world, seen) | {"has_more": False}


def _archived(call: Call, kinds: set[ChannelType], wanted: P, *, mine: bool = False) -> Json:
    channel = call.channel(wanted | P.READ_MESSAGE_HISTORY)
    query = call.query_fields()
    limit = query.integer("limit", least=2, most=100) or 50
    before = None if mine else query.moment("before")
    query.errors.check()
    guild = call.world.guilds[channel.guild_id or 0]
    found = [
        each
        for each in guild.threads.values()
        if each.parent_id == channel.id
        and each.kind in kinds
        and each.thread is not None
        and each.thread.archived
        and (before is None or each.thread.archive_changed < before)
        and (not mine or call.world.bot.id in each.thread.members)
    ]
    found.sort(key=lambda each: each.thread.archive_changed if each.thread else 0, reverse=True)
    return threads_json(call.world, found[:limit]) | {"has_more": len(found) > limit}


def archived_public(call: Call) -> Json:
    """GET public threads that sleep."""
    kinds = {ChannelType.PUBLIC_THREAD, ChannelType.ANNOUNCEMENT_THREAD}
    return _archived(call, kinds, P.VIEW_CHANNEL)


def archived_private(call: Call) -> Json:
    """GET private threads that sleep; needs MANAGE_THREADS."""
    return _archived(call, {ChannelType.PRIVATE_THREAD}, P.MANAGE_THREADS)


def archived_mine(call: Call) -> Json:
    """GET the private threads that sleep and that the bot is in."""
    return _archived(call, {ChannelType.PRIVATE_THREAD}, P.VIEW_CHANNEL, mine=True)


def add_to(routes: Routes) -> None:
    """The doors of this resource."""
    channel = "/channels/{channel_id}"
    from_message = channel + "/messages/{message_id}/threads"
    routes.add(Route("POST", from_message, start_from_message, "threads"))
    routes.add(Route("POST", channel + "/threads", start, "threads"))
    routes.add(Route("PUT", channel + "/thread-members/@me", join))
    routes.add(Route("DELETE", channel + "/thread-members/@me", leave))
    routes.add(Route("PUT", channel + "/thread-members/{user_id}", add_person))
    routes.add(Route("DELETE", channel + "/thread-members/{user_id}", remove_person))
    routes.add(Route("GET", channel + "/thread-members/{user_id}", person))
    routes.add(Route("GET", channel + "/thread-members", people))
    routes.add(Route("GET", "/guilds/{guild_id}/threads/active", active))
    routes.add(Route("GET", channel + "/threads/archived/public", archived_public))
    routes.add(Route("GET", channel + "/threads/archived/private", archived_private))
    own = channel + "/users/@me/threads/archived/private"
    routes.add(Route("GET", own, archived_mine))
