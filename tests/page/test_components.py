"""Buttons, selects, embeds and layouts in messages."""

from playwright.async_api import expect

from sandbox.app import Sandbox
from tests.page.looking import Opener
from tests.page.trial_bot import TrialBot


async def test_a_press_changes_the_message_and_keeps_the_focus(
    bot: TrialBot, page_at: Opener
) -> None:
    tom = await page_at("tom")
    await tom.command("try bench")
    bench = tom.message("The bench")
    await bench.get_by_role("button", name="Count").click()
    await expect(bench.get_by_role("button", name="Count 1")).to_be_focused()
    await tom.page.keyboard.press("Enter")
    await expect(bench.get_by_role("button", name="Count 2")).to_be_focused()


async def test_buttons_that_lead_elsewhere_or_sleep(bot: TrialBot, page_at: Opener) -> None:
    tom = await page_at("tom")
    await tom.command("try bench")
    bench = tom.message("The bench")
    link = bench.get_by_role("link", name="Elsewhere")
    await expect(link).to_have_attribute("href", "https://example.org/there")
    await expect(link).to_have_attribute("rel", "noopener noreferrer")
    await expect(bench.get_by_role("button", name="Asleep")).to_be_disabled()


async def test_a_silent_bot_is_told_in_the_words_of_a_client(
    box: Sandbox, bot: TrialBot, page_at: Opener
) -> None:
    box.desk.answer_within = 3.0
    tom = await page_at("tom")
    await tom.command("try bench")
    bench = tom.message("The bench")
    await bench.get_by_role("button", name="Mute").click()
    await expect(bench.get_by_role("alert")).to_have_text(
        "The application did not respond in time."
    )


async def test_an_absent_bot_is_seen_to_be_absent(bot: TrialBot, page_at: Opener) -> None:
    tom = await page_at("tom")
    await expect(tom.page.locator(".lamp.on")).to_have_count(1)
    await bot.close()
    await expect(tom.page.locator(".bot-state")).to_have_text("offline")


async def test_one_choice_is_sent_at_once_and_several_when_confirmed(
    bot: TrialBot, page_at: Opener
) -> None:
    tom = await page_at("tom")
    await tom.command("try bench")
    bench = tom.message("The bench")
    await bench.get_by_role("button", name="One fruit").click()
    await tom.page.keyboard.press("ArrowDown")
    await tom.page.keyboard.press("Enter")
    await expect(tom.message("One: Blackberry")).to_be_visible()
    await bench.get_by_role("button", name="Several fruits").click()
    panel = tom.page.get_by_role("dialog", name="Several fruits")
    await expect(panel.get_by_role("button", name="Confirm")).to_be_disabled()
    await panel.get_by_label("Cherry").check()
    await panel.get_by_label("Damson").check()
    await expect(panel.get_by_label("Apricot")).to_be_disabled()
    await panel.get_by_role("button", name="Confirm").click()
    await expect(tom.message("Several: Cherry and Damson")).to_be_visible()


async def test_a_person_can_be_chosen(bot: TrialBot, page_at: Opener) -> None:
    tom = await page_at("tom")
    await tom.command("try bench")
    await tom.message("The bench").get_by_role("button", name="Somebody").click()
    await tom.page.get_by_role("dialog").get_by_role("button", name="Aya").click()
    await expect(tom.message("Somebody: Aya N’Diaye")).to_be_visible()


async def test_a_layout_is_shown_with_its_text_section_and_picture(
    bot: TrialBot, page_at: Opener
) -> None:
    tom = await page_at("tom")
    await tom.command("try card")
    card = tom.message("The fair")
    await expect(card.get_by_role("heading", name="The fair", level=3)).to_be_visible()
    await expect(card.locator(".moment")).to_have_text("Tuesday, 1 December 2026 at 13:00")
    await expect(card.locator(".section").get_by_role("button", name="Brief")).to_be_visible()
    await expect(card.get_by_alt_text("A dot")).to_be_visible()


async def test_an_embed_is_shown_with_its_parts(bot: TrialBot, page_at: Opener) -> None:
    tom = await page_at("tom")
    await tom.command("try embed")
    embed = tom.pane.locator(".embed")
    await expect(embed.get_by_role("link", name="A title")).to_be_visible()
    await expect(embed.locator("dt")).to_have_text("Field")
    await expect(embed.locator("dd")).to_have_text("Worth")
    await expect(embed.locator(".embed-footer")).to_have_text("Below")
    await expect(tom.pane.locator("article img")).to_have_count(1)
