"""Asking a reader from a shell: one text, or JSON lines in and out. Needs nothing installed."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any, TextIO
from zoneinfo import ZoneInfo

DEFAULT_LOCALE = "fr"
DEFAULT_ZONE = "Europe/Paris"

Answer = dict[str, Any]
Reader = Callable[[str, str, datetime, ZoneInfo], Answer]
"""Text, locale, now and zone, read as one JSON object."""


def add_arguments(parser: argparse.ArgumentParser, example: str) -> None:
    """Add what every reader understands."""
    parser.add_argument("text", nargs="?", help=example)
    parser.add_argument("--locale", default=DEFAULT_LOCALE, help="fr, en or it (default: fr)")
    parser.add_argument("--zone", default=DEFAULT_ZONE, help="IANA zone (default: Europe/Paris)")
    parser.add_argument("--now", help="ISO moment with its offset (default: the present)")
    parser.add_argument(
        "--batch",
        action="store_true",
        help='read JSON lines {"id", "locale", "text", "now", "zone"} from standard input',
    )


def answer(
    arguments: argparse.Namespace, stdin: TextIO, stdout: TextIO, read: Reader, bad: Answer
) -> int:
    """Print one JSON line for the text, or for each line of `stdin`; give the exit code.

    2, and `bad`, for a request that is not one (no text, unknown zone, a moment without offset).
    In a batch a bad line is said to be bad and the others go on.
    """
    asked = {"locale": arguments.locale, "zone": arguments.zone, "now": arguments.now}
    if arguments.batch:
        for line in _batch(asked, stdin, read, bad):
            _write(line, stdout)
        return 0
    told = _read({**asked, "text": arguments.text}, read, bad)
    _write(told, stdout)
    return 2 if told == bad else 0


def _batch(asked: Answer, stdin: TextIO, read: Reader, bad: Answer) -> Iterator[Answer]:
    for line in _lines(stdin):
        if not line.strip():
            continue
        try:
            request = json.loads(line)
        except (ValueError, RecursionError):
            request = None
        if not isinstance(request, dict):
            yield {"id": None, **bad}
            continue
        given = {key: value for key, value in request.items() if value is not None}
        yield {"id": request.get("id"), **_read({**asked, **given}, read, bad)}


def _lines(stdin: TextIO) -> Iterator[str]:
    """UTF-8 whatever the terminal's locale; bytes that are none spoil their own line only."""
    raw = getattr(stdin, "buffer", None)
    if raw is None:
        yield from stdin
        return
    for line in raw:
        yield line.decode("utf-8-sig", errors="replace")


def _read(request: Answer, read: Reader, bad: Answer) -> Answer:
    text, locale = request.get("text"), request.get("locale")
    if not isinstance(text, str) or not isinstance(locale, str):
        return bad
    try:
        zone = ZoneInfo(request["zone"])
        now = _moment(request["now"])
        now.astimezone(zone)
    except (ValueError, TypeError, AttributeError, OSError, LookupError, OverflowError):
        return bad
    return read(text, locale, now, zone)


def _moment(said: str | None) -> datetime:
    if said is None:
        return datetime.now(UTC)
    moment = datetime.fromisoformat(said)
    if moment.tzinfo is None:
        raise ValueError("a moment needs its offset")
    return moment


def _write(told: Answer, stdout: TextIO) -> None:
    # A lone surrogate can be read from JSON but not written as UTF-8: it stays escaped.
    line = json.dumps(told, ensure_ascii=False).encode("utf-8", "backslashreplace") + b"\n"
    raw = getattr(stdout, "buffer", None)
    if raw is None:
        stdout.write(line.decode("utf-8"))
    else:
        raw.write(line)
        raw.flush()
    stdout.flush()
