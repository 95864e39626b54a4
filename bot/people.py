"""Who is acting: a person on a platform, in a community or in private."""

from dataclasses import dataclass


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
