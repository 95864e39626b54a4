"""Where gestures wait for the bot's answer, and what else is shared between doors."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sandbox.world.changes import InteractionMade
from sandbox.world.channels import Channel
from sandbox.world.interactions import Interaction, InteractionType
from sandbox.world.messages import Message
from sandbox.world.world import World

Json = dict[str, Any]


@dataclass(slots=True)
class Outcome:
    """What became of a gesture: message, deferred, update, modal, choices, or failed."""

    kind: str
    interaction_id: int
    message: Message | None = None
    form: Json | None = None
    choices: list[Json] | None = None
    reason: str | None = None
    text: str | None = None


class Desk:
    """Hands gestures to the gateway and holds those who wait.

    `answer_within`: real seconds until an unanswered gesture is lost; Discord gives three.
    """

    def __init__(self, world: World, answer_within: float = 3.0) -> None:
        self.world = world
        self.answer_within = answer_within
        self.gateway_url = ""
        self.identifies_left: Callable[[], int] = lambda: 0
        #: Whether the bot would hear of it; set by the gateway.
        self.reachable: Callable[[], bool] = lambda: False
        #: Readings of the monotonic clock, per channel: edits of messages older than an hour.
        self.old_edits: dict[int, list[float]] = {}
        #: Readings of the monotonic clock, per channel: new names and topics.
        self.renames: dict[int, list[float]] = {}
        #: Readings of the monotonic clock: private channels that the bot opened.
        self.openings: list[float] = []
        self._waiting: dict[int, asyncio.Future[Outcome]] = {}

    async def ask(
        self,
        kind: InteractionType,
        person_id: int,
        channel: Channel,
        data: Json,
        **more: Any,
    ) -> Outcome:
        """Make an interaction and wait for its first answer, at most `answer_within`.

        `more`: fields of Interaction (`source`, `command_type`, `target_id`, `opened_by`, …).
        """
        now = self.world.monotonic()
        interaction = Interaction(
            id=self.world.interaction_ids.next(),
            token=secrets.token_urlsafe(96),
            kind=kind,
            person_id=person_id,
            channel_id=channel.id,
            guild_id=channel.guild_id,
            made=now,
            answer_by=now + self.answer_within,
            data=data,
            **more,
        )
        if not self.reachable():
            text = "The bot is not connected."
            return Outcome("failed", interaction.id, reason="offline", text=text)
        self.world.keep_interaction(interaction)
        future: asyncio.Future[Outcome] = asyncio.get_running_loop().create_future()
        self._waiting[interaction.id] = future
        self.world.tell(InteractionMade(interaction))
        try:
            async with asyncio.timeout(self.answer_within):
                return await future
        except TimeoutError:
            text = "The application did not respond."
            return Outcome("failed", interaction.id, reason="no_answer", text=text)
        finally:
            self._waiting.pop(interaction.id, None)

    def answer(self, outcome: Outcome) -> None:
        """Tell who waits what the first answer was."""
        future = self._waiting.get(outcome.interaction_id)
        if future is not None and not future.done():
            future.set_result(outcome)
