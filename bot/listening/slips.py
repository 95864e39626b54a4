"""One slip of a finger: when a misspelt name is still that name."""

from __future__ import annotations

# Long enough, and unlike enough to anything else, to be recognised one letter off.
LONG_NAMES = ("linkedin", "instagram", "facebook", "mastodon", "newsletter")


def nearly(word: str) -> str | None:
    """The long network name that was meant, else None."""
    if len(word) < 7:
        return None
    return next((name for name in LONG_NAMES if one_slip(word, name)), None)


def one_slip(word: str, name: str) -> bool:
    """At most one letter missing, added, wrong, or two neighbours swapped."""
    if abs(len(word) - len(name)) > 1:
        return False
    at = 0
    while at < min(len(word), len(name)) and word[at] == name[at]:
        at += 1
    rest, wanted = word[at:], name[at:]
    return (
        rest == wanted
        or rest[1:] == wanted
        or rest == wanted[1:]
        or rest[1:] == wanted[1:]
        or (rest[2:] == wanted[2:] and rest[:2] == wanted[1::-1])
    )
