"""The application's commands, everywhere and per server, in Discord's own shape."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

Json = dict[str, Any]

#: Command types.
CHAT, USER_MENU, MESSAGE_MENU = 1, 2, 3
#: Option types that hold other options.
GROUP, SUBGROUP = 1, 2


class CommandBook:
    """Commands by scope: None is everywhere, a number is one server."""

    def __init__(self) -> None:
        self._scopes: dict[int | None, dict[int, Json]] = {}
        self.created_today = 0

    def all_in(self, scope: int | None) -> list[Json]:
        """The commands of one scope, oldest first."""
        return list(self._scopes.get(scope, {}).values())

    def get(self, scope: int | None, command_id: int) -> Json | None:
        """The command with that id in one scope."""
        return self._scopes.get(scope, {}).get(command_id)

    def named(self, scope: int | None, kind: int, name: str) -> Json | None:
        """The command of that type and name in one scope."""
        for command in self._scopes.get(scope, {}).values():
            if command["type"] == kind and command["name"] == name:
                return command
        return None

    def put(self, scope: int | None, command: Json) -> None:
        """Keep a command under its own id."""
        self._scopes.setdefault(scope, {})[int(command["id"])] = command

    def remove(self, scope: int | None, command_id: int) -> None:
        """Forget a command; one that is not there is no error."""
        self._scopes.get(scope, {}).pop(command_id, None)

    def replace(self, scope: int | None, commands: Iterable[Json]) -> None:
        """Let a scope have exactly these."""
        self._scopes[scope] = {int(command["id"]): command for command in commands}

    def reaching(self, guild_id: int | None) -> list[Json]:
        """What people in a server (or in private: None) can find; a server's own come first."""
        found = {} if guild_id is None else dict(self._scopes.get(guild_id, {}))
        taken = {(command["type"], command["name"]) for command in found.values()}
        for command_id, command in self._scopes.get(None, {}).items():
            if (command["type"], command["name"]) not in taken:
                found[command_id] = command
        return list(found.values())


def leaves(command: Json) -> list[tuple[list[Json], Json]]:
    """Each thing that can be called: the chain of groups above it, and itself."""
    found: list[tuple[list[Json], Json]] = []
    for option in command.get("options", ()):
        if option["type"] == GROUP:
            found.append(([command], option))
        elif option["type"] == SUBGROUP:
            found.extend(([command, option], sub) for sub in option.get("options", ()))
    return found or [([], command)]
