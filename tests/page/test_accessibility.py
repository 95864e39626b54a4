"""The page as axe-core judges it, in its main states, in light and dark, wide and narrow."""

import importlib.util
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Page

from tests.page.looking import Opener
from tests.page.trial_bot import TrialBot

SPEC = importlib.util.find_spec("axe_playwright_python")
AXE = Path(SPEC.origin or "").with_name("axe.min.js") if SPEC else None
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

pytestmark = pytest.mark.skipif(
    AXE is None, reason="NO AXE-CORE: install axe-playwright-python to judge accessibility"
)


async def violations(page: Page) -> list[str]:
    """What axe-core finds wrong: the rule and where."""
    if not await page.evaluate("'axe' in window"):
        assert AXE is not None
        await page.evaluate(AXE.read_text("utf-8"))
    found: dict[str, Any] = await page.evaluate(
        "rules => axe.run(document, {runOnly: rules, resultTypes: ['violations']})", RULES
    )
    return [
        f"{each['id']}: {node['html'][:200]}"
        for each in found["violations"]
        for node in each["nodes"]
    ]


@pytest.mark.parametrize(
    ("width", "scheme"), [(1280, "light"), (1280, "dark"), (360, "light"), (360, "dark")]
)
async def test_no_violations(bot: TrialBot, page_at: Opener, width: int, scheme: str) -> None:
    tom = await page_at("tom", width=width, color_scheme=scheme)
    keys = tom.page.keyboard
    await tom.says("# Title\n> quoted `code` ||hidden|| <@1>\n- one\n```\ncode\n```")
    await tom.command("try bench")
    await tom.message("The bench").get_by_role("button", name="Whisper").click()
    await tom.message("Between us.").wait_for()
    await tom.command("try card")
    await tom.message("The fair").wait_for()
    await tom.command("try embed")
    await tom.message("A title").wait_for()
    found = {"conversation": await violations(tom.page)}
    await tom.message("The bench").get_by_role("button", name="Several fruits").click()
    found["choices"] = await violations(tom.page)
    await keys.press("Escape")
    await tom.pane.locator(".be").click()
    found["people"] = await violations(tom.page)
    await keys.press("Escape")
    await tom.act("quoted", "Add a reaction")
    found["emoji"] = await violations(tom.page)
    await keys.press("Escape")
    await tom.area.press_sequentially("/try")
    found["commands"] = await violations(tom.page)
    await tom.area.fill("")
    await tom.command("try find")
    await tom.pane.get_by_role("option").first.wait_for()
    found["options"] = await violations(tom.page)
    await keys.press("Escape")
    await keys.press("Escape")
    await tom.command("try form")
    await tom.page.get_by_role("dialog").get_by_role("button", name="Submit").click()
    found["form"] = await violations(tom.page)
    await keys.press("Escape")
    await tom.page.locator('[data-focus="tour"]').click()
    found["tour"] = await violations(tom.page)
    await keys.press("Escape")
    await tom.pane.get_by_role("button", name="Pinned messages").click()
    found["pins"] = await violations(tom.page)
    await keys.press("Escape")
    await tom.page.get_by_role("button", name="Make trouble").click()
    found["trouble"] = await violations(tom.page)
    assert {state: wrong for state, wrong in found.items() if wrong} == {}
