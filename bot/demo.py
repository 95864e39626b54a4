"""`bot demo`: the real bot against the pretend Discord, in one command and with no account."""

import argparse
import asyncio
import json
import os
import signal
import sys
import time
import webbrowser
from pathlib import Path
from typing import Any

# Light on purpose: the sandbox starts while nothing of the bot is here yet.
from bot.front_door.signals import leave_at_once

ROOT = Path(__file__).parent.parent
START = "2026-11-23T10:00:00+01:00"
"""The demo's calendar opens on a Monday morning before the examples, whatever today is."""
READY_SECONDS = 30
"""Without any sign of progress."""
LOOK_SECONDS = 0.5
"""Between two looks at how far the inventing is."""
PROGRESS = "DEMO_PROGRESS"
"""The variable with the file in which the bot says how far it is with inventing."""
ENDINGS = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)
EXIT_BUSY, EXIT_BOT = 5, 6


def demo(options: argparse.Namespace) -> int:
    """Start the sandbox with the bot in it, say where its page is, and wait; the exit code.

    However it is ended (Ctrl+C, SIGTERM, a terminal that is closed), both go with it.
    """
    leave_at_once()
    return asyncio.run(_demo(options))


async def _demo(options: argparse.Namespace) -> int:
    stopped = asyncio.Event()
    for number in ENDINGS:
        asyncio.get_running_loop().add_signal_handler(number, stopped.set)
    sandbox = await asyncio.create_subprocess_exec(
        *_command(options),
        cwd=ROOT,
        stdout=asyncio.subprocess.PIPE,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
        # What the terminal sends reaches it through us alone, and in order.
        start_new_session=True,
    )
    showing = asyncio.create_task(_show(sandbox, options), name="demo")
    asked = asyncio.create_task(stopped.wait(), name="demo stop")
    try:
        await asyncio.wait((showing, asked), return_when=asyncio.FIRST_COMPLETED)
        return await showing if showing.done() else 0
    finally:
        showing.cancel()
        asked.cancel()
        if sandbox.returncode is None:
            sandbox.terminate()
            await sandbox.wait()


async def _show(sandbox: asyncio.subprocess.Process, options: argparse.Namespace) -> int:
    told = await _next_line(sandbox)
    # Only now that the sandbox is there: on a small machine it would have loaded no sooner.
    from bot import words

    language = options.language
    if not told.get("ready"):
        reason = told.get("error") or "?"
        sys.stderr.write(words.say("demo.failed", language, reason=reason) + "\n")
        return EXIT_BUSY
    ready = words.say("demo.ready", language, page=told["page"])
    if not await _bot_came(sandbox, Path(told["folder"]) / "progress", options):
        sys.stderr.write(words.say("demo.bot_failed", language) + "\n")
        sys.stderr.write(_tail(Path(told["folder"]) / "bot.log"))
        return EXIT_BOT
    sys.stdout.write(ready + "\n" + words.say("demo.stop", language) + "\n")
    sys.stdout.flush()
    if not options.no_browser:
        await asyncio.to_thread(webbrowser.open, told["page"])
    return await sandbox.wait()


def _command(options: argparse.Namespace) -> list[str]:
    """The sandbox, and in it the bot with nothing but its environment."""
    settings = {
        "PORTEVOIX_DISCORD__TOKEN": "{token}",
        "PORTEVOIX_DISCORD__API_URL": "{api}",
        "PORTEVOIX_DISCORD__GATEWAY_URL": "{gateway}",
        "PORTEVOIX_DATABASE__URL": "sqlite:///{folder}/porte-voix.sqlite3",
        "PORTEVOIX_DATABASE__BACKUP_EVERY": "0",
        "PORTEVOIX_CLOCK__FOLLOW": "{clock}",
        "PORTEVOIX_COMMUNITY__LOCALE": options.language,
        PROGRESS: "{folder}/progress",
    }
    return [
        *(sys.executable, "-m", "sandbox"),
        *("--port", str(options.port or 0)),
        *("--start", START),
        *("--language", options.language),
        *("--members", str(options.members)),
        *(part for name, value in settings.items() for part in ("--env", f"{name}={value}")),
        *("--", sys.executable, "-m", "bot.demo_bot", options.language, str(options.mobilisations)),
    ]


async def _next_line(sandbox: asyncio.subprocess.Process) -> dict[str, Any]:
    """What the sandbox tells next; nothing when it has ended."""
    if sandbox.stdout is None:
        return {}
    line = await sandbox.stdout.readline()
    try:
        told: dict[str, Any] = json.loads(line)
    except ValueError:
        return {}
    return told


async def _bot_came(
    sandbox: asyncio.subprocess.Process, progress: Path, options: argparse.Namespace
) -> bool:
    """Wait until the bot is online and its commands are there; whether that happened."""
    from bot import words

    coming = asyncio.create_task(_next_line(sandbox), name="the bot comes")
    done, until = "", time.monotonic() + READY_SECONDS
    try:
        while time.monotonic() < until:
            if (await asyncio.wait((coming,), timeout=LOOK_SECONDS))[0]:
                return coming.result().get("bot") == "online"
            if progress.is_file() and (now := progress.read_text(encoding="utf-8")) != done:
                done, until = now, time.monotonic() + READY_SECONDS
                many = options.mobilisations
                line = words.say("demo.invented.done", options.language, done=done, many=many)
                sys.stdout.write(line + "\n")
                sys.stdout.flush()
        return False
    finally:
        coming.cancel()


def _tail(file: Path, lines: int = 12) -> str:
    if not file.is_file():
        return ""
    return "\n".join(file.read_text(encoding="utf-8").splitlines()[-lines:]) + "\n"
