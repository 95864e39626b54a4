"""The sandbox's page in Chromium: first usable, and scrolling a thousand messages.

`python -m benchmarks.page [--rounds 7]`; the browser is `chromium`, or what TESTS_CHROMIUM names.
"""

import argparse
import asyncio
import os
import shutil
import statistics
from dataclasses import dataclass, field
from typing import Any

from playwright.async_api import Browser, Page, async_playwright

from sandbox.app import Sandbox

MESSAGES = 1000
FRAMES = 240
TURNS = 3
STEP = 150
"""Pixels a frame: nine thousand in a second, a hard flick of the wheel."""
STALL = 50.0
"""Milliseconds of a frame that a person notices."""
WORDS = "Qui voit **nos ateliers** ? Un élève, sa mère, <t:1795510800:f>, et `personne` d’autre. "

USABLE = """
window.usable = new Promise((tell) => {
  new MutationObserver((_, watch) => {
    const field = document.querySelector("textarea.say:not(:disabled)");
    if (!field || !document.querySelector(".message")) return;
    watch.disconnect();
    requestAnimationFrame(() => setTimeout(() => tell(performance.now())));
  }).observe(document, { childList: true, subtree: true });
});
"""
ANSWERED = "performance.getEntriesByType('navigation')[0].responseStart"

SCROLL = """
([selector, frames, step]) => new Promise((done) => {
  const node = selector ? document.querySelector(selector) : document.scrollingElement;
  node.scrollTop = node.scrollHeight;
  const times = [];
  let before = null;
  let way = -step;
  const frame = (now) => {
    if (before !== null) times.push(now - before);
    before = now;
    if (times.length >= frames) return done(times);
    if (node.scrollTop <= 0) way = step;
    // The page lets go of the end only for somebody's hand.
    node.dispatchEvent(new WheelEvent("wheel", { deltaY: way }));
    node.scrollTop += way;
    requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
})
"""
EMPTY = "<body style='margin:0'><div style='height:60000px'></div>"


async def first_usable(browser: Browser, box: Sandbox, rounds: int) -> list[float]:
    """Milliseconds from the first byte of the answer until one can read and write, cold caches."""
    found = []
    for _ in range(rounds):
        context = await browser.new_context(viewport={"width": 1280, "height": 800})
        page = await context.new_page()
        await page.add_init_script(USABLE)
        await page.goto(f"{box.page_url}#as=ines&in=general")
        usable = await page.evaluate("window.usable")
        found.append(float(usable) - float(await page.evaluate(ANSWERED)))
        await context.close()
    return sorted(found)


@dataclass
class Scrolling:
    """Milliseconds of each frame, and what the page's own thread did meanwhile."""

    times: list[float] = field(default_factory=list)
    busy: float = 0.0
    layouts: int = 0

    def add(self, other: "Scrolling") -> None:
        """Another turn."""
        self.times = sorted(self.times + other.times)
        self.busy += other.busy
        self.layouts += other.layouts


async def frames(page: Page, selector: str) -> Scrolling:
    """What scrolling the place up and down takes."""
    session = await page.context.new_cdp_session(page)
    await session.send("Performance.enable")

    async def metrics() -> dict[str, float]:
        found = await session.send("Performance.getMetrics")
        return {each["name"]: each["value"] for each in found["metrics"]}

    before = await metrics()
    times: list[float] = await page.evaluate(SCROLL, [selector, FRAMES, STEP])
    after = await metrics()
    busy = (after["TaskDuration"] - before["TaskDuration"]) * 1000
    return Scrolling(times, busy, round(after["LayoutCount"] - before["LayoutCount"]))


async def scrolled(browser: Browser, box: Sandbox) -> Scrolling:
    """The frames of a channel with a thousand messages, all of them loaded."""
    page = await browser.new_page(viewport={"width": 1280, "height": 800})
    await page.goto(f"{box.page_url}#as=ines&in=general")
    await page.wait_for_selector(".message")
    messages = page.locator(".message")
    while (shown := await messages.count()) < MESSAGES:
        await page.evaluate("document.querySelector('.log').scrollTop = 0")
        await messages.nth(shown).wait_for(state="attached")
    found = await frames(page, ".log")
    await page.close()
    return found


async def empty(browser: Browser) -> Scrolling:
    """The same on a page with nothing in it."""
    page = await browser.new_page(viewport={"width": 1280, "height": 800})
    await page.set_content(EMPTY)
    found = await frames(page, "")
    await page.close()
    return found


async def filled(box: Sandbox, many: int) -> None:
    """So many messages of two people in one channel."""
    for number in range(many):
        await box.visitor(("ines", "noe")[number // 3 % 2]).says("general", f"{number}. {WORDS}")


def told_usable(name: str, times: list[float]) -> None:
    """One line of figures."""
    print(f"{name:34} median {statistics.median(times):5.0f} ms, slowest {times[-1]:5.0f} ms")


def told_frames(name: str, scrolling: Scrolling) -> dict[str, float]:
    """Two lines of figures; those that are compared."""
    times = sorted(scrolling.times)
    late = times[int(len(times) * 0.95)]
    stalls = sum(each > STALL for each in times)
    median = statistics.median(times)
    print(
        f"{name:34} median {median:5.1f} ms, 95 % {late:5.1f} ms, "
        f"slowest {times[-1]:5.1f} ms, over {STALL:.0f} ms: {stalls} of {len(times)}"
    )
    busy, layouts = scrolling.busy / len(times), scrolling.layouts / len(times)
    print(f"{'':34} busy {busy:.1f} ms and {layouts:.2f} layouts a frame")
    return {"median": median, "95 %": late, "slowest": times[-1]}


async def main(rounds: int) -> None:
    """All figures."""
    program = os.environ.get("TESTS_CHROMIUM") or shutil.which("chromium")
    options: dict[str, Any] = {"executable_path": program, "args": ["--no-sandbox"]}
    async with async_playwright() as driver:
        browser = await driver.chromium.launch(**options)
        for members in (0, 5000):
            async with Sandbox(limits=False, members=members) as box:
                await filled(box, 50)
                name = f"first usable, {members or 'a dozen'} people"
                told_usable(name, await first_usable(browser, box, rounds))
        async with Sandbox(limits=False) as box:
            await filled(box, MESSAGES)
            nothing, ours = Scrolling(), Scrolling()
            # In turn, so that whatever else the machine does weighs on both.
            for _ in range(TURNS):
                nothing.add(await empty(browser))
                ours.add(await scrolled(browser, box))
        floor = told_frames("frames of an empty page", nothing)
        for name, value in told_frames("frames of 1000 messages", ours).items():
            print(f"ratio, {name}: {value / floor[name]:.2f}")
        print(f"load of the machine: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
        await browser.close()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=7)
    asyncio.run(main(parser.parse_args().rounds))
