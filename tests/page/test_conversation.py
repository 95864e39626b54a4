"""Talking on the page: messages, replies, changes, reactions, marks of what is unread."""

from pathlib import Path

import discord
from playwright.async_api import expect

from sandbox.app import Sandbox
from tests.page.looking import Opener
from tests.page.trial_bot import DOT, TrialBot


async def test_what_one_says_is_there_for_others(box: Sandbox, page_at: Opener) -> None:
    tom = await page_at("tom")
    await tom.says("Good morning")
    await expect(tom.message("Good morning")).to_contain_text("Tom Ash")
    (message,) = box.world.messages_in("general")
    assert message.content == "Good morning"


async def test_the_hour_is_that_of_the_reader(box: Sandbox, page_at: Opener) -> None:
    await box.visitor("tom").says("general", "What time is it? <t:1795510800:F>")
    aya = await page_at("aya")
    said = aya.message("What time is it?")
    await expect(said.locator(".moment")).to_have_text("mardi 24 novembre 2026 à 13:00")
    await expect(said.locator(".by time")).to_have_text("13:00")


async def test_others_appear_without_a_reload_and_are_unread_elsewhere(
    box: Sandbox, page_at: Opener
) -> None:
    tom = await page_at("tom")
    ines = box.visitor("ines")
    await ines.says("general", "Hello Tom")
    await expect(tom.message("Hello Tom")).to_be_visible()
    await ines.says("mobilisations", "Over here")
    room = tom.pane.locator('[data-room="mobilisations"]')
    await expect(room.locator(".dot")).to_have_text("unread")
    await tom.enter("mobilisations")
    await expect(room.locator(".dot")).to_have_count(0)


async def test_a_reply_says_what_it_answers_and_whether_it_pings(
    box: Sandbox, page_at: Opener
) -> None:
    await box.visitor("ines").says("general", "Who is in?")
    tom = await page_at("tom")
    await tom.act("Who is in?", "Reply")
    await tom.pane.get_by_role("button", name="@ with a ping").click()
    await tom.says("I am")
    await expect(tom.message("I am").locator(".context")).to_contain_text("Inès Vallone Who is in?")
    reply = box.world.messages_in("general")[-1]
    assert reply.referenced is not None
    assert not reply.mentions


async def test_ones_own_message_can_be_changed_and_removed(box: Sandbox, page_at: Opener) -> None:
    tom = await page_at("tom")
    await tom.says("Teh first")
    await tom.act("Teh first", "Edit")
    await tom.pane.locator(".edit-area").fill("The first")
    await tom.page.keyboard.press("Enter")
    await expect(tom.message("The first")).to_contain_text("(edited)")
    await expect(tom.area).to_be_focused()
    await tom.act("The first", "More actions")
    await tom.page.get_by_role("menuitem", name="Delete").click()
    await tom.page.get_by_role("dialog").get_by_role("button", name="Delete").click()
    await expect(tom.message("The first")).to_have_count(0)
    assert box.world.messages_in("general") == []


async def test_a_reaction_is_added_counted_and_taken_back(box: Sandbox, page_at: Opener) -> None:
    ines = box.visitor("ines")
    await ines.says("general", "Ready?")
    tom = await page_at("tom")
    await tom.act("Ready?", "Add a reaction")
    await tom.page.get_by_role("button", name="raised hand").click()
    chip = tom.message("Ready?").locator(".chip").first
    await expect(chip).to_have_attribute("aria-pressed", "true")
    await expect(chip).to_have_attribute("aria-label", "raised hand, 1 person")
    message = box.world.messages_in("general")[-1]
    await ines.reacts("general", str(message.id), "✋")
    await expect(chip).to_contain_text("2")
    await chip.click()
    await expect(chip).to_have_attribute("aria-pressed", "false")
    await expect(chip).to_contain_text("1")


async def test_markup_in_names_and_texts_stays_text(box: Sandbox, page_at: Opener) -> None:
    evil = '<img src=x onerror="document.title=1"><script>document.title=2</script>'
    await box.visitor("ines").says("general", evil + " [x](javascript:alert(1)) **bold**")
    tom = await page_at("tom")
    said = tom.message("onerror")
    await expect(said.locator(".markup")).to_contain_text(evil)
    await expect(said.locator("img, script, a[href^=javascript]")).to_have_count(0)
    await expect(said.locator("strong:has-text('bold')")).to_have_count(1)
    assert await tom.page.title() == "Porte-voix · try-out"


async def test_a_picture_is_sent_and_shown_with_its_words(
    box: Sandbox, page_at: Opener, tmp_path: Path
) -> None:
    picture = tmp_path / "dot.png"
    picture.write_bytes(DOT)
    tom = await page_at("tom")
    await tom.pane.locator("input[type=file]").set_input_files(picture)
    await tom.pane.get_by_label("Alternative text of dot.png").fill("A grey dot")
    await tom.says("Look")
    image = tom.message("Look").get_by_alt_text("A grey dot")
    await expect(image).to_be_visible()
    assert await image.evaluate("image => image.decode().then(() => image.naturalWidth)") == 1


async def test_a_thread_is_opened_on_a_message(box: Sandbox, page_at: Opener) -> None:
    await box.visitor("ines").says("general", "A long story")
    tom = await page_at("tom")
    await tom.act("A long story", "More actions")
    await tom.page.get_by_role("menuitem", name="Start a thread").click()
    await tom.page.get_by_role("dialog").get_by_label("Name of the thread").fill("The story")
    await tom.page.keyboard.press("Enter")
    await expect(tom.pane.get_by_role("heading", name="The story")).to_be_visible()
    # Only channels of the server are named with a hash.
    await expect(tom.pane.locator(".hello-name")).to_have_text("The story")
    await expect(tom.area).to_have_attribute("placeholder", "Message The story, or / for a command")
    await tom.says("Go on")
    await tom.enter("general")
    await expect(tom.message("A long story").locator(".thread-stub")).to_contain_text("The story")


async def test_a_forum_holds_posts(page_at: Opener) -> None:
    tom = await page_at("tom", "ideas")
    await expect(tom.pane.get_by_text("No posts yet.")).to_be_visible()
    await tom.pane.get_by_role("button", name="New post").click()
    await tom.page.get_by_role("dialog").get_by_label("Title").fill("A fair")
    await tom.page.keyboard.press("Enter")
    await tom.page.get_by_role("dialog").get_by_label("First message").fill("Shall we go?")
    await tom.page.keyboard.press("Enter")
    await expect(tom.message("Shall we go?")).to_be_visible()
    await tom.enter("ideas")
    await tom.log.get_by_role("button", name="A fair").click()
    await expect(tom.message("Shall we go?")).to_be_visible()


async def test_a_room_where_one_may_only_read_says_so(page_at: Opener) -> None:
    tom = await page_at("tom", "quiet")
    await expect(tom.pane.get_by_text("You cannot write in this channel.")).to_be_visible()
    await expect(tom.area).to_be_hidden()


async def test_somebody_who_writes_is_seen_writing(box: Sandbox, page_at: Opener) -> None:
    tom = await page_at("tom")
    ines = box.visitor("ines")
    await ines.call("POST", "/people/ines/typing", {"channel": "general"})
    await expect(tom.pane.locator(".typing")).to_have_text("Inès Vallone is typing…")
    await ines.says("general", "There")
    await expect(tom.pane.locator(".typing")).to_have_text("")


async def test_older_messages_come_when_asked_for(box: Sandbox, page_at: Opener) -> None:
    ines = box.visitor("ines")
    for number in range(60):
        await ines.says("general", f"Line {number:02}")
    tom = await page_at("tom")
    await expect(tom.message("Line 59")).to_be_visible()
    await expect(tom.message("Line 00")).to_have_count(0)
    await tom.log.evaluate("log => { log.scrollTop = 0 }")
    await expect(tom.message("Line 00")).to_have_count(1)
    await expect(tom.pane.locator("article.message")).to_have_count(60)


async def test_a_mention_is_picked_while_typing(box: Sandbox, page_at: Opener) -> None:
    tom = await page_at("tom")
    await tom.area.press_sequentially("Thanks @giul")
    await expect(tom.pane.locator(".picker [aria-selected=true]")).to_contain_text("Giulia Ferri")
    await tom.area.press("Enter")
    await tom.area.press_sequentially("for this")
    await tom.area.press("Enter")
    await expect(tom.message("for this").locator(".mention")).to_have_text("@Giulia Ferri")
    giulia = box.world.person("giulia")
    assert giulia is not None
    assert box.world.messages_in("general")[-1].content == f"Thanks <@{giulia.id}> for this"


async def test_pinned_messages_are_listed_and_lead_to_their_place(
    bot: TrialBot, box: Sandbox, page_at: Opener
) -> None:
    tom = await page_at("tom")
    await tom.pane.get_by_role("button", name="Pinned messages").click()
    await expect(tom.page.locator(".pins")).to_contain_text("Nothing is pinned here.")
    await tom.page.keyboard.press("Escape")
    said = await box.visitor("ines").says("general", "## Read this *first*")
    for number in range(80):
        await box.visitor("ines").says("general", f"Line {number}")
    await box.visitor("ines").breaks("permissions", allow=["PIN_MESSAGES"])
    channel = bot.get_channel(box.world.channel_named("general").id)
    assert isinstance(channel, discord.TextChannel)
    await channel.get_partial_message(int(said["id"])).pin()
    await tom.pane.get_by_role("button", name="Pinned messages").click()
    row = tom.page.locator(".pins .pin-row")
    await expect(row).to_contain_text("Read this first")
    await expect(row).to_be_focused()
    await tom.page.keyboard.press("Enter")
    await expect(tom.pane.locator(f'[data-id="{said["id"]}"]')).to_be_focused()


async def test_a_message_is_pinned_and_unpinned_by_those_who_may(
    box: Sandbox, page_at: Opener
) -> None:
    said = await box.visitor("tom").says("general", "Keep this")
    tom = await page_at("tom")
    await tom.act("Keep this", "More actions")
    menu = tom.page.get_by_role("menu")
    await expect(menu.get_by_role("menuitem", name="Start a thread")).to_be_visible()
    await expect(menu.get_by_role("menuitem", name="Pin")).to_have_count(0)
    ines = await page_at("ines")
    await ines.act("Keep this", "Autres actions")
    await ines.page.get_by_role("menuitem", name="Épingler").click()
    told = tom.pane.locator(".message.system", has_text="Inès Vallone pinned a message")
    await expect(told).to_be_visible()
    kept = box.world.channel_named("general").messages.get(int(said["id"]))
    assert kept is not None
    assert kept.pinned
    await ines.pane.get_by_role("button", name="Messages épinglés").click()
    await expect(ines.page.locator(".pins .pin-row")).to_contain_text("Keep this")
    await tom.pane.get_by_role("button", name="Pinned messages").click()
    await expect(tom.page.locator(".pins .pin-row")).to_contain_text("Keep this")
    await ines.page.locator(".pins").get_by_role("button", name="Désépingler").click()
    await expect(ines.page.locator(".pins")).to_contain_text("Aucun message épinglé ici")
    await expect(tom.page.locator(".pins")).to_contain_text("Nothing is pinned here.")
    assert kept.pinned_at is None


async def test_a_long_conversation_is_laid_out_only_where_one_looks(
    box: Sandbox, page_at: Opener
) -> None:
    first = await box.visitor("ines").says("general", "Where it began")
    for number in range(120):
        await box.visitor("ines").says("general", f"Line {number}\n" * (1 + number % 4))
    tom = await page_at("tom")
    await box.visitor("ines").says("general", "Look up", reply_to=first["id"])
    await tom.message("Look up").get_by_role("button", name="In reply to").click()
    began = tom.message("Where it began")
    await expect(began).to_be_focused()
    await expect(began).to_be_in_viewport()
    skipped = """(nodes) => nodes.filter(
      (node) => !node.checkVisibility({ contentVisibilityAuto: true })).length"""
    messages = tom.pane.locator(".message")
    assert await messages.count() == 122
    assert await messages.evaluate_all(skipped) > 60
    # Buttons are there for whom one comes to, by hand or by keyboard.
    assert await tom.pane.locator(".toolbar").count() < 5
    await tom.page.keyboard.press("End")
    await expect(tom.message("Look up")).to_be_focused()
    await expect(tom.message("Look up")).to_be_in_viewport()
    await tom.page.keyboard.press("Home")
    await expect(began).to_be_in_viewport()
    # Nothing of the buttons lies outside of the part that is painted.
    await began.hover()
    inside = """(node) => node.querySelector(".toolbar").getBoundingClientRect().top
      >= node.closest(".stretch").getBoundingClientRect().top"""
    assert await began.evaluate(inside)


async def test_what_one_reads_stays_where_it_is_while_messages_come_and_go(
    box: Sandbox, page_at: Opener
) -> None:
    said = [await box.visitor("ines").says("general", f"Line {number}") for number in range(70)]
    tom = await page_at("tom")
    target = tom.message("Line 48")
    await tom.message("Line 69").hover()
    await tom.page.mouse.wheel(0, -600)
    await expect(tom.pane.locator(".to-end")).to_be_visible()
    await target.focus()
    where = "node => Math.round(node.getBoundingClientRect().top)"
    stretch = "node => node.parentElement.children.length"
    top, size = await target.evaluate(where), await target.evaluate(stretch)
    await box.visitor("ines").deletes("general", said[55]["id"])
    await expect(tom.message("Line 55")).to_have_count(0)
    for number in range(30):
        await box.visitor("ines").says("general", f"More {number}")
    await expect(tom.message("More 29")).to_have_count(1)
    await expect(target).to_be_focused()
    assert abs(await target.evaluate(where) - top) <= 2
    assert await target.evaluate(stretch) <= size + 21


async def test_a_reply_shows_one_line_of_what_it_answers(box: Sandbox, page_at: Opener) -> None:
    said = await box.visitor("ines").says("general", "We meet <t:1795510800:F>, " * 5)
    await box.visitor("ines").says("general", "Noted", reply_to=said["id"])
    tom = await page_at("tom", width=360)
    one = await tom.message("Noted").locator(".context").bounding_box()
    assert one
    assert one["height"] < 30
