"""Rows about interactions: gestures of people, first answers, what follows them."""

from __future__ import annotations

import io
from typing import Any

import discord
from discord import app_commands, ui

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


async def _press(scene: Scene, answer: Any, custom_id: str = "oui", **more: Any) -> dict[str, Any]:
    scene.trial.on_component = answer
    card = await _card(scene)
    return await scene.person().presses("mobilisations", str(card.id), custom_id, **more)


async def _command(scene: Scene, answer: Any, **options: Any) -> dict[str, Any]:
    @scene.trial.tree.command(name="salut", description="Dire bonjour")
    async def salut(interaction: discord.Interaction, nom: str | None = None) -> None:
        await answer(interaction)

    await scene.trial.tree.sync()
    return await scene.person().calls("general", "salut", **options)


@row("answer a press with a message", CALLBACK, event="INTERACTION_CREATE")
async def _(scene: Scene) -> None:
    async def answer(interaction: discord.Interaction) -> None:
        await interaction.response.send_message("bien reçu")

    outcome = await _press(scene, answer)
    assert outcome["outcome"] == "message"
    assert outcome["message"]["content"] == "bien reçu"


@row("answer a press for one's eyes only", CALLBACK, event="INTERACTION_CREATE")
async def _(scene: Scene) -> None:
    async def answer(interaction: discord.Interaction) -> None:
        await interaction.response.send_message("entre nous", ephemeral=True)

    outcome = await _press(scene, answer)
    assert outcome["message"]["private"]
    mine = [m["content"] for m in await scene.person().reads("mobilisations")]
    theirs = [m["content"] for m in await scene.person("noe").reads("mobilisations")]
    assert mine == ["une carte", "entre nous"]
    assert theirs == ["une carte"]


@row("answer a press by changing the card", CALLBACK, event="MESSAGE_UPDATE")
async def _(scene: Scene) -> None:
    async def answer(interaction: discord.Interaction) -> None:
        await interaction.response.edit_message(content="changée", view=None)

    outcome = await _press(scene, answer)
    assert (outcome["outcome"], outcome["message"]["components"]) == ("update", [])


@row("acknowledge a press and change the card later", f"PATCH {ORIGINAL}", event="MESSAGE_UPDATE")
async def _(scene: Scene) -> None:
    async def answer(interaction: discord.Interaction) -> None:
        await interaction.response.defer()
        await interaction.edit_original_response(content="changée")
        scene.done.set()

    outcome = await _press(scene, answer)
    await scene.done.wait()
    assert (outcome["outcome"], outcome["message"]) == ("deferred", None)


@row("think first, then answer", f"PATCH {ORIGINAL}", event="MESSAGE_UPDATE")
async def _(scene: Scene) -> None:
    async def answer(interaction: discord.Interaction) -> None:
        await interaction.response.defer(thinking=True)
        await interaction.edit_original_response(content="voilà")
        scene.done.set()

    outcome = await _press(scene, answer)
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

    outcome = await _press(scene, answer)
    await scene.done.wait()
    assert scene.answers == [(int(outcome["message"]["id"]), True)]


@row("follow up with a file", f"POST {HOOK}", event="MESSAGE_CREATE")
async def _(scene: Scene) -> None:
    async def answer(interaction: discord.Interaction) -> None:
        await interaction.response.send_message("un")
        file = discord.File(io.BytesIO(b"x"), "a.txt")
        await interaction.followup.send("deux", file=file)

    await _press(scene, answer)
    await scene.box.wait_until(lambda: len(scene.box.world.messages_in("mobilisations")) == 3)


@row("change a follow-up", f"PATCH {ONE}")
async def _(scene: Scene) -> None:
    async def answer(interaction: discord.Interaction) -> None:
        await interaction.response.send_message("un")
        sent = await interaction.followup.send("deux", wait=True)
        await sent.edit(content="trois")
        scene.answers.append(sent)

    await _press(scene, answer)
    await scene.trial.until_raw("MESSAGE_UPDATE")


@row("delete the first answer", f"DELETE {ORIGINAL}")
async def _(scene: Scene) -> None:
    async def answer(interaction: discord.Interaction) -> None:
        await interaction.response.send_message("un", ephemeral=True)
        await interaction.delete_original_response()
        scene.answers.append(1)

    await _press(scene, answer)
    me = scene.id_of("yanis")
    channel = scene.box.world.channel_named("mobilisations")
    await scene.box.wait_until(lambda: not len(channel.whispers[me]))


@row("read the first answer", f"GET {ORIGINAL}")
async def _(scene: Scene) -> None:
    async def answer(interaction: discord.Interaction) -> None:
        await interaction.response.defer()
        scene.answers.append((await interaction.original_response()).content)
        await interaction.followup.send("lu")

    await _press(scene, answer)
    await scene.box.wait_until(lambda: len(scene.box.world.messages_in("mobilisations")) == 2)
    assert scene.answers == ["une carte"]


async def _keeping(scene: Scene, kind: str = "oui", **more: Any) -> discord.Interaction:
    """A press that has been answered, and its interaction."""

    async def answer(interaction: discord.Interaction) -> None:
        scene.answers.append(interaction)
        await interaction.response.send_message("un", **more)

    await _press(scene, answer, kind)
    found: discord.Interaction = scene.answers[0]
    return found


async def _again(scene: Scene, interaction: discord.Interaction) -> None:
    route = discord.http.Route(
        "POST",
        "/interactions/{interaction_id}/{interaction_token}/callback",
        interaction_id=interaction.id,
        interaction_token=interaction.token,
    )
    body = {"type": 4, "data": {"content": "encore"}}
    await scene.trial.http.request(route, json=body)


@row("answer a second time", CALLBACK, refusal=40060)
async def _(scene: Scene) -> None:
    await _again(scene, await _keeping(scene))


@row("answer what nobody asked", CALLBACK, refusal=10062)
async def _(scene: Scene) -> None:
    interaction = await _keeping(scene)
    interaction.token = "x"
    await _again(scene, interaction)


@row("answer after three seconds", CALLBACK, refusal=10062)
async def _(scene: Scene) -> None:
    interaction = await _keeping(scene)
    kept = scene.box.world.interactions[interaction.id]
    kept.answered, kept.answer_by = None, kept.made
    await _again(scene, interaction)


@row("use a token after fifteen minutes", f"GET {ORIGINAL}", refusal=50027)
async def _(scene: Scene) -> None:
    interaction = await _keeping(scene)
    scene.box.world.interactions[interaction.id].made -= 15 * 60 + 1
    interaction._original_response = None
    await interaction.original_response()


@row("follow up before answering", f"POST {HOOK}", refusal=10015)
async def _(scene: Scene) -> None:
    interaction = await _keeping(scene)
    scene.box.world.interactions[interaction.id].answered = None
    await interaction.followup.send("trop tôt")


@row(
    "edit a private answer as if it were public",
    "PATCH /channels/{channel_id}/messages/{message_id}",
    refusal=10008,
)
async def _(scene: Scene) -> None:
    interaction = await _keeping(scene, ephemeral=True)
    private = scene.box.world.interactions[interaction.id].original
    assert private is not None
    await scene.text().get_partial_message(private.id).edit(content="non")


@row("choose in a select", CALLBACK, event="INTERACTION_CREATE")
async def _(scene: Scene) -> None:
    async def answer(interaction: discord.Interaction) -> None:
        data: Any = interaction.data
        await interaction.response.send_message(" ".join(data["values"]))

    outcome = await _press(scene, answer, "choix", values=["b"])
    assert outcome["message"]["content"] == "b"


@row("choose people in a select", CALLBACK, event="INTERACTION_CREATE")
async def _(scene: Scene) -> None:
    async def answer(interaction: discord.Interaction) -> None:
        data: Any = interaction.data
        users = data["resolved"]["users"]
        await interaction.response.send_message(users[data["values"][0]]["username"])

    outcome = await _press(scene, answer, "qui", values=["noe"])
    assert outcome["message"]["content"] == "noe"


@row("press what is switched off", "POST /channels/{channel_id}/messages")
async def _(scene: Scene) -> None:
    card = await _card(scene)
    try:
        await scene.person().presses("mobilisations", str(card.id), "non")
    except Refusal as refusal:
        scene.answers.append(refusal.error)
    assert scene.answers == ["disabled"]


@row("answer a command", CALLBACK, event="INTERACTION_CREATE")
async def _(scene: Scene) -> None:
    async def answer(interaction: discord.Interaction) -> None:
        assert interaction.locale is discord.Locale.french
        assert interaction.guild_locale is discord.Locale.french
        await interaction.response.send_message("bonjour")

    outcome = await _command(scene, answer)
    assert outcome["message"]["type"] == 20
    assert outcome["message"]["interaction_metadata"]["user"]["username"] == "yanis"


@row("suggest while someone types", CALLBACK, event="INTERACTION_CREATE")
async def _(scene: Scene) -> None:
    @scene.trial.tree.command(name="lieu", description="Où")
    async def place(interaction: discord.Interaction, ville: str) -> None:
        raise NotImplementedError(interaction, ville)

    @place.autocomplete("ville")
    async def towns(interaction: discord.Interaction, typed: str) -> list[app_commands.Choice[str]]:
        assert interaction.guild is not None
        found = [name for name in ("Lorient", "Lyon", "Nantes") if name.startswith(typed)]
        return [app_commands.Choice(name=name, value=name) for name in found]

    await scene.trial.tree.sync()
    outcome = await scene.person().suggests("general", "lieu", "ville", ville="L")
    assert [each["name"] for each in outcome["choices"]] == ["Lorient", "Lyon"]


@row("suggest 26 choices", CALLBACK, refusal=50035)
async def _(scene: Scene) -> None:
    interaction = await _keeping(scene)
    kept = scene.box.world.interactions[interaction.id]
    kept.answered, kept.kind = None, type(kept.kind).AUTOCOMPLETE
    kept.data = {"options": [{"name": "x", "type": 3, "value": "", "focused": True}]}
    choices = [{"name": str(n), "value": str(n)} for n in range(26)]
    await _first_answer(scene, interaction, {"type": 8, "data": {"choices": choices}})


async def _first_answer(
    scene: Scene, interaction: discord.Interaction, body: dict[str, Any]
) -> None:
    route = discord.http.Route(
        "POST",
        "/interactions/{interaction_id}/{interaction_token}/callback",
        interaction_id=interaction.id,
        interaction_token=interaction.token,
    )
    await scene.trial.http.request(route, json=body)


@row("answer a press with suggestions", CALLBACK, refusal=50035)
async def _(scene: Scene) -> None:
    interaction = await _keeping(scene)
    scene.box.world.interactions[interaction.id].answered = None
    await _first_answer(scene, interaction, {"type": 8, "data": {"choices": []}})


@row("open a menu on a message", CALLBACK, event="INTERACTION_CREATE")
async def _(scene: Scene) -> None:
    @scene.trial.tree.context_menu(name="C'est publié")
    async def published(interaction: discord.Interaction, message: discord.Message) -> None:
        await interaction.response.send_message(message.content, ephemeral=True)

    await scene.trial.tree.sync()
    said = await scene.person().says("general", "mon lien")
    outcome = await scene.person().opens_menu("general", "C'est publié", said["id"])
    assert outcome["message"]["content"] == "mon lien"


@row("open a menu on a person", CALLBACK, event="INTERACTION_CREATE")
async def _(scene: Scene) -> None:
    @scene.trial.tree.context_menu(name="Saluer")
    async def greet(interaction: discord.Interaction, member: discord.Member) -> None:
        await interaction.response.send_message(member.display_name, ephemeral=True)

    await scene.trial.tree.sync()
    outcome = await scene.person().opens_menu("general", "Saluer", "noe")
    assert outcome["message"]["content"] == "Noé Tamarin"


class Everything(ui.Modal, title="Tout"):
    """A form with every part that discord.py 2.7 knows, on five places."""

    words: ui.Label[Any] = ui.Label(
        text="Mots", component=ui.TextInput(custom_id="mots", required=False)
    )
    days: ui.Label[Any] = ui.Label(
        text="Jours",
        component=ui.CheckboxGroup(
            custom_id="jours",
            options=[discord.CheckboxGroupOption(label=each) for each in ("lun", "mar")],
        ),
    )
    one: ui.Label[Any] = ui.Label(
        text="Un",
        component=ui.RadioGroup(
            custom_id="un", options=[discord.RadioGroupOption(label=each) for each in ("a", "b")]
        ),
    )
    sure: ui.Label[Any] = ui.Label(text="Sûr", component=ui.Checkbox(custom_id="sur"))
    file: ui.Label[Any] = ui.Label(
        text="Fichier", component=ui.FileUpload(custom_id="fichier", required=False)
    )

    async def on_submit(self, interaction: discord.Interaction) -> None:
        """Say back what came."""
        parts: list[Any] = [
            each.component for each in (self.words, self.days, self.one, self.sure, self.file)
        ]
        words, days, one, sure, file = parts
        names = [each.filename for each in file.values]
        text = f"{words.value} {days.values} {one.value} {sure.value} {names}"
        await interaction.response.send_message(text, ephemeral=True)


@row("show a form with every part and read it", CALLBACK, event="INTERACTION_CREATE")
async def _(scene: Scene) -> None:
    async def answer(interaction: discord.Interaction) -> None:
        await interaction.response.send_modal(Everything(timeout=60))

    opened = await _command(scene, answer)
    assert opened["outcome"] == "modal"
    outcome = await scene.person().submits(
        opened["modal"],
        mots="bonjour",
        jours=["mar"],
        un=["a"],
        sur=True,
        fichier=[{"name": "a.txt", "base64": "eA=="}],
    )
    assert outcome["message"]["content"] == "bonjour ['mar'] a True ['a.txt']"


class Selects(ui.Modal, title="Choisir"):
    """The selects of a form."""

    people: ui.Label[Any] = ui.Label(text="Qui", component=ui.UserSelect(custom_id="qui"))
    channel: ui.Label[Any] = ui.Label(text="Où", component=ui.ChannelSelect(custom_id="ou"))
    role: ui.Label[Any] = ui.Label(text="Rôle", component=ui.RoleSelect(custom_id="role"))
    what: ui.Label[Any] = ui.Label(
        text="Quoi",
        component=ui.Select(
            custom_id="quoi",
            options=[
                discord.SelectOption(label="x", default=True),
                discord.SelectOption(label="y"),
            ],
        ),
    )
    note: ui.TextDisplay[Any] = ui.TextDisplay("Une note.")

    async def on_submit(self, interaction: discord.Interaction) -> None:
        """Say back what was chosen."""
        parts: list[Any] = [self.people.component, self.channel.component, self.role.component]
        names = [str(each.values[0]) for each in parts]
        what: Any = self.what.component
        await interaction.response.send_message(f"{names} {what.values}", ephemeral=True)


@row("show a form with selects and read it", CALLBACK, event="INTERACTION_CREATE")
async def _(scene: Scene) -> None:
    async def answer(interaction: discord.Interaction) -> None:
        await interaction.response.send_modal(Selects(timeout=60))

    opened = await _command(scene, answer)
    chosen = {"qui": ["noe"], "ou": ["atelier"], "role": ["Membre"]}
    outcome = await scene.person().submits(opened["modal"], **chosen)
    assert outcome["message"]["content"] == "['noe', 'atelier', 'Membre'] ['x']"


@row("answer a form that a button opened by changing the card", CALLBACK, event="MESSAGE_UPDATE")
async def _(scene: Scene) -> None:
    class Small(ui.Modal, title="Petit"):
        word: ui.TextInput[Any] = ui.TextInput(label="Mot", custom_id="mot")

        async def on_submit(self, interaction: discord.Interaction) -> None:
            await interaction.response.edit_message(content=self.word.value)

    async def answer(interaction: discord.Interaction) -> None:
        if interaction.type is discord.InteractionType.component:
            await interaction.response.send_modal(Small(timeout=60))

    opened = await _press(scene, answer)
    outcome = await scene.person().submits(opened["modal"], mot="neuf")
    assert (outcome["outcome"], outcome["message"]["content"]) == ("update", "neuf")


@row("show a form with six parts", CALLBACK, refusal=50035)
async def _(scene: Scene) -> None:
    interaction = await _keeping(scene)
    scene.box.world.interactions[interaction.id].answered = None
    parts = [{"type": 10, "content": "x"}] * 6
    data = {"title": "x", "custom_id": "x", "components": parts}
    await _first_answer(scene, interaction, {"type": 9, "data": data})


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
    outcome = await _press(scene, answer)
    assert (outcome["outcome"], outcome["reason"]) == ("failed", "no_answer")
