"""The command line: start, say where, run until told to stop."""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import signal
from collections.abc import Sequence
from pathlib import Path

from sandbox.app import Sandbox
from sandbox.clock import ClockRefusal
from sandbox.description import NoDescription
from sandbox.gateway.intents import PRIVILEGED
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
            description=asked.description,
            members=asked.members,
            privileged=asked.privileged,
        )
        return asyncio.run(_run(box, asked.program, environment))
    except (BadCollective, ClockRefusal, NoDescription) as error:
        return _fail(str(error))
    except (OSError, OverflowError) as error:
        return _fail(f"cannot listen or write: {error}")


def _fail(text: str) -> int:
    print(json.dumps({"ready": False, "error": text}), flush=True)  # noqa: T201 - the contract
    return 2


async def _run(box: Sandbox, program: Sequence[str], environment: dict[str, str]) -> int:
    stopped = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stopped.set)
    async with box:
        line = {
            "ready": True,
            "page": box.page_url,
            "api": box.api_url,
            "gateway": box.gateway_url,
            "clock": box.clock_url,
            "token": box.token,
            "folder": str(box.folder),
            "program": bool(program),
        }
        print(json.dumps(line), flush=True)  # noqa: T201 - the contract
        if program:
            await box.run_program(program, environment).start()
        await stopped.wait()
    return 0
