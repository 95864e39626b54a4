"""`bot check` beside a real platform: the channels that the memory knows are looked at."""

import asyncio
import os
import sys
from datetime import UTC, datetime
from pathlib import Path

from db import communities
from db.channels import in_use
from db.migrate import upgrade
from db.store import Store
from sandbox.app import Sandbox
from tests.databases import sqlite_url

ROOT = Path(__file__).parents[2]
MONDAY = datetime(2026, 11, 23, 9, tzinfo=UTC)


async def _remembered(url: str, channel: str) -> None:
    await upgrade(url)
    async with Store(url) as store, store.work() as work:
        made = await communities.settle(
            work, "discord", "1", name="Les Influstriels", locale="fr", zone="UTC", now=MONDAY
        )
        made.channel = channel


async def _check(box: Sandbox, url: str) -> tuple[int | None, str]:
    """`bot check` as a process of its own; its exit code and what it told."""
    environ = os.environ | {
        "PORTEVOIX_NO_SETUP": "1",
        "PORTEVOIX_DATABASE__URL": url,
        "PORTEVOIX_DISCORD__TOKEN": box.token,
        "PORTEVOIX_DISCORD__API_URL": box.api_url,
        "PORTEVOIX_DISCORD__GATEWAY_URL": box.gateway_url,
        "LANGUAGE": "fr",
        "LC_ALL": "fr_FR.UTF-8",
    }
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", "check"),
        cwd=ROOT,
        env=environ,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    told, errors = await process.communicate()
    assert not errors, errors.decode()
    return process.returncode, told.decode()


async def test_what_is_missing_in_the_communitys_channel_is_named(tmp_path: Path) -> None:
    url = sqlite_url(tmp_path)
    async with Sandbox(start=MONDAY.isoformat(), language="fr", limits=False) as box:
        await _remembered(url, str(box.world.channel_named("mobilisations").id))
        code, told = await _check(box, url)
        assert code == 0, told
        await box.visitor("ines").breaks(
            "permissions", channel="mobilisations", deny=["SEND_MESSAGES"]
        )
        code, told = await _check(box, url)
    assert code == 1, told
    (line,) = [line for line in told.splitlines() if "#mobilisations" in line]
    assert "envoyer des messages" in line.lower()


async def test_a_memory_that_is_not_there_names_no_channel(tmp_path: Path) -> None:
    assert await in_use(sqlite_url(tmp_path)) == frozenset()
    assert list(tmp_path.iterdir()) == []
    (tmp_path / "memory.sqlite3").write_text("something else " * 100)
    assert await in_use(sqlite_url(tmp_path)) == frozenset()
