"""Rows about forms: showing them, and reading what was filled in."""

from __future__ import annotations

from typing import Any

import discord
from discord import ui

from tests.wire.rows_interactions import CALLBACK, command, first_answer, keeping, press
from tests.wire.scene import Scene, row


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

    opened = await command(scene, answer)
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

    opened = await command(scene, answer)
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

    opened = await press(scene, answer)
    outcome = await scene.person().submits(opened["modal"], mot="neuf")
    assert (outcome["outcome"], outcome["message"]["content"]) == ("update", "neuf")


@row("show a form with six parts", CALLBACK, refusal=50035)
async def _(scene: Scene) -> None:
    interaction = await keeping(scene)
    scene.box.world.interactions[interaction.id].answered = None
    parts = [{"type": 10, "content": "x"}] * 6
    data = {"title": "x", "custom_id": "x", "components": parts}
    await first_answer(scene, interaction, {"type": 9, "data": data})
