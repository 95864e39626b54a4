"""Web addresses, and what stands beside them, inside what people type."""

import re

_ADDRESS = re.compile(r"https?://[^\s<>\"]+", re.IGNORECASE)
_AROUND = " \t\n,;:–—-()<>"


def first_link(text: str) -> str | None:
    """The first web address in a text, without the punctuation that follows it."""
    found = _ADDRESS.search(text)
    return found.group().rstrip(".,;:!?)»") if found else None


def split_organiser(text: str) -> tuple[str | None, str | None, str | None]:
    """Organiser, official address and place of one field; None for what is missing.

    The address may stand anywhere; of the lines that are left the first names the organiser and
    the others the place.
    """
    link = first_link(text)
    rest = _ADDRESS.sub(" ", text, count=1)
    lines = [" ".join(line.split()).strip(_AROUND) for line in rest.splitlines()]
    organiser, *place = [line for line in lines if line] or [""]
    return organiser or None, link, ", ".join(place) or None
