"""What the tests of the page stand on: a Chromium, a sandbox, a small bot, somebody who looks."""

import asyncio
import os
import shutil
from collections.abc import AsyncIterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import discord
import pytest
import pytest_asyncio
import yarl
from playwright.async_api import (
    Browser,
    ConsoleMessage,
    Page,
    Playwright,
    Request,
    async_playwright,
    expect,
)

from sandbox.app import Sandbox
from tests import UNHURRIED
from tests.page.looking import Looker, Opener
from tests.page.trial_bot import TrialBot

HERE = Path(__file__).parent
START = "2026-11-23T10:00:00+01:00"
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
PATIENCE = 30_000

COLLECTIVE: dict[str, Any] = {
    "guild": {"name": "Trial", "locale": "en-US", "zone": "Europe/Paris", "owner": "ines"},
    "bot": {"name": "Trial bot"},
    "roles": [
        {
            "key": "lead",
            "name": "Lead",
            "color": "#c2571a",
            "permissions": ["MANAGE_GUILD", "MANAGE_MESSAGES", "PIN_MESSAGES"],
            "mentionable": True,
            "coordinator": True,
        },
        {"key": "voice", "name": "Voice", "color": "#2f80c2", "permissions": []},
    ],
    "channels": [
        {"key": "general", "name": "general", "topic": "Anything at all"},
        {"key": "mobilisations", "name": "mobilisations"},
        {"key": "ideas", "name": "ideas", "kind": "forum"},
        {
            "key": "quiet",
            "name": "quiet",
            "overwrites": [{"everyone": True, "deny": ["SEND_MESSAGES", "ADD_REACTIONS"]}],
        },
    ],
    "people": [
        {"handle": "ines", "name": "Inès Vallone", "roles": ["lead"], "locale": "fr"},
        {"handle": "tom", "name": "Tom Ash", "roles": ["voice"], "locale": "en-GB"},
        {"handle": "giulia", "name": "Giulia Ferri", "roles": ["voice"], "locale": "it"},
        {"handle": "aya", "name": "Aya N’Diaye", "roles": ["voice"], "locale": "fr"},
    ],
}
ZONES = {"tom": "Europe/London", "giulia": "Europe/Rome", "aya": "Indian/Reunion"}
for each in COLLECTIVE["people"]:
    each["zone"] = ZONES.get(each["handle"], "Europe/Paris")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """One loop for all tests here: a browser belongs to the loop in which it was started."""
    for item in items:
        if item.path.is_relative_to(HERE) and pytest_asyncio.is_async_test(item):
            item.add_marker(pytest.mark.asyncio(loop_scope="session"), append=False)


def _chromium() -> str | None:
    return os.environ.get("TESTS_CHROMIUM") or shutil.which("chromium")


@pytest.fixture(scope="session")
def chromium() -> str:
    """The program of the browser; without one these tests are skipped, and it is said aloud."""
    program = _chromium()
    if program is None:
        pytest.skip("NO CHROMIUM: the tests of the page are skipped (set TESTS_CHROMIUM)")
    return program


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def playwright(chromium: str) -> AsyncIterator[Playwright]:
    """Who drives the browser."""
    async with async_playwright() as driver:
        yield driver


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser(playwright: Playwright, chromium: str) -> AsyncIterator[Browser]:
    """One Chromium for all tests of this process."""
    expect.set_options(timeout=PATIENCE)
    browser = await playwright.chromium.launch(executable_path=chromium, args=list(FLAGS))
    yield browser
    await browser.close()


@pytest_asyncio.fixture(loop_scope="session")
async def box() -> AsyncIterator[Sandbox]:
    """A pretend Discord at ten in the morning, with four people and no bot yet."""
    async with Sandbox(
        COLLECTIVE, start=START, language="en", limits=False, answer_within=UNHURRIED
    ) as box:
        yield box


@pytest_asyncio.fixture(loop_scope="session")
async def bot(box: Sandbox, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[TrialBot]:
    """The small bot, connected, its commands known."""
    gateway = yarl.URL(box.gateway_url)
    monkeypatch.setattr(discord.http.Route, "BASE", box.api_url)
    monkeypatch.setattr(discord.gateway.DiscordWebSocket, "DEFAULT_GATEWAY", gateway)
    bot = TrialBot()
    async with bot:
        running = asyncio.create_task(bot.start(box.token))
        await box.bot_ready()
        yield bot
        await bot.close()
        running.cancel()
        with suppress(asyncio.CancelledError):
            await running


@pytest_asyncio.fixture(loop_scope="session")
async def page_at(browser: Browser, box: Sandbox) -> AsyncIterator[Opener]:
    """Opens the page; whatever it complains of or fetches from elsewhere fails the test."""
    complaints: list[str] = []
    contexts = []

    async def open_page(
        handle: str = "tom",
        room: str = "general",
        *,
        width: int = 1280,
        local: dict[str, str] | None = None,
        **more: Any,
    ) -> Looker:
        height = 740 if width < 600 else 800
        context = await browser.new_context(
            viewport={"width": width, "height": height}, reduced_motion="reduce", **more
        )
        contexts.append(context)
        page = await context.new_page()
        watch(page, box.page_url, complaints)
        for key, value in (local or {}).items():
            await page.add_init_script(f"localStorage.setItem({key!r}, {value!r})")
        await page.goto(f"{box.page_url}#as={handle}&in={room}")
        looker = Looker(page)
        await expect(looker.pane.locator("[aria-current=page]")).to_have_attribute(
            "data-room", room
        )
        return looker

    yield open_page
    for context in contexts:
        await context.close()
    assert complaints == []


def watch(page: Page, home: str, complaints: list[str]) -> None:
    """Notes errors of scripts, breaches of the policy, and requests that leave the sandbox."""

    def console(message: ConsoleMessage) -> None:
        # A refusal of a door is an answer, and being offline is what a test asked for;
        # the browser writes both down as errors.
        expected = ("status of 4", "ERR_INTERNET_DISCONNECTED")
        if message.type == "error" and not any(each in message.text for each in expected):
            complaints.append(message.text)

    def request(asked: Request) -> None:
        if not asked.url.startswith(home):
            complaints.append(f"asked for {asked.url}")

    page.on("console", console)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("request", request)
