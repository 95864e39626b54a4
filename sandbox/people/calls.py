"""Calling commands: slash commands, their suggestions, and context menus."""

from __future__ import annotations

from typing import Any

from sandbox.fields import whole_number
from sandbox.people.options import OptionChecker
from sandbox.people.outcomes import outcome_json
from sandbox.people.resolving import Resolved
from sandbox.people.views import contexts_of, may_use
from sandbox.people.visit import Visit
from sandbox.people.wrong import Wrong, forbidden, malformed, missing
from sandbox.world.channels import WRITABLE, Channel
from sandbox.world.commands import CHAT, GROUP, MESSAGE_MENU, SUBGROUP, USER_MENU, leaves
from sandbox.world.interactions import InteractionType
from sandbox.world.nouns import User
from sandbox.world.permissions import P

Json = dict[str, Any]


def _place(visit: Visit, who: User) -> Channel:
    channel = visit.channel(who)
    rights = visit.world.rights(who.id, channel)
    if channel.kind not in WRITABLE:
        raise forbidden("There are no commands here.")
    if not channel.is_direct and not rights & P.USE_APPLICATION_COMMANDS:
        raise forbidden(f"{who.name} may not use commands here.")
    return channel


def _usable(visit: Visit, who: User, channel: Channel, command: Json) -> None:
    if (1 if channel.is_direct else 0) not in contexts_of(command):
        raise Wrong(409, "wrong_place", "This command is not for here.")
    if not channel.is_direct and not may_use(visit.world, command, who):
        raise forbidden(f"{who.name} may not use this command.")
    guild = visit.world.guild_of(channel)
    if guild is not None and visit.world.bot.id not in guild.members:
        raise Wrong(409, "bot_gone", "The bot is not in this server.")


def _find(visit: Visit, channel: Channel, name: str) -> tuple[Json, list[Json], Json]:
    path = name.removeprefix("/").split()
    for command in visit.world.commands.reaching(channel.guild_id):
        if command["type"] != CHAT:
            continue
        for chain, leaf in leaves(command):
            if [each["name"] for each in (*chain, leaf)] == path:
                return command, chain, leaf
    raise missing("command", f"There is no command {name}.")


def _data(command: Json, chain: list[Json], leaf: Json, options: list[Json]) -> Json:
    """The command as the gateway sends it: options inside their groups."""
    if chain:
        options = [{"name": leaf["name"], "type": GROUP, "options": options}]
        if len(chain) > 1:
            options = [{"name": chain[1]["name"], "type": SUBGROUP, "options": options}]
    data: Json = {
        "id": command["id"],
        "name": command["name"],
        "type": command["type"],
        "options": options,
    }
    if "guild_id" in command:
        data["guild_id"] = command["guild_id"]
    return data


def _given(visit: Visit) -> Json:
    given = visit.body.get("options") or {}
    if not isinstance(given, dict):
        raise malformed("“options” is an object of names and values.", options="not_object")
    return given


async def command(visit: Visit) -> Json:
    """POST a slash command."""
    who = visit.person()
    channel = _place(visit, who)
    found, chain, leaf = _find(visit, channel, visit.text("command"))
    _usable(visit, who, channel, found)
    resolved = Resolved(visit, who, channel)
    options = OptionChecker(leaf, who, resolved).check(_given(visit))
    data = resolved.into(_data(found, chain, leaf, options))
    name = " ".join(each["name"] for each in (*chain, leaf))
    outcome = await visit.house.desk.ask(
        InteractionType.COMMAND, who.id, channel, data, command_name=name
    )
    return outcome_json(visit, who, outcome)


async def autocomplete(visit: Visit) -> Json:
    """POST what has been typed so far, for suggestions."""
    who = visit.person()
    channel = _place(visit, who)
    found, chain, leaf = _find(visit, channel, visit.text("command"))
    _usable(visit, who, channel, found)
    resolved = Resolved(visit, who, channel)
    checker = OptionChecker(leaf, who, resolved)
    options = checker.check_partly(_given(visit), visit.text("focused"))
    data = resolved.into(_data(found, chain, leaf, options))
    outcome = await visit.house.desk.ask(InteractionType.AUTOCOMPLETE, who.id, channel, data)
    return outcome_json(visit, who, outcome)


async def menu(visit: Visit) -> Json:
    """POST a context menu on a message or a person."""
    who = visit.person()
    channel = _place(visit, who)
    name = visit.text("command")
    found = next(
        (
            each
            for each in visit.world.commands.reaching(channel.guild_id)
            if each["type"] != CHAT and each["name"] == name
        ),
        None,
    )
    if found is None:
        raise missing("command", f"There is no menu {name}.")
    _usable(visit, who, channel, found)
    resolved = Resolved(visit, who, channel)
    target = _target(visit, who, channel, resolved, found["type"])
    data: Json = {
        "id": found["id"],
        "name": found["name"],
        "type": found["type"],
        "target_id": str(target),
    }
    if "guild_id" in found:
        data["guild_id"] = found["guild_id"]
    outcome = await visit.house.desk.ask(
        InteractionType.COMMAND,
        who.id,
        channel,
        resolved.into(data),
        command_type=found["type"],
        command_name=found["name"],
        target_id=target,
    )
    return outcome_json(visit, who, outcome)


def _target(visit: Visit, who: User, channel: Channel, resolved: Resolved, kind: int) -> int:
    value = visit.body.get("target")
    if kind == MESSAGE_MENU:
        message = visit.message(who, channel, whole_number(value) or 0)
        resolved.message(message)
        return message.id
    found = resolved.person(value) if kind == USER_MENU else None
    if found is None:
        raise missing("person", "That person is not there.")
    return int(found)
