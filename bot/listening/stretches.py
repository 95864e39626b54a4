"""From the tokens of a sentence to stretches of words, with days and networks recognised."""

from __future__ import annotations

from collections.abc import Sequence

from .clauses import ACCENT, Stretch, Word
from .days import Calendar, days_in
from .folding import Token
from .language import Language
from .slips import nearly

SEPARATORS = frozenset({",", ";", "(", ")", "[", "]", "–", "—", "<sign>", ":", "…", "•", "·", "~"})
SIGNS = frozenset({"<yes>", "<maybe>", "<no>", "<odd>", "<thumb>", "<trail>"})
TODAY = frozenset({("aujourd", "hui"), ("aujourdhui",), ("today",), ("oggi",)})


def words_of(
    text: str, tokens: Sequence[Token], calendar: Calendar, language: Language
) -> list[Word]:
    """The sentence as words of one language."""
    words: list[Word] = []
    at = 0
    forms = [_joined(tokens, place, language) for place in range(len(tokens))]
    named = days_in(text, tokens, calendar)
    for day in [*named, None]:
        until = day.start if day else len(tokens)
        words.extend(_plain([form for form in forms[at:until] if form], language))
        if day:
            said = tuple(token.word for token in tokens[day.start : day.end])
            words.append(Word("<day>", day=day.day, today=said in TODAY))
            at = day.end
    return _with_lone_x(words)


def _plain(kept: Sequence[str], language: Language) -> list[Word]:
    words: list[Word] = []
    at = 0
    while at < len(kept):
        end, network = _network(kept, at, language)
        if end:
            words.append(Word("<net>", network=None if network == "none" else network))
            at = end
            continue
        words.extend(Word(form) for form in _spelt(kept[at], language))
        at += 1
    return words


def _joined(tokens: Sequence[Token], at: int, language: Language) -> str:
    """The token's word; a hyphen inside a word is nothing, one between blanks separates."""
    if tokens[at].word != "-":
        accented = (
            language.code == "en" and tokens[at].raw.isalpha() and not tokens[at].raw.isascii()
        )
        return f"{tokens[at].word}{ACCENT}" if accented else tokens[at].word
    tied_left = at > 0 and tokens[at - 1].end == tokens[at].start
    tied_right = at + 1 < len(tokens) and tokens[at + 1].start == tokens[at].end
    return "" if tied_left and tied_right else "–"


def _network(forms: Sequence[str], at: int, language: Language) -> tuple[int, str]:
    """Where the network name that begins here ends (0: none does), and its code."""
    names = list(language.network_names.ends(forms, at))
    if names:
        end, codes = names[-1]
        return end, max(codes)
    slip = nearly(forms[at])
    return (at + 1, slip) if slip else (0, "")


def _spelt(form: str, language: Language) -> tuple[str, ...]:
    known = language.stands_for(form)
    if known != (form,) or form in language.vocabulary:
        return known
    if form.isdigit():
        return ("<num>",)
    # "ouii", "yess": a doubled letter that makes no known word was meant once; "see" is no "se".
    single = form[:-1] if len(form) > 3 and form[-1] == form[-2] else form
    return language.stands_for(single) if single in language.vocabulary else (form,)


def _with_lone_x(words: list[Word]) -> list[Word]:
    """A lone x is a network only where other networks are named."""
    if not any(word.form == "<net>" for word in words):
        return words
    return [Word("<net>", network="x") if word.form == "x" else word for word in words]


def stretches(words: Sequence[Word]) -> list[Stretch]:
    """Split at commas, brackets, dashes and colons; a thumb or a face stands by itself."""
    found = [Stretch()]
    for word in words:
        if word.form in SIGNS:
            found.extend((Stretch([word]), Stretch()))
        elif word.form in SEPARATORS:
            found[-1].colon = word.form == ":"
            found.append(Stretch())
        else:
            found[-1].words.append(word)
    return [stretch for stretch in found if stretch.words]


def opposed(stretch: Stretch, language: Language) -> list[Stretch]:
    """Split further at words that oppose or give a reason; these words are left out."""
    found = [Stretch(contrast=stretch.contrast)]
    forms = [word.form for word in stretch.words]
    at = 0
    while at < len(forms):
        opening = list(language.opposing.ends(forms, at))
        if opening:
            at, roles = opening[-1]
            found.append(Stretch(contrast="contrast" in roles, cause="cause" in roles))
            continue
        found[-1].words.append(stretch.words[at])
        at += 1
    found[-1].colon = stretch.colon
    # A "but" with nothing behind it leaves all open.
    return [one for one in found if one.words or (one is found[-1] and one.contrast)]


def conditioned(stretch: Stretch, language: Language) -> list[Stretch]:
    """Split before the first word of a condition that does not open the stretch."""
    forms = [word.form for word in stretch.words]
    for at in range(1, len(forms)):
        if next(language.conditional.ends(forms, at), None):
            before = Stretch(stretch.words[:at], stretch.contrast, stretch.cause)
            return [before, Stretch(stretch.words[at:], colon=stretch.colon)]
    return [stretch]
