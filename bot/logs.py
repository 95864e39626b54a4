"""What the bot tells its operator: facts with ids, one line each, never a secret."""

import json
import logging
import re
import sys
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from typing import Any, TextIO
from urllib.parse import unquote, urlsplit

from bot.settings import Settings

QUIETER = {
    "discord": logging.INFO,
    "aiosqlite": logging.INFO,
    "sqlalchemy": logging.WARNING,
    "alembic": logging.WARNING,
    "apscheduler": logging.WARNING,
    "asyncio": logging.WARNING,
}
"""Below these levels libraries tell what people wrote (payloads, parameters), or mere chatter."""

_ADDRESS_TOKEN = re.compile(r"(/(?:webhooks|interactions)/\d+/)[^/\s?\"']+")
"""Discord puts an interaction's token into addresses, and its library logs addresses."""

_USUAL = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}


def set_up_logs(settings: Settings, out: TextIO | None = None) -> None:
    """Have every log line written to standard error, in the form and from the level set."""
    handler = logging.StreamHandler(out or sys.stderr)
    form = _as_json if settings.log.format == "json" else _as_text
    handler.setFormatter(_Discreet(form, secrets_of(settings)))
    root = logging.getLogger()
    for present in root.handlers[:]:
        root.removeHandler(present)
    root.addHandler(handler)
    root.setLevel(settings.log.level.upper())
    for name, level in QUIETER.items():
        logging.getLogger(name).setLevel(max(level, root.level))


def secrets_of(settings: Settings) -> tuple[str, ...]:
    """The values that no output may show."""
    password = urlsplit(settings.database.url).password or ""
    values = (settings.discord.token.get_secret_value(), password, unquote(password))
    return tuple({value for value in values if value})


class _Discreet(logging.Formatter):
    """Takes secrets out of the finished line, so that no argument or traceback escapes."""

    def __init__(
        self, form: Callable[[logging.LogRecord, str], str], secrets: Iterable[str]
    ) -> None:
        super().__init__()
        self._form = form
        self._secrets = sorted(secrets, key=len, reverse=True)

    def format(self, record: logging.LogRecord) -> str:
        traceback = self.formatException(record.exc_info) if record.exc_info else ""
        line = self._form(record, traceback)
        for secret in self._secrets:
            line = line.replace(secret, "[secret]")
        return _ADDRESS_TOKEN.sub(r"\1[secret]", line)


def _as_text(record: logging.LogRecord, traceback: str) -> str:
    facts = "".join(f" {name}={value}" for name, value in _facts(record).items())
    line = f"{_moment(record)} {record.levelname:<7} {record.name}: {record.getMessage()}{facts}"
    return f"{line}\n{traceback}" if traceback else line


def _as_json(record: logging.LogRecord, traceback: str) -> str:
    told = {
        "at": _moment(record),
        "level": record.levelname.lower(),
        "from": record.name,
        "message": record.getMessage(),
        **_facts(record),
    }
    if traceback:
        told["traceback"] = traceback
    return json.dumps(told, ensure_ascii=False, default=str)


def _moment(record: logging.LogRecord) -> str:
    return datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")


def _facts(record: logging.LogRecord) -> dict[str, Any]:
    """What was given as `extra`: ids and counts."""
    return {name: value for name, value in vars(record).items() if name not in _USUAL}
