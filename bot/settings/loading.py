"""Reading the settings from where they are, and saying what was read."""

import os
import stat
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from pydantic import BaseModel, ValidationError
from pydantic_settings import (
    EnvSettingsSource,
    NestedSecretsSettingsSource,
    TomlConfigSettingsSource,
)

from bot.settings.mistakes import Mistake, SettingsMistaken, closest, mistakes_in
from bot.settings.model import Settings

PREFIX = "PORTEVOIX_"
DEFAULT_FILE = Path("config.toml")

NOT_SETTINGS = frozenset({"PORTEVOIX_NO_SETUP"})
"""Variables of our name that speak to the front door alone."""


@dataclass(frozen=True)
class Loaded:
    """The settings, and the files they came from."""

    settings: Settings
    files_read: tuple[Path, ...]


def known_keys(model: type[BaseModel] = Settings, before: str = "") -> Iterator[str]:
    """Every setting, as `section.name`."""
    for name, given in model.model_fields.items():
        inner = given.annotation
        if isinstance(inner, type) and issubclass(inner, BaseModel):
            yield from known_keys(inner, f"{before}{name}.")
        else:
            yield before + name


def load(config: Path | None, environ: Mapping[str, str]) -> Loaded:
    """Read `config.toml` (or the file named), the folder of secrets and the environment.

    The later ones win. An empty value counts as not given.

    :param config: a file that must exist; None: `config.toml` of the working folder, if any
    :raises SettingsMistaken: with all the mistakes that could be found at once
    """
    file = _config_file(config)
    written = _read_toml(file) if file else {}
    mistakes: list[Mistake] = []
    variables = _known_variables(environ, mistakes)
    secrets, files = _read_secrets(
        variables.get(f"{PREFIX}SECRETS_DIR") or written.get("secrets_dir"), mistakes
    )
    given = _merged(written, _Given(secrets)(), _Given(variables)())
    try:
        settings = Settings(**given)
    except ValidationError as error:
        mistakes += mistakes_in(error, known_keys())
    if file:
        mistakes += _open_secrets(file, written)
    files_read = (*([file] if file else []), *files)
    if mistakes:
        raise SettingsMistaken(mistakes, files_read)
    return Loaded(settings, files_read)


def require_token(settings: Settings) -> None:
    """For whoever is about to speak to Discord.

    :raises SettingsMistaken: there is no token
    """
    if not settings.discord.token.get_secret_value():
        raise SettingsMistaken([Mistake("discord.token", "settings.no_token")])


class _Given(EnvSettingsSource):
    """Values by variable name, from the environment or from files named alike."""

    def __init__(self, values: Mapping[str, str]) -> None:
        self._values = {name.lower(): value for name, value in values.items()}
        super().__init__(Settings)

    def _load_env_vars(self) -> Mapping[str, str | None]:
        return self._values


def _config_file(config: Path | None) -> Path | None:
    if config is not None and not config.is_file():
        raise SettingsMistaken([Mistake(str(config), "settings.no_file")])
    file = config or DEFAULT_FILE
    return file if file.is_file() else None


def _read_toml(file: Path) -> dict[str, Any]:
    try:
        return dict(TomlConfigSettingsSource(Settings, file)())
    except tomllib.TOMLDecodeError as error:
        mistake = Mistake(str(file), "settings.toml", {"where": str(error)})
    except UnicodeDecodeError:
        mistake = Mistake(str(file), "settings.not_utf8")
    except OSError as error:
        mistake = Mistake(str(file), "settings.unreadable", {"reason": error.strerror or ""})
    raise SettingsMistaken([mistake])


def _known_variables(environ: Mapping[str, str], mistakes: list[Mistake]) -> dict[str, str]:
    """Those of our variables that are settings; the others are mistakes, never passed over."""
    known = {PREFIX + key.replace(".", "__").upper() for key in known_keys()}
    ours = {name: value for name, value in environ.items() if name.upper().startswith(PREFIX)}
    mistakes += [
        Mistake(name, "settings.unknown", closest=closest(name.upper(), known))
        for name in sorted(ours)
        if name.upper() not in known | NOT_SETTINGS
    ]
    return {name.upper(): value for name, value in ours.items() if value and name.upper() in known}


def _read_secrets(
    folder: object, mistakes: list[Mistake]
) -> tuple[dict[str, str], tuple[Path, ...]]:
    """What the files of the folder hold, by name; a name is a variable's, in any case."""
    if not isinstance(folder, str) or not folder:
        return {}, ()
    place = Path(folder).expanduser()
    if not place.is_dir():
        mistakes.append(Mistake("secrets_dir", "settings.no_folder"))
        return {}, ()
    try:
        found = NestedSecretsSettingsSource.load_secrets(place.resolve())
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "UTF-8"
        mistakes.append(Mistake("secrets_dir", "settings.unreadable", {"reason": reason or ""}))
        return {}, ()
    secrets = _known_variables(found, mistakes)
    return secrets, tuple(place / name for name in found if name.upper() in secrets)


def _open_secrets(file: Path, written: Mapping[str, Any]) -> list[Mistake]:
    """Secrets written in a file that every account of the machine can read."""
    if os.name == "nt" or not file.stat().st_mode & stat.S_IROTH:
        return []
    return [Mistake(key, "settings.open_file", {"file": file}) for key in _secrets_in(written)]


def _secrets_in(written: Mapping[str, Any]) -> Iterator[str]:
    discord, database = written.get("discord"), written.get("database")
    if isinstance(discord, dict) and discord.get("token"):
        yield "discord.token"
    if isinstance(database, dict) and urlsplit(str(database.get("url", ""))).password:
        yield "database.url"


def _merged(*layers: Mapping[str, Any]) -> dict[str, Any]:
    """The layers laid one over another, section by section."""
    whole: dict[str, Any] = {}
    for layer in layers:
        for key, value in layer.items():
            below = whole.get(key)
            if isinstance(below, dict) and isinstance(value, dict):
                value = _merged(below, value)
            whole[key] = value
    return whole
