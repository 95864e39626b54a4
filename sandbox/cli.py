"""The command line: start, say where, run until told to stop."""

from __future__ import annotations

import argparse
import asyncio
import gc
import json
import os
import signal
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from sandbox.app import Sandbox
from sandbox.clock import ClockRefusal
from sandbox.description import NoDescription
from sandbox.gateway.intents import PRIVILEGED
from sandbox.program import Program
from sandbox.seed import LANGUAGES, BadCollective


def parser() -> argparse.ArgumentParser:
    """What can be asked of `python -m sandbox`."""
    found = argparse.ArgumentParser(
        prog="python -m sandbox", description="A pretend Discord on loopback; docs/sandbox.md."
    )
    found.add_argument("--port", type=int, default=0, help="default: a free one")
    found.add_argument("--start", metavar="ISO", help="when the world begins; default: now")
    found.add_argument("--speed", type=float, default=1.0, help="world seconds per real second")
    found.add_argument("--collective", type=Path, metavar="FILE.json")
    found.add_argument("--language", choices=LANGUAGES)
    found.add_argument("--members", type=int, default=0, help="at least so many, invented")
    found.add_argument("--folder", type=Path, help="default: a temporary one")
    found.add_argument("--no-limits", action="store_true", help="no rate limits")
    found.add_argument(
        "--answer-within",
        default=os.environ.get("SANDBOX_ANSWER_WITHIN") or "3",
        metavar="SECONDS",
        help="real ones; default: Discord's three",
    )
    found.add_argument(
        "--description",
        type=Path,
        default=os.environ.get("SANDBOX_DESCRIPTION"),
        metavar="OPENAPI.json",
        help="judge everything by Discord's own description too",
    )
    found.add_argument("--privileged", action="append", choices=sorted(PRIVILEGED), default=[])
    found.add_argument("--env", action="append", default=[], metavar="NAME=VALUE")
    found.add_argument("program", nargs="*", metavar="-- PROGRAM ARGS")
    return found


def main(arguments: Sequence[str] | None = None) -> int:
    """Run; 0 after a clean end, 2 when it cannot start."""
    asked = parser().parse_args(arguments)
    # Loading makes much that stays and next to nothing to collect: until it serves, nothing is.
    gc.disable()
    answer_within = _seconds(asked.answer_within)
    if not 0 < answer_within < float("inf"):
        return _fail(f"--answer-within wants seconds, more than 0: not {asked.answer_within}")
    environment: dict[str, str] = {}
    for each in asked.env:
        name, sign, value = each.partition("=")
        if not name or not sign:
            return _fail(f"--env wants NAME=VALUE, not {each}")
        environment[name] = value
    try:
        box = Sandbox(
            asked.collective,
            start=asked.start,
            speed=asked.speed,
            language=asked.language,
            port=asked.port,
            folder=asked.folder,
            limits=not asked.no_limits,
            answer_within=answer_within,
            description=asked.description,
            members=asked.members,
            privileged=asked.privileged,
        )
        return asyncio.run(_run(box, asked.program, environment))
    except (BadCollective, ClockRefusal, NoDescription) as error:
        return _fail(str(error))
    except (OSError, OverflowError) as error:
        return _fail(f"cannot listen or write: {error}")


def _seconds(said: str) -> float:
    """What was said of seconds; not a number where it is none."""
    try:
        return float(said)
    except ValueError:
        return float("nan")


def _fail(text: str) -> int:
    _tell({"ready": False, "error": text})
    return 2


def _tell(line: dict[str, Any]) -> None:
    print(json.dumps(line), flush=True)  # noqa: T201 - the contract


async def _run(box: Sandbox, command: Sequence[str], environment: dict[str, str]) -> int:
    stopped = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stopped.set)
    box.open()
    program = box.run_program(command, environment) if command else None
    try:
        if program is not None:
            await program.start()
    except BaseException:
        await box.close()
        raise
    async with box:
        gc.enable()
        line = {
            "ready": True,
            "page": box.page_url,
            "api": box.api_url,
            "gateway": box.gateway_url,
            "clock": box.clock_url,
            "token": box.token,
            "folder": str(box.folder),
            "program": program is not None,
        }
        _tell(line)
        if program is None:
            await stopped.wait()
            return 0
        waiting = asyncio.create_task(_tell_of(box, program), name="the bot comes")
        await stopped.wait()
        waiting.cancel()
    return 0


async def _tell_of(box: Sandbox, program: Program) -> None:
    """One line once the bot is connected and has its commands, or once its program has ended."""

    def known() -> str | None:
        if box.hub.online and box.world.commands.reaching(box.world.home.id):
            return "online"
        return None if program.exit is None else "ended"

    _tell({"bot": await box.wait_until(known, timeout=None), "exit": program.exit})
