"""Trying the reader of replies from a shell: one text, or JSON lines in and out."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any, TextIO
from zoneinfo import ZoneInfo

from bot.listening.reading import Heard, as_json, listen

DEFAULT_LOCALE = "fr"
DEFAULT_ZONE = "Europe/Paris"
BAD_REQUEST = {**as_json(Heard(None, None, (), (), posted=False)), "error": "bad_request"}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what `heard` understands."""
    parser.add_argument("text", nargs="?", help='a reply: "partante, plutôt jeudi sur TikTok"')
    parser.add_argument("--locale", default=DEFAULT_LOCALE, help="fr, en or it (default: fr)")
    parser.add_argument("--zone", default=DEFAULT_ZONE, help="IANA zone (default: Europe/Paris)")
    parser.add_argument("--now", help="ISO moment with its offset (default: the present)")
    parser.add_argument(
        "--batch",
        action="store_true",
        help='read JSON lines {"id", "locale", "text", "now", "zone"} from standard input',
    )


def heard(arguments: argparse.Namespace, stdin: TextIO, stdout: TextIO) -> int:
    """Print one JSON line for the text, or for each line of `stdin`; give the exit code.

    2 for a request that is not one (no text, unknown zone, a moment without offset).
    """
    asked = {"locale": arguments.locale, "zone": arguments.zone, "now": arguments.now}
    if arguments.batch:
        for answer in _batch(asked, stdin):
            _write(answer, stdout)
        return 0
    answer = _answer({**asked, "text": arguments.text})
    _write(answer, stdout)
    return 2 if answer == BAD_REQUEST else 0


def _batch(asked: dict[str, Any], lines: TextIO) -> Iterator[dict[str, object]]:
    """Answer each line by itself: a bad one is said to be bad, the others go on."""
    for line in _lines(lines):
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


def _lines(lines: TextIO) -> Iterator[str]:
    """Bytes that are no UTF-8 spoil their own line only."""
    raw = getattr(lines, "buffer", None)
    if raw is None:
        yield from lines
        return
    for line in raw:
        yield line.decode("utf-8-sig", errors="replace")


def _answer(request: dict[str, Any]) -> dict[str, object]:
    text, locale = request.get("text"), request.get("locale")
    if not isinstance(text, str) or not isinstance(locale, str):
        return BAD_REQUEST
    try:
        zone = ZoneInfo(request["zone"])
        now = _moment(request["now"])
        now.astimezone(zone)
    except (ValueError, TypeError, AttributeError, OSError, LookupError, OverflowError):
        return BAD_REQUEST
    return as_json(listen(text, locale=locale, now=now, zone=zone))


def _moment(said: str | None) -> datetime:
    if said is None:
        return datetime.now(UTC)
    moment = datetime.fromisoformat(said)
    if moment.tzinfo is None:
        raise ValueError("a moment needs its offset")
    return moment


def _write(answer: dict[str, object], stdout: TextIO) -> None:
    line = json.dumps(answer, ensure_ascii=False)
    # A lone surrogate can be read from JSON but not written as UTF-8.
    print(line.encode("utf-8", "replace").decode("utf-8"), file=stdout, flush=True)


def main() -> int:
    """Run from a shell, without the front door."""
    parser = argparse.ArgumentParser(prog="heard", description=__doc__)
    add_arguments(parser)
    return heard(parser.parse_args(), sys.stdin, sys.stdout)


if __name__ == "__main__":
    sys.exit(main())
