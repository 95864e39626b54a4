"""The bot itself over HTTP: application, account, private channels, gateway address."""

from __future__ import annotations

from typing import Any

from sandbox.refusals import not_done, refuse
from sandbox.rest.call import Call
from sandbox.routing import Route, Routes
from sandbox.shapes.channels import direct_json
from sandbox.shapes.users import application_json, own_user_json, user_json

Json = dict[str, Any]

EVENT_CLOSED = {"reset_after": 86_400_000, "max_concurrency": 1, "total": 1000}


def application(call: Call) -> Json:
    """GET the application."""
    world = call.world
    guilds = sum(world.bot.id in guild.members for guild in world.guilds.values())
    owner = world.users[world.application.owner_id]
    return application_json(world.application, owner, world.bot, guilds)


def me(call: Call) -> Json:
    """GET the bot's account."""
    return own_user_json(call.world.bot)


def user(call: Call) -> Json:
    """GET a person."""
    return user_json(call.world.user(call.id("user_id")))


def open_direct(call: Call) -> Json:
    """POST a private channel. It opens even where messages are then refused."""
    fields = call.fields
    if "recipients" in fields:
        raise not_done("group private channels")
    recipient = fields.snowflake("recipient_id", required=True)
    fields.errors.check()
    person = call.world.users.get(recipient or 0)
    if person is None or person.bot:
        raise refuse(50033)
    if person.id not in call.world.directs:
        _mind_speed(call)
    return direct_json(call.world, call.world.direct(person))


def _mind_speed(call: Call) -> None:
    if call.laws.dm_openings is None:
        return
    most, seconds = call.laws.dm_openings
    now = call.world.monotonic()
    recent = [each for each in call.desk.openings if now - each < seconds]
    if len(recent) >= most:
        raise refuse(40003)
    call.desk.openings = [*recent, now]


def gateway(call: Call) -> Json:
    """GET the gateway's address."""
    return {"url": call.desk.gateway_url}


def gateway_bot(call: Call) -> Json:
    """GET the gateway's address and how often the bot may still identify."""
    limit = EVENT_CLOSED | {"remaining": call.desk.identifies_left()}
    return {"url": call.desk.gateway_url, "shards": 1, "session_start_limit": limit}


def authorization(call: Call) -> Json:
    """GET what a token may do: only for people's tokens."""
    del call
    raise refuse(50001)


def add_to(routes: Routes) -> None:
    """The doors of this resource."""
    routes.add(Route("GET", "/applications/@me", application))
    routes.add(Route("GET", "/oauth2/applications/@me", application))
    routes.add(Route("GET", "/oauth2/@me", authorization))
    routes.add(Route("GET", "/users/@me", me))
    routes.add(Route("GET", "/users/{user_id}", user))
    routes.add(Route("POST", "/users/@me/channels", open_direct, "dm"))
    routes.add(Route("GET", "/gateway", gateway, open=True))
    routes.add(Route("GET", "/gateway/bot", gateway_bot))
