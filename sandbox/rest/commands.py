"""Commands over HTTP: everywhere and in one server."""

from __future__ import annotations

from typing import Any

from sandbox.fields import Fields, FormErrors
from sandbox.limits.commands import judge_together, read_command
from sandbox.refusals import refuse
from sandbox.rest.call import Call
from sandbox.routing import Route, Routes
from sandbox.world.changes import CommandsChanged

Json = dict[str, Any]

#: New commands in a day and scope (documentation: code 30034).
MOST_NEW = 200
_PATCHABLE = (
    "name",
    "name_localizations",
    "description",
    "description_localizations",
    "options",
    "default_member_permissions",
    "contexts",
    "integration_types",
    "nsfw",
    "dm_permission",
)


def _scope(call: Call) -> int | None:
    if call.id("application_id") != call.world.application.id:
        raise refuse(20012)
    return call.guild().id if "guild_id" in call.params else None


def _shown(command: Json, *, with_translations: bool = True) -> Json:
    if with_translations:
        return command
    hidden = {"name_localizations", "description_localizations"}
    return {key: value for key, value in command.items() if key not in hidden}


def _keep(call: Call, scope: int | None, command: Json, known: Json | None) -> Json:
    """Give a command its ids: those of the one that it replaces, or new ones."""
    if known is None:
        call.world.commands.created_today += 1
        if call.world.commands.created_today > MOST_NEW:
            raise refuse(30034)
    ids: Json = {
        "id": known["id"] if known else str(call.world.ids.next()),
        "application_id": str(call.world.application.id),
        "version": str(call.world.ids.next()),
    }
    if scope is not None:
        ids["guild_id"] = str(scope)
        for name in ("contexts", "dm_permission", "integration_types"):
            command.pop(name, None)
    return ids | command


def read_all(call: Call) -> list[Json]:
    """GET the commands of a scope."""
    full = call.query.get("with_localizations", "").lower() in {"true", "1"}
    commands = call.world.commands.all_in(_scope(call))
    return [_shown(each, with_translations=full) for each in commands]


def replace(call: Call) -> list[Json]:
    """PUT all commands of a scope; those that are not named are gone."""
    scope, book = _scope(call), call.world.commands
    if not isinstance(call.body, list):
        errors = FormErrors()
        errors.add((), "LIST_TYPE_CONVERT", "Only iterables may be used in a ListType")
        raise errors.refusal()
    errors = FormErrors()
    bodies: list[Fields] = []
    for index, entry in enumerate(call.body):
        if isinstance(entry, dict):
            bodies.append(Fields(entry, errors, (index,)))
        else:
            text = "Only dictionaries may be used in a ModelType"
            errors.add((index,), "MODEL_TYPE_CONVERT", text)
    commands = [read_command(each) for each in bodies]
    judge_together(bodies, commands)
    errors.check()
    kept = [
        _keep(call, scope, each, book.named(scope, each["type"], each["name"])) for each in commands
    ]
    book.replace(scope, kept)
    call.world.tell(CommandsChanged(scope))
    return kept


def create(call: Call) -> tuple[int, Json]:
    """POST a command; one of the same name and type is replaced."""
    scope, book = _scope(call), call.world.commands
    fields = call.fields
    command = read_command(fields)
    known = book.named(scope, command["type"], command["name"])
    others = [each for each in book.all_in(scope) if each is not known]
    judge_together([Fields({}, FormErrors())] * len(others) + [fields], [*others, command])
    fields.errors.check()
    kept = _keep(call, scope, command, known)
    book.put(scope, kept)
    call.world.tell(CommandsChanged(scope))
    return (201 if known is None else 200), kept


def _known(call: Call, scope: int | None) -> Json:
    known = call.world.commands.get(scope, call.id("command_id"))
    if known is None:
        raise refuse(10063)
    return known


def read_one(call: Call) -> Json:
    """GET a command."""
    return _known(call, _scope(call))


def change(call: Call) -> Json:
    """PATCH a command."""
    scope = _scope(call)
    known = _known(call, scope)
    given = call.fields
    merged = {key: known[key] for key in _PATCHABLE if known.get(key) is not None}
    merged |= {key: value for key, value in given.data.items() if key in _PATCHABLE}
    fields = Fields(merged | {"type": known["type"]}, given.errors)
    command = read_command(fields)
    fields.errors.check()
    same = call.world.commands.named(scope, command["type"], command["name"])
    if same is not None and same is not known:
        text = "Application command names must be unique"
        fields.refuse("name", "APPLICATION_COMMANDS_DUPLICATE_NAME", text)
        fields.errors.check()
    kept = _keep(call, scope, command, known)
    call.world.commands.put(scope, kept)
    call.world.tell(CommandsChanged(scope))
    return kept


def remove(call: Call) -> None:
    """DELETE a command."""
    scope = _scope(call)
    _known(call, scope)
    call.world.commands.remove(scope, call.id("command_id"))
    call.world.tell(CommandsChanged(scope))


def permissions_of_all(call: Call) -> list[Json]:
    """GET what a server has changed in the commands' permissions: nothing here."""
    _scope(call)
    return []


def permissions_of_one(call: Call) -> Json:
    """GET what a server has changed in one command's permissions: code 10066, nothing."""
    _scope(call)
    raise refuse(10066)


def set_permissions(call: Call) -> Json:
    """PUT permissions of a command: only with a person's token."""
    _scope(call)
    raise refuse(50001)


def add_to(routes: Routes) -> None:
    """The doors of this resource."""
    application = "/applications/{application_id}"
    for base in (application + "/commands", application + "/guilds/{guild_id}/commands"):
        one = base + "/{command_id}"
        routes.add(Route("GET", base, read_all))
        routes.add(Route("PUT", base, replace))
        routes.add(Route("POST", base, create))
        routes.add(Route("GET", one, read_one))
        routes.add(Route("PATCH", one, change))
        routes.add(Route("DELETE", one, remove))
    in_guild = application + "/guilds/{guild_id}/commands"
    routes.add(Route("GET", in_guild + "/permissions", permissions_of_all))
    routes.add(Route("GET", in_guild + "/{command_id}/permissions", permissions_of_one))
    routes.add(Route("PUT", in_guild + "/{command_id}/permissions", set_permissions))
