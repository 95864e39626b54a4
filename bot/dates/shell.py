"""Trying the date reader from a shell."""

from __future__ import annotations

import argparse
import sys
from datetime import datetime
from typing import Any, TextIO
from zoneinfo import ZoneInfo

from bot import asking
from bot.dates.reader import read
from bot.dates.readings import Refused, as_json

BAD_REQUEST = as_json(Refused("bad_request"))


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what `when` understands."""
    asking.add_arguments(parser, 'what a person would type: "mardi prochain 18h"')


def when(arguments: argparse.Namespace, stdin: TextIO, stdout: TextIO) -> int:
    """Read one text or a batch of them; the exit code, 2 for a bad request."""
    return asking.answer(arguments, stdin, stdout, _read, BAD_REQUEST)


def _read(text: str, locale: str, now: datetime, zone: ZoneInfo) -> dict[str, Any]:
    try:
        return as_json(read(text, locale=locale, now=now, zone=zone))
    except OverflowError:
        # The present itself lies at the end of the calendar.
        return BAD_REQUEST


def main() -> int:
    """Run from a shell, without the front door."""
    parser = argparse.ArgumentParser(prog="when", description=__doc__)
    add_arguments(parser)
    return when(parser.parse_args(), sys.stdin, sys.stdout)


if __name__ == "__main__":
    sys.exit(main())
