"""Which day and which networks somebody chose, and whether their contribution is out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from .choosing import SETTLED, doubts_a_place
from .clauses import Atom, Clarity, Clause

TOLD = frozenset({"posted", "posted_past", "done"})
# An address is a post where nothing else is said than "here it is".
BESIDE_A_POST = frozenset(
    {"link", "show", "fill", "greet", "close", "where", "past", "revise"} | TOLD
)
LATER = frozenset(
    {"when", "vague", "later", "odd", "plan", "maybe", "not_there", "out", "refuse", "next", "wish"}
)
NO_DAY = frozenset({"vague", "later", "not_there", "next", "past", "out", "refuse", "maybe"})


def day_of(clauses: Sequence[Clause]) -> date | None:
    """The one day somebody chose, if exactly one is meant."""
    days: set[date | None] = set()
    for clause in clauses:
        if clause.clarity not in SETTLED or doubts_a_place(clause):
            continue
        if clause.roles & {"out", "refuse"}:
            continue
        for atom in clause.atoms:
            days.update(_days(atom))
    return days.pop() if len(days) == 1 else None


def _days(atom: Atom) -> list[date | None]:
    named = [word.day for word in atom.words if word.form == "<day>"]
    if atom.role == "prefer":
        return named[:1]
    if atom.role == "vague":
        return [None]
    return [] if atom.role in NO_DAY else named


def networks_of(clauses: Sequence[Clause]) -> set[str]:
    """The networks somebody chose, without those they ruled out."""
    chosen: set[str] = set()
    ruled_out: set[str] = set()
    for clause in clauses:
        if clause.clarity not in SETTLED or doubts_a_place(clause):
            continue
        if clause.roles & {"out", "refuse"}:
            continue
        for atom in clause.atoms:
            named = [word.network for word in atom.words if word.network]
            kept = named[:1] if atom.role == "prefer" else named
            if atom.role in ("not_there", "next"):
                kept = []
            chosen.update(kept)
            ruled_out.update(set(named) - set(kept))
    return chosen - ruled_out


def is_posted(clauses: Sequence[Clause], *, shares_a_post: bool) -> bool:
    """Whether the person says that their own contribution is out, or just shows it."""
    if any(clause.clarity not in SETTLED | {Clarity.ENQUIRY} for clause in clauses):
        return False
    if any(clause.contrast and clause.clarity is Clarity.ASIDE for clause in clauses):
        return False
    beside = {role for clause in clauses for role in clause.roles}
    told = [clause for clause in clauses if clause.roles & TOLD]
    if told:
        over = all("posted_past" in one.roles for one in told) or not _names_another_day(clauses)
        return not beside & (LATER - {"when"} if over else LATER)
    shown = "show" in beside and not beside & (LATER | {"praise", "thanks"})
    alone = beside <= BESIDE_A_POST and all(one.clarity is Clarity.CLEAR for one in clauses)
    return shares_a_post and (shown or alone) and "link" in beside


def _names_another_day(clauses: Sequence[Clause]) -> bool:
    words = [word for clause in clauses for atom in clause.atoms for word in atom.words]
    return any(word.form == "<day>" and not word.today for word in words)
