"""The main story, told on the page with the real bot: announce, say yes, be reminded, post."""

import asyncio
import os
import re
import signal
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path

from playwright.async_api import Locator, expect

from tests import UNHURRIED
from tests.page.looking import Looker

ROOT = Path(__file__).resolve().parents[2]
ADDRESS = re.compile(r"http://127\.0\.0\.1:\d+/")
START_SECONDS = 60
SATURDAY = {"fr": "samedi 14h30", "en": "saturday 2:30pm", "it": "sabato alle 14:30"}
FORM = {
    "fr": {
        "title": "Portes ouvertes à Lorient",
        "purpose": "Faire voir une chaudronnerie de l’intérieur.",
        "organiser": "Atelier de la Rade, https://example.org/lorient",
        "by": "Atelier de la Rade",
        "scope": "Annonce libre",
    },
    "en": {
        "title": "Open day in Lorient",
        "purpose": "Let people see a boiler shop from the inside.",
        "organiser": "Atelier de la Rade, https://example.org/lorient",
        "by": "Atelier de la Rade",
        "scope": "Free to announce",
    },
    "it": {
        "title": "Porte aperte a Lorient",
        "purpose": "Far vedere una caldareria da dentro.",
        "organiser": "Atelier de la Rade, https://example.org/lorient",
        "by": "Atelier de la Rade",
        "scope": "Annuncio libero",
    },
}
IN_REPLY = {"fr": "j’en suis", "en": "count me in", "it": "ci sto"}

Keep = Callable[[str], Awaitable[None]]


@asynccontextmanager
async def demo(language: str) -> AsyncIterator[str]:
    """`bot demo` as somebody starts it; yields the address of its page."""
    command = (sys.executable, "-m", "bot", "demo", "--no-setup", "--no-browser")
    process = await asyncio.create_subprocess_exec(
        *command,
        *("--language", language),
        cwd=ROOT,
        stdout=asyncio.subprocess.PIPE,
        env={**os.environ, "SANDBOX_ANSWER_WITHIN": str(UNHURRIED)},
    )
    try:
        yield await asyncio.wait_for(_address(process), START_SECONDS)
    finally:
        if process.returncode is None:
            process.send_signal(signal.SIGINT)
        await process.communicate()


async def _address(process: asyncio.subprocess.Process) -> str:
    said = ""
    while process.stdout is not None and (line := await process.stdout.readline()):
        said += line.decode()
        if found := ADDRESS.search(said):
            return found.group()
    raise AssertionError(f"the demo did not start: {said}")


class Story:
    """Two people before the same server, and what each of them does."""

    def __init__(self, left: Looker, right: Looker, language: str, keep: Keep) -> None:
        self.left = left
        self.right = right
        self.page = left.page
        self.words = FORM[language]
        self.language = language
        self.keep = keep

    def button(self, looker: Looker, kind: str) -> Locator:
        """The newest button whose custom id is of this kind."""
        return looker.pane.locator(f'[data-focus^="pv:{kind}:"]').last

    def card(self, looker: Looker) -> Locator:
        """The announcement in the channel."""
        card = looker.pane.locator("article.message:not(.private)")
        return card.filter(has=self.page.locator(".embed", has_text=self.words["title"])).last

    async def announce(self) -> None:
        """The coordinator: a command, a form, the agreement, out."""
        await self.left.area.fill(await self._called("mobilisation new"))
        await self.left.area.press("Enter")
        form = self.page.locator("dialog")
        for name in ("title", "purpose", "organiser"):
            await self._field(form, name).fill(self.words[name])
        await self._field(form, "when").fill(SATURDAY[self.language])
        await self.keep("form")
        await form.locator("[type=submit]").click()
        await self.button(self.left, "agree").click()
        await form.locator('[data-field="kind"] select').select_option("given")
        await self._field(form, "by").fill(self.words["by"])
        await self._field(form, "scope").fill(self.words["scope"])
        await form.locator("[type=submit]").click()
        await expect(self.button(self.left, "announce")).to_be_enabled()
        await self.keep("preview")
        await self.button(self.left, "announce").click()
        await expect(self.card(self.right)).to_be_visible()
        await self.keep("card")

    async def say_yes(self) -> None:
        """Members: one by button, one by reaction, one by reply."""
        await self.card(self.right).locator('[data-focus^="pv:in:"]').click()
        await expect(self.right.pane.locator("article.private")).to_be_visible()
        await self._voices(1)
        await self.keep("yes")
        await self.button(self.right, "done").click()
        await self.right.be("capucine")
        await self.react("✋")
        await self._voices(2)
        await self.right.be("elouan")
        await self._toolbar(self.card(self.right), "message.reply")
        await self.right.says(IN_REPLY[self.language])
        await self._voices(3)
        await self.keep("voices")

    async def react(self, emoji: str) -> None:
        """A reaction on the card, from the picker."""
        await self._toolbar(self.card(self.right), "reaction.add")
        await self.page.locator(".emoji-cell", has_text=emoji).click()
        await expect(self.card(self.right).locator(".chip").first).to_contain_text(emoji)

    async def be_reminded(self) -> None:
        """Time goes by; whoever said yes, and nobody else, gets a private message."""
        for _ in range(3):
            await self.page.locator('[data-jump="day"]').click()
        await expect(self.page.locator(".toast").first).to_be_visible()
        await self.right.be("yanis")
        await self.right.enter("dm")
        await expect(self.button(self.right, "r-posted")).to_be_visible()
        await self.keep("reminder")

    async def post(self) -> None:
        """It is out; nobody approves anything."""
        await self.button(self.right, "r-posted").click()

    async def _voices(self, count: int) -> None:
        await expect(self.card(self.left).locator(".fields")).to_contain_text(f"✋ {count}")

    def _field(self, form: Locator, name: str) -> Locator:
        return form.locator(f'[data-field="{name}"]').locator("input, textarea")

    async def _toolbar(self, message: Locator, key: str) -> None:
        await message.hover()
        await message.locator(f'.toolbar [data-focus^="{key}-"]').click()

    async def _called(self, name: str) -> str:
        shown: str = await self.page.evaluate(
            """async ([who, name]) => {
              const {commands} = await (await fetch("/sandbox/state?as=" + who)).json();
              return commands.find((command) => command.name === name).shown;
            }""",
            ["ines", name],
        )
        return f"/{shown}"
