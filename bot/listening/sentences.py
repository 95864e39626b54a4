"""Where sentences end, and which of them ask."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from .days import ABBREVIATED, MONTHS
from .folding import Token

STOPS = frozenset(".!?\n")
PRONOUNS = frozenset({"je", "j", "moi", "i", "im", "io", "jsuis", "jen", "chui"})


@dataclass(slots=True)
class Sentence:
    """The tokens of one sentence, without what ends it."""

    tokens: list[Token] = field(default_factory=list)
    asked: bool = False


def sentences(tokens: Sequence[Token]) -> list[Sentence]:
    """Split at full stops, exclamation and question marks and line ends.

    A question mark after a blank or another mark belongs to what stands before it; one that
    stands before everything makes a question of its own.
    """
    found = [Sentence()]
    for at, token in enumerate(tokens):
        if token.word not in STOPS or _inside(tokens, at):
            found[-1].tokens.append(token)
        elif token.word == "?":
            asked = next((one for one in reversed(found) if one.tokens), found[0])
            asked.asked = True
            found.append(Sentence())
        elif found[-1].tokens:
            found.append(Sentence())
    kept = [one for one in found if one.tokens or one.asked]
    for one in kept:
        one.tokens = _without_address(one.tokens)
    return kept


def _inside(tokens: Sequence[Token], at: int) -> bool:
    """Whether a full stop is part of a number, an abbreviation or an address."""
    if tokens[at].word != "." or at == 0 or at + 1 == len(tokens):
        return False
    before, after = tokens[at - 1], tokens[at + 1]
    if before.word.isdigit() and after.word.isdigit():
        return before.end == tokens[at].start and after.start == tokens[at].end
    shortened = before.word in ABBREVIATED or (before.word in MONTHS and len(before.word) < 6)
    return shortened and (after.word.isdigit() or after.word in MONTHS)


def _without_address(tokens: list[Token]) -> list[Token]:
    """Without the mention one answers to: last in the sentence, or before a comma or an "I"."""
    if tokens and tokens[-1].word == "<who>":
        tokens = [one for at, one in enumerate(tokens) if at < len(tokens) - 1]
    if len(tokens) == 1 and tokens[0].word == "<who>":
        return []
    if len(tokens) > 1 and tokens[0].word == "<who>" and tokens[1].word in PRONOUNS | {","}:
        return tokens[1:]
    return tokens
