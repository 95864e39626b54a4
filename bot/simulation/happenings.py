"""What is going to happen, in the order of the clock."""

import heapq
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta


@dataclass(frozen=True, order=True)
class Happening:
    """Something that comes at a moment; two of one moment come in the order they were said."""

    at: datetime
    number: int
    act: Callable[[], Awaitable[None]] = field(compare=False)
    unheard: Callable[[], bool] | None = field(compare=False, default=None)
    """What becomes of it while the bot is away; False: it is done again once the bot is back."""
    needs_bot: bool = field(compare=False, default=True)


class Calendar:
    """All that is to come, soonest first."""

    def __init__(self) -> None:
        self._waiting: list[Happening] = []
        self._number = 0

    @property
    def soonest(self) -> datetime | None:
        """When the next thing happens."""
        return self._waiting[0].at if self._waiting else None

    def add(
        self,
        at: datetime,
        act: Callable[[], Awaitable[None]],
        *,
        unheard: Callable[[], bool] | None = None,
        needs_bot: bool = True,
    ) -> None:
        """Let something happen."""
        self._number += 1
        heapq.heappush(self._waiting, Happening(at, self._number, act, unheard, needs_bot))

    def take(self, now: datetime) -> Happening | None:
        """The next thing whose time has come."""
        if self._waiting and self._waiting[0].at <= now:
            return heapq.heappop(self._waiting)
        return None

    def put_off(self, happening: Happening, until: datetime) -> None:
        """Let it happen a little after a moment instead."""
        later = until + timedelta(minutes=3 + 7 * (happening.number % 23))
        self.add(later, happening.act, unheard=happening.unheard)
