"""Rows about components: what a message may carry, by the old rules and those of v2."""

from __future__ import annotations

import io
from typing import Any

import discord
from discord import ui

from tests.wire.rows_messages import MESSAGES, ONE, PNG
from tests.wire.scene import Scene, row

SEND = f"POST {MESSAGES}"


async def _raw(scene: Scene, **payload: Any) -> Any:
    """Send what discord.py itself would not build."""
    route = discord.http.Route("POST", MESSAGES, channel_id=scene.text().id)
    return await scene.trial.http.request(route, json=payload)


def _row(*children: dict[str, Any]) -> dict[str, Any]:
    return {"type": 1, "components": list(children)}


def _button(**more: Any) -> dict[str, Any]:
    return {"type": 2, "style": 1, "label": "oui", "custom_id": "oui"} | more


def _select(**more: Any) -> dict[str, Any]:
    options = [{"label": "a", "value": "a"}, {"label": "b", "value": "b"}]
    return {"type": 3, "custom_id": "choix", "options": options} | more


@row("send buttons and selects", SEND, event="MESSAGE_CREATE")
async def _(scene: Scene) -> None:
    view = ui.View(timeout=None)
    view.add_item(ui.Button(label="oui", emoji="✋", custom_id="oui"))
    view.add_item(ui.Button(label="lien", url="https://example.org/"))
    view.add_item(ui.Select(options=[discord.SelectOption(label="a")], row=1))
    view.add_item(ui.UserSelect(max_values=3, row=2))
    view.add_item(ui.ChannelSelect(row=3))
    view.add_item(ui.MentionableSelect(row=4))
    message = await scene.text().send("choisir", view=view)
    assert len(message.components) == 5


@row("send a card of components v2", SEND, event="MESSAGE_CREATE")
async def _(scene: Scene) -> None:
    picture: ui.Thumbnail[Any] = ui.Thumbnail("attachment://image.png", description="image")
    view = ui.LayoutView(timeout=None)
    container: ui.Container[Any] = ui.Container(
        ui.Section(ui.TextDisplay("# titre"), accessory=picture),
        ui.Separator(),
        ui.MediaGallery(discord.MediaGalleryItem("attachment://image.png", description="d")),
        ui.ActionRow(ui.Button(label="oui", custom_id="oui")),
        accent_colour=0xC2571A,
    )
    view.add_item(container)
    view.add_item(ui.File("attachment://note.txt"))
    files = [
        discord.File(io.BytesIO(PNG), "image.png"),
        discord.File(io.BytesIO(b"note"), "note.txt"),
    ]
    message = await scene.text().send(view=view, files=files)
    assert message.flags.components_v2
    found = message.components[0]
    assert isinstance(found, discord.Container)
    assert found.accent_colour == discord.Colour(0xC2571A)


@row("edit a card of components v2", f"PATCH {ONE}", event="MESSAGE_UPDATE")
async def _(scene: Scene) -> None:
    def view(text: str) -> ui.LayoutView:
        found = ui.LayoutView(timeout=None)
        found.add_item(ui.TextDisplay(text))
        return found

    message = await scene.text().send(view=view("un"))
    edited = await message.edit(view=view("deux"))
    assert isinstance(edited.components[0], discord.TextDisplay)
    assert edited.components[0].content == "deux"


@row("put content beside components v2", SEND, refusal=50035)
async def _(scene: Scene) -> None:
    parts = [{"type": 10, "content": "x"}]
    await _raw(scene, content="x", flags=1 << 15, components=parts)


@row("use v2 components without the flag", SEND, refusal=50035)
async def _(scene: Scene) -> None:
    await _raw(scene, components=[{"type": 10, "content": "x"}])


@row("show more than 4000 characters in v2", SEND, refusal=50035)
async def _(scene: Scene) -> None:
    parts = [{"type": 10, "content": "x" * 2001}, {"type": 10, "content": "x" * 2000}]
    await _raw(scene, flags=1 << 15, components=parts)


@row("send more than 40 components", SEND, refusal=50035)
async def _(scene: Scene) -> None:
    section = {
        "type": 9,
        "components": [{"type": 10, "content": "x"}],
        "accessory": _button(style=5, url="https://example.org/", custom_id=None),
    }
    await _raw(scene, flags=1 << 15, components=[section] * 14)


@row("send six rows", SEND, refusal=50035)
async def _(scene: Scene) -> None:
    rows = [_row(_button(custom_id=f"b{n}")) for n in range(6)]
    await _raw(scene, content="x", components=rows)


@row("send six buttons in a row", SEND, refusal=50035)
async def _(scene: Scene) -> None:
    buttons = [_button(custom_id=f"b{n}") for n in range(6)]
    await _raw(scene, content="x", components=[_row(*buttons)])


@row("use a custom id twice", SEND, refusal=50035)
async def _(scene: Scene) -> None:
    await _raw(scene, content="x", components=[_row(_button(), _button())])


@row("send a button with both id and address", SEND, refusal=50035)
async def _(scene: Scene) -> None:
    await _raw(scene, content="x", components=[_row(_button(url="https://example.org/"))])


@row("send a button without label or emoji", SEND, refusal=50035)
async def _(scene: Scene) -> None:
    await _raw(scene, content="x", components=[_row(_button(label=None))])


@row("send a label of 81 characters", SEND, refusal=50035)
async def _(scene: Scene) -> None:
    await scene.text().send("x", view=ui.View().add_item(ui.Button(label="x" * 81)))


@row("put a select beside a button", SEND, refusal=50035)
async def _(scene: Scene) -> None:
    await _raw(scene, content="x", components=[_row(_button(), _select())])


@row("ask for more values than options", SEND, refusal=50035)
async def _(scene: Scene) -> None:
    await _raw(scene, content="x", components=[_row(_select(max_values=3))])


@row("give an option's value twice", SEND, refusal=50035)
async def _(scene: Scene) -> None:
    options = [{"label": "a", "value": "a"}, {"label": "b", "value": "a"}]
    await _raw(scene, content="x", components=[_row(_select(options=options))])


@row("show a file that did not come", SEND, refusal=50035)
async def _(scene: Scene) -> None:
    parts = [{"type": 13, "file": {"url": "attachment://absent.txt"}}]
    await _raw(scene, flags=1 << 15, components=parts)
