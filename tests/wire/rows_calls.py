"""Rows about commands that people call: answers, suggestions, menus."""

from __future__ import annotations

import discord
import pytest
from discord import app_commands

from tests.wire.rows_interactions import CALLBACK, command, first_answer, keeping
from tests.wire.scene import Scene, row


@row("answer a command", CALLBACK, event="INTERACTION_CREATE")
async def _(scene: Scene) -> None:
    async def answer(interaction: discord.Interaction) -> None:
        assert interaction.locale is discord.Locale.french
        assert interaction.guild_locale is discord.Locale.french
        await interaction.response.send_message("bonjour")

    outcome = await command(scene, answer)
    assert outcome["message"]["type"] == 20
    assert outcome["message"]["interaction_metadata"]["user"]["username"] == "yanis"


@row("suggest while someone types", CALLBACK, event="INTERACTION_CREATE")
async def _(scene: Scene) -> None:
    @scene.trial.tree.command(name="lieu", description="Où")
    async def place(interaction: discord.Interaction, ville: str) -> None:
        pytest.fail("nobody calls it")

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
    interaction = await keeping(scene)
    kept = scene.box.world.interactions[interaction.id]
    kept.answered, kept.kind = None, type(kept.kind).AUTOCOMPLETE
    kept.data = {"options": [{"name": "x", "type": 3, "value": "", "focused": True}]}
    choices = [{"name": str(n), "value": str(n)} for n in range(26)]
    await first_answer(scene, interaction, {"type": 8, "data": {"choices": choices}})


@row("answer a press with suggestions", CALLBACK, refusal=50035)
async def _(scene: Scene) -> None:
    interaction = await keeping(scene)
    scene.box.world.interactions[interaction.id].answered = None
    await first_answer(scene, interaction, {"type": 8, "data": {"choices": []}})


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
