"""Fakes of the edges that we own: a platform made of lists, and a clock that stands still."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot import communities
from bot.board import Board
from bot.cards import Card
from bot.clock import SetClock
from bot.core import Core
from bot.drafts import agree, complete, draft
from bot.face import Posted, Unreachable
from bot.forms import Complement, Consent, Form
from bot.mobilisations import announce
from bot.notes import Note, ReminderNote
from bot.people import Actor, Place
from bot.reminders.delivery import Delivery
from bot.reminders.notices import Notices
from db.store import Store

MONDAY = datetime.fromisoformat("2026-11-23T10:00:00+01:00")
ATELIER = Place("discord", "1", "Les Voix de l’atelier", "fr")


@dataclass
class Whisper:
    """A private message as its person holds it."""

    person: str
    note: Note
    nonce: str | None


@dataclass
class FakeFace:
    """A platform made of lists. It refuses to be called inside a work, as the house demands."""

    platform: str = "discord"
    cards: dict[str, Card] = field(default_factory=dict)
    painted: list[str] = field(default_factory=list)
    whispers: list[Whisper] = field(default_factory=list)
    closed: set[str] = field(default_factory=set)
    left: set[str] = field(default_factory=set)
    troubles: list[Unreachable] = field(default_factory=list)
    """Raised by the next calls, one each."""
    no_threads: list[Unreachable] = field(default_factory=list)
    """Raised when the next threads are asked for, one each."""
    threads: int = 0
    """How often one was asked for."""
    lost_answers: int = 0
    """The next whispers arrive, but their answer does not come back."""
    remembers_nonces: bool = True
    reactions: dict[str, list[str]] = field(default_factory=dict)
    """By sign, who reacted; the same on every card."""

    def _stumble(self) -> None:
        assert not Store.is_working(), "no call to a platform while the memory is held"
        if self.troubles:
            raise self.troubles.pop(0)

    async def post(self, channel: str, card: Card, *, nonce: str) -> Posted:
        self._stumble()
        message = f"{channel}.{nonce}"
        self.cards[message] = card
        self.painted.append(message)
        try:
            return Posted(message, await self.open_thread(channel, message, card))
        except Unreachable as trouble:
            return Posted(message, None, trouble.detail or trouble.reason)

    async def open_thread(self, channel: str, message: str, card: Card) -> str:
        self._stumble()
        self.threads += 1
        if self.no_threads:
            raise self.no_threads.pop(0)
        return f"thread.{message.partition('.')[2]}"

    async def repaint(self, channel: str, message: str, card: Card) -> None:
        self._stumble()
        if message not in self.cards:
            raise Unreachable("gone")
        self.cards[message] = card
        self.painted.append(message)

    async def open_private(self, person: str) -> str:
        self._stumble()
        if person in self.left:
            raise Unreachable("left")
        return f"dm.{person}"

    async def whisper(self, channel: str, note: Note, *, nonce: str | None = None) -> str:
        self._stumble()
        person = channel.removeprefix("dm.")
        if person in self.closed:
            raise Unreachable("closed")
        for number, known in enumerate(self.whispers):
            if nonce and self.remembers_nonces and known.nonce == nonce and known.person == person:
                return f"w{number}"
        self.whispers.append(Whisper(person, note, nonce))
        if self.lost_answers:
            self.lost_answers -= 1
            raise Unreachable("later")
        return f"w{len(self.whispers) - 1}"

    async def said_before(self, channel: str, mark: str) -> str | None:
        self._stumble()
        for number, known in enumerate(self.whispers):
            if getattr(known.note, "mark", None) == mark and known.person == channel.removeprefix(
                "dm."
            ):
                return f"w{number}"
        return None

    async def reactors(self, channel: str, message: str, sign: str) -> list[str]:
        self._stumble()
        return self.reactions.get(sign, [])

    def address(self, community: str, channel: str, message: str) -> str:
        return f"https://chat.example/{community}/{channel}/{message}"

    def reminders_to(self, person: str) -> list[ReminderNote]:
        """The reminders that one person received, in order."""
        return [
            whisper.note
            for whisper in self.whispers
            if whisper.person == person and isinstance(whisper.note, ReminderNote)
        ]


@dataclass
class Town:
    """A whole bot without a platform: what tests of decisions play on."""

    core: Core
    face: FakeFace
    clock: SetClock
    delivery: Delivery
    coordinator: Actor
    notices: Notices

    def member(self, number: int, locale: str = "fr") -> Actor:
        """An ordinary member, in the server."""
        return Actor("discord", f"m{number}", locale=locale, place=ATELIER)

    async def mobilise(
        self,
        when: str = "mardi 8 décembre 2026 14h",
        title: str = "WorldSkills",
        until: str = "",
        **brief: str,
    ) -> int:
        """Announce a mobilisation; its id."""
        form = Form(title, when, until, "Parler aux parents", "L’organisateur https://ws.example")
        preview = await draft(self.core, self.coordinator, form)
        key = preview.mobilisation
        await complete(self.core, self.coordinator, key, Complement(**brief))
        await agree(self.core, self.coordinator, key, Consent("given", by="Camille, WorldSkills"))
        await announce(self.core, self.coordinator, key)
        return key

    async def paint(self) -> list[Card]:
        """Let the board catch up; what is shown then."""
        self.clock.set(self.clock.now() + timedelta(seconds=30))
        if self.core.board is not None:
            await self.core.board.repaint()
        return list(self.face.cards.values())

    async def ring(self) -> datetime | None:
        """One round of the bell, until nothing is under way."""
        nearest = await self.delivery.sweep()
        while self.delivery.under_way:
            await self.delivery.settled()
            nearest = await self.delivery.sweep()
        await self.notices.deliver()
        return nearest

    async def at(self, moment: str) -> datetime | None:
        """Let time pass until a moment, ringing whenever something falls due."""
        until = datetime.fromisoformat(moment)
        nearest = await self.ring()
        while nearest is not None and nearest <= until:
            self.clock.set(max(nearest, self.clock.now()) + timedelta(seconds=1))
            nearest = await self.ring()
        self.clock.set(max(until, self.clock.now()))
        return await self.ring()


@asynccontextmanager
async def town(store: Store, now: datetime = MONDAY) -> AsyncIterator[Town]:
    """A bot at a moment of time that stands still, in a community that is set up."""
    clock = SetClock(now, speed=0)
    face = FakeFace()
    core = Core(store, clock, faces={"discord": face})
    core.board = Board(core)
    coordinator = Actor("discord", "c1", "fr", ATELIER, frozenset(), manages=True, channel="ch1")
    await communities.setup(core, coordinator, channel="ch1", role="animation")
    yield Town(core, face, clock, Delivery(core, "first"), coordinator, Notices(core, "first"))
