"""Servers, their members and roles over HTTP."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from sandbox.fields import Fields
from sandbox.refusals import not_done, refuse
from sandbox.rest.call import Call
from sandbox.routing import Route, Routes
from sandbox.shapes.guilds import counts_json, guild_json, partial_guild_json
from sandbox.shapes.users import guild_emojis_json, member_json, role_json
from sandbox.world import building
from sandbox.world.changes import MemberChanged, RoleChanged
from sandbox.world.nouns import Guild, Member, Role
from sandbox.world.permissions import NONE, P

Json = dict[str, Any]

LONGEST_TIMEOUT = timedelta(days=28)


def read(call: Call) -> Json:
    """GET a server."""
    guild = call.guild()
    shape = guild_json(guild)
    return shape | counts_json(guild) if _wants_counts(call) else shape


def read_mine(call: Call) -> list[Json]:
    """GET the servers that the bot is in, by rising id, in pages."""
    query = call.query_fields()
    limit = query.integer("limit", least=1, most=200) or 200
    after, before = query.snowflake("after") or 0, query.snowflake("before")
    query.errors.check()
    mine = [
        guild
        for guild in sorted(call.world.guilds.values(), key=lambda each: each.id)
        if call.world.bot.id in guild.members
        and guild.id > after
        and (before is None or guild.id < before)
    ]
    counted = _wants_counts(call)
    return [partial_guild_json(call.world, each, counted=counted) for each in mine[:limit]]


def _wants_counts(call: Call) -> bool:
    return call.query.get("with_counts", "").lower() in {"true", "1"}


def leave(call: Call) -> None:
    """DELETE the bot from a server."""
    building.leave_guild(call.world, call.guild(), call.world.bot)


# Members


def _member(call: Call, guild: Guild) -> Member:
    own = call.params.get("user_id", "@me") == "@me"
    user_id = call.world.bot.id if own else call.id("user_id")
    member = guild.members.get(user_id)
    if member is None:
        raise refuse(10007 if user_id in call.world.users else 10013)
    return member


def member(call: Call) -> Json:
    """GET a member."""
    return member_json(_member(call, call.guild()))


def members(call: Call) -> list[Json]:
    """GET all members by rising id; needs the privileged intent."""
    guild = call.guild()
    if "members" not in call.world.application.privileged:
        raise refuse(50001)
    query = call.query_fields()
    limit = query.integer("limit", least=1, most=1000) or 1
    after = query.snowflake("after") or 0
    query.errors.check()
    ids = sorted(each for each in guild.members if each > after)[:limit]
    return [member_json(guild.members[each]) for each in ids]


def search(call: Call) -> list[Json]:
    """GET the members whose name starts so."""
    guild = call.guild()
    query = call.query_fields()
    start = (query.text("query", required=True, least=1, most=100) or "").casefold()
    limit = query.integer("limit", least=1, most=1000) or 1
    query.errors.check()
    found = [
        each
        for each in guild.members.values()
        if each.user.handle.casefold().startswith(start)
        or each.shown_name.casefold().startswith(start)
    ]
    return [member_json(each) for each in found[:limit]]


def _top(guild: Guild, member: Member) -> int:
    if member.user.id == guild.owner_id:
        return 1 << 31
    return max((guild.roles[each].position for each in member.roles), default=0)


def change_member(call: Call) -> Json:
    """PATCH a member: nickname, roles, timeout."""
    guild = call.guild()
    target, own = _member(call, guild), guild.members[call.world.bot.id]
    fields = call.fields
    for name in ("mute", "deaf", "channel_id"):
        if fields.given(name):
            raise not_done("voice states of members")
    nick = fields.text("nick", most=32)
    until = fields.moment("communication_disabled_until")
    roles = set(fields.snowflakes("roles"))
    fields.errors.check()
    needed = NONE
    if fields.given("nick"):
        needed |= P.CHANGE_NICKNAME if target is own else P.MANAGE_NICKNAMES
    if fields.given("communication_disabled_until"):
        needed |= P.MODERATE_MEMBERS
        if until is not None and until > call.world.clock.now() + LONGEST_TIMEOUT:
            fields.refuse("communication_disabled_until", "INVALID_TIMEOUT", "At most 28 days")
            fields.errors.check()
    call.guild(needed)
    if target is not own and _top(guild, own) <= _top(guild, target):
        raise refuse(50013)
    if fields.given("roles"):
        _may_give(call, guild, roles ^ target.roles)
        building.set_roles(call.world, guild, target, roles)
    if fields.given("nick"):
        target.nick = nick or None
    if fields.given("communication_disabled_until"):
        target.timeout_until = until
        target.timed_out = until is not None and until > call.world.clock.now()
    call.world.tell(MemberChanged(guild, target))
    return member_json(target)


def _may_give(call: Call, guild: Guild, role_ids: set[int]) -> None:
    """Raise unless the bot manages roles and stands above each of these."""
    call.guild(P.MANAGE_ROLES)
    top = _top(guild, guild.members[call.world.bot.id])
    for role_id in role_ids:
        role = guild.roles.get(role_id)
        if role is None:
            raise refuse(10011)
        if role.managed or role.position >= top:
            raise refuse(50013)


def kick(call: Call) -> None:
    """DELETE a member."""
    guild = call.guild(P.KICK_MEMBERS)
    target = _member(call, guild)
    if _top(guild, guild.members[call.world.bot.id]) <= _top(guild, target):
        raise refuse(50013)
    building.leave_guild(call.world, guild, target.user)


def give_role(call: Call) -> None:
    """PUT a role on a member."""
    guild = call.guild()
    target, role_id = _member(call, guild), call.id("role_id")
    _may_give(call, guild, {role_id})
    building.set_roles(call.world, guild, target, target.roles | {role_id})


def take_role(call: Call) -> None:
    """DELETE a role from a member."""
    guild = call.guild()
    target, role_id = _member(call, guild), call.id("role_id")
    _may_give(call, guild, {role_id})
    building.set_roles(call.world, guild, target, target.roles - {role_id})


# Roles


def roles(call: Call) -> list[Json]:
    """GET the roles of a server."""
    return [role_json(role) for role in call.guild().roles.values()]


def _role(call: Call, guild: Guild) -> Role:
    found = guild.roles.get(call.id("role_id"))
    if found is None:
        raise refuse(10011)
    return found


def role(call: Call) -> Json:
    """GET a role."""
    return role_json(_role(call, call.guild()))


def _read_role(call: Call, guild: Guild, fields: Fields, role: Role) -> Role:
    name = fields.text("name", most=100)
    bits = fields.integer("permissions", least=0)
    color = fields.integer("color", least=0, most=0xFFFFFF)
    colors = fields.within("colors")
    primary = colors.integer("primary_color", least=0, most=0xFFFFFF) if colors else None
    role.hoist = fields.flag("hoist", default=role.hoist)
    role.mentionable = fields.flag("mentionable", default=role.mentionable)
    fields.errors.check()
    own = call.world.rights_in_guild(call.world.bot.id, guild)
    if bits is not None and bits & ~int(own) & ~int(role.permissions):
        raise refuse(50013)
    role.name = name or role.name
    role.permissions = role.permissions if bits is None else P(bits & ((1 << 53) - 1))
    role.color = next((each for each in (primary, color) if each is not None), role.color)
    return role


def add_role(call: Call) -> Json:
    """POST a role; needs MANAGE_ROLES."""
    guild = call.guild(P.MANAGE_ROLES)
    default = guild.everyone.permissions
    new = _read_role(call, guild, call.fields, Role(0, "new role", default, position=1))
    new.id = call.world.ids.next()
    return role_json(building.add_role(call.world, guild, new))


def change_role(call: Call) -> Json:
    """PATCH a role below the bot's own."""
    guild = call.guild()
    target = _role(call, guild)
    _may_give(call, guild, {target.id})
    _read_role(call, guild, call.fields, target)
    call.world.tell(RoleChanged(guild, target, "changed"))
    return role_json(target)


def remove_role(call: Call) -> None:
    """DELETE a role below the bot's own."""
    guild = call.guild()
    target = _role(call, guild)
    if target.id == guild.id:
        raise refuse(50028)
    _may_give(call, guild, {target.id})
    building.remove_role(call.world, guild, target)


def role_counts(call: Call) -> Json:
    """GET how many have each role."""
    guild = call.guild()
    counts = dict.fromkeys(guild.roles.keys() - {guild.id}, 0)
    for each in guild.members.values():
        for role_id in each.roles:
            counts[role_id] += 1
    return {str(role_id): count for role_id, count in counts.items()}


def emojis(call: Call) -> list[Json]:
    """GET a server's emoji."""
    return guild_emojis_json(call.guild())


def add_to(routes: Routes) -> None:
    """The doors of this resource."""
    guild = "/guilds/{guild_id}"
    one = guild + "/members/{user_id}"
    routes.add(Route("GET", guild, read))
    routes.add(Route("GET", "/users/@me/guilds", read_mine))
    routes.add(Route("DELETE", "/users/@me/guilds/{guild_id}", leave))
    routes.add(Route("GET", guild + "/members", members))
    routes.add(Route("GET", guild + "/members/search", search))
    routes.add(Route("GET", one, member))
    routes.add(Route("PATCH", one, change_member))
    routes.add(Route("PATCH", guild + "/members/@me", change_member))
    routes.add(Route("DELETE", one, kick))
    routes.add(Route("PUT", one + "/roles/{role_id}", give_role))
    routes.add(Route("DELETE", one + "/roles/{role_id}", take_role))
    routes.add(Route("GET", guild + "/roles", roles))
    routes.add(Route("POST", guild + "/roles", add_role))
    routes.add(Route("GET", guild + "/roles/member-counts", role_counts))
    routes.add(Route("GET", guild + "/roles/{role_id}", role))
    routes.add(Route("PATCH", guild + "/roles/{role_id}", change_role))
    routes.add(Route("DELETE", guild + "/roles/{role_id}", remove_role))
    routes.add(Route("GET", guild + "/emojis", emojis))
