"""Moments written for machines: ISO 8601, and Discord's `<t:…>`."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.dates.clock_changes import instants
from bot.dates.readings import Unfit

_STAMPS = re.compile(r"(?:\s*[(\-,–—]?\s*<t:[0-9]{1,11}(?::[tTdDfFsSR])?>\s*\)?)+\s*")
_STAMP = re.compile(r"<t:([0-9]+)")
_ISO = re.compile(
    r"([0-9]{4}-[0-9]{2}-[0-9]{2})[T ]([0-9]{2}):([0-9]{2})(?::([0-9]{2})(?:\.0+)?)?"
    r"(Z|[+-][0-9]{2}:?[0-9]{2})?",
    re.IGNORECASE,
)


def exact(text: str, zone: ZoneInfo) -> tuple[datetime, ...]:
    """Give the instants of a text written for machines, none if it is not one.

    Raises `Unfit` for one that no calendar has.
    """
    bare = text.strip()
    if len(bare) > 300:
        return ()
    if _STAMPS.fullmatch(bare):
        return _stamped(bare, zone)
    match = _ISO.fullmatch(bare)
    return _iso(match, zone) if match else ()


def _stamped(text: str, zone: ZoneInfo) -> tuple[datetime, ...]:
    """Read `<t:…:F> (<t:…:R>)`: one instant, however often it is said."""
    stamps = {int(stamp) for stamp in _STAMP.findall(text)}
    if len(stamps) > 1:
        raise Unfit("several")
    try:
        moment = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=stamps.pop())
    except OverflowError:
        raise Unfit("too_far") from None
    return (moment.astimezone(zone),)


def _iso(match: re.Match[str], zone: ZoneInfo) -> tuple[datetime, ...]:
    day, hour, minute, second, offset = match.groups()
    try:
        wall = datetime.fromisoformat(f"{day}T{hour}:{minute}:{second or '00'}")
        if offset:
            aware = datetime.fromisoformat(wall.isoformat() + offset.upper())
            return (aware.astimezone(zone),)
    except ValueError:
        raise Unfit("impossible") from None
    return instants(wall.date(), wall.hour * 3600 + wall.minute * 60 + wall.second, zone)
