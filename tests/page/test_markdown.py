"""The page's reading of Discord's markdown, by a table, in the browser that will show it."""

import json

import pytest
from playwright.async_api import Browser

from sandbox.app import Sandbox

WRITE = """
async ([text, where]) => {
  const {markup} = await import(where + "markup.js");
  const {Dates} = await import(where + "dates.js");
  const room = {
    t: (key) => key, isQuiet: false, showPerson() {}, openRoom() {},
    dates: new Dates("en-GB", "Europe/Paris", () => Date.parse("2026-11-23T10:00:00+01:00")),
    person: (id) => id === "1" ? {name: "Inès"} : null,
    role: (id) => id === "2" ? {name: "Lead", color: "#c2571a"} : null,
    channel: (id) => id === "3" ? {name: "general"} : null,
  };
  const short = (node) => {
    if (node.nodeType === 3) return node.data;
    const tag = node.localName;
    const inside = [...node.childNodes].map(short).join("");
    const mark = node.className ? "." + node.className.split(" ")[0] : "";
    const to = node.getAttribute("href") || "";
    const kind = ["span", "button", "p"].includes(tag) ? mark : "";
    return `<${tag}${kind}${to && " " + to}>${inside}</>`;
  };
  return [...markup(text, room).childNodes].map(short).join("");
}
"""

TABLE = {
    "plain": "<p>plain</>",
    "two\nlines": "<p>two\nlines</>",
    "**bold** *em* _em_ __under__ ~~gone~~": (
        "<p><strong>bold</> <em>em</> <em>em</> <u>under</> <s>gone</></>"
    ),
    "***both***": "<p><strong><em>both</></></>",
    "**a *b* c**": "<p><strong>a <em>b</> c</></>",
    "*a **b** c*": "<p><em>a <strong>b</> c</></>",
    "__**x**__": "<p><u><strong>x</></></>",
    "snake_case_name 2 * 3 * 4": "<p>snake_case_name 2 * 3 * 4</>",
    "**never closed": "<p>**never closed</>",
    r"\*no\* \_no\_ \`no\`": "<p>*no* _no_ `no`</>",
    r"¯\_(ツ)_/¯": r"<p>¯\_(ツ)_/¯</>",
    "`code **x**` ``a ` b``": "<p><code>code **x**</> <code>a ` b</></>",
    "`open": "<p>`open</>",
    "```py\nx = 1\n```": "<pre><code>x = 1</></>",
    "before ```a``` after": "<p>before </><pre><code>a</></><p> after</>",
    "``` never closed": "<p>``` never closed</>",
    "# One\n## Two\n### Three\n#### no": "<h3>One</><h4>Two</><h5>Three</><p>#### no</>",
    "## Two first\n# One": "<h3>Two first</><h3>One</>",
    "#no": "<p>#no</>",
    "-# small": "<p.subtext>small</>",
    "> quoted\n> still\nout": "<blockquote><p>quoted\nstill</></><p>out</>",
    ">>> all\nof it": "<blockquote><p>all\nof it</></>",
    ">no": "<p>>no</>",
    "- a\n- b\n  - c\n- d": (
        "<ul><li><p>a</></><li><p>b</><ul><li><p>c</></></></><li><p>d</></></>"
    ),
    "3. c\n4. d": "<ol><li><p>c</></><li><p>d</></></>",
    "- a\n1. b": "<ul><li><p>a</></></><ol><li><p>b</></></>",
    "||hidden||": "<p><span.spoiler><span.spoiler-text>hidden</></></>",
    "<@1> <@!1> <@9>": (
        "<p><button.mention>@Inès</> <button.mention>@Inès</> <span.mention>markup.someone</></>"
    ),
    "<@&2> <#3> <#4>": (
        "<p><span.mention>@Lead</> <button.mention>#general</> <span.mention>markup.channel</></>"
    ),
    "@everyone": "<p><span.mention>@everyone</></>",
    "</mobilisation new:5>": "<p><span.mention>/mobilisation new</></>",
    "<:horn:12> <a:wave:13>": "<p><span.emoji-name>:horn:</> <span.emoji-name>:wave:</></>",
    "<t:1795510800:t>": "<p><time>10:00</></>",
    "<t:1795510800>": "<p><time>24 November 2026 at 10:00</></>",
    "<t:1795510800:F>": "<p><time>Tuesday, 24 November 2026 at 10:00</></>",
    "<t:1795510800:D>": "<p><time>24 November 2026</></>",
    "<t:1795510800:d>": "<p><time>24/11/2026</></>",
    "<t:1795510800:R>": "<p><time>tomorrow</></>",
    "<t:1795424400:R>": "<p><time>now</></>",
    "<t:1795417200:R>": "<p><time>2 hours ago</></>",
    "<t:99999999999999:R>": "<p><t:99999999999999:R></>",
    "https://a.example/x_y_z.": ("<p><a https://a.example/x_y_z>https://a.example/x_y_z</>.</>"),
    "(https://a.example/)": "<p>(<a https://a.example/>https://a.example/</>)</>",
    "https://a.example/x_(y)": ("<p><a https://a.example/x_(y)>https://a.example/x_(y)</></>"),
    "<https://a.example/>": "<p><a https://a.example/>https://a.example/</></>",
    "[*here*](https://a.example/)": "<p><a https://a.example/><em>here</></></>",
    '[here](https://a.example/ "title")': "<p><a https://a.example/>here</></>",
    "[x](javascript:alert(1))": "<p>[x](javascript:alert(1))</>",
    "[x](data:text/html,hi)": "<p>[x](data:text/html,hi)</>",
    "[https://a.example](https://b.example)": "<p>[https://a.example](https://b.example)</>",
    "<script>alert(1)</script>": "<p><script>alert(1)</script></>",
    "&lt; &amp;": "<p>&lt; &amp;</>",
}


@pytest.fixture(scope="module")
def cases() -> list[tuple[str, str]]:
    return list(TABLE.items())


async def test_every_row_of_the_table(
    browser: Browser, box: Sandbox, cases: list[tuple[str, str]]
) -> None:
    context = await browser.new_context()
    page = await context.new_page()
    await page.goto(box.page_url)
    wrong = {}
    for text, wanted in cases:
        shown = await page.evaluate(WRITE, [text, box.page_url])
        if shown != wanted:
            wrong[text] = (shown, wanted)
    await context.close()
    assert wrong == {}, json.dumps(wrong, ensure_ascii=False, indent=1)


async def test_hostile_texts_take_no_time(browser: Browser, box: Sandbox) -> None:
    context = await browser.new_context()
    page = await context.new_page()
    await page.goto(box.page_url)
    parts = ("*a", "[", "**", "`", "`a``", "> ", "||a", "_", "\\*", "* ", "[[]", "~~", "<", "# ")
    longest = await page.evaluate(
        """async ([parts, where]) => {
          const {parse} = await import(where + "markdown.js");
          const started = performance.now();
          for (const part of parts) parse(part.repeat(4000 / part.length));
          return performance.now() - started;
        }""",
        [parts, box.page_url],
    )
    await context.close()
    assert longest < 2000
