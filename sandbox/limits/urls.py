"""Addresses in messages: well formed, and of a kind that Discord takes."""

from __future__ import annotations

from urllib.parse import urlsplit

from sandbox.fields import Fields

#: Longest address in a message (documentation: button structure, unfurled media item).
BUTTON_MOST, MEDIA_MOST = 512, 2048


def read_url(
    fields: Fields,
    name: str,
    *,
    required: bool = False,
    schemes: tuple[str, ...] = ("http", "https"),
    most: int = MEDIA_MOST,
) -> str | None:
    """The address in that field; notes what Discord would not take."""
    url = fields.text(name, required=required, most=most)
    if not url:
        return None
    try:
        parts = urlsplit(url)
        host = parts.hostname
    except ValueError:
        fields.refuse(name, "URL_TYPE_INVALID_URL", "Not a well formed URL.")
        return None
    if parts.scheme.lower() not in schemes:
        among = ", ".join(f"'{each}'" for each in schemes)
        text = f'Scheme "{parts.scheme}" must be one of ({among}).'
        fields.refuse(name, "URL_TYPE_INVALID_SCHEME", text)
        return None
    if not host and parts.scheme != "attachment":
        fields.refuse(name, "URL_TYPE_INVALID_URL", "Not a well formed URL.")
        return None
    return url
