"""The board keeps every announcement true to what we remember."""

import asyncio
import contextlib
import logging
from datetime import datetime, timedelta

from bot import cards
from bot.core import Core
from bot.face import Unreachable
from db import announcements as memory
from db import answers as answers_memory
from db import posts as posts_memory
from db.models import Announcement, Community, Mobilisation
from db.store import MemoryLost

log = logging.getLogger(__name__)

GATHER_SECONDS = 1.0
"""Presses of this time become one edit."""
BETWEEN_EDITS = timedelta(seconds=2)
OLD = timedelta(hours=1)
BETWEEN_OLD_EDITS = timedelta(seconds=5)
"""The platform limits edits of messages older than an hour (error 30046) and tells no number:
slower, and when it complains the card rests for as long as the face says."""
REST = timedelta(minutes=2)
"""How long to leave a card alone when the platform asked for it without saying how long."""
LONGEST_REST = timedelta(minutes=10)
"""Between two attempts to make the thread of a card that stands without one."""


class Board:
    """Paints what is stale. The truth is a query, so nothing is lost by a crash in between."""

    def __init__(self, core: Core) -> None:
        self._core = core
        self._stale = asyncio.Event()
        self._task: asyncio.Task[None] | None = None
        self._one_at_a_time = asyncio.Lock()
        self._resting = False
        self._threads: dict[int, tuple[timedelta, datetime]] = {}
        """By card without a thread: how long to wait after the next failure, and until when."""

    async def __aenter__(self) -> "Board":
        self._task = asyncio.create_task(self._work(), name="board")
        self.wake()
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    def wake(self) -> None:
        """Something may be stale."""
        self._stale.set()

    async def drain(self, seconds: float) -> None:
        """Let the card that is being painted be finished and noted; the others stay stale."""
        self._resting = True
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._one_at_a_time.acquire(), seconds)
            self._one_at_a_time.release()

    async def _work(self) -> None:
        while True:
            await self._stale.wait()
            await asyncio.sleep(GATHER_SECONDS)
            self._stale.clear()
            try:
                again = await self.repaint()
            except MemoryLost as lost:
                log.warning("cards wait for the memory (%s); the next round tries again", lost)
                continue
            except Exception:
                log.exception("repainting failed; the next round tries again")
                continue
            if again is not None:
                wait = min(self._core.clock.seconds_until(again), REST.total_seconds())
                asyncio.get_running_loop().call_later(wait, self.wake)

    async def repaint(self, mobilisation_id: int | None = None) -> datetime | None:
        """Paint what is stale now; when to look again for what has to wait."""
        async with self._one_at_a_time:
            now = self._core.now()
            async with self._core.store.look() as look:
                stale = await memory.stale(look, now, mobilisation_id)
            waiting: list[datetime] = []
            for announcement, mobilisation, community in stale:
                if self._resting:
                    break
                if community.platform not in self._core.faces:
                    continue
                may = _may_be_painted(announcement, now)
                if may > now:
                    waiting.append(may)
                    continue
                later = await self._paint(announcement, mobilisation, community)
                if later is not None:
                    waiting.append(later)
            if not self._resting:
                await self._open_threads(mobilisation_id)
            return min(waiting, default=None)

    async def _open_threads(self, mobilisation_id: int | None) -> None:
        """Make the threads that could not be made with their cards; looked at in each round."""
        async with self._core.store.look() as look:
            found = await memory.threadless(look, mobilisation_id)
        for announcement, mobilisation, community in found:
            now, face = self._core.now(), self._core.faces.get(community.platform)
            wait, until = self._threads.get(announcement.id, (REST, now))
            if face is None or until > now or announcement.message is None:
                continue
            if announcement.posted_at is not None and announcement.posted_at + REST > now:
                continue
            card = await self.card_of(mobilisation, community)
            made: dict[str, object] = {"trouble": None}
            try:
                made["thread"] = await face.open_thread(
                    announcement.channel, announcement.message, card
                )
            except Unreachable as trouble:
                log.warning("announcement %d has no thread: %s", announcement.id, trouble.reason)
                rest = max(wait, timedelta(seconds=trouble.wait))
                self._threads[announcement.id] = min(wait * 2, LONGEST_REST), now + rest
                made["trouble"] = trouble.detail or trouble.reason
                if trouble.reason == "gone":
                    made["gone_at"] = now
            async with self._core.store.work() as work:
                await memory.mark(work, announcement.id, **made)

    async def _paint(
        self, announcement: Announcement, mobilisation: Mobilisation, community: Community
    ) -> datetime | None:
        face = self._core.faces[community.platform]
        card = await self.card_of(mobilisation, community)
        now = self._core.now()
        painted: dict[str, object] = {"painted_revision": card.revision, "not_before": None}
        try:
            if announcement.message is None:
                posted = await face.post(announcement.channel, card, nonce=f"a{announcement.id}")
                painted |= {
                    "message": posted.message,
                    "thread": posted.thread,
                    "posted_at": now,
                    "painted_at": now,
                    "trouble": posted.trouble,
                }
            else:
                await face.repaint(announcement.channel, announcement.message, card)
                painted |= {"painted_at": now}
        except Unreachable as trouble:
            painted = self._trouble(announcement, trouble, now)
        async with self._core.store.work() as work:
            await memory.mark(work, announcement.id, **painted)
        later = painted.get("not_before")
        return later if isinstance(later, datetime) else None

    @staticmethod
    def _trouble(
        announcement: Announcement, trouble: Unreachable, now: datetime
    ) -> dict[str, object]:
        log.warning("announcement %d was not painted: %s", announcement.id, trouble.reason)
        if trouble.reason == "later":
            return {"not_before": now + (timedelta(seconds=trouble.wait) or REST)}
        if announcement.message is not None and trouble.reason == "gone":
            return {"gone_at": now}
        # Forbidden, or a channel that is gone: worth another look now and then, after repair.
        return {"trouble": trouble.detail or trouble.reason, "not_before": now + REST}

    async def card_of(self, mobilisation: Mobilisation, community: Community) -> cards.Card:
        """The card as it should look at this moment."""
        async with self._core.store.look() as look:
            said = await answers_memory.said_to(look, mobilisation.id)
            posts = await posts_memory.number(look, mobilisation.id)
        return cards.card(
            mobilisation,
            cards.voices(said, posts),
            locale=community.locale,
            guild=community.external_id,
        )


def _may_be_painted(announcement: Announcement, now: datetime) -> datetime:
    if announcement.painted_at is None or announcement.posted_at is None:
        return now
    between = BETWEEN_OLD_EDITS if now - announcement.posted_at > OLD else BETWEEN_EDITS
    return announcement.painted_at + between
