"""Wall-clock hours as instants, on nights when an hour comes twice or never."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta, tzinfo


def instants(day: date, seconds: int, zone: tzinfo) -> tuple[datetime, ...]:
    """Give the instants that a wall clock in `zone` shows `seconds` after the day's midnight.

    One, except at a clock change. An hour that comes twice gives both instants. An hour that
    never comes gives the two instants meant by who forgot the change in one direction or the
    other: 02:30, skipped in Paris on 28 March 2027, gives 01:30+01:00 and 03:30+02:00 (the two
    readings of PEP 495).
    """
    wall = datetime.combine(day, time()) + timedelta(seconds=seconds)
    both = [wall.replace(tzinfo=zone, fold=fold) for fold in (0, 1)]
    if both[0].utcoffset() == both[1].utcoffset():
        return (both[0],)
    utc = sorted(moment.astimezone(UTC) for moment in both)
    return tuple(moment.astimezone(zone) for moment in utc)
