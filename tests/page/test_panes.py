"""Two people side by side, a narrow window, three languages, light and dark, cuts and returns."""

import pytest
from playwright.async_api import Browser, expect

from sandbox.app import Sandbox
from sandbox.world.permissions import Permission
from tests.page.conftest import COLLECTIVE, START
from tests.page.looking import Looker, Opener


async def test_two_people_talk_side_by_side(page_at: Opener) -> None:
    left = await page_at("ines")
    await left.page.get_by_role("button", name="Two people side by side").click()
    right = left.other()
    await right.be("tom")
    await right.enter("general")
    await left.says("Bonjour Tom")
    await expect(right.message("Bonjour Tom")).to_be_visible()
    await right.says("Hello Inès")
    await expect(left.message("Hello Inès")).to_be_visible()


async def test_a_panel_of_one_client_does_not_cover_the_other(page_at: Opener) -> None:
    left = await page_at("ines")
    await left.page.get_by_role("button", name="Two people side by side").click()
    await expect(left.other().pane.locator("[aria-current=page]")).to_have_count(1)
    await left.pane.get_by_role("button", name="Messages épinglés").click()
    panel = await left.page.locator(".popover").bounding_box()
    pane = await left.pane.bounding_box()
    assert panel
    assert pane
    assert pane["x"] <= panel["x"]
    assert panel["x"] + panel["width"] <= pane["x"] + pane["width"]


async def test_nobody_sits_in_both_panes(page_at: Opener) -> None:
    left = await page_at("ines")
    await left.page.get_by_role("button", name="Two people side by side").click()
    right = left.other()
    await right.be("tom")
    await right.be("ines")
    await expect(left.pane.locator(".be .name")).to_have_text("Tom Ash")


async def test_each_client_is_in_the_language_of_its_person(page_at: Opener) -> None:
    giulia = await page_at("giulia")
    await expect(giulia.pane).to_have_attribute("lang", "it")
    await expect(giulia.area).to_have_attribute(
        "placeholder", "Scrivi in #general, o / per un comando"
    )
    await giulia.page.get_by_role("button", name="Language of the page: EN").click()
    await giulia.page.get_by_role("menuitem", name="français").click()
    await expect(giulia.page.locator("html")).to_have_attribute("lang", "fr")
    await expect(giulia.page.locator(".imitation")).to_contain_text("Une imitation de Discord")


async def test_a_person_changes_language_and_zone(box: Sandbox, page_at: Opener) -> None:
    await box.visitor("ines").says("general", "At <t:1795510800:t>")
    tom = await page_at("tom")
    await tom.pane.get_by_role("button", name="Language, zone and private messages").click()
    dialog = tom.page.get_by_role("dialog", name="Settings of Tom Ash")
    await dialog.get_by_label("Language of the client").select_option(label="français")
    await dialog.get_by_label("Time zone").select_option(label="Indian/Reunion")
    await dialog.get_by_label("Accepts private messages").uncheck()
    await dialog.get_by_role("button", name="OK").click()
    await expect(tom.pane).to_have_attribute("lang", "fr")
    await expect(tom.message("At").locator(".moment")).to_have_text("13:00")
    person = box.world.person("tom")
    assert person is not None
    assert not person.dms_open


async def test_a_narrow_window_keeps_the_rooms_in_a_drawer(page_at: Opener) -> None:
    tom = await page_at("tom", width=360)
    await expect(tom.pane.locator(".drawer")).to_be_hidden()
    await tom.pane.get_by_role("button", name="Open the list of channels").click()
    await expect(tom.pane.locator('[data-room="general"]')).to_be_focused()
    await tom.page.keyboard.press("Escape")
    await expect(tom.pane.locator(".drawer")).to_be_hidden()
    await tom.enter("mobilisations")
    await tom.says("From a pocket")
    await expect(tom.message("From a pocket")).to_be_visible()
    wide = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
    assert not await tom.page.evaluate(wide)


async def test_light_and_dark(page_at: Opener) -> None:
    tom = await page_at("tom", color_scheme="dark")
    ground = "getComputedStyle(document.body).backgroundColor"
    dark = await tom.page.evaluate(ground)
    await tom.page.get_by_role("button", name="Switch to light").click()
    assert await tom.page.evaluate(ground) != dark
    await tom.page.reload()
    await expect(tom.page.get_by_role("button", name="Switch to dark")).to_be_visible()


async def test_by_keyboard_alone(box: Sandbox, page_at: Opener) -> None:
    await box.visitor("ines").says("general", "Press me")
    tom = await page_at("tom")
    keys = tom.page.keyboard
    message = tom.message("Press me")
    await message.focus()
    await keys.press("Tab")
    await keys.press("Tab")
    await expect(message.get_by_role("button", name="Add a reaction")).to_be_focused()
    await keys.press("Enter")
    await keys.press("ArrowDown")
    await keys.type("waving")
    await keys.press("Enter")
    await expect(message.locator(".chip").first).to_contain_text("👋")
    await tom.pane.locator(".be").focus()
    await keys.press("Enter")
    await keys.press("Escape")
    await expect(tom.pane.locator(".be")).to_be_focused()
    await keys.press("Enter")
    await keys.press("End")
    await keys.press("Enter")
    await expect(tom.pane.locator(".be .name")).to_have_text("Aya N’Diaye")
    await expect(tom.pane.locator(".be")).to_be_focused()


async def test_a_cut_is_told_and_healed(box: Sandbox, page_at: Opener) -> None:
    tom = await page_at("tom")
    await tom.page.context.set_offline(True)
    await box.doors.close()
    await expect(tom.pane.locator(".offline")).to_have_text("Reconnecting…")
    await box.visitor("ines").says("general", "While you were away")
    await tom.page.context.set_offline(False)
    await expect(tom.message("While you were away")).to_be_visible()
    await expect(tom.pane.locator(".offline")).to_have_count(0)


@pytest.mark.parametrize(
    ("language", "first", "last"),
    [
        ("fr", "Vous animez le collectif", "Terminer"),
        ("en", "You coordinate the collective", "Finish"),
        ("it", "Coordini il collettivo", "Fine"),
    ],
)
async def test_the_tour_goes_from_end_to_end_and_can_be_left(
    page_at: Opener, language: str, first: str, last: str
) -> None:
    tom = await page_at("tom", local={"language": language})
    tour = tom.page.get_by_role("complementary")
    await tom.page.locator('[data-focus="tour"]').click()
    await expect(tour.get_by_role("heading")).to_have_text(first)
    forward = tour.locator(".tour-foot .primary")
    for step in range(2, 11):
        await forward.click()
        await expect(tour.locator(".tour-foot span")).to_have_text(f"{step} / 10")
    await expect(forward).to_have_text(last)
    await tom.page.keyboard.press("Escape")
    await expect(tour).to_have_count(0)
    await expect(tom.page.locator('[data-focus="tour"]')).to_be_focused()


@pytest.mark.parametrize(("width", "two"), [(360, False), (1280, False), (1280, True)])
async def test_the_tour_covers_nothing(page_at: Opener, width: int, *, two: bool) -> None:
    tom = await page_at("tom", width=width)
    if two:
        await tom.page.get_by_role("button", name="Two people side by side").click()
        await expect(tom.page.locator(".composer")).to_have_count(2)
    await tom.page.locator('[data-focus="tour"]').click()
    tour = await tom.page.get_by_role("complementary").bounding_box()
    assert tour
    for part in (".head", ".log", ".composer"):
        for place in await tom.page.locator(f".pane {part}").all():
            there = await place.bounding_box()
            assert there
            assert there["height"] > 30
            beside = tour["x"] >= there["x"] + there["width"]
            above = tour["y"] + tour["height"] <= there["y"]
            assert beside or above, part


async def test_the_tour_seats_one_as_a_coordinator(page_at: Opener) -> None:
    tom = await page_at("tom")
    await tom.page.locator('[data-focus="tour"]').click()
    await tom.page.get_by_role("button", name="Be a coordinator").click()
    await expect(tom.pane.locator(".be .name")).to_have_text("Inès Vallone")


async def test_trouble_is_asked_for_shown_and_cleared(box: Sandbox, page_at: Opener) -> None:
    tom = await page_at("tom")
    await tom.page.get_by_role("button", name="Make trouble").click()
    dialog = tom.page.get_by_role("dialog", name="Making trouble")
    await dialog.get_by_role("button", name="Error 503 before the effect").click()
    await expect(dialog.locator(".fault-list")).to_contain_text("error")
    assert len(box.faults.pending) == 1
    await dialog.get_by_role("button", name="Clear all").click()
    await expect(dialog.get_by_text("No trouble waiting.")).to_be_visible()
    assert box.faults.pending == []


async def test_trouble_for_one_channel_one_message_and_one_person(
    box: Sandbox, page_at: Opener
) -> None:
    await box.visitor("ines").says("general", "Take me away")
    tom = await page_at("tom")
    await tom.page.get_by_role("button", name="Make trouble").click()
    dialog = tom.page.get_by_role("dialog", name="Making trouble")
    await dialog.get_by_role("button", name="Close their private messages").click()
    await expect(dialog.get_by_label("Person")).to_be_focused()
    await dialog.get_by_label("Person").fill("giulia")
    await tom.page.keyboard.press("Enter")
    await dialog.get_by_role("button", name="Close their private messages").click()
    await expect(dialog.locator(".trouble-said")).to_contain_text("Giulia Ferri")
    giulia = box.world.person("giulia")
    assert giulia is not None
    assert not giulia.dms_open
    await dialog.get_by_role("button", name="The bot may not write there").click()
    await expect(dialog.locator(".trouble-said")).to_contain_text("#general")
    rights = box.world.rights(box.world.bot.id, box.world.channel_named("general"))
    assert not rights & Permission.SEND_MESSAGES
    await dialog.get_by_label("Message", exact=True).select_option(
        label="Inès Vallone: Take me away"
    )
    await dialog.get_by_role("button", name="Delete the message").click()
    await expect(tom.message("Take me away")).to_have_count(0)
    await dialog.get_by_role("button", name="Delete the channel").click()
    await expect(tom.pane.locator('[data-room="general"]')).to_have_count(0)


@pytest.mark.parametrize("language", ["fr", "en", "it"])
async def test_nothing_is_cut_off_narrow_or_side_by_side(
    box: Sandbox, page_at: Opener, language: str
) -> None:
    wide = f"{'a' * 400}\n```\n{'b ' * 300}\n```\nhttps://example.org/{'c' * 300}"
    box.world.channel_named("general").topic = "What this channel is for, at length. " * 4
    said = await box.visitor("ines").says("general", wide)
    thread = {"channel": "general", "message": said["id"], "name": "A long name " * 8}
    await box.visitor("ines").call("POST", "/people/ines/threads", thread)
    # Letters and words as far apart as a reader may want them (WCAG 1.4.12), or a wide font.
    spaced = "* { letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }"
    for width, style in ((360, ""), (360, spaced), (1440, "")):
        ines = await page_at("ines", width=width, local={"language": language})
        await ines.page.evaluate(
            """(style) => {
              const sheet = new CSSStyleSheet();
              sheet.replaceSync(style);
              document.adoptedStyleSheets = [sheet];
            }""",
            style,
        )
        if width == 1440:
            await ines.page.locator('[data-focus="split"]').click()
            await expect(ines.other().pane.locator("[aria-current=page]")).to_have_count(1)
        over = """() => [...document.querySelectorAll(
            "html, .bar, .pane, .pane-body, .drawer, .stage, .log, .message, .composer")]
          .filter((node) => node.scrollWidth > node.clientWidth)
          .map((node) => `${node.tagName} ${node.className}`)"""
        assert await ines.page.evaluate(over) == []


async def test_one_of_five_thousand_is_found_by_typing(browser: Browser) -> None:
    async with Sandbox(COLLECTIVE, start=START, language="en", limits=False, members=5000) as box:
        page = await browser.new_page()
        await page.goto(f"{box.page_url}#as=tom&in=general")
        tom = Looker(page)
        await tom.pane.locator(".be").click()
        rows = page.locator(".popover .person-row")
        await expect(rows).to_have_count(60)
        await page.locator(".popover .finder").fill("voix04321")
        await expect(rows).to_have_count(1)
        await rows.click()
        await expect(tom.pane.locator(".be .name")).to_contain_text("4321")
        await page.close()
