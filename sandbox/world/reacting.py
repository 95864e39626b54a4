"""Putting reactions on messages and taking them off."""

from __future__ import annotations

from sandbox.refusals import refuse
from sandbox.world.changes import Reacted, ReactionsCleared
from sandbox.world.messages import Message, Reaction
from sandbox.world.nouns import Emoji
from sandbox.world.world import World

#: Kinds of reaction on one message (documentation: code 30010).
MOST_KINDS = 20


def key_of(emoji: str | Emoji) -> str:
    """What tells one reaction from another; variation selectors do not."""
    return str(emoji.id) if isinstance(emoji, Emoji) else emoji.replace("\ufe0f", "")


def react(world: World, message: Message, user_id: int, emoji: str | Emoji) -> None:
    """Add someone's reaction; twice is no change. Raises 30010 for a 21st kind."""
    key = key_of(emoji)
    reaction = message.reactions.get(key)
    if reaction is None:
        if len(message.reactions) >= MOST_KINDS:
            raise refuse(30010)
        reaction = (
            Reaction(emoji.name, emoji.id, emoji.animated)
            if isinstance(emoji, Emoji)
            else Reaction(emoji)
        )
        message.reactions[key] = reaction
    if user_id not in reaction.people:
        reaction.people[user_id] = None
        world.tell(Reacted(message, reaction, user_id, added=True))


def unreact(world: World, message: Message, user_id: int, emoji: str | Emoji) -> None:
    """Take someone's reaction off. Raises 10014 when it is not there."""
    key = key_of(emoji)
    reaction = message.reactions.get(key)
    if reaction is None or user_id not in reaction.people:
        raise refuse(10014)
    del reaction.people[user_id]
    if not reaction.people:
        del message.reactions[key]
    world.tell(Reacted(message, reaction, user_id, added=False))


def clear(world: World, message: Message, emoji: str | Emoji | None = None) -> None:
    """Take all reactions off, or all of one kind."""
    if emoji is None:
        if message.reactions:
            message.reactions.clear()
            world.tell(ReactionsCleared(message))
        return
    reaction = message.reactions.pop(key_of(emoji), None)
    if reaction is None:
        raise refuse(10014)
    world.tell(ReactionsCleared(message, reaction))
