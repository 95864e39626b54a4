"""`bot demo`: the real bot against the pretend Discord, in one command and with no account."""

import argparse
import asyncio
import json
import logging
import os
import signal
import sys
import time
import webbrowser
from dataclasses import replace
from pathlib import Path
from typing import Any

import aiohttp

from bot import examples, invented, words
from bot.app import run, running
from bot.front_door.signals import leave_at_once
from bot.logs import set_up_logs
from bot.people import Actor, Place
from bot.settings import Settings, load

log = logging.getLogger(__name__)

ROOT = Path(__file__).parent.parent
START = "2026-11-23T10:00:00+01:00"
"""The demo's calendar opens on a Monday morning before the examples, whatever today is."""
READY_SECONDS = 30
"""Without any sign of progress."""
PROGRESS = "DEMO_PROGRESS"
"""The variable with the file in which the bot says how far it is with inventing."""
STEP = 50
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
    language = options.language
    told = await _first_line(sandbox)
    if not told.get("ready"):
        reason = told.get("error") or "?"
        sys.stderr.write(words.say("demo.failed", language, reason=reason) + "\n")
        return EXIT_BUSY
    if not await _bot_came(told, options):
        sys.stderr.write(words.say("demo.bot_failed", language) + "\n")
        sys.stderr.write(_tail(Path(told["folder"]) / "bot.log"))
        return EXIT_BOT
    sys.stdout.write(words.say("demo.ready", language, page=told["page"]) + "\n")
    sys.stdout.write(words.say("demo.stop", language) + "\n")
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
        *("--", sys.executable, "-m", "bot.demo", options.language, str(options.mobilisations)),
    ]


async def _first_line(process: asyncio.subprocess.Process) -> dict[str, Any]:
    if process.stdout is None:
        return {}
    line = await process.stdout.readline()
    try:
        told: dict[str, Any] = json.loads(line)
    except ValueError:
        return {}
    return told


async def _bot_came(told: dict[str, Any], options: argparse.Namespace) -> bool:
    """Wait until the bot is online and its commands are there; whether that happened."""
    progress, done = Path(told["folder"]) / "progress", ""
    # With thousands of people the answer is long, and the one who makes it is busy.
    pause = 0.5 if options.members > 500 else 0.05
    patience = READY_SECONDS
    async with aiohttp.ClientSession() as session:
        until = time.monotonic() + patience
        while time.monotonic() < until:
            async with session.get(f"{told['page']}sandbox/state", params={"as": "ines"}) as answer:
                state = await answer.json()
            if state["bot"]["status"] == "online" and state["commands"]:
                return True
            if (state["bot"].get("program") or {}).get("exit") is not None:
                return False
            if progress.is_file() and (now := progress.read_text(encoding="utf-8")) != done:
                done, until = now, time.monotonic() + patience
                many = options.mobilisations
                line = words.say("demo.invented.done", options.language, done=done, many=many)
                sys.stdout.write(line + "\n")
                sys.stdout.flush()
            await asyncio.sleep(pause)
    return False


def _tail(file: Path, lines: int = 12) -> str:
    if not file.is_file():
        return ""
    return "\n".join(file.read_text(encoding="utf-8").splitlines()[-lines:]) + "\n"


async def _plant(settings: Settings, language: str, many: int) -> None:
    """Tell the bot the examples, as the sandbox's first coordinator, and what is invented."""
    origin = settings.discord.api_url.split("/api", 1)[0]
    async with aiohttp.ClientSession() as session:
        async with session.get(f"{origin}/sandbox/people") as answer:
            people = (await answer.json())["people"]
        chosen = next(person for person in people if person["coordinator"])
        async with session.get(f"{origin}/sandbox/state", params={"as": chosen["id"]}) as answer:
            state = await answer.json()
    guild = state["guild"]
    channel = next(one["id"] for one in state["channels"] if one["name"] == "mobilisations")
    member = Actor(
        platform="discord",
        id="",
        locale=language,
        place=Place("discord", guild["id"], guild["name"], language),
        channel=channel,
    )
    actor = replace(member, id=chosen["id"], roles=frozenset(chosen["roles"]), manages=True)
    async with running(settings) as core:
        planted = await examples.plant(
            core, actor, role=chosen["roles"][0], channel=channel, language=language
        )
        if planted and many:
            # Those with roles are people to be; who was invented to be many has none.
            members = [replace(member, id=one["id"]) for one in people if not one["roles"]]
            await invented.plant(
                core, actor, members, many=many, language=language, told=_tell_progress
            )


def _tell_progress(done: int, many: int) -> None:
    file = os.environ.get(PROGRESS)
    if file and (done % STEP == 0 or done == many):
        Path(file).write_text(str(done), encoding="utf-8")


def main(language: str, many: int) -> int:
    """What the sandbox starts: the examples once, then the bot as `bot run` has it."""
    settings = load(None, os.environ).settings
    set_up_logs(settings)
    asyncio.run(_plant(settings, language, many))
    return run(settings)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1], int(sys.argv[2])))
