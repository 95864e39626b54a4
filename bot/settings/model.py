"""Every setting, by section, with its default and what it accepts."""

import ipaddress
from pathlib import Path
from typing import Annotated, Any, Literal, Self
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    SecretStr,
    model_validator,
)
from pydantic_core import PydanticCustomError
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

DISCORD = "https://discord.com/api"


def is_loopback(address: str) -> bool:
    """Whether an address leads to this very machine."""
    host = urlsplit(address).hostname or ""
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _address(*schemes: str) -> AfterValidator:
    """A check that an address has one of these schemes and a host, which we call by that name."""

    def check(value: str) -> str:
        if not value:
            return value
        try:
            parts = urlsplit(value)
            sound = parts.scheme in schemes and bool(parts.hostname) and parts.port != 0
        except ValueError:
            sound = False
        if not sound:
            raise PydanticCustomError(
                "settings.address",
                "wrong scheme",
                {"schemes": ", ".join(f"{s}://" for s in schemes)},
            )
        return value.rstrip("/")

    return AfterValidator(check)


def _zone(value: str) -> str:
    try:
        ZoneInfo(value)
    except (KeyError, ValueError, OSError):
        raise PydanticCustomError("settings.zone", "unknown zone") from None
    return value


def _database(value: str) -> str:
    """The address in the one form that the memory takes, whichever usual form was given."""
    scheme, colon, rest = value.partition("://")
    drivers = {
        "sqlite": "sqlite+aiosqlite",
        "postgres": "postgresql+psycopg",
        "postgresql": "postgresql+psycopg",
    }
    scheme = drivers.get(scheme, scheme)
    names_file = rest.startswith("/") and len(rest) > 1 and not rest.startswith("/:memory:")
    sound = names_file if scheme == "sqlite+aiosqlite" else bool(rest)
    if not colon or scheme not in drivers.values() or not sound:
        raise PydanticCustomError("settings.database", "not a database that we speak to")
    return f"{scheme}://{rest}"


def _listening(value: str) -> str:
    """An address of this machine to listen at; names other than localhost are not looked up."""
    try:
        return value if value == "localhost" else str(ipaddress.ip_address(value))
    except ValueError:
        raise PydanticCustomError("settings.listening", "not an IP address") from None


def _lower(value: Any) -> Any:
    return value.lower() if isinstance(value, str) else value


def _without_empty(given: Any) -> Any:
    """An empty text is as good as nothing: `gateway_url = ""` keeps the default."""
    if isinstance(given, dict):
        return {key: value for key, value in given.items() if value != ""}
    return given


class _Section(BaseModel):
    model_config = ConfigDict(
        extra="forbid", frozen=True, hide_input_in_errors=True, validate_default=True
    )

    _forgiving = model_validator(mode="before")(_without_empty)


class Discord(_Section):
    """Which Discord to speak to, and as whom."""

    token: SecretStr = SecretStr("")
    api_url: Annotated[str, _address("https", "http")] = DISCORD
    gateway_url: Annotated[str, _address("wss", "ws")] = ""
    development_guild: int | None = Field(default=None, ge=1)
    pace: int = Field(default=22, ge=1, le=45)


class Database(_Section):
    """Where the memory is kept; `url` as SQLAlchemy's asynchronous drivers take it."""

    url: Annotated[str, AfterValidator(_database)] = Field(
        default="sqlite:///data/porte-voix.sqlite3", repr=False
    )
    backups: Path | None = None
    backup_every: float = Field(default=24.0, ge=0, allow_inf_nan=False)
    keep: int = Field(default=10, ge=1)

    @property
    def backups_folder(self) -> Path:
        """Where copies go: the folder that was set, else `backups` beside the SQLite file."""
        scheme, _, rest = self.url.partition(":///")
        beside = (
            Path(rest.partition("?")[0]).parent if scheme.startswith("sqlite") else Path("data")
        )
        return self.backups or beside / "backups"


class Clock(_Section):
    """For trying things only: another time than the machine's, refused on the real Discord."""

    start: AwareDatetime | None = None
    speed: float = Field(default=1.0, ge=0, allow_inf_nan=False)
    follow: Annotated[str, _address("ws", "wss")] = ""


class Community(_Section):
    """What a community starts with before its coordinators choose."""

    locale: Literal["fr", "en", "it"] = "fr"
    zone: Annotated[str, AfterValidator(_zone)] = "Europe/Paris"


class Log(_Section):
    """What the bot tells its operator, and in which form."""

    level: Annotated[Literal["debug", "info", "warning", "error"], BeforeValidator(_lower)] = "info"
    format: Annotated[Literal["text", "json"], BeforeValidator(_lower)] = "text"


class Health(_Section):
    """Where the bot can be asked how it is, over HTTP."""

    address: Annotated[str, AfterValidator(_listening)] = "127.0.0.1"
    port: int | None = Field(default=None, ge=0, le=65535)
    metrics: bool = False


class Settings(BaseSettings):
    """Everything an operator may set. Made by `load`, or by hand in tests."""

    model_config = SettingsConfigDict(
        env_prefix="PORTEVOIX_",
        env_nested_delimiter="__",
        extra="forbid",
        frozen=True,
        hide_input_in_errors=True,
    )

    discord: Discord = Discord()
    database: Database = Database()
    clock: Clock = Clock()
    community: Community = Community()
    log: Log = Log()
    health: Health = Health()
    secrets_dir: Path | None = None

    _forgiving = model_validator(mode="before")(_without_empty)

    @model_validator(mode="after")
    def _real_time_on_the_real_discord(self) -> Self:
        if self.clock != Clock() and not is_loopback(self.discord.api_url):
            raise PydanticCustomError("settings.clock_elsewhere", "only on loopback")
        if self.clock.follow and not is_loopback(self.clock.follow):
            raise PydanticCustomError("settings.clock_far", "only on loopback")
        return self

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Nothing is read behind the caller's back: `load` reads, and says what it read."""
        return (init_settings,)
