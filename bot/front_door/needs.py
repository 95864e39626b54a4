"""Which locks a verb needs, found without any package: what is optional only where it is used."""

import tomllib
from collections.abc import Mapping
from pathlib import Path

from bot.front_door.environment import METRICS_LOCK, PICTURES_LOCK, POSTGRES_LOCK, RUNTIME_LOCK

ON_ITS_OWN = frozenset({"demo", "simulate"})
"""Verbs that keep their memory for themselves, whatever the settings say."""

YES = frozenset({"true", "1", "yes", "on", "y", "t"})
"""What the settings take for true."""


def needed_locks(
    verb: str, config: Path | None, environ: Mapping[str, str], *, picture: bool = False
) -> list[str]:
    """The locks to have installed before this verb; unreadable settings are explained later.

    :param picture: whether a picture is to be drawn
    """
    if picture:
        return [RUNTIME_LOCK, PICTURES_LOCK]
    locks = [RUNTIME_LOCK]
    if verb in ON_ITS_OWN:
        return locks
    if _given("database", "url", config, environ).startswith("postgres"):
        locks.append(POSTGRES_LOCK)
    if verb in ("run", "check") and _given("health", "metrics", config, environ).lower() in YES:
        locks.append(METRICS_LOCK)
    return locks


def _given(section: str, name: str, config: Path | None, environ: Mapping[str, str]) -> str:
    """A setting as it was written, wherever that is; empty if it was not."""
    variable = f"portevoix_{section}__{name}"
    given = {name.lower(): value for name, value in environ.items()}
    if value := given.get(variable):
        return value
    written = _read(config or Path("config.toml"))
    folder = given.get("portevoix_secrets_dir") or written.get("secrets_dir")
    if isinstance(folder, str):
        secret = Path(folder, variable)
        if secret.is_file():
            return secret.read_text(encoding="utf-8", errors="replace").strip()
    found = written.get(section)
    return str(found.get(name, "")) if isinstance(found, dict) else ""


def _read(config: Path) -> dict[str, object]:
    try:
        return tomllib.loads(config.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
