"""The whole sandbox in one object: world, gateway, doors, server."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self, TypeVar

# Light on purpose: a program that is started before we serve loads its libraries while we load
# ours, which come with `__aenter__`.
from sandbox.clock import ClockRefusal, WorldClock
from sandbox.crowd import with_crowd
from sandbox.description import Description
from sandbox.desk import Desk
from sandbox.faults import Faults
from sandbox.fields import parse_moment
from sandbox.ground import Ground
from sandbox.program import Program
from sandbox.rates import Rates
from sandbox.seed import build_world, read_collective
from sandbox.world.changes import BotStatusChanged, Change, FaultsChanged

if TYPE_CHECKING:
    from sandbox.gateway.hub import Hub
    from sandbox.people.doors import Doors
    from sandbox.people.visit import House
    from sandbox.rest.call import Laws
    from sandbox.rest.door import Door
    from sandbox.server import Server
    from sandbox.visitor import Visitor

T = TypeVar("T")
Json = dict[str, Any]


class Untrue(AssertionError):
    """An answer or event broke Discord's own description."""


class Sandbox:
    """A pretend Discord, from entering to leaving the context.

    `start`: when the world begins (ISO 8601 or an aware datetime; None: now). `limits`: rate
    limits on or off. `description`: path of Discord's own API description; with `strict`, what
    breaks it raises Untrue at the end. `nonce_window`, `heartbeat`, `answer_within`: real seconds;
    `old_edits`, `dm_openings`: how many in how many real seconds. `members`: at least so many
    people, invented. `privileged`: intents switched on in the portal (members, presences,
    message_content).
    Raises BadCollective and ClockRefusal; entering raises OSError (port taken).
    """

    # Here once entered.
    hub: Hub
    door: Door
    house: House
    doors: Doors

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
        answer_within: float = 3.0,
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
        self.desk = Desk(self.world, answer_within)
        self.rates = Rates(enabled=limits)
        self.program: Program | None = None
        self._ground = Ground(port, None if folder is None else Path(folder))
        self._limits, self._nonce_window = limits, nonce_window
        self._old_edits, self._dm_openings = old_edits, dm_openings
        self._heartbeat = heartbeat
        self._strict = strict
        self._visitors: list[Visitor] = []
        self._server: Server | None = None
        self._looking: set[asyncio.Event] = set()
        self.world.listen(self._stir)

    # Addresses

    @property
    def folder(self) -> Path:
        """Where the log and whatever the program writes are kept."""
        return self._ground.folder

    @property
    def page_url(self) -> str:
        """The page, and the beginning of all other addresses."""
        return self._ground.page_url

    @property
    def api_url(self) -> str:
        """For `discord.http.Route.BASE`."""
        return self._ground.api_url

    @property
    def gateway_url(self) -> str:
        """For `discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY`."""
        return self._ground.gateway_url

    @property
    def clock_url(self) -> str:
        """The stream of world time."""
        return self._ground.clock_url

    @property
    def token(self) -> str:
        """The bot's token."""
        return self.world.application.token

    # Life

    def open(self) -> None:
        """Have the folder and the addresses; who calls waits until the sandbox is entered.

        Raises OSError: the port is taken, the folder cannot be written.
        """
        self._ground.take()
        self.world.base_url = self.page_url.rstrip("/")
        self.desk.gateway_url = self.gateway_url

    async def close(self) -> None:
        """End the program and let go of everything, however far the sandbox had come."""
        try:
            if self.program is not None:
                await self.program.stop()
            for visitor in self._visitors:
                await visitor.close()
        finally:
            try:
                if self._server is not None:
                    await self._server.stop()
            finally:
                self._ground.leave()

    async def __aenter__(self) -> Self:
        if self._ground.listener is None:
            self.open()
        try:
            await self._serve()
        except BaseException:
            await self.close()
            raise
        return self

    async def _serve(self) -> None:
        from sandbox.gateway.hub import Hub
        from sandbox.people.doors import Doors
        from sandbox.people.visit import House
        from sandbox.rest.door import Door
        from sandbox.server import Server

        judge = self.description.judge_event if self.description is not None else None
        self.hub = hub = Hub(self.world, heartbeat=self._heartbeat, judge=judge)
        self.desk.reachable = lambda: hub.reachable
        self.desk.identifies_left = lambda: hub.identifies_left
        self.door = Door(
            self.world,
            self.desk,
            rates=self.rates,
            faults=self.faults,
            laws=self._laws(),
            description=self.description,
            on_fault=lambda: self.world.tell(FaultsChanged()),
            on_answer=self._stir,
        )
        self.house = House(self.world, self.desk, hub, self.faults, lambda: self.program)
        self.doors = Doors(self.house)
        self._server = Server(self.world, self.door, hub, self.doors)
        await self._server.start(self._ground)

    def _laws(self) -> Laws:
        from sandbox.rest.call import Laws

        window, openings = self._nonce_window, self._dm_openings
        if not self._limits:
            return Laws(window, old_edits=None, renames=None, dm_openings=openings)
        return Laws(window, self._old_edits, dm_openings=openings)

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.close()
        complaints = self.description.complaints if self.description is not None else []
        if self._strict and complaints and error is None:
            raise Untrue("\n".join(complaints[:20]))

    def run_program(self, command: Sequence[str], environment: Mapping[str, str]) -> Program:
        """Make the bot under trial known, once open; `environment` may name `{api}` and the like.

        Started before the sandbox is entered, it loads its libraries while we load ours.
        """
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
        self.program = Program(
            command,
            filled,
            self.folder / "bot.log",
            lambda: self.world.tell(BotStatusChanged()),
        )
        return self.program

    # For tests

    def visitor(self, handle: str) -> Visitor:
        """Someone of the collective, acting over HTTP."""
        from sandbox.visitor import Visitor

        visitor = Visitor(self.page_url, handle)
        self._visitors.append(visitor)
        return visitor

    async def wait_until(self, wanted: Callable[[], T | None], timeout: float | None = 60.0) -> T:
        """The first true value of `wanted`; raises TimeoutError.

        It is looked at after every change of the world and every answer to the bot. `timeout`:
        real seconds; None waits as long as it takes.
        """
        changed = asyncio.Event()
        self._looking.add(changed)
        try:
            async with asyncio.timeout(timeout):
                while not (value := wanted()):
                    await changed.wait()
                    changed.clear()
                return value
        finally:
            self._looking.discard(changed)

    def _stir(self, _change: Change | None = None) -> None:
        for changed in self._looking:
            changed.set()

    async def bot_ready(self, timeout: float = 60.0) -> None:
        """Until the bot is connected."""
        await self.wait_until(lambda: self.hub.online, timeout)


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
