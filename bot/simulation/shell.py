"""The verb `simulate`: live through it, say what came of it, write it down where asked."""

import argparse
import asyncio
import io
import logging
import sys
from pathlib import Path
from typing import TextIO

from bot import words
from bot.front_door.progress import Progress
from bot.simulation.account import account, as_json
from bot.simulation.lived import Asked
from bot.simulation.telling import tell
from bot.simulation.year import OnDay, live

_EVERY = 7
"""Days between two lines of progress."""


def simulate(options: argparse.Namespace, stdout: TextIO | None = None) -> int:
    """Run it and print the account; the exit code, 0 where every promise was kept."""
    if options.picture is not None:
        # First of all, so that nobody waits for a year that cannot be drawn.
        from bot.simulation.picture import draw
    out = stdout or sys.stdout
    _speak_utf8(out)
    log = _Faults()
    logging.getLogger().addHandler(log)
    try:
        asked = Asked(options.members, options.days, options.seed, options.start)
        told = account(asyncio.run(live(asked, _progress(asked, options.language))))
    finally:
        logging.getLogger().removeHandler(log)
    out.write(tell(told, options.language))
    well = not log.faults and not any(told["summary"]["broken"].values())
    if options.json is not None:
        well &= _keep(options.json, as_json(told).encode(), options.language, out)
    if options.picture is not None:
        drawn = draw(told, options.language)
        well &= _keep(options.picture, drawn.png, options.language, out)
        out.write(drawn.alternative + "\n")
    for fault in log.faults:
        sys.stderr.write(fault + "\n")
    return 0 if well else 1


def _keep(file: Path, content: bytes, locale: str, out: TextIO) -> bool:
    """Write a file and say so, or say why not; whether it was written."""
    try:
        file.write_bytes(content)
    except OSError as error:
        reason = error.strerror or str(error)
        said = words.say("simulation.unwritable", locale, file=file, reason=reason)
        sys.stderr.write(said + "\n")
        return False
    out.write(words.say("simulation.written", locale, file=file) + "\n")
    return True


def _progress(asked: Asked, locale: str) -> OnDay:
    shown = Progress()

    def on_day(day: int) -> None:
        said = words.say("simulation.progress", locale, day=day, days=asked.days)
        if day == asked.days:
            shown.line(said)
        elif day % _EVERY == 0:
            shown.step(said)

    return on_day


class _Faults(logging.Handler):
    """Keeps what the bot logs as a fault of its own; what it logs besides is part of the story."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.faults: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.faults.append(self.format(record))


def _speak_utf8(out: TextIO) -> None:
    if isinstance(out, io.TextIOWrapper):
        out.reconfigure(encoding="utf-8", errors="backslashreplace")
