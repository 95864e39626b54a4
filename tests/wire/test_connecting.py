"""discord.py's own way through lost connections, wrong tokens, faults and limits."""

from __future__ import annotations

import asyncio

import discord
import pytest

from sandbox.app import Sandbox
from tests import UNHURRIED
from tests.wire.conftest import START
from tests.wire.scene import Scene
from tests.wire.trial import PLAIN, Trial, pointed_at, running


async def test_what_was_missed_comes_with_the_resume(box: Sandbox, trial: Trial) -> None:
    scene = Scene(box, trial)
    card = await scene.card()
    session = box.hub.sessions[0]
    box.hub.drop()
    await trial.until("disconnect")
    for handle in ("noe", "yanis", "lison"):
        await scene.person(handle).reacts("mobilisations", str(card.id), "✋")
    await trial.until("resumed")
    last = scene.id_of("lison")
    await trial.until("raw_reaction_add", lambda event: event.user_id == last)
    assert [each[0].user_id for each in trial.events["raw_reaction_add"]] == [
        scene.id_of(handle) for handle in ("noe", "yanis", "lison")
    ]
    assert box.hub.sessions == [session]
    assert trial.raw.count("READY") == 1


async def test_a_press_during_the_gap_is_still_answered(box: Sandbox, trial: Trial) -> None:
    scene = Scene(box, trial)
    view = discord.ui.View(timeout=None)
    view.add_item(discord.ui.Button(label="oui", custom_id="oui"))
    card = await scene.text().send("carte", view=view)

    async def answer(interaction: discord.Interaction) -> None:
        await interaction.response.send_message("reçu", ephemeral=True)

    trial.on_component = answer
    box.hub.drop()
    await trial.until("disconnect")
    outcome = await scene.person().presses("mobilisations", str(card.id), "oui")
    assert outcome["outcome"] == "message"


async def test_it_reconnects_when_asked_to(box: Sandbox, trial: Trial) -> None:
    box.hub.ask_reconnect()
    await trial.until("resumed")
    assert trial.raw.count("READY") == 1


async def test_an_invalid_session_is_begun_anew(box: Sandbox, trial: Trial) -> None:
    box.hub.invalidate(resumable=False)
    async with asyncio.timeout(UNHURRIED):
        while trial.raw.count("READY") < 2:
            await trial.until_raw("READY", len(trial.raw))
    assert box.hub.online


async def test_a_wrong_token_is_a_login_failure(box: Sandbox) -> None:
    async with pointed_at(box), Trial() as trial:
        with pytest.raises(discord.LoginFailure):
            await trial.login("wrong.token.here")


async def test_privileged_intents_that_are_off_are_refused(box: Sandbox) -> None:
    intents = discord.Intents(PLAIN.value, message_content=True)
    trial = Trial(intents)
    with pytest.raises(discord.PrivilegedIntentsRequired):
        async with running(box, trial):
            pass


async def test_privileged_intents_that_are_on_show_everything() -> None:
    on = ["message_content", "members"]
    intents = discord.Intents(PLAIN.value, message_content=True, members=True)
    async with (
        Sandbox(start=START, limits=False, privileged=on) as box,
        running(box, Trial(intents)) as trial,
    ):
        assert len(trial.guilds[0].members) == len(box.world.home.members)
        await box.visitor("noe").says("general", "lisible")
        await trial.until("message", lambda message: message.content == "lisible")
        await box.visitor("rose").call("POST", "/people/rose/leave")
        left = await trial.until("member_remove")
        assert left.id == box.world.handles["rose"]
        async for member in trial.guilds[0].fetch_members(limit=3):
            assert member.id in box.world.home.members


async def test_an_error_after_the_effect_is_retried_with_the_same_nonce(
    box: Sandbox, trial: Trial
) -> None:
    scene = Scene(box, trial)
    fault = {"when": "after", "method": "POST", "path": "/channels/*/messages"}
    await scene.person().breaks("error", status=500, **fault)
    sent = await scene.text().send("une fois")
    assert [each.id for each in box.world.messages_in("mobilisations")] == [sent.id]


async def test_an_unavailable_service_is_not_retried_by_the_library(
    box: Sandbox, trial: Trial
) -> None:
    scene = Scene(box, trial)
    await scene.person().breaks("error", status=503, path="/channels/*/messages")
    with pytest.raises(discord.DiscordServerError) as caught:
        await scene.text().send("une fois")
    assert caught.value.status == 503
    assert box.world.messages_in("mobilisations") == []


async def test_the_library_waits_for_its_turn() -> None:
    async with Sandbox(start=START) as box, running(box, Trial()) as trial:
        card = await Scene(box, trial).card()
        await asyncio.gather(*(card.add_reaction(each) for each in "✋🤔👋📣"))
        assert len(box.world.messages_in("mobilisations")[0].reactions) == 4
        assert box.rates.refused == 0


async def test_a_limit_on_demand_is_waited_out(box: Sandbox, trial: Trial) -> None:
    scene = Scene(box, trial)
    await scene.person().breaks("limit", retry_after=0.05, path="/channels/*/messages")
    await scene.text().send("après")
    assert len(box.world.messages_in("mobilisations")) == 1


async def test_old_buttons_work_for_a_bot_that_was_restarted(box: Sandbox) -> None:
    async with running(box, Trial()) as trial:
        view = discord.ui.View(timeout=None)
        view.add_item(discord.ui.Button(label="oui", custom_id="oui"))
        card = await Scene(box, trial).text().send("carte", view=view)
    assert not box.hub.online

    async def answer(interaction: discord.Interaction) -> None:
        await interaction.response.send_message("toujours là")

    async with running(box, Trial()) as trial:
        trial.on_component = answer
        outcome = await box.visitor("noe").presses("mobilisations", str(card.id), "oui")
        assert outcome["message"]["content"] == "toujours là"


async def test_threads_and_channels_are_known_after_a_restart(box: Sandbox) -> None:
    async with running(box, Trial()) as trial:
        card = await Scene(box, trial).card()
        thread = await card.create_thread(name="fil")
    async with running(box, Trial()) as trial:
        assert trial.get_channel(thread.id) is not None


async def test_what_the_bot_may_do_follows_in_its_memory(box: Sandbox, trial: Trial) -> None:
    scene, text = Scene(box, trial), Scene(box, trial).text()
    assert text.permissions_for(scene.guild.me).send_messages
    await scene.person("ines").breaks("permissions", deny=["SEND_MESSAGES", "MANAGE_EVENTS"])
    await trial.until("guild_role_update")
    assert not scene.guild.me.guild_permissions.manage_events
    await trial.until(
        "guild_channel_update",
        lambda _, after: not after.permissions_for(scene.guild.me).send_messages,
    )
    with pytest.raises(discord.Forbidden):
        await text.send("non")
    await scene.person("yanis").says("mobilisations", "bonjour")
    await scene.person("ines").breaks("permissions", allow=["SEND_MESSAGES"])
    await text.send("oui")
