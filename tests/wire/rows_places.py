"""Rows about places: channels, members, roles, scheduled events, the bot itself."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, Literal

import discord

from tests.wire.rows_messages import PNG
from tests.wire.scene import Scene, row

CHANNEL = "/channels/{channel_id}"
GUILD = "/guilds/{guild_id}"
MEMBER = GUILD + "/members/{user_id}"
EVENTS = GUILD + "/scheduled-events"
EVENT = EVENTS + "/{guild_scheduled_event_id}"
DAY: Literal[1440] = 1440


@row("read a channel", f"GET {CHANNEL}")
async def _(scene: Scene) -> None:
    found = await scene.trial.fetch_channel(scene.text().id)
    assert isinstance(found, discord.TextChannel)


@row("read a channel that is not there", f"GET {CHANNEL}", refusal=10003)
async def _(scene: Scene) -> None:
    await scene.trial.fetch_channel(123)


@row("list the channels", f"GET {GUILD}/channels")
async def _(scene: Scene) -> None:
    assert len(await scene.guild.fetch_channels()) == len(scene.box.world.home.channels)


@row("make a channel", f"POST {GUILD}/channels", event="CHANNEL_CREATE")
async def _(scene: Scene) -> None:
    scene.allow("MANAGE_CHANNELS")
    channel = await scene.guild.create_text_channel("Nouveau Salon", topic="sujet")
    assert channel.name == "nouveau-salon"


@row("make a channel without MANAGE_CHANNELS", f"POST {GUILD}/channels", refusal=50013)
async def _(scene: Scene) -> None:
    await scene.guild.create_text_channel("salon")


@row("change a channel", f"PATCH {CHANNEL}", event="CHANNEL_UPDATE")
async def _(scene: Scene) -> None:
    scene.allow("MANAGE_CHANNELS")
    edited = await scene.text().edit(topic="autre sujet")
    assert edited is not None
    assert edited.topic == "autre sujet"


@row("delete a channel", f"DELETE {CHANNEL}", event="CHANNEL_DELETE")
async def _(scene: Scene) -> None:
    scene.allow("MANAGE_CHANNELS")
    await scene.text("atelier").delete()


@row(
    "set permissions in a channel",
    f"PUT {CHANNEL}/permissions/{{overwrite_id}}",
    event="CHANNEL_UPDATE",
)
async def _(scene: Scene) -> None:
    scene.allow("MANAGE_ROLES")
    role = scene.guild.default_role
    await scene.text().set_permissions(role, send_messages=False)
    assert not scene.box.world.rights(scene.id_of("rose"), _home(scene)) & 1 << 11


def _home(scene: Scene) -> Any:
    return scene.box.world.channel_named("mobilisations")


@row("forget permissions in a channel", f"DELETE {CHANNEL}/permissions/{{overwrite_id}}")
async def _(scene: Scene) -> None:
    scene.allow("MANAGE_ROLES")
    await scene.text().set_permissions(scene.guild.default_role, send_messages=False)
    await scene.text().set_permissions(scene.guild.default_role, overwrite=None)


@row("read the server", GUILD.join(("GET ", "")))
async def _(scene: Scene) -> None:
    guild = await scene.trial.fetch_guild(scene.guild.id)
    assert guild.approximate_member_count == len(scene.box.world.home.members)


@row("read a server that one is not in", f"GET {GUILD}", refusal=10004)
async def _(scene: Scene) -> None:
    await scene.trial.fetch_guild(123)


@row("list one's servers", "GET /users/@me/guilds")
async def _(scene: Scene) -> None:
    assert [g.id async for g in scene.trial.fetch_guilds()] == [scene.guild.id]


@row("leave a server", "DELETE /users/@me/guilds/{guild_id}", event="GUILD_DELETE")
async def _(scene: Scene) -> None:
    await scene.guild.leave()


@row("read a member", f"GET {MEMBER}")
async def _(scene: Scene) -> None:
    member = await scene.guild.fetch_member(scene.id_of("ines"))
    assert "Animation" in [role.name for role in member.roles]


@row("read a member who is not there", f"GET {MEMBER}", refusal=10007)
async def _(scene: Scene) -> None:
    await scene.person().call("POST", "/people/yanis/leave")
    await scene.guild.fetch_member(scene.id_of("yanis"))


@row("list members without the privileged intent", f"GET {GUILD}/members", refusal=50001)
async def _(scene: Scene) -> None:
    route = discord.http.Route("GET", f"{GUILD}/members", guild_id=scene.guild.id)
    await scene.trial.http.request(route, params={"limit": 10})


@row("search members by name", f"GET {GUILD}/members/search")
async def _(scene: Scene) -> None:
    route = discord.http.Route("GET", f"{GUILD}/members/search", guild_id=scene.guild.id)
    found = await scene.trial.http.request(route, params={"query": "yan", "limit": 5})
    assert [each["user"]["username"] for each in found] == ["yanis"]


@row("give a role", f"PUT {MEMBER}/roles/{{role_id}}")
async def _(scene: Scene) -> None:
    scene.allow("MANAGE_ROLES")
    role = await scene.guild.create_role(name="Partant")
    _raise_own_role(scene)
    member = await scene.guild.fetch_member(scene.id_of("yanis"))
    await member.add_roles(role)
    assert role.id in scene.box.world.home.members[scene.id_of("yanis")].roles


def _raise_own_role(scene: Scene) -> None:
    own = next(r for r in scene.box.world.home.roles.values() if r.bot_id)
    own.position = 50


@row("take a role", f"DELETE {MEMBER}/roles/{{role_id}}")
async def _(scene: Scene) -> None:
    scene.allow("MANAGE_ROLES")
    _raise_own_role(scene)
    member = await scene.guild.fetch_member(scene.id_of("noe"))
    role = discord.utils.get(scene.guild.roles, name="Outre-mer")
    assert role is not None
    await member.remove_roles(role)


@row("give a role above one's own", f"PUT {MEMBER}/roles/{{role_id}}", refusal=50013)
async def _(scene: Scene) -> None:
    scene.allow("MANAGE_ROLES")
    member = await scene.guild.fetch_member(scene.id_of("yanis"))
    role = discord.utils.get(scene.guild.roles, name="Animation")
    assert role is not None
    await member.add_roles(role)


@row("change one's nickname", f"PATCH {GUILD}/members/@me", event="GUILD_MEMBER_UPDATE")
async def _(scene: Scene) -> None:
    await scene.guild.me.edit(nick="Mégaphone")


@row("change another's nickname", f"PATCH {MEMBER}", refusal=50013)
async def _(scene: Scene) -> None:
    member = await scene.guild.fetch_member(scene.id_of("yanis"))
    await member.edit(nick="autre")


@row("list the roles", f"GET {GUILD}/roles")
async def _(scene: Scene) -> None:
    assert len(await scene.guild.fetch_roles()) == len(scene.box.world.home.roles)


@row("make a role", f"POST {GUILD}/roles", event="GUILD_ROLE_CREATE")
async def _(scene: Scene) -> None:
    scene.allow("MANAGE_ROLES")
    role = await scene.guild.create_role(name="Partant", colour=0x2F7D5B, mentionable=True)
    assert role.mentionable


@row("change a role", f"PATCH {GUILD}/roles/{{role_id}}", event="GUILD_ROLE_UPDATE")
async def _(scene: Scene) -> None:
    scene.allow("MANAGE_ROLES")
    role = await scene.guild.create_role(name="Partant")
    _raise_own_role(scene)
    await role.edit(name="Partante")


@row("delete a role", f"DELETE {GUILD}/roles/{{role_id}}", event="GUILD_ROLE_DELETE")
async def _(scene: Scene) -> None:
    scene.allow("MANAGE_ROLES")
    role = await scene.guild.create_role(name="Partant")
    _raise_own_role(scene)
    await role.delete()


@row("list the emoji", f"GET {GUILD}/emojis")
async def _(scene: Scene) -> None:
    assert [each.name for each in await scene.guild.fetch_emojis()] == ["porte_voix"]


async def _event(scene: Scene, **more: Any) -> discord.ScheduledEvent:
    start = scene.box.world.clock.now() + timedelta(days=3)
    fields: dict[str, Any] = {
        "name": "Journée portes ouvertes",
        "start_time": start,
        "end_time": start + timedelta(hours=2),
        "entity_type": discord.EntityType.external,
        "privacy_level": discord.PrivacyLevel.guild_only,
        "location": "Lorient",
    }
    return await scene.guild.create_scheduled_event(**fields | more)


@row("make a scheduled event", f"POST {EVENTS}", event="GUILD_SCHEDULED_EVENT_CREATE")
async def _(scene: Scene) -> None:
    event = await _event(scene, description="Entrée libre", image=PNG)
    assert event.location == "Lorient"


@row("make a scheduled event in the past", f"POST {EVENTS}", refusal=50035)
async def _(scene: Scene) -> None:
    await _event(scene, start_time=scene.box.world.clock.now() - timedelta(hours=1))


@row("make a scheduled event that ends before it starts", f"POST {EVENTS}", refusal=50035)
async def _(scene: Scene) -> None:
    await _event(scene, end_time=scene.box.world.clock.now() + timedelta(days=2))


@row("make an external event without a place", f"POST {EVENTS}", refusal=50035)
async def _(scene: Scene) -> None:
    start = scene.box.world.clock.now() + timedelta(days=1)
    payload = {
        "name": "x",
        "privacy_level": 2,
        "entity_type": 3,
        "scheduled_start_time": start.isoformat(),
        "scheduled_end_time": (start + timedelta(hours=1)).isoformat(),
    }
    route = discord.http.Route("POST", EVENTS, guild_id=scene.guild.id)
    await scene.trial.http.request(route, json=payload)


@row("make a scheduled event without CREATE_EVENTS", f"POST {EVENTS}", refusal=50013)
async def _(scene: Scene) -> None:
    scene.forbid("CREATE_EVENTS")
    await _event(scene)


@row("change a scheduled event", f"PATCH {EVENT}", event="GUILD_SCHEDULED_EVENT_UPDATE")
async def _(scene: Scene) -> None:
    edited = await (await _event(scene)).edit(name="Autre nom")
    assert edited.name == "Autre nom"


@row("cancel a scheduled event", f"PATCH {EVENT}", event="GUILD_SCHEDULED_EVENT_UPDATE")
async def _(scene: Scene) -> None:
    cancelled = await (await _event(scene)).cancel()
    assert cancelled.status is discord.EventStatus.cancelled


@row("delete a scheduled event", f"DELETE {EVENT}", event="GUILD_SCHEDULED_EVENT_DELETE")
async def _(scene: Scene) -> None:
    await (await _event(scene)).delete()


@row("read a scheduled event that is not there", f"GET {EVENT}", refusal=10070)
async def _(scene: Scene) -> None:
    await scene.guild.fetch_scheduled_event(123)


@row("list scheduled events with their counts", f"GET {EVENTS}")
async def _(scene: Scene) -> None:
    event = await _event(scene)
    found = await scene.guild.fetch_scheduled_events()
    assert [(each.id, each.user_count) for each in found] == [(event.id, 0)]


@row("list who is interested", f"GET {EVENT}/users")
async def _(scene: Scene) -> None:
    event = await _event(scene)
    assert [user async for user in event.users()] == []


@row("read one's application", "GET /oauth2/applications/@me")
async def _(scene: Scene) -> None:
    about = await scene.trial.application_info()
    assert about.id == scene.box.world.application.id


@row("read a person", "GET /users/{user_id}")
async def _(scene: Scene) -> None:
    assert (await scene.trial.fetch_user(scene.id_of("ines"))).display_name == "Inès Caradec"


@row("read a person who is not there", "GET /users/{user_id}", refusal=10013)
async def _(scene: Scene) -> None:
    await scene.trial.fetch_user(123)
