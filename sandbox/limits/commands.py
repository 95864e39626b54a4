"""Rules for commands: names in every language, options, sizes.

Source: Discord's documentation, interactions/application-commands.
"""

from __future__ import annotations

import unicodedata
from typing import Any

from sandbox.fields import Fields, Json
from sandbox.limits.locales import read_localizations
from sandbox.limits.options import OptionReader
from sandbox.world.commands import CHAT
from sandbox.world.permissions import ALL

#: Of each type, in one scope.
MOST = {1: 100, 2: 15, 3: 15}
MOST_TOGETHER = 130
MOST_CHARACTERS = 8000
_MARKS = "-_'"
_SCRIPTS = ((0x0900, 0x097F), (0x0E00, 0x0E7F))


def is_command_name(name: str) -> bool:
    """Discord's alphabet for slash commands and options: lower-case letters, digits, - _ '."""
    if not 1 <= len(name) <= 32:
        return False
    return all(_may_stand(char) for char in name) and name == name.lower()


def _may_stand(char: str) -> bool:
    return (
        char in _MARKS
        or unicodedata.category(char)[0] in "LN"
        or any(low <= ord(char) <= high for low, high in _SCRIPTS)
    )


def read_names(fields: Fields, into: Json, *, slash: bool = True) -> None:
    """Name and translated names."""
    name = fields.text("name", required=True, least=1, most=32)
    if name is not None and slash and not is_command_name(name):
        fields.refuse("name", "APPLICATION_COMMAND_INVALID_NAME", "Command name is invalid")
    into["name"] = name
    translated = read_localizations(fields, "name_localizations", most=32)
    if slash:
        for locale, text in (translated or {}).items():
            if not is_command_name(text):
                path = (*fields.path, "name_localizations", locale)
                code = "APPLICATION_COMMAND_INVALID_NAME"
                fields.errors.add(path, code, "Command name is invalid")
    into["name_localizations"] = translated


def read_descriptions(fields: Fields, into: Json) -> None:
    """Description and translated descriptions, required, up to 100 characters."""
    into["description"] = fields.text("description", required=True, least=1, most=100)
    translated = read_localizations(fields, "description_localizations", most=100)
    into["description_localizations"] = translated


def read_command(fields: Fields) -> Json:
    """One command as Discord keeps it, without its ids. Notes what it would refuse."""
    kind = fields.integer("type", choices=(1, 2, 3)) or CHAT
    command: Json = {"type": kind}
    read_names(fields, command, slash=kind == CHAT)
    if kind == CHAT:
        read_descriptions(fields, command)
        command["options"] = OptionReader(read_names, read_descriptions).read_all(fields)
    else:
        _refuse_chat_only(fields)
        command |= {"description": "", "description_localizations": None}
    command["default_member_permissions"] = _read_permissions(fields)
    command["nsfw"] = fields.flag("nsfw")
    _read_where(fields, command)
    if measure(command) > MOST_CHARACTERS:
        text = f"Command exceeds maximum size ({MOST_CHARACTERS})"
        fields.refuse(None, "APPLICATION_COMMAND_TOO_LARGE", text)
    return command


def _refuse_chat_only(fields: Fields) -> None:
    if fields.data.get("description"):
        text = "Context menu commands cannot have description"
        fields.refuse("description", "APPLICATION_COMMAND_CONTEXT_MENU_DESCRIPTION", text)
    if fields.data.get("options"):
        text = "Context menu commands cannot have options"
        fields.refuse("options", "APPLICATION_COMMAND_CONTEXT_MENU_OPTIONS", text)


def _read_permissions(fields: Fields) -> str | None:
    bits = fields.integer("default_member_permissions", least=0)
    return None if bits is None else str(bits & (ALL | 0xFFFFFFFFFFFFFFF))


def _read_where(fields: Fields, command: Json) -> None:
    contexts = fields.snowflakes("contexts") if "contexts" in fields else None
    for index, each in enumerate(contexts or ()):
        if each not in {0, 1, 2}:
            path = (*fields.path, "contexts", index)
            fields.errors.add(path, "BASE_TYPE_CHOICES", "Value must be one of {0, 1, 2}.")
    if contexts is None and fields.given("dm_permission"):
        contexts = [0, 1, 2] if fields.flag("dm_permission", default=True) else [0]
    command["contexts"] = contexts
    kinds = fields.snowflakes("integration_types") if "integration_types" in fields else [0]
    command["integration_types"] = kinds or [0]
    command["dm_permission"] = contexts is None or bool({1, 2} & set(contexts))


def measure(command: Json) -> int:
    """Characters of a command: names, descriptions, choices; the longest language counts."""
    total = _longest(command, "name") + _longest(command, "description")
    for option in command.get("options", ()):
        total += measure(option)
    for choice in command.get("choices", ()):
        value = choice["value"]
        total += _longest(choice, "name") + (len(value) if isinstance(value, str) else 0)
    return total


def _longest(thing: Json, key: str) -> int:
    texts: list[Any] = [thing.get(key), *(thing.get(f"{key}_localizations") or {}).values()]
    return max((len(text) for text in texts if text), default=0)


def judge_together(bodies: list[Fields], commands: list[Json]) -> None:
    """What commands of one scope must keep among themselves: numbers, and names once."""
    seen: set[tuple[int, str, str]] = set()
    counts = {1: 0, 2: 0, 3: 0}
    for fields, command in zip(bodies, commands, strict=True):
        counts[command["type"]] += 1
        if counts[command["type"]] > MOST[command["type"]]:
            text = f"Maximum number of application commands reached ({MOST[command['type']]})."
            fields.refuse(None, "APPLICATION_COMMANDS_MAX", text)
        if command["name"] is None:
            continue
        key = (command["type"], "", command["name"])
        if key in seen:
            text = "Application command names must be unique"
            fields.refuse("name", "APPLICATION_COMMANDS_DUPLICATE_NAME", text)
        seen.add(key)
        for locale, name in (command["name_localizations"] or {}).items():
            if (command["type"], locale, name) in seen:
                text = "Application command names must be unique"
                path = (*fields.path, "name_localizations", locale)
                fields.errors.add(path, "APPLICATION_COMMANDS_DUPLICATE_NAME", text)
            seen.add((command["type"], locale, name))
