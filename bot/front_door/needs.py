"""Which locks a verb needs, found without any package: PostgreSQL's driver only if used."""

import tomllib
from collections.abc import Mapping
from pathlib import Path

from bot.front_door.environment import POSTGRES_LOCK, RUNTIME_LOCK


def needed_locks(verb: str, config: Path | None, environ: Mapping[str, str]) -> list[str]:
    """The locks to have installed before this verb; unreadable settings are explained later."""
    if verb == "demo" or not _database_url(config, environ).startswith("postgres"):
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
