"""Rows about interactions: gestures of people, first answers, what follows them."""

from __future__ import annotations

import io
from typing import Any

import discord
from discord import ui

from sandbox.visitor import Refusal
from tests.wire.scene import Scene, row

CALLBACK = "POST /interactions/{interaction_id}/{interaction_token}/callback"
HOOK = "/webhooks/{webhook_id}/{webhook_token}"
ORIGINAL = HOOK + "/messages/@original"
ONE = HOOK + "/messages/{message_id}"
SELECT_VALUES = ["a", "b"]


async def _card(scene: Scene, view: ui.View | None = None) -> discord.Message:
    if view is None:
        view = ui.View(timeout=None).add_item(ui.Button(label="oui", custom_id="oui"))
        view.add_item(ui.Button(label="non", custom_id="non", disabled=True))
        options = [discord.SelectOption(label=each) for each in SELECT_VALUES]
        select: ui.Select[Any] = ui.Select(custom_id="choix", options=options, row=1)
        view.add_item(select)
        view.add_item(ui.UserSelect(custom_id="qui", row=2))
    return await scene.text().send("une carte", view=view)


async def press(scene: Scene, answer: Any, custom_id: str = "oui", **more: Any) -> dict[str, Any]:
    scene.trial.on_component = answer
    card = await _card(scene)
    return await scene.person().presses("mobilisations", str(card.id), custom_id, **more)


async def command(scene: Scene, answer: Any, **options: Any) -> dict[str, Any]:
    @scene.trial.tree.command(name="salut", description="Dire bonjour")
    async def salut(interaction: discord.Interaction, nom: str | None = None) -> None:
        await answer(interaction)

    await scene.trial.tree.sync()
    return await scene.person().calls("general", "salut", **options)


@row("answer a press with a message", CALLBACK, event="INTERACTION_CREATE")
async def _(scene: Scene) -> None:
    async def answer(interaction: discord.Interaction) -> None:
        await interaction.response.send_message("bien reçu")

    outcome = await press(scene, answer)
    assert outcome["outcome"] == "message"
    assert outcome["message"]["content"] == "bien reçu"


@row("answer a press for one's eyes only", CALLBACK, event="INTERACTION_CREATE")
async def _(scene: Scene) -> None:
    async def answer(interaction: discord.Interaction) -> None:
        await interaction.response.send_message("entre nous", ephemeral=True)

    outcome = await press(scene, answer)
    assert outcome["message"]["private"]
    mine = [m["content"] for m in await scene.person().reads("mobilisations")]
    theirs = [m["content"] for m in await scene.person("noe").reads("mobilisations")]
    assert mine == ["une carte", "entre nous"]
    assert theirs == ["une carte"]


@row("answer a press by changing the card", CALLBACK, event="MESSAGE_UPDATE")
async def _(scene: Scene) -> None:
    async def answer(interaction: discord.Interaction) -> None:
        await interaction.response.edit_message(content="changée", view=None)

    outcome = await press(scene, answer)
    assert (outcome["outcome"], outcome["message"]["components"]) == ("update", [])


@row("acknowledge a press and change the card later", f"PATCH {ORIGINAL}", event="MESSAGE_UPDATE")
async def _(scene: Scene) -> None:
    async def answer(interaction: discord.Interaction) -> None:
        await interaction.response.defer()
        await interaction.edit_original_response(content="changée")
        scene.done.set()

    outcome = await press(scene, answer)
    await scene.done.wait()
    assert (outcome["outcome"], outcome["message"]) == ("deferred", None)


@row("think first, then answer", f"PATCH {ORIGINAL}", event="MESSAGE_UPDATE")
async def _(scene: Scene) -> None:
    async def answer(interaction: discord.Interaction) -> None:
        await interaction.response.defer(thinking=True)
        await interaction.edit_original_response(content="voilà")
        scene.done.set()

    outcome = await press(scene, answer)
    assert outcome["message"]["thinking"]
    await scene.done.wait()
    assert scene.box.world.messages_in("mobilisations")[-1].content == "voilà"


@row("fill the thinking message by a follow-up", f"POST {HOOK}")
async def _(scene: Scene) -> None:
    async def answer(interaction: discord.Interaction) -> None:
        await interaction.response.defer(thinking=True, ephemeral=True)
        sent = await interaction.followup.send("voilà", wait=True)
        scene.answers.append((sent.id, sent.flags.ephemeral))
        scene.done.set()

    outcome = await press(scene, answer)
    await scene.done.wait()
    assert scene.answers == [(int(outcome["message"]["id"]), True)]


@row("follow up with a file", f"POST {HOOK}", event="MESSAGE_CREATE")
async def _(scene: Scene) -> None:
    async def answer(interaction: discord.Interaction) -> None:
        await interaction.response.send_message("un")
        file = discord.File(io.BytesIO(b"x"), "a.txt")
        await interaction.followup.send("deux", file=file)

    await press(scene, answer)
    await scene.box.wait_until(lambda: len(scene.box.world.messages_in("mobilisations")) == 3)


@row("change a follow-up", f"PATCH {ONE}")
async def _(scene: Scene) -> None:
    async def answer(interaction: discord.Interaction) -> None:
        await interaction.response.send_message("un")
        sent = await interaction.followup.send("deux", wait=True)
        await sent.edit(content="trois")
        scene.answers.append(sent)

    await press(scene, answer)
    await scene.trial.until_raw("MESSAGE_UPDATE")


@row("delete the first answer", f"DELETE {ORIGINAL}")
async def _(scene: Scene) -> None:
    async def answer(interaction: discord.Interaction) -> None:
        await interaction.response.send_message("un", ephemeral=True)
        await interaction.delete_original_response()
        scene.answers.append(1)

    await press(scene, answer)
    me = scene.id_of("yanis")
    channel = scene.box.world.channel_named("mobilisations")
    await scene.box.wait_until(lambda: not len(channel.whispers[me]))


@row("read the first answer", f"GET {ORIGINAL}")
async def _(scene: Scene) -> None:
    async def answer(interaction: discord.Interaction) -> None:
        await interaction.response.defer()
        scene.answers.append((await interaction.original_response()).content)
        await interaction.followup.send("lu")

    await press(scene, answer)
    await scene.box.wait_until(lambda: len(scene.box.world.messages_in("mobilisations")) == 2)
    assert scene.answers == ["une carte"]


async def keeping(scene: Scene, kind: str = "oui", **more: Any) -> discord.Interaction:
    """A press that has been answered, and its interaction."""

    async def answer(interaction: discord.Interaction) -> None:
        scene.answers.append(interaction)
        await interaction.response.send_message("un", **more)

    await press(scene, answer, kind)
    found: discord.Interaction = scene.answers[0]
    return found


async def first_answer(
    scene: Scene, interaction: discord.Interaction, body: dict[str, Any]
) -> None:
    route = discord.http.Route(
        "POST",
        "/interactions/{interaction_id}/{interaction_token}/callback",
        interaction_id=interaction.id,
        interaction_token=interaction.token,
    )
    await scene.trial.http.request(route, json=body)


async def _again(scene: Scene, interaction: discord.Interaction) -> None:
    await first_answer(scene, interaction, {"type": 4, "data": {"content": "encore"}})


@row("answer a second time", CALLBACK, refusal=40060)
async def _(scene: Scene) -> None:
    await _again(scene, await keeping(scene))


@row("answer what nobody asked", CALLBACK, refusal=10062)
async def _(scene: Scene) -> None:
    interaction = await keeping(scene)
    interaction.token = "x"
    await _again(scene, interaction)


@row("answer after three seconds", CALLBACK, refusal=10062)
async def _(scene: Scene) -> None:
    interaction = await keeping(scene)
    kept = scene.box.world.interactions[interaction.id]
    kept.answered, kept.answer_by = None, kept.made
    await _again(scene, interaction)


@row("use a token after fifteen minutes", f"GET {ORIGINAL}", refusal=50027)
async def _(scene: Scene) -> None:
    interaction = await keeping(scene)
    scene.box.world.interactions[interaction.id].made -= 15 * 60 + 1
    interaction._original_response = None
    await interaction.original_response()


@row("follow up before answering", f"POST {HOOK}", refusal=10015)
async def _(scene: Scene) -> None:
    interaction = await keeping(scene)
    scene.box.world.interactions[interaction.id].answered = None
    await interaction.followup.send("trop tôt")


@row(
    "edit a private answer as if it were public",
    "PATCH /channels/{channel_id}/messages/{message_id}",
    refusal=10008,
)
async def _(scene: Scene) -> None:
    interaction = await keeping(scene, ephemeral=True)
    private = scene.box.world.interactions[interaction.id].original
    assert private is not None
    await scene.text().get_partial_message(private.id).edit(content="non")


@row("choose in a select", CALLBACK, event="INTERACTION_CREATE")
async def _(scene: Scene) -> None:
    async def answer(interaction: discord.Interaction) -> None:
        data: Any = interaction.data
        await interaction.response.send_message(" ".join(data["values"]))

    outcome = await press(scene, answer, "choix", values=["b"])
    assert outcome["message"]["content"] == "b"


@row("choose people in a select", CALLBACK, event="INTERACTION_CREATE")
async def _(scene: Scene) -> None:
    async def answer(interaction: discord.Interaction) -> None:
        data: Any = interaction.data
        users = data["resolved"]["users"]
        await interaction.response.send_message(users[data["values"][0]]["username"])

    outcome = await press(scene, answer, "qui", values=["noe"])
    assert outcome["message"]["content"] == "noe"


@row("press what is switched off", "POST /channels/{channel_id}/messages")
async def _(scene: Scene) -> None:
    card = await _card(scene)
    try:
        await scene.person().presses("mobilisations", str(card.id), "non")
    except Refusal as refusal:
        scene.answers.append(refusal.error)
    assert scene.answers == ["disabled"]


@row("answer in a private channel", CALLBACK, event="INTERACTION_CREATE")
async def _(scene: Scene) -> None:
    async def answer(interaction: discord.Interaction) -> None:
        await interaction.response.send_message("à deux")

    view = ui.View(timeout=None).add_item(ui.Button(label="oui", custom_id="oui"))
    person = await scene.trial.fetch_user(scene.id_of("yanis"))
    sent = await person.send("rappel", view=view)
    scene.trial.on_component = answer
    outcome = await scene.person().presses("dm", str(sent.id), "oui")
    assert outcome["message"]["content"] == "à deux"


@row("do not answer at all", "POST /channels/{channel_id}/messages", event="INTERACTION_CREATE")
async def _(scene: Scene) -> None:
    async def answer(interaction: discord.Interaction) -> None:
        scene.answers.append(interaction.id)

    scene.box.desk.answer_within = 0.05
    outcome = await press(scene, answer)
    assert (outcome["outcome"], outcome["reason"]) == ("failed", "no_answer")
