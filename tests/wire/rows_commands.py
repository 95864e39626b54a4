"""Rows about commands: registering them, and what Discord refuses of them."""

from __future__ import annotations

from typing import Any

import discord
import pytest
from discord import app_commands

from tests.wire.scene import Scene, row

ALL = "/applications/{application_id}/commands"
ONE = ALL + "/{command_id}"
IN_GUILD = "/applications/{application_id}/guilds/{guild_id}/commands"


def _slash(name: str = "salut", **more: Any) -> dict[str, Any]:
    return {"type": 1, "name": name, "description": "Dire bonjour"} | more


async def _put(scene: Scene, *commands: dict[str, Any]) -> Any:
    assert scene.trial.application_id is not None
    return await scene.trial.http.bulk_upsert_global_commands(
        scene.trial.application_id, list(commands)
    )


def _option(name: str = "nom", **more: Any) -> dict[str, Any]:
    return {"type": 3, "name": name, "description": "Un nom"} | more


@row("register all commands", f"PUT {ALL}")
async def _(scene: Scene) -> None:
    group = app_commands.Group(name="mobilisation", description="Mobiliser")

    @group.command(name="new", description="Annoncer")
    @app_commands.describe(jours="Combien de jours")
    async def new(
        interaction: discord.Interaction, titre: str, jours: app_commands.Range[int, 1, 30] = 7
    ) -> None:
        pytest.fail("nobody calls it")

    scene.trial.tree.add_command(group)
    synced = await scene.trial.tree.sync()
    assert [each.name for each in synced] == ["mobilisation"]
    again = await scene.trial.tree.sync()
    assert again[0].id == synced[0].id


@row("register commands of one server", f"PUT {IN_GUILD}")
async def _(scene: Scene) -> None:
    @scene.trial.tree.command(name="ici", description="x", guild=discord.Object(scene.guild.id))
    async def here(interaction: discord.Interaction) -> None:
        pytest.fail("nobody calls it")

    assert len(await scene.trial.tree.sync(guild=discord.Object(scene.guild.id))) == 1


@row("list the commands", f"GET {ALL}")
async def _(scene: Scene) -> None:
    await _put(scene, _slash())
    assert [each.name for each in await scene.trial.tree.fetch_commands()] == ["salut"]


@row("change a command", f"PATCH {ONE}")
async def _(scene: Scene) -> None:
    await _put(scene, _slash())
    command = (await scene.trial.tree.fetch_commands())[0]
    edited = await command.edit(description="Autrement")
    assert edited.description == "Autrement"


@row("delete a command", f"DELETE {ONE}")
async def _(scene: Scene) -> None:
    await _put(scene, _slash())
    await (await scene.trial.tree.fetch_commands())[0].delete()
    assert await scene.trial.tree.fetch_commands() == []


@row("read a command that is not there", f"GET {ONE}", refusal=10063)
async def _(scene: Scene) -> None:
    await scene.trial.tree.fetch_command(123)


@row("add a single command", f"POST {ALL}")
async def _(scene: Scene) -> None:
    assert scene.trial.application_id is not None
    await scene.trial.http.upsert_global_command(
        scene.trial.application_id,
        _slash(),  # type: ignore[arg-type]
    )


@row("register a translated name with a capital", f"PUT {ALL}", refusal=50035)
async def _(scene: Scene) -> None:
    await _put(scene, _slash(name_localizations={"fr": "Salut"}))


@row("register a translation into no language", f"PUT {ALL}", refusal=50035)
async def _(scene: Scene) -> None:
    await _put(scene, _slash(name_localizations={"xx": "salut"}))


@row("register two commands of one name", f"PUT {ALL}", refusal=50035)
async def _(scene: Scene) -> None:
    await _put(scene, _slash(), _slash())


@row("register two options of one translated name", f"PUT {ALL}", refusal=50035)
async def _(scene: Scene) -> None:
    fr = {"fr": "nom"}
    options = [_option("name", name_localizations=fr), _option("other", name_localizations=fr)]
    await _put(scene, _slash(options=options))


@row("register a command without description", f"PUT {ALL}", refusal=50035)
async def _(scene: Scene) -> None:
    await _put(scene, _slash(description=""))


@row("put a required option last", f"PUT {ALL}", refusal=50035)
async def _(scene: Scene) -> None:
    await _put(scene, _slash(options=[_option("a"), _option("b", required=True)]))


@row("register 26 options", f"PUT {ALL}", refusal=50035)
async def _(scene: Scene) -> None:
    await _put(scene, _slash(options=[_option(f"o{n}") for n in range(26)]))


@row("register 26 choices", f"PUT {ALL}", refusal=50035)
async def _(scene: Scene) -> None:
    choices = [{"name": str(n), "value": str(n)} for n in range(26)]
    await _put(scene, _slash(options=[_option(choices=choices)]))


@row("register more than 8000 characters", f"PUT {ALL}", refusal=50035)
async def _(scene: Scene) -> None:
    choices = [{"name": f"{n:<99}.", "value": f"{n:<99}."} for n in range(25)]
    options = [_option(f"o{n}", choices=choices) for n in range(2)]
    await _put(scene, _slash(options=options))


@row("mix groups and values", f"PUT {ALL}", refusal=50035)
async def _(scene: Scene) -> None:
    group = {"type": 1, "name": "sous", "description": "x"}
    await _put(scene, _slash(options=[group, _option()]))


@row("describe a context menu", f"PUT {ALL}", refusal=50035)
async def _(scene: Scene) -> None:
    await _put(scene, {"type": 3, "name": "C'est publié", "description": "x"})
