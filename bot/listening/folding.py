"""From what was typed to the person's own words: no quotations, no decoration, one spelling."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from .links import ADDRESS, host_of, trimmed

LONGEST = 4000  # characters: Discord's own limit for a message

# Signs that stand for a whole thing, put where the thing was; typed ones are removed first.
LINK = 0xE000
PRIVATE = re.compile(r"[\ue000-\uf8ff]")
MARKS = {
    "\uf000": "<who>",
    "\uf001": "<quote>",
    "\uf002": "<odd>",
    "\uf003": "<yes>",
    "\uf004": "<maybe>",
    "\uf005": "<no>",
    "\uf006": "<sign>",
    "\uf007": "<tag>",
    "\uf008": "<thumb>",
    "\uf009": "<trail>",
}
WHO, QUOTE, ODD, YES, MAYBE, NO, SIGN, TAG, THUMB, TRAIL = MARKS

SIGNS = {
    YES: "✋🤚🖐🙋",
    # Seen, well said, agreed: no answer by itself.
    THUMB: "👍✅☑✔",
    MAYBE: "🤔🤷",
    NO: "❌👎🙅🚫✖⛔🛑",
    # Irony, laughter, sadness, crossed fingers: not what one adds to a plain yes.
    ODD: "🙄😏🙃🤡🤥😒😑😐😂🤣💀☠🤨😕😟🙁☹😞😔😢😭😡😠🤬🤮🤢💩🖕😴🥱🤦😤"
    "😖😣😩😫🥴🤞😶🫠🫤😬🥲🫥😳😰😨😱👀🧐",
    "?": "❓❔‽؟¿",
}
BY_SIGN = {sign: mark for mark, signs in SIGNS.items() for sign in signs}
SHORTCODES = {
    "+1": THUMB,
    "thumbsup": THUMB,
    "raised_hand": YES,
    "hand": YES,
    "raising_hand": YES,
    "white_check_mark": THUMB,
    "heavy_check_mark": YES,
    "thinking": MAYBE,
    "thinking_face": MAYBE,
    "shrug": MAYBE,
    "x": NO,
    "-1": NO,
    "thumbsdown": NO,
    "no_entry": NO,
}
PLAIN_NAME = re.compile(
    r"(?:heart|tada|fire|rocket|clap|muscle|pray|wave|smile|smiley|grin|star|sparkles|party|sun\w*)"
)

BLOCK = re.compile(r"```.*?(?:```|\Z)", re.DOTALL)
CODE = re.compile(r"(?<!\w)`[^`\n]+`(?!\w)")
QUOTED_REST = re.compile(r"(?m)^[^\S\n]*>>>.*\Z", re.DOTALL)
QUOTED_LINE = re.compile(r"(?m)^[^\S\n]*>.*$")
STRUCK = re.compile(r"~~.*?~~", re.DOTALL)
MARKED_LINK = re.compile(r"\[([^\]\n]*)\]\(\s*<?([\ue000-\uefff])>?[^)\n]{0,100}\)")
CUSTOM_SIGN = re.compile(r"<a?:(\w{1,64}):\d{1,24}>")
MENTION = re.compile(r"<(?:@[!&]?|#)\d{1,24}>|</[^<>\n]{1,100}:\d{1,24}>|(?<![\w.])@\w+(?:\.\w+)*")
HASHTAG = re.compile(r"(?<![\w#])#(?=\w*[^\W\d])(\w+)")
UNKIND_TAG = re.compile(
    r"no|pas|iron|joke|blague|lol|sarc|fake|mayb|peut|fors|jamais|neve|out|sans"
)
SHORTCODE = re.compile(r"(?<!\w):([a-z0-9_+-]{1,40}):(?!\w)")
INVISIBLE = re.compile(r"[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]")
MODIFIERS = re.compile("[\ufe0e\ufe0f\U0001f3fb-\U0001f3ff]|[♀♂](?=\ufe0f?)")
APOSTROPHE = re.compile("(?<=[^\\W\\d_])[’\u02bc\u00b4`\u2032\u2018\u02b9\uff07](?=[^\\W\\d_])")
# "j 'en suis": the blank is a slip, not the beginning of a quotation.
LOOSE_APOSTROPHE = re.compile(r"(?<!\w)([jldcnsmt]|qu)\s?['’]\s?(?=\w)", re.IGNORECASE)
DECORATION = re.compile(r"(?m)^[^\S\n]*(?:#{1,3}[^\S\n]|-#[^\S\n]|[-–—•*+][^\S\n]+)|[*_]+|\|\|")

MOUTHS = re.compile(r"(?<![\d:;])(?:[:;=]-?[)\]DPp]+|\^{2}|\^_\^|[xX]D+|<3+|\\o/)(?!\w)")
SARCASM = re.compile(r"(?<!\S)/s(?!\S)")
SAD_MOUTHS = re.compile(r"(?<![\d:;\w])(?:[:;=]'?-?[(/|\\\[]+|-_+-|[oO]_+[oO])(?!\w)")
QUOTED = re.compile(
    r"«[^«»\n]*»|“[^“”\n]*”|„[^„“”\n]*[“”]|\u2039[^\u2039\u203a\n]*\u203a|\"[^\"\n]*\"|「[^「」\n]*」"
)
STRAY_QUOTE = re.compile(
    r"[«»“”„‟\u2039\u203a\"「」]|(?<!\w)['\u2018\u201a](?=\w)|(?<!\w)['’](?=\s*$)"
)
INCLUSIVE = re.compile(
    r"(?<=[^\W\d_]{2})"
    r"(?:[·•⋅‧∙・/](?:e|ne|se|rice|te|ve)(?:[·•⋅‧∙・.]?s)?|\((?:e|ne|se|rice)\)"
    r"|[.](?:e|ne|rice)(?:[.]s)?|-(?:e|ne)(?:-s)?)"
    r"(?![^\W\d_]|\()",
    re.IGNORECASE,
)
PIECES = re.compile(
    r"<t:-?\d{1,16}(?::[a-zA-Z])?>|\+1(?!\d)|\d+|[^\W\d_]+|\n|[^\S\n]+|\S",
)
LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "\u0131": "i"})
# Two Italian words that an accent tells from others: yes (not if, not oneself), is (not and).
KEPT = {"sì": "sì", "sí": "sì", "è": "è", "é": "è"}
# "Oui…": what is left open at the very end.
TRAILING = re.compile(r"(?:…|\.{2,})[\s.…]*\Z")
LENGTHENED = re.compile(r"(.)\1{2,}")


@dataclass(frozen=True, slots=True)
class Token:
    """One word or sign, its folded form, and where it stands in the cleaned text."""

    word: str
    raw: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Folded:
    """A message without quotations and decoration; `links` are those of the person's own words."""

    text: str
    tokens: tuple[Token, ...]
    links: tuple[str, ...]


def fold(word: str) -> str:
    """Without capitals, accents and lengthened letters: "OUIIII" and "Ouï" are "oui"."""
    plain = unicodedata.normalize("NFKD", word.casefold().translate(LIGATURES))
    bare = "".join(sign for sign in plain if not unicodedata.combining(sign))
    return LENGTHENED.sub(r"\1", bare)


def folded(text: str) -> Folded:
    """The person's own words as tokens. Never raises; an overlong text has none."""
    if len(text) > LONGEST:
        return Folded("", (), ())
    links: list[str] = []
    clean = PRIVATE.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))
    clean = BLOCK.sub("\n", INVISIBLE.sub("", clean))
    clean = QUOTED_LINE.sub("", QUOTED_REST.sub("", clean))
    clean = CODE.sub(QUOTE, clean)
    clean = ADDRESS.sub(lambda match: _kept(match[0], links), clean)
    clean = TRAILING.sub(f" {TRAIL} ", _without_quotations(_without_marks(clean)))
    return Folded(clean, tuple(_tokens(clean)), _own_links(clean, links))


def _kept(address: str, links: list[str]) -> str:
    bare = address.removeprefix("<").removesuffix(">")
    short = trimmed(bare)
    if not host_of(short) or len(links) >= 0x1000:
        return address.replace("/", " ")
    links.append(short)
    return f" {chr(LINK + len(links) - 1)} {bare[len(short) :]}"


def _own_links(clean: str, links: list[str]) -> tuple[str, ...]:
    kept = (links[ord(sign) - LINK] for sign in clean if LINK <= ord(sign) < LINK + len(links))
    return tuple(dict.fromkeys(kept))


def _without_marks(text: str) -> str:
    text = STRUCK.sub(f" {QUOTE} ", text)
    text = MARKED_LINK.sub(r" \1 \2 ", text)
    text = CUSTOM_SIGN.sub(lambda match: _named_sign(match[1].casefold()), text)
    text = SHORTCODE.sub(lambda match: _named_sign(match[1]), text)
    text = MENTION.sub(f" {WHO} ", text)
    text = HASHTAG.sub(lambda match: ODD if UNKIND_TAG.search(match[1].casefold()) else TAG, text)
    text = SARCASM.sub(ODD, SAD_MOUTHS.sub(ODD, MOUTHS.sub(SIGN, text)))
    text = LOOSE_APOSTROPHE.sub(r"\1'", APOSTROPHE.sub("'", text))
    text = DECORATION.sub(" ", text)
    text = MODIFIERS.sub("", text)
    text = unicodedata.normalize("NFKC", text)
    return "".join(sign for sign in text if not unicodedata.combining(sign))


def _named_sign(name: str) -> str:
    if name in SHORTCODES:
        return SHORTCODES[name]
    return SIGN if PLAIN_NAME.fullmatch(name) else ODD


def _without_quotations(text: str) -> str:
    text = QUOTED.sub(f" {QUOTE} ", text)
    text = STRAY_QUOTE.sub(f" {QUOTE} ", text)
    return INCLUSIVE.sub("e", text)


def _tokens(text: str) -> list[Token]:
    tokens: list[Token] = []
    for match in PIECES.finditer(text):
        raw = match[0]
        word = _word(raw)
        if word:
            tokens.append(Token(word, raw, match.start(), match.end()))
    return tokens


def _word(raw: str) -> str:
    if raw == "\n":
        return "\n"
    if raw.isspace() or raw == "'":
        return ""
    if raw.casefold() in KEPT:
        return KEPT[raw.casefold()]
    if raw.isdigit():
        return raw
    if len(raw) > 1 or raw.isalnum():
        return raw if raw.startswith("<t:") else fold(raw)
    if raw in MARKS:
        return MARKS[raw]
    if LINK <= ord(raw) < LINK + 0x1000:
        return "<link>"
    if raw in BY_SIGN:
        mark = BY_SIGN[raw]
        return MARKS.get(mark, mark)
    return "<sign>" if unicodedata.category(raw) in ("So", "Sk", "Cn") else raw
