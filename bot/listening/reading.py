"""Reading a reply: sentence by sentence, in the community's language first, then in the others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cache
from zoneinfo import ZoneInfo

from .choosing import Choice, choice_of
from .clauses import Clarity, Clause, Stretch, cover, known, opens_with, read_clause
from .days import Calendar
from .folding import Folded, Token, folded
from .language import Guards, Language, guards, language
from .links import may_be_a_post, network_of
from .placing import day_of, is_posted, networks_of
from .sentences import Sentence, sentences
from .stretches import conditioned, opposed, stretches, words_of

CODES = ("fr", "en", "it")
SURENESS = {
    Clarity.CLEAR: 0,
    Clarity.ASKING: 1,
    Clarity.ENQUIRY: 1,
    Clarity.CONDITION: 1,
    Clarity.ASIDE: 2,
    Clarity.LOOSE: 3,
    Clarity.UNCLEAR: 4,
}
# Beside these a day or a network is no answer to when and where.
ANSWERED = frozenset(
    {
        "yes",
        "nod",
        "out",
        "refuse",
        "maybe",
        "next",
        "link",
        "past",
        "posted",
        "posted_past",
        "done",
        "wish",
    }
)
MOST_SENTENCES = 30
LONGEST_STRETCH = 60  # words


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


def languages_for(locale: str) -> tuple[Language, ...]:
    """The languages in the order they are tried: that of the locale, French if unknown, first."""
    code = locale.replace("_", "-").split("-")[0].strip().lower()
    own = code if code in CODES else CODES[0]
    return tuple(_language(one) for one in (own, *(other for other in CODES if other != own)))


@cache
def _language(code: str) -> Language:
    return language(code)


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
    clauses = _clauses(message, languages_for(locale), now, zone)
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
    roles = {role for clause in clauses for role in clause.roles}
    settled = all(clause.clarity is Clarity.CLEAR for clause in clauses) or (
        "plan" in roles and all(c.clarity in (Clarity.CLEAR, Clarity.ASIDE) for c in clauses)
    )
    return settled and not roles & ANSWERED


def _clauses(
    message: Folded, languages: tuple[Language, ...], now: datetime, zone: ZoneInfo
) -> list[Clause]:
    found = sentences(message.tokens)
    if len(found) > MOST_SENTENCES:
        return [Clause(Clarity.UNCLEAR)]
    reader = Reader(message.text, languages, now, zone)
    return _unsigned([clause for sentence in found for clause in reader.clauses(sentence)])


def _unsigned(clauses: list[Clause]) -> list[Clause]:
    """Without the name under a message: a word or two after thanks or good wishes."""
    if len(clauses) > 1 and clauses[-1].brief and clauses[-2].roles:
        closing = clauses[-2].roles <= {"thanks", "close"}
        return clauses[:-1] if closing else clauses
    return clauses


@dataclass(frozen=True)
class Reader:
    """Reads the sentences of one message in each language in turn."""

    text: str
    languages: tuple[Language, ...]
    now: datetime
    zone: ZoneInfo

    def clauses(self, sentence: Sentence) -> list[Clause]:
        """The clauses in the first language that makes them clear, else in the likeliest."""
        best: list[list[Clause]] = []
        for tongue in self.languages:
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

    def _read(self, sentence: Sentence, language: Language) -> list[list[Clause]]:
        """For each stretch its clauses."""
        calendar = Calendar(language.code, self.now, self.zone)
        words = words_of(
            self.text, _native(sentence.tokens, self._is_own(language)), calendar, language
        )
        parts = stretches(words)
        if not parts or max(len(part.words) for part in parts) > LONGEST_STRETCH:
            return [[Clause(Clarity.UNCLEAR)]] if sentence.asked or parts else []
        if sentence.asked:
            return self._asked(parts, language)
        return [self._stretch(part, language) for part in parts]

    def _is_own(self, language: Language) -> bool:
        return language is self.languages[0]

    def _guards(self, language: Language) -> Guards:
        return guards(language, self.languages, foreign=not self._is_own(language))

    def _asked(self, parts: list[Stretch], language: Language) -> list[list[Clause]]:
        """A question about when or where may follow an answer; any other makes all unclear."""
        last = opposed(parts[-1], language)
        forms = [word.form for word in last[-1].words] if last else []
        guarded = self._guards(language).reporting | self._guards(language).answering
        if not opens_with(language.asking, forms) or guarded & set(forms):
            return [[Clause(Clarity.UNCLEAR)] for _ in parts]
        before = [self._stretch(part, language) for part in parts[:-1]]
        if not before and len(last) == 1:
            return [[Clause(Clarity.ENQUIRY)]]
        opening = [clause for part in last[:-1] for clause in self._pieces(part, language)]
        return [*before, [*opening, Clause(Clarity.ASKING)]]

    def _stretch(self, stretch: Stretch, language: Language) -> list[Clause]:
        parts = opposed(stretch, language)
        pieces = [clause for part in parts for clause in self._pieces(part, language)]
        whole = cover(stretch.words, language.ways)
        # "Sì ma non sono sicuro": where both the parts and the whole are known, the parts count.
        if whole is not None and (len(parts) < 2 or _doubtfulness(pieces)):
            return [known(whole, contrast=stretch.contrast)]
        return pieces

    def _pieces(self, stretch: Stretch, language: Language) -> list[Clause]:
        if not stretch.words:
            return [Clause(Clarity.UNCLEAR)]
        if cover(stretch.words, language.ways) is not None:
            return [read_clause(stretch, language, self._guards(language))]
        read = [
            read_clause(part, language, self._guards(language))
            for part in conditioned(stretch, language)
        ]
        if read[-1].clarity is Clarity.CONDITION:
            read.extend(_main_clause(stretch, language))
        return read


def _main_clause(stretch: Stretch, language: Language) -> list[Clause]:
    """ "Si c'est jeudi je suis partante": what is promised at the end of a condition."""
    for at in range(1, len(stretch.words)):
        if stretch.words[at].form in language.oneself:
            atoms = cover(stretch.words[at:], language.ways)
            if atoms is not None:
                return [known(atoms)]
    return []


def _flat(parts: Sequence[Sequence[Clause]]) -> list[Clause]:
    return [clause for part in parts for clause in part]


def _doubtfulness(clauses: Sequence[Clause]) -> int:
    return max((SURENESS[clause.clarity] for clause in clauses), default=0)


def _native(tokens: Sequence[Token], own: bool) -> Sequence[Token]:
    """Outside Italian a bare "si" is more likely a French if than a yes."""
    if own:
        return tokens
    return [replace(token, word="<si>") if token.word == "si" else token for token in tokens]
