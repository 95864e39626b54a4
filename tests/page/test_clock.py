"""Moving the time of the pretend world, and seeing what goes out."""

from datetime import UTC, datetime

from playwright.async_api import expect

from sandbox.app import Sandbox
from tests.page.looking import Opener
from tests.page.trial_bot import TrialBot


async def test_the_bar_shows_the_hour_of_the_viewer_and_moves_it(
    box: Sandbox, page_at: Opener
) -> None:
    aya = await page_at("aya")
    hour = aya.page.locator(".clock-hour")
    await expect(hour).to_have_text("13:00")
    await aya.page.locator('[data-jump="hour"]').click()
    await expect(hour).to_have_text("14:00")
    await aya.page.locator('[data-jump="day"]').click()
    await expect(aya.page.locator(".clock-date").first).to_have_text("Tue 24 Nov")
    await aya.page.locator('[data-jump="morning"]').click()
    await expect(hour).to_have_text("09:00")
    await expect(aya.page.locator(".clock-date").first).to_have_text("Wed 25 Nov")
    moved = box.world.clock.now()
    assert moved.replace(second=0, microsecond=0) == datetime(2026, 11, 25, 5, 0, tzinfo=UTC)


async def test_any_moment_ahead_can_be_chosen_and_none_behind(page_at: Opener) -> None:
    tom = await page_at("tom")
    await tom.page.locator('[data-jump="other"]').click()
    dialog = tom.page.get_by_role("dialog", name="Move on in time")
    await dialog.get_by_label("Go to").fill("2026-11-20T08:00")
    await dialog.get_by_role("button", name="Go").click()
    await expect(dialog.get_by_role("alert")).to_have_text("Time only goes forward.")
    await dialog.get_by_label("Go to").fill("2026-12-24T18:30")
    await dialog.get_by_role("button", name="Go").click()
    await expect(tom.page.locator(".clock-hour")).to_have_text("18:30")
    await expect(tom.page.locator('[data-jump="other"]')).to_be_focused()


async def test_one_goes_to_the_next_moment_of_the_bot(box: Sandbox, page_at: Opener) -> None:
    tom = await page_at("tom")
    there = tom.page.locator('[data-jump="next"]')
    await expect(there).to_have_attribute("aria-disabled", "true")
    await expect(there).to_have_accessible_name("No reminder is planned for now")
    await box.visitor("ines").call("PUT", "/clock/next", {"at": "2026-11-24T08:15:00+00:00"})
    await expect(there).to_have_attribute("aria-disabled", "false")
    await expect(there).to_have_accessible_name(
        "Move on to the next reminder: Tuesday, 24 November 2026 at 08:15"
    )
    await there.focus()
    await tom.page.keyboard.press("Enter")
    await expect(tom.page.locator(".clock-hour")).to_have_text("08:15")
    await expect(there).to_have_attribute("aria-disabled", "true")
    await expect(there).to_be_focused()
    await tom.page.keyboard.press("Enter")
    await expect(tom.page.locator(".clock-hour")).to_have_text("08:15")


async def test_what_is_near_in_a_message_moves_with_time(box: Sandbox, page_at: Opener) -> None:
    await box.visitor("ines").says("general", "Soon: <t:1795510800:R>")
    tom = await page_at("tom")
    near = tom.message("Soon:").locator(".moment")
    await expect(near).to_have_text("tomorrow")
    await box.visitor("ines").moves_clock(by=23 * 3600)
    await expect(near).to_have_text("in 1 hour")


async def test_time_moved_elsewhere_is_seen_here(box: Sandbox, page_at: Opener) -> None:
    tom = await page_at("tom")
    await box.visitor("ines").moves_clock(by=3600)
    await expect(tom.page.locator(".clock-hour")).to_have_text("10:00")


async def test_a_private_message_that_goes_out_is_told_and_read(
    bot: TrialBot, box: Sandbox, page_at: Opener
) -> None:
    tom = await page_at("tom")
    giulia = box.world.person("giulia")
    assert giulia is not None
    await bot.write_to(giulia.id)
    toast = tom.page.locator(".toast")
    await expect(toast).to_contain_text("A private message went to Giulia Ferri.")
    await tom.pane.locator(".be").click()
    row = tom.page.locator('.popover [data-person="giulia"]')
    await expect(row.locator(".count")).to_have_text("1")
    await tom.page.keyboard.press("Escape")
    await toast.get_by_role("button", name="Read").click()
    await expect(tom.pane.locator(".be .name")).to_have_text("Giulia Ferri")
    await expect(tom.message("Hello Giulia Ferri")).to_be_visible()
    await tom.pane.locator(".be").click()
    await expect(row.locator(".count")).to_have_count(0)


async def test_a_notice_goes_once_the_private_message_is_read(
    bot: TrialBot, box: Sandbox, page_at: Opener
) -> None:
    tom = await page_at("tom")
    person = box.world.person("tom")
    assert person is not None
    await bot.write_to(person.id)
    await expect(tom.page.locator(".toast")).to_contain_text("A private message went to Tom Ash.")
    await tom.enter("dm")
    # Sooner than it would go by itself.
    await expect(tom.page.locator(".toast")).to_have_count(0, timeout=5000)
