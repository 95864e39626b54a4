"""What happens between a person's gesture and the bot's answer to it."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import IntEnum
from typing import Any

from sandbox.world.messages import Message

#: Seconds of real time for which the token serves.
TOKEN_LIFE = 15 * 60.0


class InteractionType(IntEnum):
    """Discord's types of an interaction that occur here."""

    COMMAND = 2
    COMPONENT = 3
    AUTOCOMPLETE = 4
    FORM = 5


class CallbackType(IntEnum):
    """Discord's types of a first answer."""

    PONG = 1
    MESSAGE = 4
    DEFERRED_MESSAGE = 5
    DEFERRED_UPDATE = 6
    UPDATE = 7
    CHOICES = 8
    FORM = 9


@dataclass(slots=True)
class Interaction:
    """One gesture; `made` and `answer_by` are readings of the monotonic clock, in seconds."""

    id: int
    token: str
    kind: InteractionType
    person_id: int
    channel_id: int
    guild_id: int | None
    made: float
    answer_by: float
    data: dict[str, Any]
    #: The message whose component was used, or from which the form was opened.
    source: Message | None = None
    command_type: int = 1
    command_name: str | None = None
    target_id: int | None = None
    #: What opened the form, in the shape of Discord's interaction metadata.
    opened_by: dict[str, Any] | None = None
    answered: CallbackType | None = None
    #: The message that `@original` names.
    original: Message | None = None
    messages: dict[int, Message] = field(default_factory=dict)
    form: dict[str, Any] | None = None

    def late(self, now: float) -> bool:
        """Whether a first answer would come too late."""
        return now > self.answer_by

    def expired(self, now: float) -> bool:
        """Whether the token has stopped serving."""
        return now - self.made > TOKEN_LIFE
