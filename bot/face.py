"""What we ask of a chat platform, in our words; `cogs/face.py` fulfils it for Discord."""

from contextvars import ContextVar
from dataclasses import dataclass
from typing import Protocol

from bot.cards import Card
from bot.notes import Note

nobody_waits: ContextVar[bool] = ContextVar("nobody waits", default=False)
"""Set where nobody waits for an answer: faces let everything else go first, and take their time."""


class Unreachable(Exception):
    """The platform did not do what we asked.

    `reason` is one of: `gone` (message or channel deleted), `closed` (the person takes no private
    messages), `left` (unknown person), `forbidden` (a permission is missing), `later` (asked to
    wait, or not answering: worth another try after `wait` seconds).
    """

    def __init__(self, reason: str, *, wait: float = 0.0, detail: str = "") -> None:
        super().__init__(reason, detail)
        self.reason = reason
        self.wait = wait
        self.detail = detail


@dataclass(frozen=True)
class Posted:
    """Where an announcement came to stand; `thread` is None where none could be made."""

    message: str
    thread: str | None
    trouble: str | None = None


class Face(Protocol):
    """One chat platform. Every method may raise `Unreachable`; ids are the platform's own."""

    platform: str

    async def post(self, channel: str, card: Card, *, nonce: str) -> Posted:
        """Show a card in a channel as an ordinary message with its thread; same nonce, same one."""

    async def open_thread(self, channel: str, message: str, card: Card) -> str:
        """The id of the thread under a card, made where there is none yet."""

    async def repaint(self, channel: str, message: str, card: Card) -> None:
        """Bring a card that is already shown up to date."""

    async def open_private(self, person: str) -> str:
        """The id of the private channel with a person."""

    async def whisper(self, channel: str, note: Note, *, nonce: str | None = None) -> str:
        """Say something in a private channel; the id of the message."""

    async def said_before(self, channel: str, mark: str) -> str | None:
        """The id of our own recent message whose buttons carry `mark`, if there is one."""

    async def reactors(self, channel: str, message: str, sign: str) -> list[str]:
        """Everybody but ourselves who left this reaction on a message; never a part of them."""

    def address(self, community: str, channel: str, message: str) -> str:
        """Where a message can be opened."""
