"""The doors through which a person writes, reacts, starts threads, comes and goes."""

from __future__ import annotations

from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from sandbox.fields import whole_number
from sandbox.limits.emoji import read_reaction
from sandbox.limits.files import MOST_FILES, store
from sandbox.limits.locales import LOCALES
from sandbox.limits.mentions import Allowed, reach
from sandbox.limits.messages import MOST_CONTENT, refer
from sandbox.people.views import channel_view, message_view, person_json
from sandbox.people.visit import Visit
from sandbox.people.wrong import Wrong, forbidden, malformed, missing, not_now
from sandbox.world import building, posting, reacting, threads
from sandbox.world.changes import MemberChanged, PersonChanged, Typing
from sandbox.world.channels import WRITABLE, Channel, ChannelType
from sandbox.world.messages import WRITTEN, Message
from sandbox.world.nouns import Emoji, User
from sandbox.world.permissions import P, Permission

Json = dict[str, Any]


def _sending(channel: Channel) -> Permission:
    return P.SEND_MESSAGES_IN_THREADS if channel.thread is not None else P.SEND_MESSAGES


def _writable(visit: Visit, who: User) -> Channel:
    channel = visit.channel(who)
    rights = visit.world.rights(who.id, channel)
    if channel.kind not in WRITABLE or not rights & _sending(channel):
        raise forbidden(f"{who.name} may not write in {channel.name}.")
    facts = channel.thread
    if facts is not None and facts.locked and not rights & P.MANAGE_THREADS:
        raise not_now("locked", "This thread is locked.")
    _mind_slowmode(visit, who, channel, rights)
    return channel


def _mind_slowmode(visit: Visit, who: User, channel: Channel, rights: Permission) -> None:
    free = rights & (P.MANAGE_MESSAGES | P.MANAGE_CHANNELS | P.BYPASS_SLOWMODE)
    if channel.slowmode and not free:
        now = visit.world.clock.now().timestamp()
        if now - channel.wrote_at.get(who.id, 0.0) < channel.slowmode:
            raise not_now("slowmode", "This channel is in slow mode.")
        channel.wrote_at[who.id] = now


def _content(visit: Visit, *, empty_allowed: bool) -> str:
    content = visit.text("content", required=False)
    if len(content) > MOST_CONTENT:
        text = f"A message has at most {MOST_CONTENT} characters."
        raise Wrong(400, "too_long", text, {"content": "too_long"})
    if not content.strip() and not empty_allowed:
        raise Wrong(400, "empty", "There is nothing to send.", {"content": "required"})
    return content


def say(visit: Visit) -> Json:
    """POST a message, perhaps as a reply with or without ping."""
    who = visit.person()
    channel = _writable(visit, who)
    files = visit.body.get("attachments") or []
    if not isinstance(files, list) or len(files) > MOST_FILES:
        raise malformed(f"“attachments” is a list of at most {MOST_FILES} files.")
    draft = posting.Draft(content=_content(visit, empty_allowed=bool(files)))
    if files:
        visit.channel(who, wanted=P.ATTACH_FILES)
    for each in files:
        attachment = store(visit.world, channel, visit.upload(each))
        attachment.description = str(each.get("description") or "") or None
        draft.attachments.append(attachment)
    if visit.body.get("reply_to") is not None:
        original = visit.message(who, channel, visit.number("reply_to"))
        if original.private_to is not None or original.kind not in WRITTEN:
            raise not_now("not_repliable", "That message cannot be replied to.")
        refer(draft, channel, original)
    allowed = Allowed(replied=visit.flag("ping", default=True))
    reached = reach(visit.world, channel, who.id, [draft.content], allowed, draft.referenced)
    draft.mentions, draft.mention_roles = reached.users, reached.roles
    draft.mention_everyone = reached.everyone
    message = posting.post(visit.world, channel, who.id, draft)
    return {"message": message_view(visit.world, message, who)}


def _of_address(visit: Visit, who: User) -> tuple[Channel, Message]:
    channel = visit.channel(who)
    message_id = whole_number(visit.params["message"]) or 0
    return channel, visit.message(who, channel, message_id)


def change(visit: Visit) -> Json:
    """PATCH one's own message."""
    who = visit.person()
    channel, message = _of_address(visit, who)
    if message.author_id != who.id:
        raise forbidden("Only one's own messages can be changed.")
    content = _content(visit, empty_allowed=bool(message.attachments))
    before = set(message.mentions)
    allowed = Allowed(replied=bool(message.referenced and message.referenced.author_id in before))
    reached = reach(visit.world, channel, who.id, [content], allowed, message.referenced)
    posting.change(visit.world, message, content=content, mentions=reached.users)
    return {"message": message_view(visit.world, message, who)}


def remove(visit: Visit) -> Json:
    """DELETE a message: one's own, others' with the right to, or dismiss a private answer."""
    who = visit.person()
    channel, message = _of_address(visit, who)
    own = who.id in {message.author_id, message.private_to}
    strong = visit.world.rights(who.id, channel) & P.MANAGE_MESSAGES
    if not own and (channel.is_direct or not strong):
        raise forbidden("Only one's own messages can be deleted.")
    posting.delete(visit.world, channel, [message])
    return {}


def _reaction(visit: Visit, who: User) -> tuple[Channel, Message, str | Emoji]:
    channel = visit.channel(who, wanted=P.READ_MESSAGE_HISTORY)
    message = visit.message(who, channel, visit.number("message"))
    if message.private_to is not None:
        raise not_now("private", "Private answers take no reactions.")
    emoji = read_reaction(visit.world, channel.guild_id, visit.text("emoji"))
    return channel, message, emoji


def react(visit: Visit) -> Json:
    """POST a reaction."""
    who = visit.person()
    channel, message, emoji = _reaction(visit, who)
    known = reacting.key_of(emoji) in message.reactions
    if not known and not visit.world.rights(who.id, channel) & P.ADD_REACTIONS:
        raise forbidden(f"{who.name} may not add reactions here.")
    reacting.react(visit.world, message, who.id, emoji)
    return {}


def unreact(visit: Visit) -> Json:
    """DELETE one's own reaction."""
    who = visit.person()
    _, message, emoji = _reaction(visit, who)
    reacting.unreact(visit.world, message, who.id, emoji)
    return {}


def _to_pin(visit: Visit, who: User) -> tuple[Channel, Message]:
    channel = visit.channel(who)
    # Managing messages no longer includes pinning (developer changelog of August 2025).
    if not channel.is_direct and not visit.world.rights(who.id, channel) & P.PIN_MESSAGES:
        raise forbidden(f"{who.name} may not pin messages in {channel.name}.")
    message = visit.message(who, channel, visit.number("message"))
    if message.private_to is not None:
        raise missing("message", "Private answers cannot be pinned.")
    return channel, message


def pin(visit: Visit) -> Json:
    """POST: pin a message, with the right to; the channel tells of it."""
    who = visit.person()
    channel, message = _to_pin(visit, who)
    posting.pin(visit.world, channel, message, who.id)
    return {}


def unpin(visit: Visit) -> Json:
    """DELETE: unpin a message, with the right to."""
    channel, message = _to_pin(visit, visit.person())
    posting.unpin(visit.world, channel, message)
    return {}


def typing(visit: Visit) -> Json:
    """POST that one is writing."""
    who = visit.person()
    channel = visit.channel(who)
    if not visit.world.rights(who.id, channel) & _sending(channel):
        raise forbidden(f"{who.name} may not write in {channel.name}.")
    visit.world.tell(Typing(channel, who.id))
    return {}


def start_thread(visit: Visit) -> Json:
    """POST a thread, on a message or on its own; in a forum with its first message."""
    who = visit.person()
    channel = visit.channel(who, wanted=P.CREATE_PUBLIC_THREADS)
    if channel.kind not in {ChannelType.TEXT, ChannelType.ANNOUNCEMENT, ChannelType.FORUM}:
        raise not_now("no_threads", "There are no threads here.")
    name = visit.text("name")
    if len(name) > 100:
        raise malformed("A thread's name has at most 100 characters.", name="too_long")
    message = None
    if visit.body.get("message") is not None:
        message = visit.message(who, channel, visit.number("message"))
    thread = threads.start(visit.world, channel, who.id, name, message=message)
    if visit.body.get("content"):
        draft = posting.Draft(content=_content(visit, empty_allowed=False))
        posting.post(visit.world, thread, who.id, draft)
    return {"channel": channel_view(visit.world, thread, who)}


def _interest(visit: Visit, *, added: bool) -> Json:
    who = visit.person()
    event = visit.world.home.scheduled_events.get(visit.number("event"))
    if event is None or who.id not in visit.world.home.members:
        raise missing("event", "That event is not there.")
    building.set_interest(visit.world, event, who.id, added=added)
    return {}


def be_interested(visit: Visit) -> Json:
    """POST that one is interested in a scheduled event."""
    return _interest(visit, added=True)


def be_interested_no_more(visit: Visit) -> Json:
    """DELETE that one is interested."""
    return _interest(visit, added=False)


def change_person(visit: Visit) -> Json:
    """PATCH language, zone, private messages, roles or nickname of a person."""
    who, world = visit.person(), visit.world
    if "locale" in visit.body:
        locale = visit.text("locale")
        if locale != "en" and locale not in LOCALES:
            raise malformed("Discord has no such language.", locale="unknown")
        who.locale = locale
    if "zone" in visit.body:
        who.zone = _zone(visit.text("zone"))
    who.dms_open = visit.flag("dms_open", default=who.dms_open)
    member = world.home.members.get(who.id)
    if member is not None and "nick" in visit.body:
        member.nick = visit.text("nick", required=False)[:32] or None
        world.tell(MemberChanged(world.home, member))
    if member is not None and "roles" in visit.body:
        building.set_roles(world, world.home, member, _roles(visit))
    world.tell(PersonChanged(who))
    return {"person": person_json(world, who)}


def _zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise malformed("There is no such time zone.", zone="unknown") from error
    return name


def _roles(visit: Visit) -> set[int]:
    given = visit.body["roles"]
    if not isinstance(given, list):
        raise malformed("“roles” is a list of ids or names.", roles="not_list")
    roles = visit.world.home.roles
    by_name = {role.name: role.id for role in roles.values()}
    found: set[int] = set()
    for each in given:
        role_id = whole_number(each) or by_name.get(str(each))
        if role_id is None or role_id not in roles:
            raise missing("role", f"There is no role {each}.")
        found.add(role_id)
    return found


def leave(visit: Visit) -> Json:
    """POST: the person leaves the server."""
    who = visit.person()
    if who.id not in visit.world.home.members:
        raise not_now("not_here", f"{who.name} is not in the server.")
    building.leave_guild(visit.world, visit.world.home, who)
    return {"person": person_json(visit.world, who)}


def join(visit: Visit) -> Json:
    """POST: the person comes (back) into the server."""
    who = visit.person()
    building.join_guild(visit.world, visit.world.home, who)
    return {"person": person_json(visit.world, who)}
