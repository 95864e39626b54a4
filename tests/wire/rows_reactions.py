"""Rows about reactions and pins."""

from __future__ import annotations

import discord

from tests.wire.rows_messages import MESSAGES, ONE
from tests.wire.scene import Scene, row


@row("react", f"PUT {ONE}/reactions/{{emoji_name}}/@me", event="MESSAGE_REACTION_ADD")
async def _(scene: Scene) -> None:
    card = await scene.card()
    await card.add_reaction("✋")
    known = next(iter(scene.box.world.home.emojis.values()))
    emoji = discord.PartialEmoji(name=known.name, id=known.id)
    await card.add_reaction(emoji)
    kinds = [str(each.emoji) for each in (await card.fetch()).reactions]
    assert kinds == ["✋", str(emoji)]


@row("react with what is no emoji", f"PUT {ONE}/reactions/{{emoji_name}}/@me", refusal=10014)
async def _(scene: Scene) -> None:
    await (await scene.card()).add_reaction("oui")


@row("react with a 21st kind", f"PUT {ONE}/reactions/{{emoji_name}}/@me", refusal=30010)
async def _(scene: Scene) -> None:
    card = await scene.card()
    for code in range(0x1F600, 0x1F600 + 21):
        await card.add_reaction(chr(code))


@row("react without ADD_REACTIONS", f"PUT {ONE}/reactions/{{emoji_name}}/@me", refusal=50013)
async def _(scene: Scene) -> None:
    card = await scene.card()
    scene.forbid("ADD_REACTIONS")
    await card.add_reaction("✋")


@row(
    "join a reaction without ADD_REACTIONS",
    f"PUT {ONE}/reactions/{{emoji_name}}/@me",
    event="MESSAGE_REACTION_ADD",
)
async def _(scene: Scene) -> None:
    card = await scene.card()
    await scene.person().reacts("mobilisations", str(card.id), "✋")
    scene.forbid("ADD_REACTIONS")
    await card.add_reaction("✋")


@row("take one's reaction off", f"DELETE {ONE}/reactions/{{emoji_name}}/@me")
async def _(scene: Scene) -> None:
    card = await scene.card()
    await card.add_reaction("✋")
    assert scene.trial.user is not None
    await card.remove_reaction("✋", scene.trial.user)
    await scene.trial.until_raw("MESSAGE_REACTION_REMOVE")


@row("take others' reactions off", f"DELETE {ONE}/reactions/{{emoji_name}}/{{user_id}}")
async def _(scene: Scene) -> None:
    scene.allow("MANAGE_MESSAGES")
    card = await scene.card()
    await scene.person().reacts("mobilisations", str(card.id), "✋")
    await card.remove_reaction("✋", discord.Object(scene.id_of("yanis")))
    await scene.trial.until_raw("MESSAGE_REACTION_REMOVE")


@row("read who reacted", f"GET {ONE}/reactions/{{emoji_name}}")
async def _(scene: Scene) -> None:
    card = await scene.card()
    for handle in ("yanis", "noe", "lison"):
        await scene.person(handle).reacts("mobilisations", str(card.id), "✋")
    reaction = (await card.fetch()).reactions[0]
    found = [user.id async for user in reaction.users(limit=2)]
    assert sorted(found) == sorted(map(scene.id_of, ("yanis", "noe", "lison")))[:2]


@row("clear all reactions", f"DELETE {ONE}/reactions", event="MESSAGE_REACTION_REMOVE_ALL")
async def _(scene: Scene) -> None:
    scene.allow("MANAGE_MESSAGES")
    card = await scene.card()
    await card.add_reaction("✋")
    await card.clear_reactions()


@row(
    "clear reactions of one kind",
    f"DELETE {ONE}/reactions/{{emoji_name}}",
    event="MESSAGE_REACTION_REMOVE_EMOJI",
)
async def _(scene: Scene) -> None:
    scene.allow("MANAGE_MESSAGES")
    card = await scene.card()
    await card.add_reaction("✋")
    await card.clear_reaction("✋")


@row("pin", f"PUT {MESSAGES}/pins/{{message_id}}", event="CHANNEL_PINS_UPDATE")
async def _(scene: Scene) -> None:
    scene.allow("PIN_MESSAGES")
    card = await scene.card()
    await card.pin()
    assert [each.id async for each in scene.text().pins()] == [card.id]


@row("pin without PIN_MESSAGES", f"PUT {MESSAGES}/pins/{{message_id}}", refusal=50013)
async def _(scene: Scene) -> None:
    await (await scene.card()).pin()


@row("unpin", f"DELETE {MESSAGES}/pins/{{message_id}}", event="CHANNEL_PINS_UPDATE")
async def _(scene: Scene) -> None:
    scene.allow("PIN_MESSAGES")
    card = await scene.card()
    await card.pin()
    await card.unpin()
    assert [each async for each in scene.text().pins()] == []


@row("pin what the system wrote", f"PUT {MESSAGES}/pins/{{message_id}}", refusal=50021)
async def _(scene: Scene) -> None:
    scene.allow("PIN_MESSAGES")
    await (await scene.card()).pin()
    notice = scene.box.world.messages_in("mobilisations")[-1]
    await scene.text().get_partial_message(notice.id).pin()
