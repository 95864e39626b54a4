"""Remakes the pictures of the README from the running demo: `python3 -m tests.page.camera`."""

import asyncio
import os
import shutil
import sys

from playwright.async_api import Browser, Page, ViewportSize, async_playwright, expect

from tests.page.looking import Looker
from tests.page.story import ROOT, demo

PICTURES = {"en": "docs/pictures/demo.png", "fr": "docs/pictures/demo.fr.png"}
SIZE: ViewportSize = {"width": 1680, "height": 1020}
IN = ("yanis", "elouan", "capucine", "noe", "salome", "bastien")
MAYBE = "mahaut"
BY_REACTION = "giulia"
A_WEEK_BEFORE = "2027-03-01T09:02:00+01:00"

ACT = """
async ([who, gesture, body]) => {
  const of = (method, path, body) => fetch("/sandbox/" + path, {
    method, headers: {"Content-Type": "application/json"}, body: JSON.stringify(body),
  });
  await of("POST", who ? `people/${who}/${gesture}` : gesture, body);
}
"""


async def photograph(browser: Browser, language: str) -> None:
    """A card at the left, the reminder of one member at the right."""
    async with demo(language) as address:
        context = await browser.new_context(viewport=SIZE, reduced_motion="reduce")
        page = await context.new_page()
        await page.goto(f"{address}#as=ines&in=mobilisations&with=yanis")
        left, right = Looker(page, "one"), Looker(page, "two")
        card = left.pane.locator("article.message", has=page.locator(".embed")).first
        await expect(right.pane.locator("[aria-current=page]")).to_have_count(1)
        await _answer(page, str(await card.get_attribute("data-id")))
        await expect(card.locator(".fields")).to_contain_text(f"✋ {len(IN) + 1}")
        await page.evaluate(ACT, ["", "clock", {"to": A_WEEK_BEFORE}])
        await right.enter("dm")
        await expect(right.pane.locator('[data-focus^="pv:r-posted:"]').last).to_be_visible()
        await page.reload()
        await expect(right.pane.locator("[aria-current=page]")).to_have_count(1)
        await right.enter("dm")
        await left.log.hover()
        await page.mouse.wheel(0, -9000)
        await page.mouse.move(SIZE["width"] / 2, 4)
        await page.screenshot(path=ROOT / PICTURES[language])
        sys.stdout.write(f"{PICTURES[language]}\n")
        await context.close()


async def _answer(page: Page, message: str) -> None:
    where = {"channel": "mobilisations", "message": message}
    for who in IN:
        await page.evaluate(ACT, [who, "press", {**where, "custom_id": "pv:in:1"}])
    await page.evaluate(ACT, [MAYBE, "press", {**where, "custom_id": "pv:maybe:1"}])
    await page.evaluate(ACT, [BY_REACTION, "reactions", {**where, "emoji": "✋"}])


async def main(languages: list[str]) -> None:
    """The picture of each language."""
    program = os.environ.get("TESTS_CHROMIUM") or shutil.which("chromium")
    async with async_playwright() as driver:
        browser = await driver.chromium.launch(executable_path=program, args=["--no-sandbox"])
        for language in languages:
            await photograph(browser, language)
        await browser.close()


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1:] or list(PICTURES)))
