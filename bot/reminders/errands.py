"""What goes out besides reminders: news of a change, a word to a coordinator, a thread's note."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from functools import partial

from bot import reactions
from bot.core import Core
from bot.face import Unreachable
from bot.reminders import brake, thread_notes
from bot.reminders.notices import Notices

log = logging.getLogger(__name__)

TIDY_EVERY = timedelta(hours=1)
REST = timedelta(minutes=1)

Errand = Callable[[], Awaitable[object]]


class Errands:
    """Run after rounds of the bell, each one run at a time; none waits for another."""

    def __init__(self, core: Core, name: str) -> None:
        self._core = core
        self._notices = Notices(core, name)
        self._errands: dict[str, Errand] = {
            "notices": self._notices.deliver,
            "brake": partial(brake.tell_owners, core),
            "thread notes": partial(thread_notes.write_due, core),
            "traces": self._tidy,
        }
        self._tidy_at: datetime | None = None
        self._runs: dict[str, asyncio.Task[None]] = {}
        self._not_before: dict[str, datetime] = {}
        """What the platform asked to leave for later."""

    async def __aenter__(self) -> "Errands":
        await self._notices.start()
        self._core.after_rounds.append(self.ring)
        return self

    async def __aexit__(self, *_: object) -> None:
        self._core.after_rounds.remove(self.ring)
        for run in self._runs.values():
            run.cancel()
        await asyncio.gather(*self._runs.values(), return_exceptions=True)

    def ring(self) -> None:
        """Set out, unless still on the way."""
        for name in self._errands if self._core.faces else ():
            run = self._runs.get(name)
            if run is None or run.done():
                self._runs[name] = asyncio.create_task(self._go(name), name=f"errand: {name}")

    async def run(self) -> None:
        """All of them, to their end."""
        for name in self._errands:
            await self._go(name)

    async def _tidy(self) -> None:
        now = self._core.now()
        if self._tidy_at is None or self._tidy_at <= now:
            await reactions.forget_over(self._core)
            self._tidy_at = now + TIDY_EVERY

    async def _go(self, name: str) -> None:
        now = self._core.now()
        if self._not_before.get(name, now) > now:
            return
        try:
            await self._errands[name]()
        except Unreachable as trouble:
            self._not_before[name] = now + max(REST, timedelta(seconds=trouble.wait))
        except Exception:
            log.exception("the errand %s failed; a later round tries again", name)
