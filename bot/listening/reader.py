"""Reading sentence by sentence, in the community's language first, then in the others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache
from zoneinfo import ZoneInfo

from .clauses import Clarity, Clause, Stretch, cover, known, opens_with, read_clause
from .days import Calendar, names_too_many
from .folding import Folded, Token
from .language import Tongue, tongues
from .sentences import Sentence, sentences
from .stretches import conditioned, opposed, stretches, words_of

CODES = ("fr", "en", "it")
DOUBTFULNESS = {
    Clarity.CLEAR: 0,
    Clarity.ASKING: 1,
    Clarity.ENQUIRY: 1,
    Clarity.CONDITION: 1,
    Clarity.ASIDE: 2,
    Clarity.LOOSE: 3,
    Clarity.UNCLEAR: 4,
}
TAGS = frozenset({"do", "should", "shall", "can", "could", "will", "does", "did", "is", "are"})
MOST_SENTENCES = 30
MOST_WORDS = 400  # nobody answers at such length
LONGEST_STRETCH = 60  # words


def clauses_of(message: Folded, *, locale: str, now: datetime, zone: ZoneInfo) -> list[Clause]:
    """Every clause of the message; of a locale we do not speak, French is tried first."""
    code = locale.replace("_", "-").split("-")[0].strip().lower()
    if len(message.tokens) > MOST_WORDS or names_too_many(message.tokens):
        return [Clause(Clarity.UNCLEAR)]
    found = sentences(message.tokens)
    if len(found) > MOST_SENTENCES:
        return [Clause(Clarity.UNCLEAR)]
    reader = Reader(message.text, _tongues(code if code in CODES else CODES[0]), now, zone)
    return _unsigned([clause for sentence in found for clause in reader.clauses(sentence)])


@cache
def _tongues(own: str) -> tuple[Tongue, ...]:
    return tongues((own, *(other for other in CODES if other != own)))


def _unsigned(clauses: list[Clause]) -> list[Clause]:
    """Without the name under a message: a word or two after thanks or good wishes."""
    if len(clauses) > 1 and clauses[-1].brief and clauses[-2].roles:
        closing = clauses[-2].roles <= {"thanks", "informed", "close"}
        return clauses[:-1] if closing else clauses
    return clauses


@dataclass(frozen=True)
class Reader:
    """Reads the sentences of one message in each language in turn."""

    text: str
    tongues: tuple[Tongue, ...]
    now: datetime
    zone: ZoneInfo

    def clauses(self, sentence: Sentence) -> list[Clause]:
        """The clauses in the first language that makes them clear, else in the likeliest."""
        if _hangs(sentence, self.tongues[0]):
            return [Clause(Clarity.UNCLEAR)]
        best: list[list[Clause]] = []
        for tongue in self.tongues:
            found = self._read(sentence, tongue)
            if not best:
                best = found
            elif len(best) == len(found):
                best = [min(pair, key=_doubtfulness) for pair in zip(best, found, strict=True)]
            elif _doubtfulness(_flat(found)) < _doubtfulness(_flat(best)):
                best = found
            if _doubtfulness(_flat(best)) == 0:
                break
        return _flat(best)

    def _read(self, sentence: Sentence, tongue: Tongue) -> list[list[Clause]]:
        """For each stretch its clauses."""
        calendar = Calendar(tongue.language.code, self.now, self.zone)
        words = words_of(self.text, _native(sentence.tokens, tongue), calendar, tongue.language)
        parts = stretches(words)
        if not parts or max(len(part.words) for part in parts) > LONGEST_STRETCH:
            return [[Clause(Clarity.UNCLEAR)]] if sentence.asked or parts else []
        if sentence.asked:
            return self._asked(parts, tongue)
        return [self._stretch(part, tongue) for part in parts]

    def _asked(self, parts: list[Stretch], tongue: Tongue) -> list[list[Clause]]:
        """A question about when or where may follow an answer; any other makes all unclear."""
        last = opposed(parts[-1], tongue.language)
        forms = [word.form for word in last[-1].words] if last else []
        guarded = tongue.guards.reporting | tongue.guards.answering
        opening = opens_with(tongue.language.asking, forms)
        # "I can't, can I?" asks whether it is so.
        tag = opening == len(forms) and forms[0] in TAGS
        if not opening or tag or guarded & set(forms):
            return [[Clause(Clarity.UNCLEAR)] for _ in parts]
        before = [self._stretch(part, tongue) for part in parts[:-1]]
        if not before and len(last) == 1:
            return [[Clause(Clarity.ENQUIRY)]]
        leading = [clause for part in last[:-1] for clause in self._pieces(part, tongue)]
        return [*before, [*leading, Clause(Clarity.ASKING)]]

    def _stretch(self, stretch: Stretch, tongue: Tongue) -> list[Clause]:
        parts = opposed(stretch, tongue.language)
        pieces = [clause for part in parts for clause in self._pieces(part, tongue)]
        whole = cover(stretch.words, tongue.language.ways)
        # "Sì ma non sono sicuro": where both the parts and the whole are known, the parts count.
        if whole is not None and (len(parts) < 2 or _doubtfulness(pieces)):
            return [known(whole, contrast=stretch.contrast)]
        return pieces

    def _pieces(self, stretch: Stretch, tongue: Tongue) -> list[Clause]:
        if not stretch.words:
            return [Clause(Clarity.UNCLEAR)]
        if cover(stretch.words, tongue.language.ways) is not None:
            return [read_clause(stretch, tongue.language, tongue.guards)]
        read = [
            read_clause(part, tongue.language, tongue.guards)
            for part in conditioned(stretch, tongue.language)
        ]
        if read[-1].clarity is Clarity.CONDITION:
            read.extend(_main_clause(stretch, tongue))
        return read


def _hangs(sentence: Sentence, tongue: Tongue) -> bool:
    """ "J'en suis ! Mais": a "but" with nothing behind it, whatever it means elsewhere."""
    last = [token.word for token in sentence.tokens[-1:]]
    return any("contrast" in roles for _, roles in tongue.language.opposing.ends(last, 0))


def _main_clause(stretch: Stretch, tongue: Tongue) -> list[Clause]:
    """ "Si c'est jeudi je suis partante": what is promised at the end of a condition."""
    for at in range(1, len(stretch.words)):
        if stretch.words[at].form in tongue.language.oneself:
            atoms = cover(stretch.words[at:], tongue.language.ways)
            if atoms is not None:
                return [known(atoms)]
    return []


def _flat(parts: Sequence[Sequence[Clause]]) -> list[Clause]:
    return [clause for part in parts for clause in part]


def _doubtfulness(clauses: Sequence[Clause]) -> int:
    return max((DOUBTFULNESS[clause.clarity] for clause in clauses), default=0)


def _native(tokens: Sequence[Token], tongue: Tongue) -> Sequence[Token]:
    """Outside Italian a bare "si" is more likely a French if than a yes."""
    if tongue.own:
        return tokens
    return [replace(token, word="<si>") if token.word == "si" else token for token in tokens]
