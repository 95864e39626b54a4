"""What a row of the table works with: the sandbox, the bot, people, and usual things at hand."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

import discord

from sandbox.app import Sandbox
from sandbox.visitor import Visitor
from sandbox.world.changes import MemberChanged
from sandbox.world.permissions import Permission
from tests.wire.trial import Trial


@dataclass
class Scene:
    """One row's surroundings."""

    box: Sandbox
    trial: Trial
    answers: list[Any] = field(default_factory=list)
    done: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def guild(self) -> discord.Guild:
        """The server as the bot knows it."""
        return self.trial.guilds[0]

    def text(self, name: str = "mobilisations") -> discord.TextChannel:
        """A text channel by name."""
        channel = discord.utils.get(self.guild.text_channels, name=name)
        assert channel is not None
        return channel

    def person(self, handle: str = "yanis") -> Visitor:
        """Someone acting over HTTP."""
        return self.box.visitor(handle)

    def id_of(self, handle: str) -> int:
        """A person's id."""
        return self.box.world.handles[handle]

    def allow(self, *names: str) -> None:
        """Give the bot's role more permissions."""
        role = next(r for r in self.box.world.home.roles.values() if r.bot_id)
        for name in names:
            role.permissions |= Permission[name]
        member = self.box.world.home.members[self.box.world.bot.id]
        self.box.world.tell(MemberChanged(self.box.world.home, member))

    def forbid(self, *names: str) -> None:
        """Take permissions from the bot, in its role and in everybody's."""
        for role in self.box.world.home.roles.values():
            if role.bot_id or role.id == self.box.world.home.id:
                for name in names:
                    role.permissions &= ~Permission[name]

    async def card(self, text: str = "une carte") -> discord.Message:
        """A message of the bot."""
        return await self.text().send(text)

    async def their_message(self, text: str = "bonjour", **more: Any) -> discord.PartialMessage:
        """A message of a person."""
        said = await self.person().says("mobilisations", text, **more)
        return self.text().get_partial_message(int(said["id"]))


Act = Callable[[Scene], Awaitable[Any]]


@dataclass(frozen=True)
class Row:
    """A feature of discord.py as a client: what, by which request, with which event or refusal."""

    what: str
    request: str
    act: Act
    event: str = ""
    refusal: int = 0


ROWS: list[Row] = []


def row(what: str, request: str, *, event: str = "", refusal: int = 0) -> Callable[[Act], Act]:
    """Put a row into the table."""

    def keep(act: Act) -> Act:
        ROWS.append(Row(what, request, act, event, refusal))
        return act

    return keep
