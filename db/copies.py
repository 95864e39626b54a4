"""How long the copies live that we make ourselves: they hold personal data."""

import re
from datetime import UTC, datetime
from pathlib import Path

MADE_BY_UPGRADES = "before-*.sqlite3"

_SCHEDULED = re.compile(r"scheduled-(\d{8}-\d{6})\.(?:sqlite3|dump)")
_MOMENT = "%Y%m%d-%H%M%S"


def keep_newest(folder: Path, keep: int) -> list[Path]:
    """Delete all but the newest `keep` copies that upgrades made there; returns those deleted.

    Copies that people made under names of their own are left alone.

    Raises:
        OSError: one could not be deleted.
    """
    by_age = sorted(folder.glob(MADE_BY_UPGRADES), key=lambda copy: copy.stat().st_mtime_ns)
    return _delete(by_age[:-keep] if keep else by_age)


def scheduled_name(now: datetime, *, sqlite: bool) -> str:
    """The name of a copy made by schedule at that moment."""
    return f"scheduled-{now.astimezone(UTC):{_MOMENT}}.{'sqlite3' if sqlite else 'dump'}"


def last_scheduled(folder: Path, now: datetime) -> datetime | None:
    """When the last copy was made by schedule; one from the future, of a wrong clock, is none."""
    return max((moment for moment, _ in _scheduled(folder) if moment <= now), default=None)


def keep_newest_scheduled(folder: Path, keep: int) -> list[Path]:
    """The same as `keep_newest` for the copies made by schedule, by the moments in their names."""
    by_age = [file for _, file in sorted(_scheduled(folder))]
    return _delete(by_age[:-keep])


def _scheduled(folder: Path) -> list[tuple[datetime, Path]]:
    return [
        (datetime.strptime(found[1], _MOMENT).replace(tzinfo=UTC), file)
        for file in folder.glob("scheduled-*")
        if (found := _SCHEDULED.fullmatch(file.name))
    ]


def _delete(copies: list[Path]) -> list[Path]:
    for copy in copies:
        copy.unlink()
    return copies
