"""What the bot asks of a chat platform, done on Discord: one try more where it is safe."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any, TypeVar

import aiohttp
import discord

from bot.cards import Card
from bot.face import Posted, Unreachable
from bot.notes import Note, Notice
from cogs.rights import lacking_in
from cogs.ui import buttons
from cogs.ui.paint import cards
from cogs.ui.paint.composing import composed
from cogs.ui.people import PLATFORM

if TYPE_CHECKING:
    from cogs.client import PorteVoix

log = logging.getLogger(__name__)

WAITS = (0.5, 2.0)
"""Seconds before a second and a third try after a cut connection or a 503."""
NOT_YET = 2.0
RECENT = 100
"""Own messages looked through for a mark: one page of Discord's."""
PAGE = 100
MOST_REACTORS = 5000
"""People read from one reaction; with more nothing is concluded from it."""
SHOWN_AGAIN = 5
NONCE_WINDOW = 300.0
"""Seconds after which Discord has surely forgotten a nonce ("the past few minutes")."""
ARCHIVED_AFTER = 10080
"""Minutes without a word before Discord archives a thread: a week, the longest."""

THREAD_EXISTS = 160004
GONE = {10003, 10008, 10014}
LEFT = {10007, 10013, 50033, 50278}
"""Unknown member, user or recipient; 50278: nobody in common any more, so no private messages."""
CLOSED = {50007}
LATER = {30046: 120.0, 40003: 900.0, 20026: 3600.0}
"""Seconds to leave Discord alone: too many edits of an old message; private channels opened too
fast; quarantined."""

Did = TypeVar("Did")


class DiscordFace:
    """Fulfils `bot.face.Face`. Ids are Discord's own, as text."""

    platform = PLATFORM

    def __init__(self, client: "PorteVoix") -> None:
        self._client = client
        self.speaks = False
        """Whether we are logged in; before that everything is for later."""

    async def post(self, channel: str, card: Card, *, nonce: str) -> Posted:
        """Show a card as an ordinary message, which people can reply to, with its thread."""
        for again in range(SHOWN_AGAIN):
            message = await self._send(channel, card, f"{nonce}{'+' * again}"[:25])
            try:
                thread = await self.open_thread(channel, str(message), card)
            except Unreachable as trouble:
                if trouble.reason == "gone":
                    # Discord still knows the nonce of a message that was deleted meanwhile.
                    continue
                return Posted(str(message), None, trouble=trouble.detail or trouble.reason)
            return Posted(str(message), thread)
        raise Unreachable("later", wait=NONCE_WINDOW)

    async def _send(self, channel: str, card: Card, nonce: str) -> int:
        place, painted = self._place(channel), cards.card(card)
        sent = await self._again(
            lambda: place.send(**painted.fresh(), nonce=nonce), card.guild, channel
        )
        return sent.id

    async def open_thread(self, channel: str, message: str, card: Card) -> str:
        """The thread under a card; the same one each time."""

        async def start() -> str:
            try:
                made = await self._client.http.start_thread_with_message(
                    int(channel),
                    int(message),
                    name=cards.thread_name(card),
                    auto_archive_duration=ARCHIVED_AFTER,  # type: ignore[arg-type]
                    rate_limit_per_user=None,
                )
            except discord.HTTPException as trouble:
                # A thread of a message carries the message's own id.
                if trouble.code == THREAD_EXISTS:
                    return message
                raise
            return str(made["id"])

        return await self._again(start, card.guild, channel)

    async def repaint(self, channel: str, message: str, card: Card) -> None:
        """Bring a card up to date."""
        shown = self._place(channel).get_partial_message(int(message))
        painted = cards.card(card)
        await self._again(lambda: shown.edit(**painted.repainted()), card.guild, channel)

    async def open_private(self, person: str) -> str:
        """The private channel with a person; Discord gives the same one each time."""

        async def start() -> str:
            made = await self._client.http.start_private_message(int(person))
            return str(made["id"])

        return await self._again(start)

    async def whisper(self, channel: str, note: Note, *, nonce: str | None = None) -> str:
        """Say something privately. Without a nonce one try only: a second might say it twice."""
        place = self._place(channel)
        painted = composed(note)
        quietly = isinstance(note, Notice) and note.quietly

        async def say() -> discord.Message:
            if nonce is None:
                return await place.send(**painted.fresh(), silent=quietly)
            return await place.send(**painted.fresh(), silent=quietly, nonce=nonce)

        message = await self._again(say, once=nonce is None)
        return str(message.id)

    async def said_before(self, channel: str, mark: str) -> str | None:
        """Our own recent message whose buttons carry a mark."""

        async def look() -> str | None:
            async for message in self._place(channel).history(limit=RECENT):
                if self._carries(message, mark):
                    return str(message.id)
            return None

        return await self._again(look)

    def _carries(self, message: discord.Message, mark: str) -> bool:
        if self._client.user is None or message.author.id != self._client.user.id:
            return False
        return any(known.detail == mark for known in buttons.on(message))

    async def reactors(self, channel: str, message: str, sign: str) -> list[str]:
        """Everybody but bots who left a reaction.

        Raises:
            Unreachable: also where there are more than `MOST_REACTORS`: half a list would pass
                for people who took their reaction back.
        """
        found: list[str] = []
        after: int | None = None
        while True:
            page = await self._again(self._page_of(channel, message, sign, after))
            found += [str(one["id"]) for one in page if not one.get("bot", False)]
            if len(found) > MOST_REACTORS:
                raise Unreachable("later", detail="many_reactors")
            if len(page) < PAGE:
                return found
            after = int(page[-1]["id"])

    def _page_of(
        self, channel: str, message: str, sign: str, after: int | None
    ) -> Callable[[], Awaitable[list[Any]]]:
        async def page() -> list[Any]:
            return list(
                await self._client.http.get_reaction_users(
                    int(channel), int(message), sign, PAGE, after
                )
            )

        return page

    def address(self, community: str, channel: str, message: str) -> str:
        """Where a message can be opened."""
        return f"https://discord.com/channels/{community}/{channel}/{message}"

    def _place(self, channel: str) -> discord.PartialMessageable:
        return self._client.get_partial_messageable(int(channel))

    async def _again(
        self,
        request: Callable[[], Awaitable[Did]],
        guild: str = "",
        channel: str = "",
        *,
        once: bool = False,
    ) -> Did:
        """Ask Discord; where the connection was cut or it was busy, ask the same again.

        The library leaves these two to us. Asking again is safe where the request carries a nonce
        or changes nothing the second time.
        """
        if not self.speaks:
            raise Unreachable("later", wait=NOT_YET)
        for wait in (None,) if once else (*WAITS, None):
            try:
                return await request()
            except discord.HTTPException as trouble:
                if trouble.status < 500 or wait is None:
                    raise self._told(trouble, guild, channel) from trouble
            except discord.RateLimited as slow:
                raise Unreachable("later", wait=slow.retry_after) from slow
            except (aiohttp.ClientError, OSError, TimeoutError) as cut:
                if wait is None:
                    raise Unreachable("later", detail=type(cut).__name__[:32]) from cut
            await asyncio.sleep(wait)
        raise AssertionError  # pragma: no cover

    def _told(self, trouble: discord.HTTPException, guild: str, channel: str) -> Unreachable:
        """Which of our reasons a refusal of Discord's stands for."""
        code = trouble.code
        if code in GONE:
            return Unreachable("gone")
        if code in LEFT:
            return Unreachable("left")
        if code in CLOSED:
            return Unreachable("closed")
        if code in LATER:
            return Unreachable("later", wait=LATER[code])
        if trouble.status == 429:
            after = trouble.response.headers.get("Retry-After", "")
            return Unreachable("later", wait=float(after) if after.isdigit() else 60.0)
        if isinstance(trouble, discord.Forbidden):
            known = self._client.get_guild(int(guild)) if guild.isdigit() else None
            lacks = lacking_in(known, channel) if channel else []
            return Unreachable("forbidden", detail=lacks[0] if lacks else "")
        if isinstance(trouble, discord.NotFound):
            return Unreachable("gone")
        if trouble.status < 500:
            # Something we sent is not as Discord wants it: ours to mend, not the person's.
            log.error("Discord refused a request: %s %s", code, str(trouble)[:300])
            return Unreachable("later", wait=300.0, detail=f"discord_{code}")
        return Unreachable("later", detail=f"discord_{trouble.status}")
