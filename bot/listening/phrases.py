"""A small notation for ways of saying things, and the automaton in which they are found.

`[a|b c]` may be left out, `(a|b c)` may not, `{name}` stands for a macro. The phrases are never
written out (their number runs into millions): each becomes a few states, and the sets of states
met while reading are remembered, so that a text is read in one pass from each word.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

PIECE = re.compile(r"[\[\]()|]|[^\s\[\]()|]+")
MACRO = re.compile(r"\{(\w+)\}")
CLOSING = {"(": ")", "[": "]"}
REMEMBERED = 20_000  # sets of states; far more than a lexicon has, a bound all the same


class Meeting:
    """The phrases still possible after some words, and the roles of those that end here."""

    __slots__ = ("following", "roles", "states")

    def __init__(self, states: frozenset[int], roles: frozenset[str]) -> None:
        self.states = states
        self.roles = roles
        self.following: dict[str, Meeting] = {}


class Phrases:
    """A lexicon: for each role its phrases.

    Raises:
        ValueError: brackets that do not match.
        KeyError: an unknown macro.
    """

    def __init__(self, lexicon: Mapping[str, Iterable[str]], macros: Mapping[str, str]) -> None:
        self._words: list[dict[str, list[int]]] = []
        self._freely: list[list[int]] = []
        self._role: dict[int, str] = {}
        self._known: dict[frozenset[int], Meeting] = {}
        starts = [
            self._phrase(line, role, macros) for role, lines in lexicon.items() for line in lines
        ]
        self._first: dict[str, set[int]] = {}
        for state in self._reached(starts):
            for word, targets in self._words[state].items():
                self._first.setdefault(word, set()).update(targets)
        self._openings: dict[str, Meeting] = {}

    def ends(self, words: Sequence[str], start: int) -> Iterator[tuple[int, frozenset[str]]]:
        """Each phrase that begins at `start`: where it ends, and its roles."""
        if start >= len(words):
            return
        here = self._opening(words[start])
        at = start
        while here is not None:
            at += 1
            if here.roles:
                yield at, here.roles
            here = self._after(here, words[at]) if at < len(words) else None

    def vocabulary(self) -> frozenset[str]:
        """Every word that occurs in a phrase."""
        return frozenset(word for state in self._words for word in state)

    def _opening(self, word: str) -> Meeting | None:
        known = self._openings.get(word)
        if known is None and word in self._first:
            known = self._openings[word] = self._meeting(self._first[word])
        return known

    def _after(self, here: Meeting, word: str) -> Meeting | None:
        known = here.following.get(word)
        if known is None:
            targets = {to for state in here.states for to in self._words[state].get(word, ())}
            if not targets:
                return None
            known = here.following[word] = self._meeting(targets)
        return known

    def _meeting(self, targets: set[int]) -> Meeting:
        states = frozenset(self._reached(targets))
        known = self._known.get(states)
        if known is None:
            roles = frozenset(self._role[state] for state in states if state in self._role)
            known = Meeting(states, roles)
            if len(self._known) < REMEMBERED:
                self._known[states] = known
        return known

    def _reached(self, states: Sequence[int] | set[int]) -> set[int]:
        """These states and all that follow without a word."""
        reached = set(states)
        waiting = list(states)
        while waiting:
            for state in self._freely[waiting.pop()]:
                if state not in reached:
                    reached.add(state)
                    waiting.append(state)
        return reached

    def _state(self) -> int:
        self._words.append({})
        self._freely.append([])
        return len(self._words) - 1

    def _phrase(self, line: str, role: str, macros: Mapping[str, str]) -> int:
        written = line
        while MACRO.search(written):
            written = MACRO.sub(lambda match: f"({macros[match[1]]})", written)
        pieces = PIECE.findall(written)
        start = self._state()
        end, at = self._choices(pieces, 0, start)
        if at != len(pieces):
            raise ValueError(f"unbalanced phrase: {line}")
        self._role[end] = role
        return start

    def _choices(self, pieces: list[str], at: int, start: int) -> tuple[int, int]:
        """States for `a b | c …` from `start`; answers where they end and where reading stopped."""
        end = self._state()
        here = start
        while at < len(pieces) and pieces[at] not in ")]":
            piece = pieces[at]
            if piece == "|":
                self._freely[here].append(end)
                here = start
            elif piece in CLOSING:
                inside = self._state()
                self._freely[here].append(inside)
                after, at = self._choices(pieces, at + 1, inside)
                if at >= len(pieces) or pieces[at] != CLOSING[piece]:
                    raise ValueError(f"unbalanced phrase: {' '.join(pieces)}")
                if piece == "[":
                    self._freely[inside].append(after)
                here = after
            else:
                target = self._state()
                self._words[here].setdefault(piece, []).append(target)
                here = target
            at += 1
        self._freely[here].append(end)
        return end, at
