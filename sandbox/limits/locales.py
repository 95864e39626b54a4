"""The languages that Discord knows, and texts in several of them."""

from __future__ import annotations

from sandbox.fields import Fields

#: Codes by which Discord knows languages (documentation: reference, locales).
_CODES = """
    id da de en-GB en-US es-ES es-419 fr hr it lt hu nl no pl pt-BR ro fi sv-SE vi tr cs el bg ru
    uk hi th zh-CN ja zh-TW ko
"""
LOCALES = frozenset(_CODES.split())


def read_localizations(fields: Fields, name: str, *, most: int) -> dict[str, str] | None:
    """Texts by locale; notes locales that Discord does not know."""
    given = fields.within(name)
    if given is None:
        return None
    found: dict[str, str] = {}
    for locale in given.data:
        if locale not in LOCALES:
            among = ", ".join(sorted(LOCALES))
            text = f"Value must be one of ({among})."
            given.refuse(locale, "ENUM_TYPE_COERCE", text)
            continue
        text_in = given.text(locale, least=1, most=most)
        if text_in:
            found[locale] = text_in
    return found
