"""The whole sandbox in one object: world, gateway, doors, server."""

from __future__ import annotations

import asyncio
import contextlib
import tempfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TypeVar

from sandbox.clock import ClockRefusal, WorldClock
from sandbox.crowd import with_crowd
from sandbox.description import Description
from sandbox.desk import Desk
from sandbox.faults import Faults
from sandbox.fields import parse_moment
from sandbox.gateway.hub import Hub
from sandbox.people.doors import Doors
from sandbox.people.visit import House
from sandbox.program import Program
from sandbox.rates import Rates
from sandbox.rest.call import Laws
from sandbox.rest.door import Door
from sandbox.seed import build_world, read_collective
from sandbox.server import HOST, Server
from sandbox.visitor import Visitor
from sandbox.world.changes import BotStatusChanged, Change, FaultsChanged

T = TypeVar("T")
Json = dict[str, Any]


class Untrue(AssertionError):
    """An answer or event broke Discord's own description."""


class Sandbox:
    """A pretend Discord, from entering to leaving the context.

    `start`: when the world begins (ISO 8601 or an aware datetime; None: now). `limits`: rate
    limits on or off. `description`: path of Discord's own API description; with `strict`, what
    breaks it raises Untrue at the end. `nonce_window`, `heartbeat`: real seconds; `old_edits`,
    `dm_openings`: how many in how many real seconds. `members`: at least so many people, invented.
    `privileged`: intents switched on in the portal (members, presences, message_content).
    Raises BadCollective, ClockRefusal, and OSError (port taken).
    """

    def __init__(
        self,
        collective: Path | str | Json | None = None,
        *,
        start: str | datetime | None = None,
        speed: float = 1.0,
        language: str | None = None,
        port: int = 0,
        folder: Path | str | None = None,
        limits: bool = True,
        description: Description | Path | str | None = None,
        strict: bool = False,
        nonce_window: float = 180.0,
        old_edits: tuple[int, float] | None = (5, 20.0),
        dm_openings: tuple[int, float] | None = None,
        heartbeat: float = 41.25,
        members: int = 0,
        privileged: Iterable[str] = (),
    ) -> None:
        clock = WorldClock(_read_start(start), speed)
        data = with_crowd(read_collective(collective), members)
        self.world = build_world(data, clock, language=language, privileged=frozenset(privileged))
        self.faults = Faults()
        if isinstance(description, str | Path):
            description = Description.read(Path(description))
        self.description = description
        self.desk = Desk(self.world)
        self.hub = self._open_gateway(heartbeat)
        self.rates = Rates(enabled=limits)
        self.door = Door(
            self.world,
            self.desk,
            rates=self.rates,
            faults=self.faults,
            laws=_laws(limits, nonce_window, old_edits, dm_openings),
            description=self.description,
            on_fault=lambda: self.world.tell(FaultsChanged()),
        )
        self.house = House(self.world, self.desk, self.hub, self.faults)
        self.doors = Doors(self.house)
        self._server = Server(self.world, self.door, self.hub, self.doors)
        self._port = port
        self._strict = strict
        self._asked_folder = None if folder is None else Path(folder)
        self._temporary: tempfile.TemporaryDirectory[str] | None = None
        self._visitors: list[Visitor] = []
        self.folder = Path()

    def _open_gateway(self, heartbeat: float) -> Hub:
        judge = self.description.judge_event if self.description is not None else None
        hub = Hub(self.world, heartbeat=heartbeat, judge=judge)
        self.desk.reachable = lambda: hub.reachable
        self.desk.identifies_left = lambda: hub.identifies_left
        return hub

    # Addresses

    @property
    def page_url(self) -> str:
        """The page, and the beginning of all other addresses."""
        return f"http://{HOST}:{self._server.port}/"

    @property
    def api_url(self) -> str:
        """For `discord.http.Route.BASE`."""
        return f"{self.page_url}api/v10"

    @property
    def gateway_url(self) -> str:
        """For `discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY`."""
        return f"ws://{HOST}:{self._server.port}/gateway"

    @property
    def clock_url(self) -> str:
        """The stream of world time."""
        return f"ws://{HOST}:{self._server.port}/sandbox/clock/stream"

    @property
    def token(self) -> str:
        """The bot's token."""
        return self.world.application.token

    # Life

    async def __aenter__(self) -> Self:
        if self._asked_folder is None:
            self._temporary = tempfile.TemporaryDirectory(prefix="sandbox-")
            self.folder = Path(self._temporary.name)
        else:
            self.folder = self._asked_folder
            self.folder.mkdir(parents=True, exist_ok=True)
        try:
            await self._server.start(self._port)
        except OSError:
            self._remove_folder()
            raise
        self.world.base_url = self.page_url.rstrip("/")
        self.desk.gateway_url = self.gateway_url
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        try:
            if self.house.program is not None:
                await self.house.program.stop()
            for visitor in self._visitors:
                await visitor.close()
        finally:
            await self._server.stop()
            self._remove_folder()
        complaints = self.description.complaints if self.description is not None else []
        if self._strict and complaints and error is None:
            raise Untrue("\n".join(complaints[:20]))

    def _remove_folder(self) -> None:
        if self._temporary is not None:
            with contextlib.suppress(OSError):
                self._temporary.cleanup()

    def run_program(self, command: Sequence[str], environment: Mapping[str, str]) -> Program:
        """Make the bot under trial known; `environment` may name `{api}` and the like."""
        blanks = {
            "api": self.api_url,
            "gateway": self.gateway_url,
            "clock": self.clock_url,
            "token": self.token,
            "folder": str(self.folder),
            "application": str(self.world.application.id),
            "page": self.page_url,
        }
        filled = {name: _fill(value, blanks) for name, value in environment.items()}
        program = Program(
            command,
            filled,
            self.folder / "bot.log",
            lambda: self.world.tell(BotStatusChanged()),
        )
        self.house.program = program
        return program

    # For tests

    def visitor(self, handle: str) -> Visitor:
        """Someone of the collective, acting over HTTP."""
        visitor = Visitor(self.page_url, handle)
        self._visitors.append(visitor)
        return visitor

    async def wait_until(self, wanted: Callable[[], T], timeout: float = 10.0) -> T:
        """The first true value of `wanted`, looked at after every change; raises TimeoutError."""
        changed = asyncio.Event()

        def hear(change: Change) -> None:
            del change
            changed.set()

        unlisten = self.world.listen(hear)
        try:
            async with asyncio.timeout(timeout):
                while not (value := wanted()):
                    await changed.wait()
                    changed.clear()
                return value
        finally:
            unlisten()

    async def bot_ready(self, timeout: float = 10.0) -> None:
        """Until the bot is connected."""
        await self.wait_until(lambda: self.hub.online, timeout)


def _laws(
    limits: bool,
    nonce_window: float,
    old_edits: tuple[int, float] | None,
    dm_openings: tuple[int, float] | None,
) -> Laws:
    if not limits:
        return Laws(nonce_window, old_edits=None, renames=None, dm_openings=dm_openings)
    return Laws(nonce_window, old_edits, dm_openings=dm_openings)


def _fill(value: str, blanks: Mapping[str, str]) -> str:
    for name, text in blanks.items():
        value = value.replace("{" + name + "}", text)
    return value


def _read_start(start: str | datetime | None) -> datetime | None:
    if not isinstance(start, str):
        return start
    moment = parse_moment(start)
    if moment is None:
        raise ClockRefusal("clock_range", f"{start} is not a moment in ISO 8601.")
    return moment
