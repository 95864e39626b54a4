"""One clause at a time: covered by known phrases from end to end, or unclear."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import Enum

from .language import PRECEDENCE, Guards, Language
from .phrases import Phrases

ANSWERS = frozenset({"yes", "nod", "out", "refuse", "maybe"})
COURTESY = frozenset({"greet", "thanks", "informed", "praise", "close"})
LONGEST_NAME = 3  # words after a greeting
LONGEST_ASIDE = 30
JOINING = frozenset({"et", "and", "e"})
# English has no accents: a word that bears one is marked, so that "sûre" is not "sure".
ACCENT = "\u0301"
TELLING_SIGNS = frozenset(
    {"<quote>", "<odd>", "<who>", "<link>", "<yes>", "<no>", "<maybe>", "<thumb>", "<si>", ":"}
)
# What cannot be said in one breath: "definitely a great cause" is praise, "fait chaud" no news.
DISCORDS = (
    ({"nod"}, {"praise", "ack", "show", "posted", "posted_past", "done", "past", "wish", "link"}),
    ({"yes"}, {"show", "posted", "posted_past", "done", "past", "wish"}),
    ({"maybe"}, {"praise", "show", "posted", "posted_past", "done", "past", "link"}),
    ({"out", "refuse"}, {"show", "posted", "posted_past", "done", "past", "link", "ack", "noted"}),
    ({"yes", "nod"}, {"next", "later", "noted"}),
    ({"nod"}, {"close"}),
    ({"refuse"}, {"praise", "plan", "show", "wish", "maybe"}),
    ({"done"}, {"praise", "plan", "when", "vague", "fill", "greet", "ack", "wish"}),
    ({"praise", "thanks", "informed"}, {"show", "where", "when"}),
)


class Clarity(Enum):
    """How far a clause was understood."""

    CLEAR = "every word accounted for"
    ASIDE = "unknown words about oneself or of praise, harmless beside a plain answer"
    LOOSE = "unknown words without any word of an answer: harmless beside a plain no"
    CONDITION = "on condition"
    ASKING = "a plain question about when, where or how"
    ENQUIRY = "such a question in a sentence of its own"
    UNCLEAR = "anything else: beside it nothing is understood"


@dataclass(frozen=True, slots=True)
class Word:
    """A word as the phrases know it; a day or a network carries what it stands for."""

    form: str
    day: date | None = None
    network: str | None = None
    today: bool = False


@dataclass(frozen=True, slots=True)
class Atom:
    """A stretch of words and what it is."""

    role: str
    words: tuple[Word, ...]
    soft: bool = False  # a courtesy as well as a yes ("avec plaisir")


@dataclass(frozen=True, slots=True)
class Clause:
    """What a clause says, and how far that is certain."""

    clarity: Clarity
    atoms: tuple[Atom, ...] = ()
    contrast: bool = False
    brief: bool = False  # unknown, but no longer than a name
    own: bool = False  # a condition that lies with oneself

    @property
    def roles(self) -> frozenset[str]:
        return frozenset(atom.role for atom in self.atoms)


@dataclass(slots=True)
class Stretch:
    """Words between two separators, not yet read."""

    words: list[Word] = field(default_factory=list)
    contrast: bool = False
    cause: bool = False
    colon: bool = False  # a colon stands behind it


def read_clause(stretch: Stretch, language: Language, guards: Guards) -> Clause:
    """Cover a clause with known phrases; where that fails, say how harmless the rest is."""
    forms = [word.form for word in stretch.words]
    whole = cover(stretch.words, language.ways)
    if whole is not None:
        return known(whole, contrast=stretch.contrast)
    if stretch.colon or any(form in ("<quote>", ":") for form in forms):
        return Clause(Clarity.UNCLEAR)
    opening = opens_with(language.conditional, forms)
    if opening:
        wishful = opening == len(forms) or any(form in language.hypothetical for form in forms)
        said = set(forms)
        own = bool(said & language.subject and said & language.able)
        return Clause(Clarity.UNCLEAR if wishful else Clarity.CONDITION, own=own)
    return replace(_partly(stretch, language, guards), contrast=stretch.contrast)


def known(atoms: Sequence[Atom], *, contrast: bool = False) -> Clause:
    """A clause of known phrases; unclear where they do not go together."""
    order = [atom.role for atom in atoms]
    roles = set(order)
    discord = any(some & roles and others & roles for some, others in DISCORDS)
    # "Ok, ci sto" is a yes; "ci sto bene" is not.
    if "yes" in roles and "ack" in order[order.index("yes") :]:
        discord = True
    return Clause(Clarity.UNCLEAR if discord else Clarity.CLEAR, tuple(atoms), contrast)


def cover(words: Sequence[Word], ways: Phrases) -> list[Atom] | None:
    """The fewest phrases that make up all of the words, or None."""
    return _covers(words, ways)[len(words)]


def _covers(words: Sequence[Word], ways: Phrases) -> list[list[Atom] | None]:
    """For each number of leading words the fewest phrases they are made of, or None."""
    forms = [word.form for word in words]
    best: list[list[Atom] | None] = [[], *([None] * len(words))]
    for start in range(len(words)):
        so_far = best[start]
        if so_far is None:
            continue
        for end, roles in ways.ends(forms, start):
            there = best[end]
            reading = [*so_far, _atom(roles, words[start:end])]
            if there is None or _shape(reading) < _shape(there):
                best[end] = reading
    return best


def _shape(atoms: list[Atom]) -> tuple[int, list[int]]:
    """Fewer phrases first, then the longer ones at the beginning."""
    return len(atoms), [-len(atom.words) for atom in atoms]


def _atom(roles: Iterable[str], words: Sequence[Word]) -> Atom:
    known = set(roles)
    role = next(role for role in PRECEDENCE if role in known)
    return Atom(role, tuple(words), soft=role == "nod" and "fill" in known)


def opens_with(phrases: Phrases, forms: Sequence[str]) -> int:
    """How many of the first words make up one of the phrases."""
    return max((end for end, _ in phrases.ends(forms, 0)), default=0)


def _partly(stretch: Stretch, language: Language, guards: Guards) -> Clause:
    words = stretch.words
    covers = _covers(words, language.ways)
    # From the longest understood beginning down: what follows must be harmless in that place.
    for length in range(len(words) - 1, 0, -1):
        start = covers[length]
        if start:
            clause = _with_tail(start, words[length:], language, guards)
            if clause:
                return clause
    harm = _harm(words, language, guards, cause=stretch.cause)
    brief = len(words) <= LONGEST_NAME and _is_harmless([word.form for word in words], guards)
    return Clause(harm, brief=brief and harm is Clarity.LOOSE)


def _with_tail(
    start: list[Atom], tail: Sequence[Word], language: Language, guards: Guards
) -> Clause | None:
    """A known beginning and what may follow it: names after thanks, a story after an answer."""
    if known(start).clarity is not Clarity.CLEAR:
        return None
    roles = {atom.role for atom in start}
    forms = [word.form for word in tail]
    loose, harmless = _is_loose(forms, guards), _is_harmless(forms, guards)
    if roles <= COURTESY | {"fill"} and roles & COURTESY:
        limit = LONGEST_NAME if start[-1].role in ("greet", "close") else LONGEST_ASIDE
        return Clause(Clarity.CLEAR, tuple(start)) if harmless and len(forms) <= limit else None
    told = forms[0] in language.subject or (
        len(forms) > 1 and forms[0] in JOINING and forms[1] in language.oneself
    )
    telling = (
        (roles & {"yes"} and not roles & {"maybe", "nod"} and harmless and told)
        or (_is_own_plan(start, language) and not roles & ANSWERS and harmless)
        or (roles & {"out"} and roles <= {"out", "fill", "revise", "excuse"} and loose and told)
        or (roles & {"maybe"} and roles <= {"maybe", "fill"} and _leads_on(forms, language, guards))
    )
    return Clause(Clarity.ASIDE, tuple(start)) if telling else None


def _is_own_plan(start: list[Atom], language: Language) -> bool:
    return any(
        atom.role == "plan" and any(word.form in language.subject for word in atom.words)
        for atom in start
    )


def _leads_on(forms: Sequence[str], language: Language, guards: Guards) -> bool:
    """ "Je vais voir avec mon équipe"."""
    return forms[0] in language.leading and _is_loose(forms, guards)


def _harm(words: Sequence[Word], language: Language, guards: Guards, *, cause: bool) -> Clarity:
    forms = [word.form for word in words]
    if not forms or len(forms) > LONGEST_ASIDE or not _is_loose(forms, guards):
        return Clarity.UNCLEAR
    first = forms[1] if forms[0] in JOINING and len(forms) > 1 else forms[0]
    own = first in language.oneself or cause
    return Clarity.ASIDE if own and _is_harmless(forms, guards) else Clarity.LOOSE


def _is_harmless(forms: Sequence[str], guards: Guards) -> bool:
    bare = {form.rstrip(ACCENT) for form in forms}
    return _is_loose(forms, guards) and not bare & guards.doubting


def _is_loose(forms: Sequence[str], guards: Guards) -> bool:
    """No word of an answer, no hearsay, no quotation, nobody mentioned."""
    bare = {form.rstrip(ACCENT) for form in forms}
    return not bare & (guards.answering | guards.reporting | TELLING_SIGNS)
