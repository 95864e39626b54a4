"""How the page begins: in one piece, and of thousands of people only some."""

from playwright.async_api import Browser, Response, expect

from sandbox.app import Sandbox
from tests.page.conftest import COLLECTIVE, START
from tests.page.looking import Looker


async def test_it_comes_in_one_piece(browser: Browser) -> None:
    """Sixty modules one by one take a browser most of a second."""
    async with Sandbox(COLLECTIVE, start=START, limits=False) as box:
        heard: list[str] = []
        page = await browser.new_page()
        page.on("response", lambda response: heard.append(response.url))
        await page.goto(f"{box.page_url}#as=ines&in=general")
        await expect(Looker(page).area).to_be_enabled()
        files = {url.removeprefix(box.page_url) for url in heard if "/sandbox/" not in url}
        assert files == {"", "whole/main.js", "whole/styles/all.css", "icon.svg"}
        await page.close()


async def test_each_module_can_be_loaded_by_itself_too(browser: Browser) -> None:
    async with Sandbox(COLLECTIVE, start=START, limits=False) as box:
        page = await browser.new_page()
        plain = {"Location": "/main.js"}
        await page.route("**/whole/*.js", lambda one: one.fulfill(status=301, headers=plain))
        await page.goto(f"{box.page_url}#as=ines&in=general")
        await expect(Looker(page).area).to_be_enabled()
        await page.close()


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
