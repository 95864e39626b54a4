"""The four steps of the main story, played on the page with the real bot, with pictures kept."""

from pathlib import Path

import pytest
from playwright.async_api import Browser, expect

from tests.page.looking import Looker
from tests.page.story import Story, demo


@pytest.mark.parametrize("language", ["fr", "en", "it"])
async def test_announce_say_yes_be_reminded_post(
    browser: Browser, tmp_path: Path, language: str
) -> None:
    async with demo(language) as address:
        context = await browser.new_context(
            viewport={"width": 1280, "height": 800}, reduced_motion="reduce"
        )
        page = await context.new_page()

        async def keep(name: str) -> None:
            await page.screenshot(path=tmp_path / f"{name}.png")

        await page.goto(f"{address}#as=ines&in=mobilisations&with=yanis")
        left, right = Looker(page, "one"), Looker(page, "two")
        await expect(right.pane.locator("[aria-current=page]")).to_have_count(1)
        story = Story(left, right, language, keep)
        await story.announce()
        await story.say_yes()
        await story.be_reminded()
        await story.post()
        await expect(right.log).to_contain_text("📣")
        kept = {path.stem for path in tmp_path.glob("*.png")}
        assert kept == {"form", "preview", "card", "yes", "voices", "reminder"}
        await context.close()
