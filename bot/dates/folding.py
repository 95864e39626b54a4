"""From what a person typed to plain tokens: accents, capitals and typography set aside."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

LONGEST = 300
"""Characters; a longer text says more than one moment."""

_SKIPPED = frozenset("\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u00ad\ufe0e\ufe0f\u20e3")
_ACCENTS = frozenset("\u0300\u0301\u0302\u0303\u0308\u0327")
_DASHES = frozenset("-\u2010\u2011\u2012\u2013\u2014\u2015\u2212")
# An apostrophe parts words in all three languages: aujourd'hui, l'11, o'clock.
_BLANKS = frozenset("'\u2018\u2019\u02bc\u00b4`\"\u201c\u201d\u201e\u00ab\u00bb()*_")
_COMMAS = frozenset(",;!\u00b7\u2022\u22c5")
_SYMBOLS = frozenset(".:/+@")
_DEGREES = frozenset("\u00b0\u00ba")
_LIGATURES = {"œ": "oe", "æ": "ae"}
# Only pictures that cannot change the meaning; a cross or a question mark would.
_DECORATION = frozenset("📅📆🗓⏰⏱⌚🙂😊😀😃😄😁😉🎉🥳👍✅✨🔔📢📣👋🙏☀🌞🎄🚀💪❤")

_TOKEN = re.compile(r"[a-z]+|[0-9]+|[.:/,+@°-]")


@dataclass(frozen=True)
class Token:
    """A run of letters, a run of digits, or one sign; `spaced` if a blank stands before it."""

    text: str
    spaced: bool

    @property
    def digits(self) -> bool:
        """Whether this is a number in figures."""
        return self.text.isdigit()

    @property
    def letters(self) -> bool:
        """Whether this is a word."""
        return self.text.isalpha()


class Unreadable(Exception):
    """Raised for a sign that could change the meaning; carries the reason's key."""


def tokens(text: str) -> tuple[Token, ...]:
    """Fold a text into tokens.

    Raises `Unreadable` for what is too long or holds a sign with a meaning we do not know.
    """
    if len(text) > LONGEST:
        raise Unreadable("unreadable")
    if "~~" in text or "||" in text:  # Discord's strike-through and spoiler
        raise Unreadable("unreadable")
    plain = "".join(_fold(sign) for sign in text)
    plain = re.sub(r"\b([ap])\. ?m\b\.?", r"\1m", plain)  # p.m.
    plain = re.sub(r"(?<=[a-z])\.", " ", plain)  # déc.
    plain = re.sub(r"(?<![0-9])\.|\.(?![0-9])", ",", plain)  # the end of a sentence
    found: list[Token] = []
    end = 0
    for match in _TOKEN.finditer(plain):
        found.append(Token(match.group(), spaced=match.start() > end))
        end = match.end()
    return tuple(_without_inner_dashes(_trimmed(found)))


def _fold(sign: str) -> str:
    if sign in _SKIPPED or sign in _ACCENTS:
        return ""
    if sign.isspace() or sign in _BLANKS or sign in _DECORATION:
        return " "
    if sign in _DASHES:
        return "-"
    if sign in _COMMAS:
        return ","
    if sign in _SYMBOLS:
        return sign
    if sign in _DEGREES:
        return "°"
    kind = unicodedata.category(sign)
    if kind == "Nd":
        return str(unicodedata.decimal(sign))
    if kind.startswith("L"):
        lowered = _LIGATURES.get(sign.lower(), sign.lower())
        bare = "".join(c for c in unicodedata.normalize("NFKD", lowered) if c not in _ACCENTS)
        if bare and all("a" <= c <= "z" for c in bare.lower()):
            return bare.lower()
    # Full-width signs are ordinary ones seen through an Asian keyboard.
    if 0xFF01 <= ord(sign) <= 0xFF5E:
        return _fold(unicodedata.normalize("NFKC", sign))
    raise Unreadable(
        {"?": "approximate", "~": "approximate", "≈": "approximate"}.get(sign, "unreadable")
    )


def _trimmed(found: list[Token]) -> list[Token]:
    start, end = 0, len(found)
    while start < end and found[start].text == ",":
        start += 1
    while end > start and found[end - 1].text == ",":
        end -= 1
    return found[start:end]


def _without_inner_dashes(found: list[Token]) -> list[Token]:
    """Part `après-demain` and `dix-huit` into words; a dash near a number or a blank stays."""
    kept: list[Token] = []
    for index, token in enumerate(found):
        inner = (
            token.text == "-"
            and 0 < index < len(found) - 1
            and found[index - 1].letters
            and found[index + 1].letters
            and not token.spaced
            and not found[index + 1].spaced
        )
        if not inner:
            kept.append(token)
    return kept
