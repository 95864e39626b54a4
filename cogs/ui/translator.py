"""Names and descriptions of commands, options and choices in every language we speak."""

from collections.abc import Callable
from typing import Any, TypedDict, TypeVar

import discord
from discord import app_commands
from discord.app_commands import locale_str

from bot.words import say

DEFAULT = "en"
"""The language of the names that Discord takes as the command's own."""

SPOKEN = {discord.Locale.french: "fr", discord.Locale.italian: "it"}
"""Everybody else sees the default; English needs no translation of its own."""

CommandT = TypeVar("CommandT")


def word(key: str) -> locale_str:
    """A text of the catalogues, for a decorator of the library."""
    return locale_str(say(key, DEFAULT), key=key)


class Named(TypedDict):
    """What a command is called and what it says of itself."""

    name: locale_str
    description: locale_str


def named(command: str) -> Named:
    """The name and description of a command or group."""
    return {"name": word(f"command.{command}"), "description": word(f"command.{command}.about")}


def options(*names: str, **keys: str) -> Callable[[CommandT], CommandT]:
    """Name and describe the options of a command; `keys` where a parameter's key differs."""
    known = {**{name: name for name in names}, **keys}

    def describe(command: CommandT) -> CommandT:
        renames = {name: word(f"option.{key}") for name, key in known.items()}
        abouts = {name: word(f"option.{key}.about") for name, key in known.items()}
        return app_commands.rename(**renames)(app_commands.describe(**abouts)(command))

    return describe


def choices(*keys: str) -> "list[app_commands.Choice[str]]":
    """Choices of an option by their keys; the last part of a key is the value."""
    return [app_commands.Choice(name=word(key), value=key.rsplit(".", 1)[-1]) for key in keys]


class Translator(app_commands.Translator):
    """Gives the library our own catalogues."""

    async def translate(
        self,
        string: locale_str,
        locale: discord.Locale,
        context: "app_commands.TranslationContext[Any, Any]",
    ) -> str | None:
        key = string.extras.get("key")
        language = SPOKEN.get(locale)
        if key is None or language is None:
            return None
        return say(key, language)
