"""Trying the date reader from a shell: one text, or JSON lines in and out."""

from __future__ import annotations

import argparse
import io
import json
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any, TextIO
from zoneinfo import ZoneInfo

from bot.dates.reader import read
from bot.dates.readings import Refused, as_json

DEFAULT_LOCALE = "fr"
DEFAULT_ZONE = "Europe/Paris"
BAD_REQUEST = as_json(Refused("bad_request"))


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what `when` understands."""
    parser.add_argument("text", nargs="?", help='what a person would type: "mardi prochain 18h"')
    parser.add_argument("--locale", default=DEFAULT_LOCALE, help="fr, en or it (default: fr)")
    parser.add_argument("--zone", default=DEFAULT_ZONE, help="IANA zone (default: Europe/Paris)")
    parser.add_argument("--now", help="ISO moment with its offset (default: the present)")
    parser.add_argument(
        "--batch",
        action="store_true",
        help='read JSON lines {"id", "locale", "text", "now", "zone"} from standard input',
    )


def when(arguments: argparse.Namespace, stdin: TextIO, stdout: TextIO) -> int:
    """Print one JSON line for the text, or for each line of `stdin`; give the exit code.

    2 for a request that is not one (no text, unknown zone, a moment without offset).
    """
    _speak_utf8(stdin, stdout)
    asked = {"locale": arguments.locale, "zone": arguments.zone, "now": arguments.now}
    if arguments.batch:
        for answer in _batch(asked, stdin):
            _write(answer, stdout)
        return 0
    if arguments.text is None:
        _write(BAD_REQUEST, stdout)
        return 2
    answer = _answer({**asked, "text": arguments.text})
    _write(answer, stdout)
    return 2 if answer == BAD_REQUEST else 0


def _speak_utf8(stdin: TextIO, stdout: TextIO) -> None:
    """Read and write UTF-8 whatever the terminal's locale; no byte may stop a batch."""
    if isinstance(stdin, io.TextIOWrapper):
        stdin.reconfigure(encoding="utf-8", errors="replace")
    if isinstance(stdout, io.TextIOWrapper):
        stdout.reconfigure(encoding="utf-8", errors="backslashreplace")


def _batch(asked: dict[str, Any], lines: TextIO) -> Iterator[dict[str, object]]:
    """Answer each line by itself: a bad one is said to be bad, the others go on."""
    for line in lines:
        if not line.strip():
            continue
        try:
            request = json.loads(line)
        except (ValueError, RecursionError):
            request = None
        if not isinstance(request, dict):
            yield {"id": None, **BAD_REQUEST}
            continue
        given = {key: value for key, value in request.items() if value is not None}
        yield {"id": request.get("id"), **_answer({**asked, **given})}


def _answer(request: dict[str, Any]) -> dict[str, object]:
    text, locale = request.get("text"), request.get("locale")
    if not isinstance(text, str) or not isinstance(locale, str):
        return BAD_REQUEST
    try:
        zone = ZoneInfo(request["zone"])
        now = _moment(request["now"])
        return as_json(read(text, locale=locale, now=now, zone=zone))
    except (ValueError, TypeError, OSError, LookupError, OverflowError):
        return BAD_REQUEST


def _moment(said: str | None) -> datetime:
    if said is None:
        return datetime.now(UTC)
    moment = datetime.fromisoformat(said)
    if moment.tzinfo is None:
        raise ValueError("a moment needs its offset")
    return moment


def _write(answer: dict[str, object], stdout: TextIO) -> None:
    print(json.dumps(answer, ensure_ascii=False), file=stdout, flush=True)


def main() -> int:
    """Run from a shell, without the front door."""
    parser = argparse.ArgumentParser(prog="when", description=__doc__)
    add_arguments(parser)
    return when(parser.parse_args(), sys.stdin, sys.stdout)


if __name__ == "__main__":
    sys.exit(main())
