"""Channels over HTTP: read, make, change, remove, permissions."""

from __future__ import annotations

from typing import Any

from sandbox.fields import Fields
from sandbox.rates import rate_limited
from sandbox.refusals import not_done, refuse
from sandbox.rest.call import Call
from sandbox.rest.threads import SLOWEST
from sandbox.routing import Route, Routes
from sandbox.shapes.channels import channel_json
from sandbox.world import building, threads
from sandbox.world.changes import ChannelChanged
from sandbox.world.channels import ARCHIVE_AFTER, Channel, ChannelType
from sandbox.world.nouns import Guild, Overwrite
from sandbox.world.permissions import P

Json = dict[str, Any]

_MAKEABLE = {
    int(kind)
    for kind in (
        ChannelType.TEXT,
        ChannelType.VOICE,
        ChannelType.CATEGORY,
        ChannelType.ANNOUNCEMENT,
        ChannelType.STAGE,
        ChannelType.FORUM,
    )
}
MOST_TOPIC = 1024


def read(call: Call) -> Json:
    """GET a channel or thread."""
    return channel_json(call.world, call.channel())


def read_all(call: Call) -> list[Json]:
    """GET the channels of a server, without threads."""
    return [channel_json(call.world, each) for each in call.guild().channels.values()]


def _name(text: str, kind: int) -> str:
    """Text channels have names in lower case without spaces."""
    written = kind in {ChannelType.TEXT, ChannelType.ANNOUNCEMENT, ChannelType.FORUM}
    return text.strip().lower().replace(" ", "-") if written else text


def _read_overwrites(fields: Fields, guild: Guild) -> dict[int, Overwrite]:
    found: dict[int, Overwrite] = {}
    for each in fields.each("permission_overwrites", most=1000):
        target = each.snowflake("id", required=True)
        overwrite = read_overwrite(each, guild, target or 0)
        found[overwrite.id] = overwrite
    return found


def read_overwrite(fields: Fields, guild: Guild, target: int) -> Overwrite:
    """Permissions of a role (0) or person (1)."""
    kind = fields.integer("type", choices=(0, 1))
    if kind is None:
        kind = 0 if target in guild.roles else 1
    allow = P((fields.integer("allow", least=0) or 0) & ((1 << 53) - 1))
    deny = P((fields.integer("deny", least=0) or 0) & ((1 << 53) - 1))
    return Overwrite(target, kind, allow, deny)


def create(call: Call) -> tuple[int, Json]:
    """POST a channel; needs MANAGE_CHANNELS."""
    guild = call.guild(P.MANAGE_CHANNELS)
    fields = call.fields
    kind = fields.integer("type", choices=_MAKEABLE) or 0
    channel = Channel(
        0,
        kind,
        _name(fields.text("name", required=True, least=1, most=100) or "", kind),
        guild_id=guild.id,
        topic=fields.text("topic", most=MOST_TOPIC),
        position=fields.integer("position", least=0) or len(guild.channels),
        parent_id=_read_parent(fields, guild),
        nsfw=fields.flag("nsfw"),
        slowmode=fields.integer("rate_limit_per_user", least=0, most=SLOWEST) or 0,
        archive_default=fields.integer("default_auto_archive_duration", choices=ARCHIVE_AFTER),
        overwrites=_read_overwrites(fields, guild),
    )
    fields.errors.check()
    channel.id = call.world.ids.next()
    return 201, channel_json(call.world, building.add_channel(call.world, guild, channel))


def _read_parent(fields: Fields, guild: Guild) -> int | None:
    parent_id = fields.snowflake("parent_id")
    if parent_id is None:
        return None
    parent = guild.channels.get(parent_id)
    if parent is None or parent.kind != ChannelType.CATEGORY:
        fields.refuse("parent_id", "CHANNEL_PARENT_INVALID", "Category does not exist")
        return None
    return parent_id


def change(call: Call) -> Json:
    """PATCH a channel or thread."""
    channel = call.channel()
    if channel.is_direct:
        raise refuse(50003)
    if channel.thread is not None:
        return _change_thread(call, channel)
    call.need(channel, P.MANAGE_CHANNELS)
    fields, guild = call.fields, call.world.guilds[channel.guild_id or 0]
    name = fields.text("name", least=1, most=100)
    topic = fields.text("topic", most=MOST_TOPIC)
    slowmode = fields.integer("rate_limit_per_user", least=0, most=SLOWEST)
    position = fields.integer("position", least=0)
    archive = fields.integer("default_auto_archive_duration", choices=ARCHIVE_AFTER)
    nsfw = fields.flag("nsfw", default=channel.nsfw)
    overwrites = _read_overwrites(fields, guild)
    parent = _read_parent(fields, guild)
    fields.errors.check()
    if name or topic:
        _mind_renames(call, channel)
    channel.name = _name(name, channel.kind) if name else channel.name
    channel.topic = topic if fields.given("topic") else channel.topic
    channel.slowmode = channel.slowmode if slowmode is None else slowmode
    channel.position = channel.position if position is None else position
    channel.archive_default = archive or channel.archive_default
    channel.nsfw = nsfw
    if fields.given("parent_id"):
        channel.parent_id = parent
    if fields.given("permission_overwrites"):
        call.need(channel, P.MANAGE_ROLES)
        channel.overwrites = overwrites
    call.world.tell(ChannelChanged(channel))
    return channel_json(call.world, channel)


def _mind_renames(call: Call, channel: Channel) -> None:
    """A limit beneath the limit: names and topics change rarely, other things freely."""
    if call.laws.renames is None:
        return
    most, seconds = call.laws.renames
    now = call.world.monotonic()
    recent = [each for each in call.desk.renames.get(channel.id, []) if now - each < seconds]
    if len(recent) >= most:
        raise rate_limited(seconds - (now - recent[0]), everywhere=False, scope="user")
    call.desk.renames[channel.id] = [*recent, now]


def _change_thread(call: Call, thread: Channel) -> Json:
    facts = thread.thread
    if facts is None:
        raise refuse(50024)
    rights = call.need(thread)
    strong = bool(rights & P.MANAGE_THREADS)
    fields = call.fields
    name = fields.text("name", least=1, most=100)
    archive_after = fields.integer("auto_archive_duration", choices=ARCHIVE_AFTER)
    slowmode = fields.integer("rate_limit_per_user", least=0, most=SLOWEST)
    archived = fields.flag("archived", default=facts.archived)
    locked = fields.flag("locked", default=facts.locked)
    invitable = fields.flag("invitable", default=facts.invitable)
    tags = fields.snowflakes("applied_tags", most=5)
    fields.errors.check()
    own = facts.owner_id == call.world.bot.id
    waking = set(fields.data) == {"archived"} and not archived and not facts.locked
    if not strong and not own and not waking:
        raise refuse(50013)
    if (locked != facts.locked or (facts.locked and not archived)) and not strong:
        raise refuse(50013)
    if facts.archived and archived and set(fields.data) - {"archived", "locked"}:
        raise refuse(50083)
    if name:
        _mind_renames(call, thread)
    thread.name = name or thread.name
    thread.slowmode = thread.slowmode if slowmode is None else slowmode
    facts.archive_after = archive_after or facts.archive_after
    facts.locked, facts.invitable = locked, invitable
    facts.applied_tags = tags if fields.given("applied_tags") else facts.applied_tags
    if archived != facts.archived:
        threads.set_archived(call.world, thread, archived=archived)
    else:
        call.world.tell(ChannelChanged(thread))
    return channel_json(call.world, thread)


def remove(call: Call) -> Json:
    """DELETE a channel or thread; closing a private channel only hides it."""
    channel = call.channel()
    shape = channel_json(call.world, channel)
    if not channel.is_direct:
        threaded = channel.thread is not None
        call.need(channel, P.MANAGE_THREADS if threaded else P.MANAGE_CHANNELS)
        building.remove_channel(call.world, channel)
    return shape


def move(call: Call) -> None:
    """PATCH the order of a server's channels."""
    guild = call.guild(P.MANAGE_CHANNELS)
    if not isinstance(call.body, list):
        raise not_done("reordering channels by anything but a list")
    for entry in call.body:
        fields = Fields.of(entry)
        channel = guild.channels.get(fields.snowflake("id", required=True) or 0)
        position = fields.integer("position", least=0)
        fields.errors.check()
        if channel is None:
            raise refuse(10003)
        if position is not None:
            channel.position = position
            call.world.tell(ChannelChanged(channel))


def set_permissions(call: Call) -> None:
    """PUT an overwrite; needs MANAGE_ROLES."""
    channel = call.channel(P.MANAGE_ROLES)
    if channel.guild_id is None:
        raise refuse(50003)
    fields = call.fields
    guild = call.world.guilds[channel.guild_id]
    overwrite = read_overwrite(fields, guild, call.id("overwrite_id"))
    fields.errors.check()
    if overwrite.id not in guild.roles and overwrite.id not in guild.members:
        raise refuse(10009)
    if (overwrite.allow | overwrite.deny) & ~call.world.rights_in_guild(call.world.bot.id, guild):
        raise refuse(50013)
    building.set_overwrite(call.world, channel, overwrite)


def drop_permissions(call: Call) -> None:
    """DELETE an overwrite; needs MANAGE_ROLES."""
    channel = call.channel(P.MANAGE_ROLES)
    building.drop_overwrite(call.world, channel, call.id("overwrite_id"))


def add_to(routes: Routes) -> None:
    """The doors of this resource."""
    one = "/channels/{channel_id}"
    routes.add(Route("GET", one, read))
    routes.add(Route("PATCH", one, change))
    routes.add(Route("DELETE", one, remove))
    routes.add(Route("GET", "/guilds/{guild_id}/channels", read_all))
    routes.add(Route("POST", "/guilds/{guild_id}/channels", create))
    routes.add(Route("PATCH", "/guilds/{guild_id}/channels", move))
    routes.add(Route("PUT", one + "/permissions/{overwrite_id}", set_permissions))
    routes.add(Route("DELETE", one + "/permissions/{overwrite_id}", drop_permissions))
