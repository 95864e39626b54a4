"""From clauses to an answer: what was said of oneself, when nothing beside it forbids."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Literal

from .clauses import Atom, Clarity, Clause, Word

Choice = Literal["in", "maybe", "out"]

SETTLED = frozenset({Clarity.CLEAR, Clarity.ASIDE})
PLACES = frozenset({"when", "where", "vague", "not_there", "prefer"})
# An address is a post where nothing else is said than "here it is".
BESIDE_A_POST = frozenset(
    {"link", "show", "fill", "greet", "close", "where", "posted", "posted_past", "past", "revise"}
)
LATER = frozenset({"when", "vague", "plan", "maybe", "not_there", "out", "refuse", "next"})
NO_DAY = frozenset({"vague", "not_there", "next", "past", "out", "refuse", "prefer"})
# Words that take back what was said before.
CORRECTING = frozenset(
    {"finalement", "fait", "actually", "anzi", "scratch", "scrap", "second", "wait", "realta"}
)


@dataclass(frozen=True, slots=True)
class Signal:
    """One yes, perhaps or no, and where it stands."""

    choice: Choice
    strong: bool
    clause: int
    sign: bool = False
    soft: bool = False


def choice_of(clauses: Sequence[Clause]) -> Choice | None:
    """The answer the clauses give together, or None: when in doubt, nothing."""
    if any(clause.clarity is Clarity.UNCLEAR for clause in clauses):
        return None
    signals = _signals(clauses)
    refusals = [signal for signal in signals if signal.choice == "out"]
    if refusals:
        signals = [signal for signal in signals if not signal.soft]
    agreements = [signal for signal in signals if signal.choice == "in"]
    doubts = [signal for signal in signals if signal.choice == "maybe"]
    if agreements and refusals:
        return _taken_back(clauses, agreements, refusals)
    if agreements:
        return _agreed(clauses, agreements, doubts)
    if refusals:
        return _refused(clauses, refusals, doubts)
    return _doubted(clauses) if doubts or _accepts_on_condition(clauses) else None


def _accepts_on_condition(clauses: Sequence[Clause]) -> bool:
    """ "Ok si c'est après 18h": no yes yet, and no more than that."""
    return any(
        "ack" in before.roles and after.clarity is Clarity.CONDITION
        for before, after in pairwise(clauses)
    )


def _signals(clauses: Sequence[Clause]) -> list[Signal]:
    found: list[Signal] = []
    for at, clause in enumerate(clauses):
        roles = clause.roles
        for atom in clause.atoms:
            sign = all(word.form.startswith("<") for word in atom.words)
            if atom.role in ("yes", "nod"):
                found.append(Signal("in", atom.role == "yes", at, sign, atom.soft or sign))
            elif atom.role == "maybe":
                found.append(Signal("maybe", strong=True, clause=at, sign=sign))
            # "Pas dispo jeudi" speaks of Thursday only.
            elif atom.role in ("out", "refuse") and not roles & PLACES:
                found.append(Signal("out", atom.role == "out", at, sign))
    return found


def _agreed(
    clauses: Sequence[Clause], agreements: list[Signal], doubts: list[Signal]
) -> Choice | None:
    strong = any(signal.strong for signal in agreements) or _says_how(clauses)
    if any(clause.clarity is Clarity.LOOSE for clause in clauses):
        return None
    if not strong and not _is_all_clear(clauses):
        return None
    if any(_opposes(clause) for clause in clauses):
        return None
    beside = {role for clause in clauses for role in clause.roles}
    if all(signal.sign for signal in agreements) and beside & {"thanks", "praise", "ack", "show"}:
        return None
    if "excuse" in beside or _speaks_of_before(clauses) or _refuses_first(clauses, agreements[0]):
        return None
    if any(_doubts_a_place(clause) for clause in clauses):
        return None
    if doubts or any(clause.clarity is Clarity.CONDITION for clause in clauses):
        return "maybe"
    return "in" if "out" not in beside and "refuse" not in beside else None


def _opposes(clause: Clause) -> bool:
    """A "but" with unknown words behind it, unless a known doubt opens them."""
    return clause.contrast and clause.clarity is Clarity.ASIDE and "maybe" not in clause.roles


def _says_how(clauses: Sequence[Clause]) -> bool:
    """ "Oui, je posterai jeudi un mot sur nos apprentis": a plan with its day or place."""
    return any(
        clause.clarity is Clarity.ASIDE
        and "plan" in clause.roles
        and any(word.form in ("<day>", "<net>") for atom in clause.atoms for word in atom.words)
        for clause in clauses
    )


def _refused(
    clauses: Sequence[Clause], refusals: list[Signal], doubts: list[Signal]
) -> Choice | None:
    if doubts or any(clause.clarity is Clarity.CONDITION for clause in clauses):
        return None
    if any(signal.strong for signal in refusals):
        return "out"
    beside = {role for clause in clauses for role in clause.roles}
    plain = _is_all_clear(clauses) and beside <= {
        "refuse",
        "fill",
        "thanks",
        "greet",
        "next",
        "excuse",
    }
    return "out" if plain else None


def _doubted(clauses: Sequence[Clause]) -> Choice | None:
    if any(clause.clarity not in SETTLED | {Clarity.CONDITION} for clause in clauses):
        return None
    beside = {role for clause in clauses for role in clause.roles}
    if beside & {"posted", "posted_past"} or _doubts_what_went_before(clauses):
        return None
    return "maybe"


def _doubts_what_went_before(clauses: Sequence[Clause]) -> bool:
    """ "Jeudi, peut-être": the doubt may be about the day alone."""
    doubt = next((at for at, clause in enumerate(clauses) if "maybe" in clause.roles), 0)
    return any(clause.roles & {"when", "where", "vague", "plan"} for clause in clauses[:doubt])


def _taken_back(
    clauses: Sequence[Clause], agreements: list[Signal], refusals: list[Signal]
) -> Choice | None:
    """A yes and a no: the no counts if it comes last and says that it corrects."""
    last_yes = max(signal.clause for signal in agreements)
    no = refusals[-1]
    if not no.strong or no.clause < last_yes:
        return None
    if any("revise" in clause.roles for clause in clauses[: no.clause + 1]):
        return "out"
    corrects = any(word.form in CORRECTING for word in _opening(clauses[no.clause]))
    opposed = clauses[no.clause].contrast and not any(signal.strong for signal in agreements)
    return "out" if corrects or opposed else None


def _opening(clause: Clause) -> tuple[Word, ...]:
    return tuple(word for atom in clause.atoms for word in atom.words)[:4]


def _is_all_clear(clauses: Sequence[Clause]) -> bool:
    known = (Clarity.CLEAR, Clarity.CONDITION, Clarity.ENQUIRY)
    return all(clause.clarity in known for clause in clauses)


def _speaks_of_before(clauses: Sequence[Clause]) -> bool:
    """Yesterday, this morning: with a post that is news, with a yes it is a story."""
    return any(
        "past" in clause.roles and not clause.roles & {"posted", "posted_past"}
        for clause in clauses
    )


def _refuses_first(clauses: Sequence[Clause], first: Signal) -> bool:
    """ "Pas jeudi, j'en suis": a negation before the yes may belong to it."""
    before = any("not_there" in clause.roles for clause in clauses[: first.clause])
    roles = [atom.role for atom in clauses[first.clause].atoms]
    within = "not_there" in roles and roles.index("not_there") < min(
        roles.index(role) for role in ("yes", "nod") if role in roles
    )
    return within or (before and not clauses[first.clause].contrast)


def _doubts_a_place(clause: Clause) -> bool:
    """ "Peut-être jeudi": the doubt may be about the day alone."""
    return "maybe" in clause.roles and bool(clause.roles & {"when", "where", "vague", "plan"})


def day_of(clauses: Sequence[Clause]) -> date | None:
    """The one day somebody chose, if exactly one is meant."""
    days: set[date | None] = set()
    for clause in clauses:
        if clause.clarity not in SETTLED or _doubts_a_place(clause):
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
        if clause.clarity not in SETTLED or _doubts_a_place(clause):
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
    if any(clause.clarity not in SETTLED for clause in clauses):
        return False
    beside = {role for clause in clauses for role in clause.roles}
    told = [clause for clause in clauses if clause.roles & {"posted", "posted_past"}]
    if told:
        over = all("posted_past" in one.roles for one in told) or not _names_another_day(clauses)
        return not beside & (LATER - {"when"} if over else LATER)
    shown = "show" in beside and not beside & LATER
    alone = beside <= BESIDE_A_POST and all(one.clarity is Clarity.CLEAR for one in clauses)
    return shares_a_post and (shown or alone) and "link" in beside


def _names_another_day(clauses: Sequence[Clause]) -> bool:
    words = [word for clause in clauses for atom in clause.atoms for word in atom.words]
    return any(word.form == "<day>" and not word.today for word in words)
