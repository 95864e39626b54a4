"""The bot's own process as a supervisor and a watcher of health see it."""

import asyncio
import os
import socket
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import aiohttp

from sandbox.app import Sandbox
from tests import UNHURRIED
from tests.stories.stage import MONDAY

ROOT = Path(__file__).resolve().parents[2]


@asynccontextmanager
async def _bot(box: Sandbox, **environ: str) -> AsyncIterator[asyncio.subprocess.Process]:
    """The bot on a pretend Discord, in the same process from the first line on."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", "run", "--no-setup"),
        cwd=ROOT,
        env={
            **os.environ,
            "LC_ALL": "C.UTF-8",
            "PORTEVOIX_DISCORD__TOKEN": box.token,
            "PORTEVOIX_DISCORD__API_URL": box.api_url,
            "PORTEVOIX_DISCORD__GATEWAY_URL": box.gateway_url,
            "PORTEVOIX_DATABASE__URL": f"sqlite:///{box.folder}/memory.sqlite3",
            **environ,
        },
        stderr=asyncio.subprocess.PIPE,
    )
    try:
        yield process
    finally:
        if process.returncode is None:
            process.terminate()
        await process.communicate()


async def _hears(ear: socket.socket) -> list[str]:
    async with asyncio.timeout(UNHURRIED):
        return (await asyncio.get_running_loop().sock_recv(ear, 4096)).decode().split("\n")


async def test_systemd_hears_ready_alive_and_stopping(tmp_path: Path) -> None:
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as ear:
        ear.bind(str(tmp_path / "notify"))
        ear.setblocking(False)
        async with Sandbox(start=MONDAY) as box:
            box.hub.drop(None, 60)
            watched = {"NOTIFY_SOCKET": str(tmp_path / "notify"), "WATCHDOG_USEC": "1"}
            async with _bot(box, **watched) as bot:
                assert bot.stderr is not None
                while b"gateway cannot be reached" not in await bot.stderr.readline():
                    assert bot.returncode is None
                assert _nothing_yet(ear)
                box.hub.drop(None, 0)
                assert await _hears(ear) == ["READY=1", "STATUS=connected", "WATCHDOG=1"]
                bot.terminate()
                said = await _hears(ear)
                while said == ["WATCHDOG=1"]:
                    said = await _hears(ear)
                assert said[0] == "STOPPING=1"
                assert await bot.wait() == 0


def _nothing_yet(ear: socket.socket) -> bool:
    try:
        ear.recv(4096)
    except BlockingIOError:
        return True
    return False


async def test_readiness_follows_the_gateway(tmp_path: Path) -> None:
    async with Sandbox(start=MONDAY) as box, _bot(box, PORTEVOIX_HEALTH__PORT="0") as bot:
        base = f"http://127.0.0.1:{await _told_port(bot)}"
        async with aiohttp.ClientSession(base) as session:
            await _until(session, 200)
            box.hub.drop(None, 60)
            assert (await _until(session, 503))["reasons"] == ["gateway"]
            async with session.get("/healthz") as answer:
                assert answer.status == 200
            box.hub.drop(None, 0)
            await _until(session, 200)


async def _told_port(bot: asyncio.subprocess.Process) -> int:
    assert bot.stderr is not None
    async with asyncio.timeout(UNHURRIED):
        while line := (await bot.stderr.readline()).decode():
            if "health is told on" in line:
                return int(line.rpartition(" ")[2])
    raise AssertionError("it ended without telling its port")


async def _until(session: aiohttp.ClientSession, status: int) -> dict[str, Any]:
    """Ask again and again until the answer has that status."""
    async with asyncio.timeout(UNHURRIED):
        while True:
            async with session.get("/readyz") as answer:
                told: dict[str, Any] = await answer.json()
                if answer.status == status:
                    return told
            await asyncio.sleep(0.02)


async def test_a_port_that_is_taken_is_told_in_one_line() -> None:
    async with Sandbox(start=MONDAY) as box:
        taken = box.page_url.rstrip("/").rpartition(":")[2]
        async with _bot(box, PORTEVOIX_HEALTH__PORT=taken, PORTEVOIX_LOG__LEVEL="error") as bot:
            _, errors = await bot.communicate()
            assert bot.returncode == 1
            assert len(errors.decode().splitlines()) == 1
            assert "health.port" in errors.decode()
