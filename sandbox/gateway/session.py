"""A bot's session: what it asked for, what it was sent, what it can be sent again."""

from __future__ import annotations

import json
import secrets
from collections import deque
from typing import TYPE_CHECKING, Any

from sandbox.gateway.intents import Intent

if TYPE_CHECKING:
    from sandbox.gateway.connection import Connection

Json = dict[str, Any]

#: Events kept for a resume; beyond them a session cannot be resumed.
KEPT = 20_000
#: Seconds of real time for which a session without connection can be resumed.
RESUMABLE_FOR = 180.0


class Session:
    """Numbers events, keeps them, and hands them to the connection there is."""

    def __init__(self, intents: int, shard: tuple[int, int]) -> None:
        self.id = secrets.token_hex(16)
        self.intents = Intent(intents)
        self.shard = shard
        self.sequence = 0
        self.connection: Connection | None = None
        self.left_at: float | None = None
        self._kept: deque[tuple[int, str]] = deque(maxlen=KEPT)

    def send(self, name: str, data: str) -> None:
        """Dispatch an event whose body is already JSON text."""
        self.sequence += 1
        text = f'{{"t":"{name}","s":{self.sequence},"op":0,"d":{data}}}'
        self._kept.append((self.sequence, text))
        if self.connection is not None:
            self.connection.send(text)

    def can_resume_from(self, sequence: int) -> bool:
        """Whether all events after that number are still kept."""
        if not 0 <= sequence <= self.sequence:
            return False
        return sequence == self.sequence or (bool(self._kept) and self._kept[0][0] <= sequence + 1)

    def replay(self, sequence: int) -> None:
        """Send again what came after that number, then say that it was all."""
        connection = self.connection
        if connection is None:
            return
        for number, text in self._kept:
            if number > sequence:
                connection.send(text)
        self.send("RESUMED", '{"_trace":["sandbox"]}')

    def takes(self, intent: int) -> bool:
        """Whether the bot asked for events of this kind; 0 is for those that always come."""
        return not intent or bool(self.intents & intent)

    def serves(self, guild_id: int | None) -> bool:
        """Whether a server's (None: private) events go to this shard."""
        number, count = self.shard
        return (0 if guild_id is None else (guild_id >> 22) % count) == number


def encode(data: Json) -> str:
    """The JSON text of an event's body."""
    return json.dumps(data, separators=(",", ":"))
