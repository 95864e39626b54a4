"""A chat platform made of lists, with the small faults that real ones have."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from zlib import crc32

from bot.cards import Card
from bot.clock import Clock
from bot.face import Posted, Unreachable
from bot.notes import Note, Notice, ReminderNote

REFUSED, LOST = 0.02, 0.03
"""Of the private messages, so many are refused for now; some more arrive, and nobody hears it."""
NONCES_KEPT = timedelta(minutes=5)


@dataclass(frozen=True)
class Arrival:
    """A reminder as its person received it."""

    person: str
    at: datetime
    note: ReminderNote
    message: str


@dataclass
class ListFace:
    """Keeps what was said; faults depend on who and when alone, so that each run has the same."""

    clock: Clock
    seed: int
    platform: str = "discord"
    arrivals: list[Arrival] = field(default_factory=list)
    closed: set[str] = field(default_factory=set)
    left: set[str] = field(default_factory=set)
    reactions: dict[str, dict[str, set[str]]] = field(
        default_factory=lambda: defaultdict(lambda: defaultdict(set))
    )
    """By message and sign, who reacted."""
    bad_hours: list[tuple[datetime, datetime]] = field(default_factory=list)
    """When nothing private gets through."""
    faults: int = 0
    lost: int = 0
    _numbers: int = 0
    _nonces: dict[tuple[str, str], tuple[datetime, str]] = field(default_factory=dict)
    _said: dict[tuple[str, str], str] = field(default_factory=dict)

    async def post(self, channel: str, card: Card, *, nonce: str) -> Posted:
        """Show a card."""
        return Posted(self._number("c"), self._number("t"))

    async def open_thread(self, channel: str, message: str, card: Card) -> str:
        """A card's thread."""
        return self._number("t")

    async def repaint(self, channel: str, message: str, card: Card) -> None:
        """Cards are not looked at here."""

    async def open_private(self, person: str) -> str:
        """The private channel with a person."""
        if person in self.left:
            raise Unreachable("left")
        if self._fault(person, "open") < REFUSED:
            self._refuse()
        return f"dm.{person}"

    async def whisper(self, channel: str, note: Note, *, nonce: str | None = None) -> str:
        """Say something in private, once for each nonce that is still remembered."""
        person, now = channel.removeprefix("dm."), self.clock.now()
        if person in self.left:
            raise Unreachable("left")
        if person in self.closed:
            raise Unreachable("closed")
        fault = self._fault(person, "whisper")
        if fault < REFUSED:
            self._refuse()
        known = self._nonces.get((person, nonce)) if nonce else None
        if known is not None and now - known[0] < NONCES_KEPT:
            return known[1]
        message = self._number("w")
        if nonce:
            self._nonces[person, nonce] = now, message
        if isinstance(note, ReminderNote):
            self.arrivals.append(Arrival(person, now, note, message))
        if isinstance(note, ReminderNote | Notice):
            self._said[person, note.mark] = message
        if fault < LOST:
            self.lost += 1
            raise Unreachable("later")
        return message

    async def said_before(self, channel: str, mark: str) -> str | None:
        """Our own message with that mark, if it arrived."""
        person = channel.removeprefix("dm.")
        if self._fault(person, "look") < REFUSED:
            self._refuse()
        return self._said.get((person, mark))

    async def reactors(self, channel: str, message: str, sign: str) -> list[str]:
        """Who left a reaction."""
        return sorted(self.reactions[message][sign])

    def address(self, community: str, channel: str, message: str) -> str:
        """Where a card could be opened."""
        return f"https://chat.example/{community}/{channel}/{message}"

    def _number(self, kind: str) -> str:
        self._numbers += 1
        return f"{kind}{self._numbers}"

    def _fault(self, person: str, what: str) -> float:
        """From 0 to 1, the same for the same person, moment and seed."""
        now = self.clock.now()
        if any(begins <= now < ends for begins, ends in self.bad_hours):
            return 0.0
        return crc32(f"{self.seed} {person} {now.isoformat()} {what}".encode()) / 2**32

    def _refuse(self) -> None:
        self.faults += 1
        raise Unreachable("later")
