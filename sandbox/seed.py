"""From a collective's file to a world with people, roles and channels."""

from __future__ import annotations

import json
import secrets
from base64 import urlsafe_b64encode
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from sandbox.clock import WorldClock
from sandbox.snowflakes import at
from sandbox.world.channels import KINDS, Channel
from sandbox.world.nouns import Application, Emoji, Guild, Member, Overwrite, Role, User
from sandbox.world.permissions import BOT, EVERYONE, named
from sandbox.world.world import World

Json = dict[str, Any]

DEFAULT = Path(__file__).resolve().parent.parent / "examples" / "collective.json"
LANGUAGES = ("fr", "en", "it")


class BadCollective(ValueError):
    """The file is not a collective; the text says where."""


def read_collective(source: Path | str | Json | None) -> Json:
    """The collective as data; raises BadCollective when it cannot be read."""
    if isinstance(source, dict):
        return source
    path = DEFAULT if source is None else Path(source)
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise BadCollective(f"{path}: {error.strerror}") from error
    except ValueError as error:
        raise BadCollective(f"{path}: not JSON ({error})") from error
    if not isinstance(data, dict):
        raise BadCollective(f"{path}: not an object")
    return data


def build_world(
    collective: Json,
    clock: WorldClock,
    *,
    language: str | None = None,
    privileged: frozenset[str] = frozenset(),
) -> World:
    """The world of a collective at the clock's start; raises BadCollective."""
    world = World(clock)
    try:
        _Builder(world, collective, language).build(privileged)
    except KeyError as error:
        raise BadCollective(f"the collective names or lacks {error}") from error
    except (TypeError, ValueError, AttributeError) as error:
        raise BadCollective(f"the collective is not well formed: {error}") from error
    return world


class _Builder:
    """Makes ids from moments before the start, so that the same file gives the same world."""

    def __init__(self, world: World, collective: Json, language: str | None) -> None:
        self.world = world
        self.collective = collective
        guild = collective["guild"]
        self.language = language or guild.get("locale") or "fr"
        # Not the clock's now, which has moved on where the machine is slow.
        self.start = world.clock.start
        self._made = 0
        self.roles: dict[str, Role] = {}
        self.channels: dict[str, Channel] = {}

    def next_id(self) -> int:
        """An id older than the start, rising."""
        self._made += 1
        return at(self.start - timedelta(days=400) + timedelta(minutes=self._made))

    @property
    def then(self) -> datetime:
        """When people joined."""
        return self.start - timedelta(days=300)

    def build(self, privileged: frozenset[str]) -> None:
        """Everything, in the order in which things need one another."""
        self._people()
        guild = self._guild()
        self._bot(guild, privileged)
        self._roles(guild)
        self._members(guild)
        self._channels(guild)
        for each in self.collective.get("emojis", ()):
            emoji = Emoji(self.next_id(), each["name"], bool(each.get("animated")))
            guild.emojis[emoji.id] = emoji

    def _people(self) -> None:
        if not self.collective["people"]:
            raise ValueError("nobody is in it")
        for each in self.collective["people"]:
            user = User(
                id=self.next_id(),
                handle=each["handle"],
                name=each["name"],
                locale=each.get("locale") or self.language,
                zone=each.get("zone") or self.collective["guild"].get("zone", "Europe/Paris"),
                dms_open=each.get("dms_open", True),
                blurb=each.get("blurb", ""),
            )
            if user.handle in self.world.handles:
                raise ValueError(f"two people with the handle {user.handle}")
            self.world.users[user.id] = user
            self.world.handles[user.handle] = user.id

    def _guild(self) -> Guild:
        about = self.collective["guild"]
        first = next(iter(self.world.users.values()))
        owner = self.world.handles[about["owner"]] if "owner" in about else first.id
        zone = about.get("zone", "Europe/Paris")
        guild = Guild(self.next_id(), about["name"], owner, self.language, zone)
        everyone = named(about["everyone"]) if "everyone" in about else EVERYONE
        guild.roles[guild.id] = Role(guild.id, "@everyone", everyone)
        self.world.guilds[guild.id] = self.world.home = guild
        return guild

    def _bot(self, guild: Guild, privileged: frozenset[str]) -> None:
        about = self.collective.get("bot", {})
        name = about.get("name", "Porte-voix")
        bot = User(self.next_id(), "bot", name, bot=True)
        self.world.bot = self.world.users[bot.id] = bot
        self.world.application = Application(
            bot.id, name, _token(bot.id), guild.owner_id, privileged
        )
        rights = named(about["permissions"]) if "permissions" in about else BOT
        role = Role(self.next_id(), name, rights, position=1, managed=True, bot_id=bot.id)
        guild.roles[role.id] = role
        guild.members[bot.id] = Member(bot, self.then, {role.id})

    def _roles(self, guild: Guild) -> None:
        roles = self.collective.get("roles", [])
        for index, each in enumerate(roles):
            role = Role(
                self.next_id(),
                each["name"],
                named(each.get("permissions", [])),
                color=int(each["color"].lstrip("#"), 16) if each.get("color") else 0,
                position=len(roles) - index + 1,
                mentionable=bool(each.get("mentionable")),
                hoist=bool(each.get("hoist")),
                coordinator=bool(each.get("coordinator")),
            )
            self.roles[each["key"]] = guild.roles[role.id] = role

    def _members(self, guild: Guild) -> None:
        for index, each in enumerate(self.collective["people"]):
            user = self.world.users[self.world.handles[each["handle"]]]
            roles = {self.roles[key].id for key in each.get("roles", ())}
            joined = self.then + timedelta(days=index % 250)
            guild.members[user.id] = Member(user, joined, roles, each.get("nick"))

    def _channels(self, guild: Guild) -> None:
        for index, each in enumerate(self.collective["channels"]):
            category = each.get("category")
            channel = Channel(
                self.next_id(),
                KINDS[each.get("kind", "text")],
                each["name"],
                guild_id=guild.id,
                topic=each.get("topic"),
                position=index,
                parent_id=self.channels[category].id if category else None,
                slowmode=int(each.get("slowmode", 0)),
            )
            for overwrite in each.get("overwrites", ()):
                self._overwrite(guild, channel, overwrite)
            self.channels[each["key"]] = guild.channels[channel.id] = channel
            self.world.channels[channel.id] = channel

    def _overwrite(self, guild: Guild, channel: Channel, about: Json) -> None:
        if "person" in about:
            target, kind = self.world.handles[about["person"]], 1
        elif "role" in about:
            target, kind = self.roles[about["role"]].id, 0
        elif "bot" in about:
            target, kind = self.world.bot.id, 1
        else:
            target, kind = guild.id, 0
        allow, deny = named(about.get("allow", [])), named(about.get("deny", []))
        channel.overwrites[target] = Overwrite(target, kind, allow, deny)


def _token(bot_id: int) -> str:
    """A token of the shape that real ones have; good only here."""
    first = urlsafe_b64encode(str(bot_id).encode()).decode().rstrip("=")
    return f"{first}.{secrets.token_urlsafe(5)[:6]}.{secrets.token_urlsafe(29)[:38]}"
