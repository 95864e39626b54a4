"""The way in: from what was typed to what was heard, and nothing that is not sure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from .choosing import Choice, choice_of, roles_of
from .clauses import Clarity, Clause
from .folding import folded
from .links import may_be_a_post, network_of
from .placing import TOLD, day_of, is_posted, networks_of
from .reader import clauses_of

# Beside these a day or a network is no answer to when and where.
UNPLACED = frozenset(
    {"yes", "nod", "out", "refuse", "maybe", "next", "wish", "noted", "link", "past", *TOLD}
)


@dataclass(frozen=True)
class Heard:
    """What a reply says. All empty: nothing that we are sure of."""

    choice: Choice | None
    day: date | None
    networks: tuple[str, ...]
    links: tuple[str, ...]
    posted: bool


def as_json(heard: Heard) -> dict[str, object]:
    """The five facts as JSON values; the day as YYYY-MM-DD."""
    return {
        "choice": heard.choice,
        "day": heard.day.isoformat() if heard.day else None,
        "networks": list(heard.networks),
        "links": list(heard.links),
        "posted": heard.posted,
    }


def listen(text: str, *, locale: str, now: datetime, zone: ZoneInfo) -> Heard:
    """Read a reply. `locale` is a hint: another of the three languages is read if it is clear.

    A yes is heard only where every word of its clause is known and nothing beside it doubts,
    denies, asks, quotes or tells of others. Day and networks may come without a choice ("plutôt
    jeudi, sur TikTok"): they answer *when* and *where*.

    Raises ValueError if `now` has no zone; never for a text.
    """
    if now.tzinfo is None:
        raise ValueError("now must be aware")
    message = folded(text)
    clauses = clauses_of(message, locale=locale, now=now, zone=zone)
    if not clauses:
        return Heard(None, None, (), message.links, posted=False)
    choice = choice_of(clauses)
    posts = [link for link in message.links if may_be_a_post(link)]
    posted = is_posted(clauses, shares_a_post=bool(posts) and len(posts) == len(message.links))
    placed = choice in ("in", "maybe") or (choice is None and _is_understood(clauses))
    networks = networks_of(clauses) if placed or posted else set()
    if posted:
        networks |= {network for link in posts if (network := network_of(link))}
    day = day_of(clauses) if placed and not posted else None
    return Heard(choice, day, tuple(sorted(networks)), message.links, posted)


def _is_understood(clauses: Sequence[Clause]) -> bool:
    """Whether a message without a choice may still tell a day and a network."""
    roles = roles_of(clauses)
    settled = all(clause.clarity is Clarity.CLEAR for clause in clauses) or (
        "plan" in roles and all(c.clarity in (Clarity.CLEAR, Clarity.ASIDE) for c in clauses)
    )
    return settled and not roles & UNPLACED
