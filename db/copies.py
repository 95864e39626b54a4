"""How long the copies live that are made before an upgrade: they hold personal data."""

from pathlib import Path

MADE_BY_UPGRADES = "before-*.sqlite3"


def keep_newest(folder: Path, keep: int) -> list[Path]:
    """Delete all but the newest `keep` copies that upgrades made there; returns those deleted.

    Copies that people made under names of their own are left alone.

    Raises:
        OSError: one could not be deleted.
    """
    by_age = sorted(folder.glob(MADE_BY_UPGRADES), key=lambda copy: copy.stat().st_mtime_ns)
    old = by_age[:-keep] if keep else by_age
    for copy in old:
        copy.unlink()
    return old
