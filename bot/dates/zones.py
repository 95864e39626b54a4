"""The zones a text may name: a city's hour, or a distance from UTC."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

CITIES: dict[str, str] = {
    "paris": "Europe/Paris",
    "parigi": "Europe/Paris",
    "metropole": "Europe/Paris",
    "la metropole": "Europe/Paris",
    "londres": "Europe/London",
    "london": "Europe/London",
    "londra": "Europe/London",
    "rome": "Europe/Rome",
    "roma": "Europe/Rome",
    "milan": "Europe/Rome",
    "milano": "Europe/Rome",
    "bruxelles": "Europe/Brussels",
    "brussels": "Europe/Brussels",
    "geneve": "Europe/Zurich",
    "geneva": "Europe/Zurich",
    "ginevra": "Europe/Zurich",
    "berlin": "Europe/Berlin",
    "berlino": "Europe/Berlin",
    "madrid": "Europe/Madrid",
    "lisbonne": "Europe/Lisbon",
    "lisbon": "Europe/Lisbon",
    "lisbona": "Europe/Lisbon",
    "new york": "America/New_York",
    "montreal": "America/Montreal",
    "martinique": "America/Martinique",
    "la martinique": "America/Martinique",
    "fort de france": "America/Martinique",
    "guadeloupe": "America/Guadeloupe",
    "la guadeloupe": "America/Guadeloupe",
    "guyane": "America/Cayenne",
    "cayenne": "America/Cayenne",
    # Not "la reunion" alone, which is also a meeting.
    "l ile de la reunion": "Indian/Reunion",
    "ile de la reunion": "Indian/Reunion",
    "mayotte": "Indian/Mayotte",
    "noumea": "Pacific/Noumea",
    "tahiti": "Pacific/Tahiti",
    "papeete": "Pacific/Tahiti",
    "tokyo": "Asia/Tokyo",
}

_CENTRAL = {"cet": 1, "cest": 2}
_REAL_CENTRAL = ZoneInfo("Europe/Paris")


def by_city(name: str) -> tzinfo:
    """Give the zone of a city of the table."""
    return ZoneInfo(CITIES[name])


def by_initials(name: str) -> tzinfo:
    """Give the zone of UTC, GMT, CET or CEST."""
    return timezone(timedelta(hours=_CENTRAL[name])) if name in _CENTRAL else UTC


def by_distance(hours: int) -> tzinfo | None:
    """Give the zone so many hours east of UTC, if there is one."""
    return timezone(timedelta(hours=hours)) if -12 <= hours <= 14 else None


def believable(moment: datetime) -> bool:
    """Whether a moment said in CET or CEST falls in that half of the year.

    People write CET all year long: where summer time runs, "18:00 CET" may mean either hour.
    """
    return moment.utcoffset() == moment.astimezone(_REAL_CENTRAL).utcoffset()
