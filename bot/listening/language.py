"""What the reader knows of one language: phrases by role, and the words that forbid a reading."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from .lexicon import Sections, sections
from .networks import NETWORKS
from .phrases import Phrases

# What a phrase can be. "yes" stands whatever is said beside it; "nod" (oui, ✋) needs the whole
# message understood; "ack" (ok, d'accord) says that one has read, not that one is in. Where a
# stretch of words can be two things, the one named first, the less binding, is taken.
PRECEDENCE = (
    "not_there",
    "prefer",
    "vague",
    "later",
    "out",
    "next",
    "refuse",
    "maybe",
    "posted_past",
    "done",
    "posted",
    "ack",
    "yes",
    "nod",
    "plan",
    "show",
    "where",
    "when",
    "past",
    "link",
    "revise",
    "informed",
    "thanks",
    "praise",
    "greet",
    "excuse",
    "wish",
    "noted",
    "odd",
    "thumb",
    "trail",
    "close",
    "fill",
)

# What a sign alone is, in every language.
SIGNS = {"link": ("<link>",), "odd": ("<odd>",), "thumb": ("<thumb>",), "trail": ("<trail>",)}


@dataclass(frozen=True)
class Language:
    """One language, as its folder in `lexicon/` describes it."""

    code: str
    sections: Sections

    @cached_property
    def macros(self) -> Mapping[str, str]:
        """Groups of words used in phrases, by name."""
        return _pairs(self.sections["macros"])

    @cached_property
    def ways(self) -> Phrases:
        """Ways of saying things, by role."""
        said = {role: self.sections[role] for role in PRECEDENCE if role in self.sections}
        signs = {role: (*said.get(role, ()), *forms) for role, forms in SIGNS.items()}
        return Phrases({**said, **signs}, self.macros)

    @cached_property
    def network_names(self) -> Phrases:
        """Names of networks, by code; `none` for places that are not counted."""
        brands = sections("brands.txt")
        codes = (*NETWORKS, "none")
        headings = {code: f"network {code}" for code in codes}
        return Phrases(
            {
                code: [*brands.get(heading, ()), *self.sections.get(heading, ())]
                for code, heading in headings.items()
            },
            self.macros,
        )

    @cached_property
    def opposing(self) -> Phrases:
        """Words that open an opposed clause, or a reason."""
        return Phrases({role: self.sections[role] for role in ("contrast", "cause")}, {})

    @cached_property
    def conditional(self) -> Phrases:
        """Words that open a condition."""
        return Phrases({"condition": self.sections["condition"]}, {})

    @cached_property
    def asking(self) -> Phrases:
        """How a plain question about time or place begins."""
        return Phrases({"asking": self.sections["interrogative"]}, self.macros)

    @cached_property
    def oneself(self) -> frozenset[str]:
        """Words that open a clause about oneself."""
        return self._words("oneself")

    @cached_property
    def subject(self) -> frozenset[str]:
        """Words for "I" as the one who acts."""
        return self._words("subject")

    @cached_property
    def able(self) -> frozenset[str]:
        """Words of a condition about being able and free to take part."""
        return self._words("able")

    @cached_property
    def leading(self) -> frozenset[str]:
        """Words by which a doubt goes on: with my team, according to…"""
        return self._words("leading")

    @cached_property
    def doubting(self) -> frozenset[str]:
        """Words that forbid a yes beside them."""
        return self._words("doubting")

    @cached_property
    def reporting(self) -> frozenset[str]:
        """Words by which a sentence may be somebody else's, or not meant."""
        return self._words("reporting")

    @cached_property
    def answering(self) -> frozenset[str]:
        """Words of an answer: among unknown words they forbid any reading."""
        return self._words("answering")

    @cached_property
    def hypothetical(self) -> frozenset[str]:
        """Words of a condition that is not expected to come true."""
        return self._words("hypothetical")

    @cached_property
    def spelling(self) -> Mapping[str, tuple[str, ...]]:
        """Abbreviations and sloppy spellings, and the words behind them."""
        pairs = _pairs(self.sections["spelling"])
        return {word: tuple(words.split()) for word, words in pairs.items()}

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """Every word that means something to the reader."""
        phrases = (self.ways, self.opposing, self.conditional, self.asking)
        words = (self.oneself, self.doubting, self.reporting, self.answering)
        return frozenset().union(*(one.vocabulary() for one in phrases), *words)

    def stands_for(self, word: str) -> tuple[str, ...]:
        """The words behind an abbreviation or a sloppy spelling."""
        return self.spelling.get(word, (word,))

    def _words(self, section: str) -> frozenset[str]:
        return frozenset(" ".join(self.sections[section]).split())


def _pairs(lines: Iterable[str]) -> dict[str, str]:
    split = (line.partition(":") for line in lines)
    return {name.strip(): value.strip() for name, _, value in split}


def language(code: str) -> Language:
    """The language with that folder. Raises FileNotFoundError if there is none."""
    return Language(code, sections(code))


@dataclass(frozen=True)
class Guards:
    """The words that forbid a reading where they stand among unknown ones."""

    doubting: frozenset[str]
    reporting: frozenset[str]
    answering: frozenset[str]


@dataclass(frozen=True)
class Tongue:
    """A language as it is listened to in one community."""

    language: Language
    guards: Guards
    own: bool  # the language people are expected to write


def tongues(codes: Iterable[str]) -> tuple[Tongue, ...]:
    """The languages in the order given, the first of them the expected one.

    Hearsay is recognised in all of them at once; doubts in the language being read, and for a
    language that was not expected in all.
    """
    every = tuple(language(code) for code in codes)
    doubting = frozenset().union(*(one.doubting for one in every))
    reporting = frozenset().union(*(one.reporting for one in every))
    answering = frozenset().union(*(one.answering for one in every))
    return tuple(
        Tongue(
            one,
            Guards(one.doubting if one is every[0] else doubting, reporting, answering),
            own=one is every[0],
        )
        for one in every
    )
