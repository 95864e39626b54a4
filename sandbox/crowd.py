"""As many invented people as one asks for, always the same ones, to try the bot at size."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from typing import Any

Json = dict[str, Any]

MOST = 100_000
_FIRST = ("Ala", "Béré", "Cléo", "Dori", "Élo", "Fani", "Garo", "Hélé", "Isa", "Joré", "Kali")
_MIDDLE = ("", "li", "ma", "no", "ra", "si", "ta")
_LAST = ("Bréval", "Cordan", "Dumarais", "Esquelin", "Fombard", "Guérouan", "Haulier", "Jossan")
_ZONES = ("Europe/Paris",) * 8 + ("America/Martinique", "Indian/Reunion", "Europe/Rome")


def _people(taken: set[str]) -> Iterator[Json]:
    for number in count(1):
        handle = f"voix{number:05}"
        if handle in taken:
            continue
        first = _FIRST[number % len(_FIRST)] + _MIDDLE[number % len(_MIDDLE)]
        last = _LAST[number % len(_LAST)]
        yield {
            "handle": handle,
            "name": f"{first} {last} {number}",
            "zone": _ZONES[number % len(_ZONES)],
            "dms_open": number % 20 != 0,
        }


def with_crowd(collective: Json, members: int) -> Json:
    """The collective with at least so many people; one in twenty has closed messages."""
    people = list(collective.get("people", []))
    wanted = min(members, MOST) - len(people)
    if wanted <= 0:
        return collective
    crowd = _people({each["handle"] for each in people if isinstance(each, dict)})
    return collective | {"people": [*people, *(next(crowd) for _ in range(wanted))]}
