"""Told to stop, the bot finishes what it began and leaves with 0 in five seconds at most."""

import asyncio
import json
import os
import signal
import sys
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from tests import UNHURRIED
from tests.stories.stage import HERE, Json, Scene, button, scene, text
from tests.stories.telling import mobilise

ROOT = Path(__file__).resolve().parents[2]
MOST_SECONDS = 20.0
"""Far less than what hangs here would take. `benchmarks.stopping` measures the promised five."""

REMINDED = ("bastien", "giulia", "yanis", "elouan", "capucine", "matteo")
"""All of them have the same hour."""
PRESSING = ("noe", "salome", "lison", "rose")


async def _all_say_yes(play: Scene, card: Json, handles: Sequence[str]) -> list[Json]:
    yes = button(card, "in")
    return await asyncio.gather(
        *(play.person(handle).presses(HERE, card["id"], yes) for handle in handles)
    )


async def _first_whisper(play: Scene) -> None:
    """Until the bot has written privately to somebody."""
    world = play.box.world
    await play.box.wait_until(
        lambda: any(
            message.author_id == world.bot.id
            for channel in world.channels.values()
            if channel.is_direct
            for message in channel.messages
        )
    )


async def _told_to_stop(play: Scene, number: signal.Signals) -> tuple[int | None, float]:
    """Send the signal to the bot; its exit code, and the seconds it took."""
    program = play.box.program
    assert program is not None
    pid = program.as_json()["pid"]
    clock = asyncio.get_running_loop().time
    began = clock()
    os.kill(pid, number)
    await play.box.wait_until(lambda: not program.running and program.exit is not None)
    return program.exit, clock() - began


@pytest.mark.parametrize(
    ("number", "seconds"), [(signal.SIGTERM, 0.25), (signal.SIGTERM, 60), (signal.SIGINT, 0.25)]
)
async def test_in_the_middle_of_reminders_and_presses_nothing_is_lost_or_doubled(
    tmp_path: Path, database_url: str, number: signal.Signals, seconds: float
) -> None:
    async with scene(tmp_path / "world", database_url) as play:
        card = await mobilise(play)
        await _all_say_yes(play, card, REMINDED)
        ines = play.person("ines")
        await ines.breaks(
            "slow", seconds=seconds, method="POST", path="/channels/*/messages", times=4
        )
        await ines.moves_clock(to="2026-12-01T09:01:00+01:00")
        if seconds < MOST_SECONDS:
            await _first_whisper(play)
        else:
            await play.box.wait_until(lambda: not play.box.faults.pending)
        # Who presses now may never be answered, and need not wait for it as long as elsewhere.
        play.box.desk.answer_within = 3.0
        pressing = asyncio.create_task(_all_say_yes(play, card, PRESSING))
        if number is signal.SIGINT:
            await pressing
        code, took = await _told_to_stop(play, number)
        assert (code, took < MOST_SECONDS) == (0, True), took
        pressed = dict(zip(PRESSING, await pressing, strict=True))

        await play.program("start")
        await play.ready()
        for handle in REMINDED:
            await play.seen(handle, "dm", lambda message: "WorldSkills" in text(message))
        for handle, outcome in pressed.items():
            said = await play.person(handle).calls(HERE, "me agenda")
            noted = "WorldSkills" in text(said["message"])
            assert noted or outcome["outcome"] == "failed", handle
        for handle in REMINDED:
            assert len(await play.reminders(handle)) == 1, handle


@asynccontextmanager
async def _process(*command: str, **environ: str) -> AsyncIterator[asyncio.subprocess.Process]:
    """A program of ours, killed at the end if it is still there."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m"),
        *command,
        cwd=ROOT,
        env={**os.environ, "LC_ALL": "C.UTF-8", **environ},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    try:
        yield process
    finally:
        if process.returncode is None:
            process.kill()
        await process.communicate()


async def _line(stream: asyncio.StreamReader | None, wanted: str) -> str:
    """The next line of an output that holds this."""
    assert stream is not None
    async with asyncio.timeout(UNHURRIED):
        while wanted not in (line := (await stream.readline()).decode()):
            assert line, f"ended without saying {wanted}"
        return line


async def _ends(process: asyncio.subprocess.Process, number: signal.Signals) -> int:
    """The exit code after a signal, without waiting for what hangs."""
    process.send_signal(number)
    async with asyncio.timeout(MOST_SECONDS):
        return await process.wait()


def _settings(told: dict[str, Any], folder: Path) -> dict[str, str]:
    return {
        "PORTEVOIX_DISCORD__TOKEN": told["token"],
        "PORTEVOIX_DISCORD__API_URL": told["api"],
        "PORTEVOIX_DISCORD__GATEWAY_URL": told["gateway"],
        "PORTEVOIX_DATABASE__URL": f"sqlite:///{folder}/memory.sqlite3",
    }


async def test_a_discord_that_hangs_does_not_hold_it_back(tmp_path: Path) -> None:
    async with _process("sandbox", "--folder", str(tmp_path)) as discord:
        settings = _settings(json.loads(await _line(discord.stdout, "ready")), tmp_path)
        async with _process("bot", "run", "--no-setup", **settings) as bot:
            await _line(bot.stderr, "connected, 1 communities")
            discord.send_signal(signal.SIGSTOP)
            try:
                assert await _ends(bot, signal.SIGTERM) == 0
            finally:
                discord.send_signal(signal.SIGCONT)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
async def test_it_need_not_have_come_up_to_be_stopped(
    tmp_path: Path, number: signal.Signals
) -> None:
    nowhere = "http://127.0.0.1:9"
    told = {"token": "a.b.c", "api": f"{nowhere}/api", "gateway": ""}
    async with _process("bot", "run", "--no-setup", **_settings(told, tmp_path)) as bot:
        await _line(bot.stderr, "Discord cannot be reached")
        assert await _ends(bot, number) == 0
    settings = _settings(told, tmp_path) | {"PORTEVOIX_CLOCK__FOLLOW": "ws://127.0.0.1:9/clock"}
    async with _process("bot", "run", "--no-setup", **settings) as bot:
        await _line(bot.stderr, "clock that we follow is out of reach")
        assert await _ends(bot, number) == 0


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
async def test_it_can_be_stopped_before_it_has_begun(number: signal.Signals) -> None:
    program = (
        "import time; from bot.front_door.signals import leave_at_once\n"
        "leave_at_once(); print('here', flush=True); time.sleep(60)"
    )
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-c", program), cwd=ROOT, stdout=asyncio.subprocess.PIPE
    )
    await _line(process.stdout, "here")
    assert await _ends(process, number) == 0


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
async def test_the_demo_takes_sandbox_and_bot_with_it(number: signal.Signals) -> None:
    async with _process("bot", "demo", "--no-setup", "--no-browser", LANG="C") as demo:
        page = (await _line(demo.stdout, "http://127.0.0.1")).split("http://")[1].split()[0]
        async with aiohttp.ClientSession() as session:
            url = f"http://{page}sandbox/state"
            async with session.get(url, params={"as": "ines"}) as answer:
                bot = (await answer.json())["bot"]["program"]["pid"]
        assert _is_there(bot)
        demo.send_signal(number)
        async with asyncio.timeout(MOST_SECONDS):
            assert await demo.wait() == 0
        assert not _is_there(bot)
        async with aiohttp.ClientSession() as session:
            with pytest.raises(aiohttp.ClientConnectorError):
                await session.get(f"http://{page}")


def _is_there(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True
