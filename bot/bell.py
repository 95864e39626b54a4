"""The bell: APScheduler rings when something may be due; what is due, the memory knows."""

import asyncio
import contextlib
import logging
import time
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta

from apscheduler.events import EVENT_JOB_ERROR, JobExecutionEvent
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.clock import Clock
from db.store import MemoryLost

log = logging.getLogger(__name__)

SWEEP_SECONDS = 20
"""How long a jump of the machine's clock can go unnoticed (the promise is 30 s)."""

WATCH_SECONDS = 5.0
"""Between two looks whether the machine's clock was set back."""
SET_BACK_SECONDS = 1.0

GATHER_SECONDS = 0.2


def _offset() -> float:
    """How far the machine's clock is ahead of the one that nobody sets."""
    return time.time() - time.monotonic()


class Bell:
    """Rings `ring` at the nearest due moment, at least every `SWEEP_SECONDS`, and when asked.

    The scheduler holds two jobs in memory, whatever the number of reminders: one each would cost
    memory, time at start, and every reminder that falls due during a restart.
    """

    def __init__(self, clock: Clock, ring: Callable[[], Awaitable[datetime | None]]) -> None:
        self._clock = clock
        self._ring = ring
        self._again = asyncio.Event()
        self._due = asyncio.Event()
        self._tasks: list[asyncio.Task[None]] = []
        self._nearest: datetime | None = None
        # A late bell still rings: the default grace of one second would drop it for good.
        self._scheduler = AsyncIOScheduler(
            timezone=UTC,
            job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 1},
        )
        self._scheduler.add_listener(self._failed, EVENT_JOB_ERROR)

    async def __aenter__(self) -> "Bell":
        self._expect_sweeps()
        self._scheduler.start()
        self._tasks = [
            asyncio.create_task(self._watch(), name="clock set back"),
            asyncio.create_task(self._work(), name="bell"),
            asyncio.create_task(self._listen(), name="moved clock"),
        ]
        self.wake()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.rest()
        self._scheduler.shutdown(wait=False)

    def _expect_sweeps(self) -> None:
        self._scheduler.add_job(
            self.wake, "interval", seconds=SWEEP_SECONDS, id="sweep", replace_existing=True
        )

    async def rest(self) -> None:
        """Ring no more."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def wake(self) -> None:
        """Ring soon; many calls before the next round are one."""
        self._again.set()

    def _strike(self) -> None:
        """Something is due at this moment: ring without gathering."""
        self._due.set()
        self.wake()

    async def _work(self) -> None:
        while True:
            await self._again.wait()
            # Presses ring too: those of one moment are one round, and none of them waits for it.
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._due.wait(), GATHER_SECONDS)
            self._again.clear()
            self._due.clear()
            try:
                nearest = await self._ring()
            except MemoryLost as lost:
                log.warning(
                    "a round of the bell found no memory (%s); the next one tries again", lost
                )
            except Exception:
                log.exception("a round of the bell failed; the next one tries again")
            else:
                self._set(nearest)

    def expect(self, moment: datetime) -> None:
        """Something was planned for then, far enough away to be no reason to ring."""
        if self._nearest is None or moment < self._nearest:
            self._look_ahead(moment)

    def _look_ahead(self, nearest: datetime | None) -> None:
        self._nearest = nearest
        self._clock.tell_next(nearest)

    def _set(self, nearest: datetime | None) -> None:
        self._look_ahead(nearest)
        wait = float("inf") if nearest is None else self._clock.seconds_until(nearest)
        if wait > SWEEP_SECONDS:
            return
        # In the machine's time, which a clock for trying things does not follow. What is due
        # already and was not served, say because it is on its way, must not ring without end.
        at = datetime.now(UTC) + timedelta(seconds=max(wait, GATHER_SECONDS))
        self._scheduler.add_job(self._strike, "date", run_date=at, id="next", replace_existing=True)

    async def _watch(self) -> None:
        """Notice a clock that was set back: the scheduler would wait until it has caught up.

        One that was set ahead needs no watching, as the next sweep is due at once.
        """
        known = _offset()
        while True:
            await asyncio.sleep(WATCH_SECONDS)
            known, before = _offset(), known
            if before - known > SET_BACK_SECONDS:
                log.warning("the machine's clock was set back by %d s", before - known)
                self._expect_sweeps()
                self.wake()

    async def _listen(self) -> None:
        while True:
            await self._clock.moved()
            self.wake()

    @staticmethod
    def _failed(event: JobExecutionEvent) -> None:
        log.error("scheduled job %s failed: %r", event.job_id, event.exception)
