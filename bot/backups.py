"""Copies of the memory by schedule, while the bot runs and without holding it up."""

import asyncio
import logging
from datetime import datetime, timedelta
from pathlib import Path

from bot.clock import Clock
from bot.health.vitals import Vitals
from bot.settings.model import Database
from db.backup import UNFINISHED, CopyFailed, copy_to, tool_missing
from db.copies import keep_newest_scheduled, last_scheduled, scheduled_name
from db.engines import is_sqlite

log = logging.getLogger(__name__)

TRY_AGAIN = timedelta(hours=1)
"""After a copy that failed."""


class Backups:
    """Makes a copy whenever the last one is old enough, also across restarts.

    When the last one was made, the names in the folder tell: a bot that is started anew every
    day makes as many as one that never stops.
    """

    def __init__(self, database: Database, clock: Clock, vitals: Vitals) -> None:
        self._database = database
        self._folder = database.backups_folder
        self._every = timedelta(hours=database.backup_every)
        self._clock = clock
        self._vitals = vitals
        self._resting = True
        self._made: datetime | None = None
        self._failed: datetime | None = None
        self._copying: asyncio.Task[None] | None = None

    async def __aenter__(self) -> "Backups":
        if not self._every:
            return self
        if tool := tool_missing(self._database.url):
            log.warning("no copies are made by schedule: the program %s is not here", tool)
            return self
        for unfinished in self._folder.glob(f"scheduled-*{UNFINISHED}"):
            unfinished.unlink(missing_ok=True)
        self._made = last_scheduled(self._folder, self._clock.now())
        self._resting = False
        return self

    async def __aexit__(self, *_: object) -> None:
        self._resting = True
        if self._copying is not None:
            self._copying.cancel()
            await asyncio.gather(self._copying, return_exceptions=True)

    @property
    def under_way(self) -> bool:
        """Whether a copy is being made at this moment."""
        return self._copying is not None and not self._copying.done()

    async def settled(self) -> None:
        """Wait for the copy that is being made, if there is one."""
        if self._copying is not None:
            await self._copying

    def look(self) -> None:
        """Begin a copy if it is time; returns at once."""
        now = self._clock.now()
        fresh = _within(now, self._made, self._every)
        waiting = _within(now, self._failed, min(self._every, TRY_AGAIN))
        if not (self._resting or self.under_way or fresh or waiting):
            self._copying = asyncio.create_task(self._copy(now), name="backup")

    async def _copy(self, now: datetime) -> None:
        file = self._folder / scheduled_name(now, sqlite=is_sqlite(self._database.url))
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            await copy_to(self._database.url, file)
        except (CopyFailed, OSError) as trouble:
            self._failed = now
            self._vitals.backups["failed"] += 1
            log.warning("no copy was made (%s); trying again within the hour", _told(trouble))
            return
        self._made = now
        self._vitals.backups["made"] += 1
        log.info("the memory was copied to %s", file.name)
        self._let_old_ones_go(self._folder)

    def _let_old_ones_go(self, folder: Path) -> None:
        try:
            keep_newest_scheduled(folder, self._database.keep)
        except OSError as trouble:
            log.warning("old copies could not be deleted: %s", _told(trouble))


def _within(now: datetime, since: datetime | None, span: timedelta) -> bool:
    """Whether less than that has passed; a clock that was set back lets nothing wait."""
    return since is not None and timedelta(0) <= now - since < span


def _told(trouble: CopyFailed | OSError) -> str:
    if isinstance(trouble, CopyFailed):
        return f"{trouble.reason}: {trouble.detail}"
    return trouble.strerror or str(trouble)
