"""Web addresses inside what people type."""

import re

_ADDRESS = re.compile(r"https?://[^\s<>\"]+", re.IGNORECASE)
_AROUND = " \t\n,;:–—-()<>"


def split_link(text: str) -> tuple[str | None, str | None]:
    """A name and its address, typed together in any order; None for what is missing."""
    found = _ADDRESS.search(text)
    if found is None:
        return text.strip(_AROUND) or None, None
    link = found.group().rstrip(".,;:!?)»")
    rest = text.replace(found.group(), " ")
    return " ".join(rest.split()).strip(_AROUND) or None, link
