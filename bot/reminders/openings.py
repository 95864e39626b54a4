"""Private channels opened ahead of time, one now and then: platforms distrust many at once."""

import asyncio
import logging
from datetime import datetime, timedelta

from bot.core import Core
from bot.face import Unreachable, nobody_waits
from db import members as memory
from db.models import Community, Member

log = logging.getLogger(__name__)


class Openings:
    """Opens the private channels of those who said yes, long before they are written to.

    Discord quarantines bots that open dozens at a time. Whoever is still without one when a
    reminder is due gets theirs then.
    """

    def __init__(self, core: Core, every: timedelta) -> None:
        self._core = core
        self._every = every
        self._after = 0
        """The last member looked at; members are gone through in a circle."""
        self._not_before: datetime | None = None
        self._opening: asyncio.Task[None] | None = None

    async def open_one(self) -> datetime | None:
        """Begin to open one, if it is time; when to come again where there may be more."""
        now = self._core.now()
        if self._not_before is not None and now < self._not_before:
            return self._not_before
        if self._opening is not None and not self._opening.done():
            return None
        before = self._after
        async with self._core.store.look() as look:
            found, self._after = await memory.unopened(look, before)
            if found is None and self._after == 0 < before:
                found, self._after = await memory.unopened(look, 0)
        if found is None or found[1].platform not in self._core.faces:
            return None
        self._not_before = now + self._every
        self._opening = asyncio.create_task(self._open(*found), name="opening a private channel")
        return self._not_before

    async def close(self) -> None:
        """Give up what is under way; nothing is lost by it."""
        if self._opening is not None:
            self._opening.cancel()
            await asyncio.gather(self._opening, return_exceptions=True)

    async def _open(self, member: Member, community: Community) -> None:
        nobody_waits.set(True)
        face = self._core.faces[community.platform]
        try:
            channel = await face.open_private(member.external_id)
        except Unreachable as trouble:
            log.info("the channel of member %d was not opened: %s", member.id, trouble.reason)
            await self._failed(member, trouble)
        except Exception:
            log.exception("the channel of member %d was not opened", member.id)
        else:
            async with self._core.store.work() as work:
                await memory.change(work, member.id, private_channel=channel)

    async def _failed(self, member: Member, trouble: Unreachable) -> None:
        now = self._core.now()
        self._not_before = now + max(self._every, timedelta(seconds=trouble.wait))
        if trouble.reason == "left":
            async with self._core.store.work() as work:
                await memory.mark_left(work, member.id, now)
