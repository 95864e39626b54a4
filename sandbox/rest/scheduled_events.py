"""A server's scheduled events over HTTP."""

from __future__ import annotations

from typing import Any

from sandbox.limits.scheduled_events import read_change, read_new
from sandbox.refusals import refuse
from sandbox.rest.call import Call
from sandbox.routing import Route, Routes
from sandbox.shapes.guilds import scheduled_event_json
from sandbox.shapes.users import member_json, user_json
from sandbox.world import building
from sandbox.world.nouns import Guild, ScheduledEvent
from sandbox.world.permissions import P

Json = dict[str, Any]


def _counted(call: Call) -> bool:
    return call.query.get("with_user_count", "").lower() in {"true", "1"}


def read_all(call: Call) -> list[Json]:
    """GET all."""
    events = call.guild().scheduled_events.values()
    counted = _counted(call)
    return [scheduled_event_json(call.world, each, counted=counted) for each in events]


def _event(call: Call, guild: Guild) -> ScheduledEvent:
    event = guild.scheduled_events.get(call.id("guild_scheduled_event_id"))
    if event is None:
        raise refuse(10070)
    return event


def read_one(call: Call) -> Json:
    """GET one."""
    event = _event(call, call.guild())
    return scheduled_event_json(call.world, event, counted=_counted(call))


def create(call: Call) -> Json:
    """POST one; needs CREATE_EVENTS."""
    guild = call.guild(P.CREATE_EVENTS)
    event = read_new(call.world, guild, call.fields, call.world.bot.id)
    building.put_event(call.world, event, "made")
    return scheduled_event_json(call.world, event)


def _may_change(call: Call) -> tuple[Guild, ScheduledEvent]:
    guild = call.guild()
    event = _event(call, guild)
    own = event.creator_id == call.world.bot.id
    rights = call.world.rights_in_guild(call.world.bot.id, guild)
    if not rights & P.MANAGE_EVENTS and not (own and rights & P.CREATE_EVENTS):
        raise refuse(50013)
    return guild, event


def change(call: Call) -> Json:
    """PATCH one: the bot's own, or with MANAGE_EVENTS."""
    guild, event = _may_change(call)
    changed = read_change(call.world, guild, call.fields, event)
    building.put_event(call.world, changed, "changed")
    return scheduled_event_json(call.world, changed)


def remove(call: Call) -> None:
    """DELETE one: the bot's own, or with MANAGE_EVENTS."""
    _, event = _may_change(call)
    building.put_event(call.world, event, "gone")


def people(call: Call) -> list[Json]:
    """GET who is interested, by rising id."""
    guild = call.guild()
    event = _event(call, guild)
    query = call.query_fields()
    limit = query.integer("limit", least=1, most=100) or 100
    after, before = query.snowflake("after") or 0, query.snowflake("before")
    with_member = call.query.get("with_member", "").lower() in {"true", "1"}
    query.errors.check()
    ids = sorted(
        each for each in event.interested if each > after and (before is None or each < before)
    )
    found: list[Json] = []
    for user_id in ids[:limit]:
        shape: Json = {
            "guild_scheduled_event_id": str(event.id),
            "user_id": str(user_id),
            "user": user_json(call.world.users[user_id]),
            "response": 1,
        }
        if with_member and user_id in guild.members:
            shape["member"] = member_json(guild.members[user_id])
        found.append(shape)
    return found


def add_to(routes: Routes) -> None:
    """The doors of this resource."""
    base = "/guilds/{guild_id}/scheduled-events"
    one = base + "/{guild_scheduled_event_id}"
    routes.add(Route("GET", base, read_all))
    routes.add(Route("POST", base, create))
    routes.add(Route("GET", one, read_one))
    routes.add(Route("PATCH", one, change))
    routes.add(Route("DELETE", one, remove))
    routes.add(Route("GET", one + "/users", people))
