"""Which locks a verb needs, found without any package: the driver, the painter only if used."""

import tomllib
from collections.abc import Mapping
from pathlib import Path

from bot.front_door.environment import PICTURES_LOCK, POSTGRES_LOCK, RUNTIME_LOCK

ON_ITS_OWN = frozenset({"demo", "simulate"})
"""Verbs that keep their memory for themselves, whatever the settings say."""


def needed_locks(
    verb: str, config: Path | None, environ: Mapping[str, str], *, picture: bool = False
) -> list[str]:
    """The locks to have installed before this verb; unreadable settings are explained later.

    :param picture: whether a picture is to be drawn
    """
    if picture:
        return [RUNTIME_LOCK, PICTURES_LOCK]
    if verb in ON_ITS_OWN or not _database_url(config, environ).startswith("postgres"):
        return [RUNTIME_LOCK]
    return [RUNTIME_LOCK, POSTGRES_LOCK]


def _database_url(config: Path | None, environ: Mapping[str, str]) -> str:
    given = {name.upper(): value for name, value in environ.items()}
    if url := given.get("PORTEVOIX_DATABASE__URL"):
        return url
    written = _read(config or Path("config.toml"))
    folder = given.get("PORTEVOIX_SECRETS_DIR") or written.get("secrets_dir")
    if isinstance(folder, str):
        secret = Path(folder, "portevoix_database__url")
        if secret.is_file():
            return secret.read_text(encoding="utf-8", errors="replace").strip()
    database = written.get("database")
    return str(database.get("url", "")) if isinstance(database, dict) else ""


def _read(config: Path) -> dict[str, object]:
    try:
        return tomllib.loads(config.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
