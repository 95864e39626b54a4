"""Slash commands on the page: found by typing, filled in, suggested, refused at the field."""

from playwright.async_api import expect

from tests.page.looking import Opener
from tests.page.trial_bot import TrialBot


async def test_commands_are_listed_with_what_they_do(bot: TrialBot, page_at: Opener) -> None:
    tom = await page_at("tom")
    await tom.area.press_sequentially("/try fo")
    entry = tom.pane.locator(".picker-item")
    await expect(entry).to_have_count(1)
    await expect(entry).to_contain_text("/try form")
    await expect(entry).to_contain_text("Open a form")


async def test_commands_are_called_as_in_the_language_of_the_person(
    bot: TrialBot, page_at: Opener
) -> None:
    ines = await page_at("ines")
    await ines.area.press_sequentially("/essai form")
    await expect(ines.pane.locator(".picker-item").first).to_contain_text("/essai formulaire")
    await expect(ines.pane.locator(".picker-item").first).to_contain_text("Ouvrir un formulaire")


async def test_an_option_is_suggested_by_the_bot_and_chosen_by_keyboard(
    bot: TrialBot, page_at: Opener
) -> None:
    tom = await page_at("tom")
    await tom.command("try find")
    which = tom.pane.get_by_label("which")
    await expect(which).to_be_focused()
    await which.press_sequentially("ber")
    option = tom.pane.get_by_role("option", name="Blackberry")
    await expect(option).to_have_attribute("aria-selected", "true")
    await which.press("Enter")
    await expect(which).to_have_value("Blackberry")
    await tom.pane.get_by_role("button", name="who").click()
    who = tom.pane.get_by_label("who")
    await who.press_sequentially("giul")
    await who.press("Enter")
    await expect(who).to_have_value("Giulia Ferri")
    await who.press("Enter")
    answer = tom.message("1 times <Blackberry> for Giulia Ferri")
    await expect(answer).to_contain_text("Only you can see this")
    await expect(tom.area).to_be_focused()


async def test_what_is_missing_or_out_of_range_is_said_at_its_field(
    bot: TrialBot, page_at: Opener
) -> None:
    tom = await page_at("tom")
    await tom.command("try find")
    await tom.pane.get_by_role("button", name="Send the command").click()
    field = tom.pane.locator('[data-option="which"]')
    await expect(field.locator(".field-trouble")).to_have_text("Please fill this in.")
    await expect(field.get_by_label("which")).to_be_focused()
    await field.get_by_label("which").fill("Cherry")
    await tom.pane.get_by_role("button", name="many").click()
    many = tom.pane.locator('[data-option="many"]')
    await many.get_by_label("many").fill("9")
    await many.get_by_label("many").press("Enter")
    await expect(many.locator(".field-trouble")).to_have_text("This number is out of range.")


async def test_escape_leaves_a_command(bot: TrialBot, page_at: Opener) -> None:
    tom = await page_at("tom")
    await tom.command("try find")
    await expect(tom.pane.get_by_role("option")).to_have_count(4)
    await tom.pane.get_by_label("which").press("Escape")
    await expect(tom.pane.get_by_role("option")).to_have_count(0)
    await tom.pane.get_by_label("which").press("Escape")
    await expect(tom.area).to_be_focused()


async def test_a_late_answer_takes_the_place_of_thinking(bot: TrialBot, page_at: Opener) -> None:
    tom = await page_at("tom")
    await tom.command("try later")
    await expect(tom.message("Trial bot is thinking…")).to_be_visible()
    bot.may_answer.set()
    await expect(tom.message("Here it is.")).to_contain_text("Only you can see this")
    await expect(tom.message("is thinking…")).to_have_count(0)


async def test_a_private_answer_can_be_put_away(bot: TrialBot, page_at: Opener) -> None:
    tom = await page_at("tom", "mobilisations")
    await tom.command("try find")
    await tom.pane.get_by_label("which").fill("Cherry")
    await tom.pane.get_by_role("button", name="Send the command").click()
    await tom.message("1 times Cherry").get_by_role("button", name="Dismiss").click()
    await expect(tom.message("1 times Cherry")).to_have_count(0)
    await expect(tom.area).to_be_focused()


async def test_the_menus_of_apps_act_on_a_message_and_on_a_person(
    bot: TrialBot, page_at: Opener
) -> None:
    tom = await page_at("tom")
    await tom.says("twelve chars")
    await tom.message("twelve chars").click(button="right")
    await tom.page.get_by_role("menuitem", name="Length").click()
    await expect(tom.message("Length 12")).to_contain_text("Only you can see this")
    await tom.message("twelve chars").get_by_role("button", name="Tom Ash").click()
    await tom.page.get_by_role("dialog").get_by_role("button", name="Greet").click()
    await expect(tom.message("Greeted.")).to_be_visible()
    await expect(tom.pane.locator('[data-room="dm"] .dot')).to_have_text("unread")
    await tom.enter("dm")
    await expect(tom.message("Hello Tom Ash")).to_be_visible()


async def test_without_a_bot_the_page_says_that_there_are_no_commands(page_at: Opener) -> None:
    tom = await page_at("tom")
    await tom.area.press_sequentially("/")
    note = tom.pane.locator(".picker-note").first
    await expect(note).to_have_text("The bot offers no commands at the moment.")
