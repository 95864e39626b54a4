"""How the page begins: its modules at once, and of thousands of people only some."""

import re
from pathlib import Path

from playwright.async_api import Browser, Response, expect

from sandbox.app import Sandbox
from tests.page.conftest import COLLECTIVE, START
from tests.page.looking import Looker

PAGE = Path(__file__).resolve().parents[2] / "sandbox" / "page"


def test_every_module_is_named_ahead() -> None:
    """Found one by one in each other, they would come in eight rounds."""
    named = re.findall(r'rel="modulepreload" href="([^"]+)"', (PAGE / "index.html").read_text())
    modules = {path.relative_to(PAGE).as_posix() for path in PAGE.rglob("*.js")}
    assert sorted(named) == sorted(modules - {"main.js"})


async def test_of_five_thousand_people_few_come_first(browser: Browser) -> None:
    async with Sandbox(COLLECTIVE, start=START, language="en", limits=False, members=5000) as box:
        said = await box.visitor("voix04321").says("general", "I came by later")
        await box.visitor("ines").says("general", f"Hello <@{said['author']['id']}>")
        heard: list[Response] = []

        def hear(response: Response) -> None:
            if "/sandbox/" in response.url:
                heard.append(response)

        page = await browser.new_page()
        page.on("response", hear)
        await page.goto(f"{box.page_url}#as=voix04000&in=general")
        tom = Looker(page)
        await expect(tom.pane.locator(".be .name")).to_contain_text("4000")
        # Everyone comes once the first room is there; who wrote or was named is known then.
        await expect(tom.message("Hello").locator(".mention")).to_contain_text("4321")
        names = [each.url.partition("/sandbox/")[2].partition("?")[0] for each in heard]
        everyone = [at for at, each in enumerate(heard) if each.url.endswith("/sandbox/people")]
        room = next(at for at, name in enumerate(names) if name.endswith("/messages"))
        assert len(everyone) == 1
        assert everyone[0] > room
        first = [await each.body() for each in heard[: everyone[0]]]
        assert sum(map(len, first)) < 150_000
        await page.close()
