"""Trying the reader of replies from a shell."""

from __future__ import annotations

import argparse
import sys
from datetime import datetime
from typing import Any, TextIO
from zoneinfo import ZoneInfo

from bot import asking
from bot.listening.reading import Heard, as_json, listen

BAD_REQUEST = {**as_json(Heard(None, None, (), (), posted=False)), "error": "bad_request"}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what `heard` understands."""
    asking.add_arguments(parser, 'a reply: "partante, plutôt jeudi sur TikTok"')


def heard(arguments: argparse.Namespace, stdin: TextIO, stdout: TextIO) -> int:
    """Read one reply or a batch of them; the exit code, 2 for a bad request."""
    return asking.answer(arguments, stdin, stdout, _read, BAD_REQUEST)


def _read(text: str, locale: str, now: datetime, zone: ZoneInfo) -> dict[str, Any]:
    return as_json(listen(text, locale=locale, now=now, zone=zone))


def main() -> int:
    """Run from a shell, without the front door."""
    parser = argparse.ArgumentParser(prog="heard", description=__doc__)
    add_arguments(parser)
    return heard(parser.parse_args(), sys.stdin, sys.stdout)


if __name__ == "__main__":
    sys.exit(main())
