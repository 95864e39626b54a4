"""Who is acting: a person on a platform, in a community or in private."""

from dataclasses import dataclass

from bot.refusals import Refusal


@dataclass(frozen=True)
class Place:
    """A community as its platform names it."""

    platform: str
    id: str
    name: str
    locale: str | None = None


@dataclass(frozen=True)
class Actor:
    """Whoever makes a gesture. In private `place` is None and there are no roles."""

    platform: str
    id: str
    locale: str | None = None
    place: Place | None = None
    roles: frozenset[str] = frozenset()
    manages: bool = False
    """Whether the platform itself lets this person run the community."""
    channel: str | None = None
    """Where the gesture was made."""


def place_of(actor: Actor) -> Place:
    """The community in which a gesture is made.

    Raises:
        Refusal: `in_private`, where a gesture that belongs to a community was made elsewhere.
    """
    if actor.place is None:
        raise Refusal("in_private")
    return actor.place
