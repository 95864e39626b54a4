"""The command line and the bot's program as a child."""

from __future__ import annotations

import asyncio
import json
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from sandbox.app import Sandbox
from sandbox.visitor import Refusal, Visitor
from tests import UNHURRIED

ROOT = Path(__file__).resolve().parents[2]
#: Ends with 7 when asked to; says what it was given once it can be asked.
SCRIPT = """
import os, signal, socket, sys, time
signal.signal(signal.SIGTERM, lambda *_: sys.exit(7))
with socket.create_connection(("127.0.0.1", int(os.environ["TELL"]))) as told:
    told.sendall(os.environ.get("WHERE", "nothing").encode())
time.sleep(60)
"""


class Ear:
    """Hears what the script says."""

    def __init__(self) -> None:
        self.heard: asyncio.Queue[str] = asyncio.Queue()
        self.port = ""

    async def __call__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.heard.put_nowait((await reader.read()).decode())
        writer.close()

    async def next(self) -> str:
        async with asyncio.timeout(UNHURRIED):
            return await self.heard.get()


@pytest.fixture
async def ear() -> AsyncIterator[Ear]:
    """Where the script tells that it is up."""
    ear = Ear()
    async with await asyncio.start_server(ear, "127.0.0.1", 0) as server:
        ear.port = str(server.sockets[0].getsockname()[1])
        yield ear


@asynccontextmanager
async def started(*arguments: str) -> AsyncIterator[tuple[asyncio.subprocess.Process, Any]]:
    """`python -m sandbox` and its first line."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        *("-m", "sandbox"),
        *arguments,
        stdout=asyncio.subprocess.PIPE,
        cwd=ROOT,
    )
    assert process.stdout is not None
    async with asyncio.timeout(UNHURRIED):
        line = json.loads(await process.stdout.readline())
    try:
        yield process, line
    finally:
        if process.returncode is None:
            process.kill()
        await process.wait()


async def test_it_says_where_it_is_runs_the_program_and_ends_cleanly(
    tmp_path: Path, ear: Ear
) -> None:
    arguments = ("--folder", str(tmp_path), "--env", "WHERE={api} {token} {folder}")
    told = ("--env", f"TELL={ear.port}")
    async with started(*arguments, *told, "--", sys.executable, "-c", SCRIPT) as (process, line):
        assert line["ready"]
        assert line["program"]
        assert await ear.next() == f"{line['api']} {line['token']} {tmp_path}"
        process.send_signal(signal.SIGTERM)
        assert await process.wait() == 0


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (("--collective", "absent.json"), "absent.json"),
        (("--start", "demain"), "demain"),
        (("--start", "1999-01-01T00:00:00Z"), "2015"),
        (("--env", "NONSENSE"), "NONSENSE"),
        (("--speed", "-1"), "Speed"),
        (("--answer-within", "0"), "--answer-within"),
        (("--answer-within", "nan"), "--answer-within"),
        (("--answer-within", "soon"), "soon"),
        (("--answer-within", "inf"), "inf"),
        (("--description", "absent.json"), "absent.json"),
    ],
)
async def test_what_cannot_start_says_so_in_one_line(arguments: tuple[str, ...], word: str) -> None:
    async with started(*arguments) as (process, line):
        assert line["ready"] is False
        assert word in line["error"]
        assert await process.wait() == 2


#: Connects as a bot does, and answers whoever calls it.
BOT = """
import asyncio, os, aiohttp
async def main():
    who = {"Authorization": f"Bot {os.environ['TOKEN']}"}
    async with aiohttp.ClientSession(headers=who) as session:
        url = f"{os.environ['API']}/applications/{os.environ['APPLICATION']}/commands"
        commands = [{"name": "hello", "description": "Say hello", "type": 1}]
        async with session.put(url, json=commands) as answer:
            assert answer.status == 200, await answer.text()
        async with session.ws_connect(os.environ["GATEWAY"] + "?v=10&encoding=json") as gateway:
            await gateway.receive_json()
            properties = {"os": "", "browser": "", "device": ""}
            said = {"token": os.environ["TOKEN"], "intents": 1, "properties": properties}
            await gateway.send_json({"op": 2, "d": said})
            async for frame in gateway:
                if (told := frame.json())["t"] == "INTERACTION_CREATE":
                    url = "{API}/interactions/{d[id]}/{d[token]}/callback"
                    url = url.format(d=told["d"], **os.environ)
                    await session.post(url, json={"type": 4, "data": {"content": "hello"}})
asyncio.run(main())
"""
BLANKS = ("TOKEN={token}", "API={api}", "GATEWAY={gateway}", "APPLICATION={application}")


@pytest.mark.parametrize(
    ("script", "told"),
    [
        (BOT, {"bot": "online", "exit": None}),
        ("raise SystemExit(3)", {"bot": "ended", "exit": 3}),
    ],
)
async def test_a_second_line_says_what_became_of_the_program(script: str, told: Any) -> None:
    filled = (part for blank in BLANKS for part in ("--env", blank))
    async with started(*filled, "--", sys.executable, "-c", script) as (process, line):
        assert line["ready"]
        assert process.stdout is not None
        async with asyncio.timeout(UNHURRIED):
            assert json.loads(await process.stdout.readline()) == told


@pytest.mark.parametrize(
    ("seconds", "outcome"), [(str(UNHURRIED), "message"), ("0.0000001", "failed")]
)
async def test_the_bot_has_as_long_to_answer_as_was_asked(seconds: str, outcome: str) -> None:
    filled = (part for blank in BLANKS for part in ("--env", blank))
    arguments = ("--answer-within", seconds, *filled, "--", sys.executable, "-c", BOT)
    async with started(*arguments) as (process, line):
        assert process.stdout is not None
        async with asyncio.timeout(UNHURRIED):
            await process.stdout.readline()
        async with Visitor(line["page"], "ines") as ines:
            assert (await ines.calls("mobilisations", "hello"))["outcome"] == outcome


async def test_who_calls_before_it_serves_is_kept_waiting_and_answered() -> None:
    box = Sandbox()
    box.open()
    early = asyncio.create_task(box.visitor("ines").call("GET", "/clock"))
    async with box:
        assert (await early)["now"]


async def test_a_taken_port_is_said() -> None:
    async with Sandbox() as box:
        port = box.page_url.rstrip("/").rpartition(":")[2]
        async with started("--port", port) as (process, line):
            assert line["ready"] is False
            assert await process.wait() == 2


async def test_a_program_can_be_stopped_killed_and_started_again(ear: Ear) -> None:
    async with Sandbox() as box:
        program = box.run_program([sys.executable, "-c", SCRIPT], {"TELL": ear.port})
        ines = box.visitor("ines")
        await ines.call("POST", "/program", {"action": "start"})
        assert await ear.next() == "nothing"
        bot = (await ines.call("POST", "/program", {"action": "stop"}))["bot"]
        assert bot["program"] == {"running": False, "pid": None, "exit": 7, "starts": 1}
        await ines.call("POST", "/program", {"action": "restart"})
        bot = (await ines.call("POST", "/program", {"action": "kill"}))["bot"]
        assert bot["program"]["exit"] == -9
        assert program.starts == 2


#: Stays connected as long as it lives.
HOLDING = """
import os, socket, time
from tests import UNHURRIED
told = socket.create_connection(("127.0.0.1", int(os.environ["TELL"])))
told.sendall(b"here")
time.sleep(60)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a child of its parent's end")
async def test_a_killed_sandbox_leaves_no_program_behind() -> None:
    came, gone = asyncio.Event(), asyncio.Event()

    async def hear(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readexactly(4)
        came.set()
        await reader.read()
        gone.set()
        writer.close()

    async with await asyncio.start_server(hear, "127.0.0.1", 0) as server:
        told = f"TELL={server.sockets[0].getsockname()[1]}"
        async with started("--env", told, "--", sys.executable, "-c", HOLDING) as (process, _):
            await asyncio.wait_for(came.wait(), UNHURRIED)
            process.kill()
            await asyncio.wait_for(gone.wait(), UNHURRIED)


async def test_a_program_that_ends_by_itself_is_noticed() -> None:
    async with Sandbox() as box:
        program = box.run_program([sys.executable, "-c", "raise SystemExit(3)"], {})
        await program.start()
        await box.wait_until(lambda: program.exit == 3)


async def test_a_program_that_is_not_there_counts_as_ended() -> None:
    async with Sandbox() as box:
        program = box.run_program(["/nonexistent/program"], {})
        await program.start()
        assert program.exit == 127
        assert b"cannot start" in (box.folder / "bot.log").read_bytes()


async def test_without_a_program_the_door_says_so() -> None:
    async with Sandbox() as box:
        with pytest.raises(Refusal) as caught:
            await box.visitor("ines").call("POST", "/program", {"action": "start"})
        assert caught.value.error == "no_program"


async def test_the_folder_is_gone_afterwards() -> None:
    async with Sandbox() as box:
        folder = box.folder
        assert folder.is_dir()
    assert not folder.exists()
