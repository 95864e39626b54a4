"""Facts to show: what a mobilisation looks like in public and its whole brief, without markup."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from db.models import Mobilisation
from db.vocabulary import State, Visibility

MOST_NAMES = 30
"""Names on a card: fifty mentions would pass the platform's limit for one field."""


@dataclass(frozen=True)
class Voices:
    """How many said what; the only figures a card shows."""

    certain: int = 0
    perhaps: int = 0
    posts: int = 0
    named: tuple[str, ...] = ()
    """Ids of those who are in and chose to be named, at most `MOST_NAMES`."""


@dataclass(frozen=True)
class Card:
    """A mobilisation as one channel shows it."""

    mobilisation: int
    revision: int
    state: State
    locale: str
    zone: str
    title: str
    purpose: str
    starts: date | datetime | None
    ends: date | datetime | None
    place: str | None
    organiser: str | None
    link: str | None
    blind_spot: str | None
    networks: tuple[str, ...]
    hashtags: tuple[str, ...]
    voices: Voices
    guild: str
    """The community's own id on its platform, for addresses of messages."""

    @property
    def open(self) -> bool:
        """Whether members can still answer."""
        return self.state is State.ANNOUNCED


@dataclass(frozen=True)
class Brief:
    """All that a member may want to know before writing; angles, never a text to paste."""

    card: Card
    reached: str | None
    angles: tuple[str, ...]
    benefit: str | None
    territories: tuple[str, ...]
    themes: tuple[str, ...]


def voices(answers: Sequence[tuple[str, str, Visibility]], posts: int) -> Voices:
    """Count answers given as (choice, person, visibility)."""
    named = [
        person for choice, person, seen in answers if choice == "in" and seen is Visibility.NAMED
    ]
    return Voices(
        certain=sum(choice == "in" for choice, _, _ in answers),
        perhaps=sum(choice == "maybe" for choice, _, _ in answers),
        posts=posts,
        named=tuple(named[:MOST_NAMES]),
    )


def card(mobilisation: Mobilisation, voices: Voices, *, locale: str, guild: str) -> Card:
    """The public face of a mobilisation, in the community's language."""
    return Card(
        mobilisation=mobilisation.id,
        revision=mobilisation.revision,
        state=mobilisation.state,
        locale=locale,
        zone=mobilisation.zone,
        title=mobilisation.title,
        purpose=mobilisation.purpose,
        starts=mobilisation.starts_at or mobilisation.starts_on,
        ends=mobilisation.ends_at or mobilisation.ends_on,
        place=mobilisation.place,
        organiser=mobilisation.organiser,
        link=mobilisation.link,
        blind_spot=mobilisation.blind_spot,
        networks=tuple(mobilisation.networks),
        hashtags=tuple(mobilisation.hashtags),
        voices=voices,
        guild=guild,
    )


def brief(mobilisation: Mobilisation, shown: Card) -> Brief:
    """The whole brief behind a card."""
    return Brief(
        card=shown,
        reached=mobilisation.reached,
        angles=tuple(mobilisation.angles),
        benefit=mobilisation.benefit,
        territories=tuple(mobilisation.territories),
        themes=tuple(mobilisation.themes),
    )
