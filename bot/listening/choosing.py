"""From clauses to an answer: what was said of oneself, when nothing beside it forbids."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from .clauses import Clarity, Clause

Choice = Literal["in", "maybe", "out"]

SETTLED = frozenset({Clarity.CLEAR, Clarity.ASIDE})
WHOLE = frozenset({Clarity.CLEAR, Clarity.CONDITION, Clarity.ENQUIRY})
PLACES = frozenset({"when", "where", "vague", "later", "not_there", "prefer"})
NEWS = frozenset({"posted", "posted_past", "done"})
# Beside these a raised hand is a courtesy, not an answer.
ORNAMENTED = NEWS | {
    "thanks",
    "informed",
    "praise",
    "ack",
    "noted",
    "show",
    "link",
    "wish",
    "next",
}
# What may stand beside a bare "no".
BESIDE_A_NO = frozenset(
    {
        "refuse",
        "fill",
        "thanks",
        "informed",
        "praise",
        "greet",
        "close",
        "next",
        "excuse",
        "wish",
        "revise",
        "odd",
    }
)
# Behind a bare yes these make it a yes to something else, or to nothing.
LEFT_OPEN = frozenset(
    {"praise", "informed", "ack", "wish", "noted", "greet", "show", "link", "trail"}
)
# Words that take back what was said before.
CORRECTING = frozenset(
    {"finalement", "fait", "actually", "anzi", "scratch", "scrap", "second", "wait", "realta"}
)
# Those of them that, said last, leave nothing of a yes.
TURNING = frozenset(
    {"avis", "mind", "idea", "plan", "plans", "programme", "scratch", "scrap", "wait", "mistake"}
    | {"correction", "rectification", "oups", "oops", "pardon", "aspetta"}
)


@dataclass(frozen=True, slots=True)
class Signal:
    """One yes, perhaps or no, and where it stands."""

    choice: Choice
    strong: bool
    clause: int
    sign: bool  # a hand, a cross
    soft: bool  # a courtesy as well


def choice_of(clauses: Sequence[Clause]) -> Choice | None:
    """The answer the clauses give together, or None: when in doubt, nothing."""
    if any(clause.clarity is Clarity.UNCLEAR for clause in clauses):
        return None
    beside = roles_of(clauses)
    signals = _signals(clauses)
    if beside & ORNAMENTED or any(not signal.sign for signal in signals):
        signals = [one for one in signals if one.choice != "in" or not one.sign]
    refusals = [signal for signal in signals if signal.choice == "out"]
    if refusals:
        signals = [signal for signal in signals if not signal.soft]
    agreements = [signal for signal in signals if signal.choice == "in"]
    doubts = any(signal.choice == "maybe" for signal in signals)
    if agreements and refusals:
        return _taken_back(clauses, agreements, refusals)
    if agreements:
        return _agreed(clauses, agreements, doubts=doubts)
    if refusals:
        return _refused(clauses, refusals, doubts=doubts)
    return _doubted(clauses) if doubts or _accepts_on_condition(clauses) else None


def roles_of(clauses: Sequence[Clause]) -> set[str]:
    """Everything that is said somewhere in the message."""
    return {role for clause in clauses for role in clause.roles}


def doubts_a_place(clause: Clause) -> bool:
    """ "Peut-être jeudi": the doubt may be about the day alone."""
    return "maybe" in clause.roles and bool(clause.roles & (PLACES | {"plan"}))


def _signals(clauses: Sequence[Clause]) -> list[Signal]:
    found: list[Signal] = []
    for at, clause in enumerate(clauses):
        for atom in clause.atoms:
            sign = all(word.form in ("<yes>", "<no>", "<maybe>") for word in atom.words)
            if atom.role in ("yes", "nod"):
                found.append(Signal("in", atom.role == "yes", at, sign, atom.soft))
            elif atom.role == "maybe":
                found.append(Signal("maybe", strong=True, clause=at, sign=sign, soft=False))
            # "Pas dispo jeudi" speaks of Thursday only.
            elif atom.role in ("out", "refuse") and not clause.roles & PLACES:
                found.append(Signal("out", atom.role == "out", at, sign, soft=False))
    return found


def _agreed(clauses: Sequence[Clause], agreements: list[Signal], *, doubts: bool) -> Choice | None:
    beside = roles_of(clauses)
    strong = any(signal.strong for signal in agreements) or _says_how(clauses)
    if any(clause.clarity is Clarity.LOOSE for clause in clauses):
        return None
    if not strong and not _nods_plainly(clauses, agreements[0]):
        return None
    if any(_opposes(clause) or doubts_a_place(clause) for clause in clauses):
        return None
    if beside & {"out", "refuse", "excuse", "odd"} or ("past" in beside and not beside & NEWS):
        return None
    if _refuses_first(clauses, agreements[0]) or _turns_away(clauses):
        return None
    conditional = any(clause.clarity is Clarity.CONDITION for clause in clauses)
    return "maybe" if doubts or conditional else "in"


def _nods_plainly(clauses: Sequence[Clause], nod: Signal) -> bool:
    """ "Oui" with nothing unknown, and no opinion or news it may be agreeing to."""
    if any(clause.clarity not in WHOLE for clause in clauses):
        return False
    after = roles_of(clauses[nod.clause :])
    return not after & LEFT_OPEN and "wish" not in roles_of(clauses)


def _opposes(clause: Clause) -> bool:
    """A "but" with unknown words behind it, unless a known doubt opens them; or with none."""
    if clause.contrast and clause.clarity is Clarity.CLEAR:
        return clause.roles <= {"fill", "revise"}  # "j'en suis, mais bon"
    return clause.contrast and clause.clarity is Clarity.ASIDE and "maybe" not in clause.roles


def _turns_away(clauses: Sequence[Clause]) -> bool:
    """ "I'm in… then changed my mind": a change of mind after the last yes."""
    atoms = [atom for clause in clauses for atom in clause.atoms]
    last = max(at for at, atom in enumerate(atoms) if atom.role in ("yes", "nod"))
    return any(
        atom.role == "revise" and TURNING & {word.form for word in atom.words}
        for atom in atoms[last:]
    )


def _says_how(clauses: Sequence[Clause]) -> bool:
    """ "Oui, je posterai jeudi un mot sur nos apprentis": a plan with its day or place."""
    return any(
        clause.clarity is Clarity.ASIDE
        and "plan" in clause.roles
        and any(word.form in ("<day>", "<net>") for atom in clause.atoms for word in atom.words)
        for clause in clauses
    )


def _refuses_first(clauses: Sequence[Clause], first: Signal) -> bool:
    """ "Pas jeudi, j'en suis": a negation before the yes may belong to it."""
    if any("not_there" in clause.roles for clause in clauses[: first.clause]):
        return not clauses[first.clause].contrast
    roles = [atom.role for atom in clauses[first.clause].atoms]
    yes = min(roles.index(role) for role in ("yes", "nod") if role in roles)
    return "not_there" in roles[:yes]


def _refused(clauses: Sequence[Clause], refusals: list[Signal], *, doubts: bool) -> Choice | None:
    if doubts or any(clause.clarity is Clarity.CONDITION for clause in clauses):
        return None
    # "Je ne peux pas venir, mais je relaierai" is no refusal.
    if any(clause.contrast and "plan" in clause.roles for clause in clauses[refusals[0].clause :]):
        return None
    if any(signal.strong for signal in refusals):
        return "out"
    plain = all(clause.clarity is Clarity.CLEAR for clause in clauses)
    beside = roles_of(clauses)
    # "Non mais c'est génial" is no refusal.
    exclaims = "praise" in beside and any(clause.contrast for clause in clauses)
    return "out" if plain and beside <= BESIDE_A_NO and not exclaims else None


def _doubted(clauses: Sequence[Clause]) -> Choice | None:
    if any(clause.clarity not in SETTLED | {Clarity.CONDITION} for clause in clauses):
        return None
    if roles_of(clauses) & NEWS or _doubts_what_went_before(clauses):
        return None
    if _wonders_about_others(clauses):
        return None
    return "maybe"


def _wonders_about_others(clauses: Sequence[Clause]) -> bool:
    """ "Je ne sais pas si Paul vient"."""
    return any(
        "maybe" in before.roles and after.clarity is Clarity.CONDITION and not after.own
        for before, after in pairwise(clauses)
    )


def _doubts_what_went_before(clauses: Sequence[Clause]) -> bool:
    """ "Jeudi, peut-être": the doubt may be about the day alone."""
    doubt = next((at for at, clause in enumerate(clauses) if "maybe" in clause.roles), 0)
    return bool(roles_of(clauses[:doubt]) & (PLACES | {"plan"}))


def _accepts_on_condition(clauses: Sequence[Clause]) -> bool:
    """ "Ok si c'est après 18h": no yes yet, and no more than that."""
    return any(
        "ack" in before.roles and after.clarity is Clarity.CONDITION
        for before, after in pairwise(clauses)
    )


def _taken_back(
    clauses: Sequence[Clause], agreements: list[Signal], refusals: list[Signal]
) -> Choice | None:
    """A yes and a no: the no counts if it comes last and says that it corrects."""
    last_yes = max(signal.clause for signal in agreements)
    if refusals[0].clause < last_yes or not any(signal.strong for signal in refusals):
        return None
    until = clauses[: refusals[-1].clause + 1]
    if "revise" in roles_of(until):
        return "out"
    opening = [word.form for atom in clauses[refusals[0].clause].atoms for word in atom.words][:4]
    opposed = clauses[refusals[0].clause].contrast and not any(one.strong for one in agreements)
    return "out" if opposed or CORRECTING & set(opening) else None
