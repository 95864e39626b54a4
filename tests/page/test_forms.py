"""Forms that the bot opens."""

from pathlib import Path

from playwright.async_api import expect

from sandbox.app import Sandbox
from tests.page.looking import Opener
from tests.page.trial_bot import DOT, TrialBot


async def test_a_form_is_filled_in_and_heard(bot: TrialBot, page_at: Opener) -> None:
    tom = await page_at("tom")
    await tom.command("try form")
    form = tom.page.get_by_role("dialog", name="Every field")
    await expect(form.get_by_label("Name")).to_be_focused()
    await expect(form.get_by_label("Name")).to_have_value("Fair")
    await form.get_by_label("Why").fill("Because\nof people")
    await form.get_by_label("Apricot").check()
    await form.get_by_label("Damson").check()
    await form.get_by_label("Given").check()
    await form.get_by_role("button", name="Submit").click()
    await expect(form).to_have_count(0)
    await expect(tom.message("Heard: Fair, Because")).to_contain_text("Apricot and Damson, given")
    await expect(tom.area).to_be_focused()


async def test_what_a_form_lacks_is_said_at_each_field_and_nothing_is_lost(
    bot: TrialBot, page_at: Opener
) -> None:
    tom = await page_at("tom")
    await tom.command("try form")
    form = tom.page.get_by_role("dialog", name="Every field")
    await form.get_by_label("Name").fill("ab")
    await form.get_by_label("Why").fill("kept")
    await form.get_by_role("button", name="Submit").click()
    await expect(form.locator('[data-field="name"] .field-trouble')).to_have_text(
        "At least 3 characters."
    )
    await expect(form.locator('[data-field="fruit"] .field-trouble')).to_have_text(
        "Please fill this in."
    )
    await expect(form.get_by_label("Name")).to_be_focused()
    await expect(form.get_by_label("Why")).to_have_value("kept")


async def test_a_form_whose_bot_is_gone_stays_open_and_says_so(
    box: Sandbox, bot: TrialBot, page_at: Opener
) -> None:
    box.desk.answer_within = 3.0
    tom = await page_at("tom")
    await tom.command("try form")
    form = tom.page.get_by_role("dialog", name="Every field")
    await form.get_by_label("Apricot").check()
    await form.get_by_label("Not needed").check()
    await bot.close()
    await form.get_by_role("button", name="Submit").click()
    await expect(form.locator(".trouble")).to_have_text("The application did not respond in time.")
    await expect(form.get_by_label("Apricot")).to_be_checked()


async def test_boxes_rooms_and_files(bot: TrialBot, page_at: Opener, tmp_path: Path) -> None:
    picture = tmp_path / "dot.png"
    picture.write_bytes(DOT)
    tom = await page_at("tom")
    await tom.command("try boxes")
    form = tom.page.get_by_role("dialog", name="Boxes and files")
    await expect(form.get_by_label("Monday")).to_be_checked()
    await form.get_by_label("Tuesday").check()
    await form.get_by_label("Visible").check()
    await form.get_by_label("Where").select_option(label="#mobilisations")
    await form.get_by_label("Picture").set_input_files(picture)
    await form.get_by_role("button", name="Submit").click()
    said = tom.message("Ticked:")
    await expect(said).to_contain_text("mon and tue, True, mobilisations, ['dot.png']")


async def test_escape_closes_a_form_and_gives_the_focus_back(
    bot: TrialBot, page_at: Opener
) -> None:
    tom = await page_at("tom")
    await tom.command("try form")
    await expect(tom.page.get_by_role("dialog")).to_be_visible()
    await tom.page.keyboard.press("Escape")
    await expect(tom.page.get_by_role("dialog")).to_have_count(0)
    await expect(tom.area).to_be_focused()
