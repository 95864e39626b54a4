"""Territories: the list that people choose from, by name or code, and what follows from each.

The regions of France are the default list, as the first collective is spread over them; every
country whose public holidays are known can be named too, for members who live elsewhere.
"""

from difflib import get_close_matches
from functools import lru_cache
from zoneinfo import ZoneInfo

import holidays
from babel.core import Locale, get_global

from bot.reminders.calendar import fold
from bot.words import LOCALES, known, say
from db.models import Community, Member

NONE = "-"
"""What is chosen to take a territory back."""
REGIONS = (
    *("FR-ARA", "FR-BFC", "FR-BRE", "FR-CVL", "FR-20R", "FR-GES", "FR-HDF", "FR-IDF", "FR-NOR"),
    *("FR-NAQ", "FR-OCC", "FR-PDL", "FR-PAC", "GP", "MQ", "GF", "RE", "YT"),
)
"""The eighteen regions of France, by ISO 3166 code."""
WITH_OTHER_HOLIDAYS = ("FR-6AE", "FR-57", "NC", "PF", "PM", "BL", "MF", "WF")
"""Parts of France with public holidays of their own that are not regions."""
FIRST = (*REGIONS, *WITH_OTHER_HOLIDAYS, "FR", "BE", "CH", "LU", "IT", "GB", "IE", "CA-QC")

# Codes and short names in use besides the ISO code and the names in our three languages.
_ALSO = {
    "PACA": "FR-PAC",
    "COR": "FR-20R",
    "FR-COR": "FR-20R",
    "AURA": "FR-ARA",
    "Centre": "FR-CVL",
    "67": "FR-6AE",
    "68": "FR-6AE",
    "FR-67": "FR-6AE",
    "FR-68": "FR-6AE",
    "Bas-Rhin": "FR-6AE",
    "Haut-Rhin": "FR-6AE",
    "57": "FR-57",
    "Guyane": "GF",
    "Réunion": "RE",
    "Saint-Barth": "BL",
    "Tahiti": "PF",
    "UK": "GB",
}
# ISO 3166 gives French territories overseas two codes each.
_ZONES = {"PF": "Pacific/Tahiti", "CA-QC": "America/Toronto"}
"""Where nearly all live, in territories of several zones."""
_DEPARTMENTS = {"971": "GP", "972": "MQ", "973": "GF", "974": "RE", "976": "YT"}


def name(code: str, locale: str) -> str:
    """What a territory is called in a language; the code itself where it has no name."""
    country, _, part = code.partition("-")
    key = f"territory.{code.lower().replace('-', '_')}"
    if known(key, locale):
        return say(key, locale)
    if not part or part in _DEPARTMENTS:
        found = Locale.parse(locale).territories.get(_DEPARTMENTS.get(part, country))
        return str(found) if found else code
    return code


def named(said: str) -> str | None:
    """The code of the territory that somebody named, in any of our languages; None if unknown."""
    code = said.strip().upper()
    if code in FIRST:
        # The usual case, and long before every name in three languages has been looked up.
        return code
    found = _index().get(fold(said))
    if found is not None:
        return found
    country, _, part = code.partition("-")
    parts = holidays.list_supported_countries().get(country, ())
    return f"{country}-{part}" if part in parts else None


def closest(said: str, locale: str) -> tuple[str, ...]:
    """Names of the known territories that look most like what was typed, at most three."""
    near = get_close_matches(fold(said), _index(), n=6, cutoff=0.7)
    return tuple(dict.fromkeys(name(_index()[one], locale) for one in near))[:3]


def suggestions(typed: str, locale: str) -> tuple[tuple[str, str], ...]:
    """Code and name of the territories whose name contains what was typed, at most 25."""
    wanted = fold(typed)
    everywhere = dict.fromkeys((*FIRST, *sorted(_index().values()))) if wanted else FIRST
    found = [(code, name(code, locale)) for code in everywhere]
    return tuple(one for one in found if wanted in fold(one[1]) or wanted == fold(one[0]))[:25]


@lru_cache(maxsize=1024)
def zone(code: str | None) -> str | None:
    """The time zone of a territory that has only one; None where there are several, or none."""
    if not code or code in _ZONES:
        return _ZONES.get(code or "")
    country, _, part = code.partition("-")
    if country == "FR":
        country = _DEPARTMENTS.get(part, country)
    elif part:
        return None
    zones = [one for one, of in get_global("zone_territories").items() if of == country]
    return str(zones[0]) if len(zones) == 1 else None


def own_zone(member: Member) -> str | None:
    """The zone that a member named, else their territory's; None where they told neither."""
    return member.zone or zone(member.territory)


def zone_of(member: Member, community: Community) -> ZoneInfo:
    """The member's own zone, else the community's."""
    return ZoneInfo(own_zone(member) or community.zone)


@lru_cache(maxsize=1)
def _index() -> dict[str, str]:
    """Every way to name a territory, folded, with its code."""
    countries = [one for one in holidays.list_supported_countries() if len(one) == 2]
    found: dict[str, str] = {}
    for code in (*FIRST, *countries):
        for text in (code, *(name(code, locale) for locale in LOCALES)):
            found.setdefault(fold(text), code)
        if code.startswith("FR-"):
            found.setdefault(fold(code[3:]), code)
    for number, code in _DEPARTMENTS.items():
        found[number] = found[f"FR{number}"] = code
    return found | {fold(text): code for text, code in _ALSO.items()}
