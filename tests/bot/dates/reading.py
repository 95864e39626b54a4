"""Reading a phrase the short way, for the tests of this room."""

from datetime import datetime
from zoneinfo import ZoneInfo

from bot.dates import as_json, read

MONDAY = datetime.fromisoformat("2026-11-23T10:00:00+01:00")
PARIS = "Europe/Paris"


def said(text: str, locale: str = "fr", now: datetime = MONDAY, zone: str = PARIS) -> str:
    """The reading on one line: `2026-11-24 18:00`, `? one, other`, `! reason`."""
    answer = as_json(read(text, locale=locale, now=now, zone=ZoneInfo(zone)))
    match answer:
        case {"at": str(at)}:
            return _short(at)
        case {"candidates": list(candidates)}:
            return "? " + ", ".join(_short(str(one)) for one in candidates)
    return f"! {answer['reason']}"


def _short(moment: str) -> str:
    return moment[:16].replace("T", " ")
