"""What every verb holds in its hand: the memory, the clock, and the faces that speak for us."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from bot.clock import Clock
from bot.face import Face
from bot.health.vitals import Vitals
from db import announcements, marks
from db.store import MemoryLost as MemoryLost
from db.store import Store

if TYPE_CHECKING:
    from bot.bell import Bell
    from bot.board import Board
    from bot.reminders.delivery import Delivery

NEAR = timedelta(minutes=1)
"""The bell looks by itself more often than this."""


@dataclass(frozen=True)
class Defaults:
    """What a community starts with, until it chooses for itself."""

    locale: str = "fr"
    zone: str = "Europe/Paris"


@dataclass
class Core:
    """The bot without any chat platform. Faces are added by the wiring, by platform name."""

    store: Store
    clock: Clock
    defaults: Defaults = field(default_factory=Defaults)
    faces: dict[str, Face] = field(default_factory=dict)
    board: "Board | None" = None
    bell: "Bell | None" = None
    delivery: "Delivery | None" = None
    vitals: Vitals = field(default_factory=Vitals)
    after_rounds: list[Callable[[], None]] = field(default_factory=list)
    """Called after each round of the bell that went well, at least every 20 seconds."""

    def now(self) -> datetime:
        """The present moment, in UTC."""
        return self.clock.now()

    def changed(self) -> None:
        """Cards may be stale or reminders moved: let the board and the bell know."""
        if self.board is not None:
            self.board.wake()
        if self.bell is not None:
            self.bell.wake()

    async def drain(self, seconds: float) -> None:
        """Begin nothing more, and finish what is on its way to a platform; at most so long."""
        if self.bell is not None:
            await self.bell.rest()
        finishing = [one.drain(seconds) for one in (self.board, self.delivery) if one is not None]
        await asyncio.gather(*finishing)

    def answered(self, nearest: datetime | None) -> None:
        """The same after an answer, whose plan is known: the bell need only ring for what is near.

        Presses come in swarms; a round of the bell after each would keep them waiting.
        """
        if self.board is not None:
            self.board.wake()
        if self.bell is None or nearest is None:
            return
        if nearest - self.now() < NEAR:
            self.bell.wake()
        else:
            self.bell.expect(nearest)

    async def gone(self, platform: str, *, message: str = "", channel: str = "") -> None:
        """A card was deleted by hand, or the channel around it: noticed, and offered again."""
        if platform not in self.faces or not (message or channel):
            return
        async with self.store.look() as look:
            ours = await announcements.are_shown(look, message=message, channel=channel)
        if ours:
            async with self.store.work() as work:
                await announcements.mark_gone(
                    work, now=self.now(), message=message, channel=channel
                )

    async def mark(self, name: str) -> str | None:
        """A small fact kept since an earlier start."""
        async with self.store.look() as look:
            return await marks.read(look, name)

    async def set_mark(self, name: str, value: str) -> None:
        """Keep a small fact for later starts."""
        async with self.store.work() as work:
            await marks.write(work, name, value)
