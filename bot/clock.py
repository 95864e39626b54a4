"""Who knows what time it is: the only place that asks the machine."""

import asyncio
import contextlib
import json
import logging
import time
from datetime import UTC, datetime, timedelta
from typing import Protocol

import aiohttp

log = logging.getLogger(__name__)


class Clock(Protocol):
    """Now, and how long to wait for a moment."""

    def now(self) -> datetime:
        """The present moment, in UTC."""

    def seconds_until(self, moment: datetime) -> float:
        """Real seconds until then; 0 for what is past, infinity where time stands still."""

    async def moved(self) -> None:
        """Wait until time is moved by hand."""

    def tell_next(self, moment: datetime | None) -> None:
        """When something is due next, for a clock that somebody moves by hand."""


class SystemClock:
    """The machine's own time."""

    def now(self) -> datetime:
        return datetime.now(UTC)

    def seconds_until(self, moment: datetime) -> float:
        return max(0.0, (moment - self.now()).total_seconds())

    async def moved(self) -> None:
        await asyncio.Event().wait()

    def tell_next(self, moment: datetime | None) -> None:
        """Nobody moves this clock."""


class SetClock:
    """A clock for trying things: starts where it is told and runs at a chosen speed."""

    def __init__(self, start: datetime, speed: float = 1.0) -> None:
        self._moved = asyncio.Event()
        self.set(start, speed)

    def set(self, start: datetime, speed: float | None = None) -> None:
        """Move to a moment; whoever waits for `moved` is told.

        Raises:
            ValueError: the moment has no zone.
        """
        if start.tzinfo is None:
            raise ValueError("a clock cannot be set to a moment without a zone")
        self._start = start.astimezone(UTC)
        self._since = time.monotonic()
        self._speed = self._speed if speed is None else speed
        self._moved.set()
        self._moved = asyncio.Event()

    _speed = 1.0

    def now(self) -> datetime:
        return self._start + timedelta(seconds=(time.monotonic() - self._since) * self._speed)

    def seconds_until(self, moment: datetime) -> float:
        distance = (moment - self.now()).total_seconds()
        if distance <= 0:
            return 0.0
        return distance / self._speed if self._speed else float("inf")

    async def moved(self) -> None:
        await self._moved.wait()

    def tell_next(self, moment: datetime | None) -> None:
        """Whoever set this clock knows where to set it next."""


class FollowingClock(SetClock):
    """A clock that follows another over a websocket, as the sandbox's page moves it."""

    def __init__(self, address: str) -> None:
        super().__init__(datetime.now(UTC))
        self._address = address
        self._known = asyncio.Event()
        self._next: datetime | None = None
        self._told = asyncio.Event()
        self._spoken = False
        self._task: asyncio.Task[None] | None = None

    async def __aenter__(self) -> "FollowingClock":
        self._task = asyncio.create_task(self._follow(), name="clock follower")
        await self._known.wait()
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    def tell_next(self, moment: datetime | None) -> None:
        """Say to whoever moves that clock when something is due next."""
        if moment != self._next or not self._spoken:
            self._next = moment
            self._told.set()

    async def _follow(self) -> None:
        async with aiohttp.ClientSession() as session:
            while True:
                with contextlib.suppress(aiohttp.ClientError, OSError):
                    async with session.ws_connect(self._address, heartbeat=20) as stream:
                        speaker = asyncio.create_task(self._speak(stream), name="clock speaker")
                        try:
                            await self._hear(stream)
                        finally:
                            speaker.cancel()
                            await asyncio.gather(speaker, return_exceptions=True)
                log.info("the clock that we follow is out of reach; trying again")
                await asyncio.sleep(0.5)

    async def _hear(self, stream: aiohttp.ClientWebSocketResponse) -> None:
        async for frame in stream:
            if frame.type is aiohttp.WSMsgType.TEXT:
                told = json.loads(frame.data)
                self.set(datetime.fromisoformat(told["now"]), float(told["speed"]))
                self._known.set()

    async def _speak(self, stream: aiohttp.ClientWebSocketResponse) -> None:
        """Pass on every plan that we are told, the last one also to a stream that is new."""
        try:
            while True:
                await self._told.wait()
                self._told.clear()
                moment, self._spoken = self._next, True
                await stream.send_json({"next": None if moment is None else moment.isoformat()})
        finally:
            if self._spoken:
                self._told.set()
