"""Rows about messages: writing, reading, changing, deleting, files."""

from __future__ import annotations

import io
from datetime import timedelta
from typing import Any

import discord
import pytest

from tests.wire.scene import Scene, row

MESSAGES = "/channels/{channel_id}/messages"
ONE = MESSAGES + "/{message_id}"
PNG = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x03\x00\x00\x00\x02\x08\x02\x00\x00\x00"
    b"\x12\x16\xf1M"
)


@row("send a text", f"POST {MESSAGES}", event="MESSAGE_CREATE")
async def _(scene: Scene) -> None:
    message = await scene.text().send("bonjour")
    assert message.content == "bonjour"


@row("send an embed", f"POST {MESSAGES}", event="MESSAGE_CREATE")
async def _(scene: Scene) -> None:
    embed = discord.Embed(title="T", description="D", timestamp=discord.utils.utcnow())
    embed.add_field(name="n", value="v").set_footer(text="f").set_author(name="a")
    message = await scene.text().send(embed=embed)
    assert message.embeds[0].fields[0].value == "v"


@row("send a text that is too long", f"POST {MESSAGES}", refusal=50035)
async def _(scene: Scene) -> None:
    await scene.text().send("x" * 2001)


@row("send nothing", f"POST {MESSAGES}", refusal=50006)
async def _(scene: Scene) -> None:
    await scene.text().send("")


@row("send more than 6000 characters in embeds", f"POST {MESSAGES}", refusal=50035)
async def _(scene: Scene) -> None:
    await scene.text().send(embeds=[discord.Embed(description="x" * 3001) for _ in range(2)])


@row("send where one may not write", f"POST {MESSAGES}", refusal=50013)
async def _(scene: Scene) -> None:
    await scene.text("annonces-internes").send("bonjour")


@row("send where one cannot look", f"POST {MESSAGES}", refusal=50001)
async def _(scene: Scene) -> None:
    scene.forbid("VIEW_CHANNEL")
    await scene.text().send("bonjour")


@row("send an embed without EMBED_LINKS", f"POST {MESSAGES}", refusal=50013)
async def _(scene: Scene) -> None:
    scene.forbid("EMBED_LINKS")
    await scene.text().send(embed=discord.Embed(description="x"))


@row("send into a channel that is gone", f"POST {MESSAGES}", refusal=10003)
async def _(scene: Scene) -> None:
    channel = scene.text()
    await scene.person("ines").breaks("delete", channel="mobilisations")
    await channel.send("bonjour")


@row("send the same nonce again", f"POST {MESSAGES}", event="MESSAGE_CREATE")
async def _(scene: Scene) -> None:
    first = await scene.text().send("une fois", nonce="abc")
    second = await scene.text().send("deux fois", nonce="abc")
    assert (second.id, second.content) == (first.id, "une fois")
    assert len(scene.box.world.messages_in("mobilisations")) == 1


@row("send a nonce longer than 25", f"POST {MESSAGES}", refusal=50035)
async def _(scene: Scene) -> None:
    await scene.text().send("x", nonce="n" * 26)


@row("send a file with a description", f"POST {MESSAGES}", event="MESSAGE_CREATE")
async def _(scene: Scene) -> None:
    file = discord.File(io.BytesIO(PNG), "image.png", description="trois sur deux")
    message = await scene.text().send("voici", file=file)
    attachment = message.attachments[0]
    assert (attachment.width, attachment.height) == (3, 2)
    assert attachment.description == "trois sur deux"
    assert await attachment.read() == PNG


@row("send a file without ATTACH_FILES", f"POST {MESSAGES}", refusal=50013)
async def _(scene: Scene) -> None:
    scene.forbid("ATTACH_FILES")
    await scene.text().send(file=discord.File(io.BytesIO(b"x"), "a.txt"))


@row("show an attached picture in an embed", f"POST {MESSAGES}", event="MESSAGE_CREATE")
async def _(scene: Scene) -> None:
    embed = discord.Embed(title="x").set_image(url="attachment://image.png")
    file = discord.File(io.BytesIO(PNG), "image.png")
    message = await scene.text().send(embed=embed, file=file)
    assert (message.embeds[0].image.url or "").startswith("http://127.0.0.1")


@row("send silently", f"POST {MESSAGES}", event="MESSAGE_CREATE")
async def _(scene: Scene) -> None:
    message = await scene.text().send("chut", silent=True)
    assert message.flags.silent


@row("reply with a ping", f"POST {MESSAGES}", event="MESSAGE_CREATE")
async def _(scene: Scene) -> None:
    theirs = await scene.their_message()
    mine = await theirs.reply("oui", mention_author=True)
    assert mine.reference is not None
    assert mine.reference.message_id == theirs.id
    assert [user.id for user in mine.mentions] == [scene.id_of("yanis")]


@row("reply without a ping", f"POST {MESSAGES}", event="MESSAGE_CREATE")
async def _(scene: Scene) -> None:
    theirs = await scene.their_message()
    mine = await theirs.reply("oui", mention_author=False)
    assert mine.mentions == []


@row("reply to what is not there", f"POST {MESSAGES}", refusal=50035)
async def _(scene: Scene) -> None:
    await scene.text().get_partial_message(123).reply("?")


@row("mention nobody", f"POST {MESSAGES}", event="MESSAGE_CREATE")
async def _(scene: Scene) -> None:
    text = f"<@{scene.id_of('yanis')}> @everyone"
    message = await scene.text().send(text, allowed_mentions=discord.AllowedMentions.none())
    assert message.mentions == []
    assert not message.mention_everyone


@row("mention a role that may be mentioned", f"POST {MESSAGES}", event="MESSAGE_CREATE")
async def _(scene: Scene) -> None:
    role = discord.utils.get(scene.guild.roles, name="Animation")
    assert role is not None
    allowed = discord.AllowedMentions(roles=[role])
    message = await scene.text().send(role.mention, allowed_mentions=allowed)
    assert message.raw_role_mentions == [role.id]


@row("parse users and name users at once", f"POST {MESSAGES}", refusal=50035)
async def _(scene: Scene) -> None:
    payload: dict[str, Any] = {
        "content": "x",
        "allowed_mentions": {"parse": ["users"], "users": ["1"]},
    }
    route = discord.http.Route("POST", MESSAGES, channel_id=scene.text().id)
    await scene.trial.http.request(route, json=payload)


@row("send a poll", f"POST {MESSAGES}", refusal=0)
async def _(scene: Scene) -> None:
    poll = discord.Poll("?", timedelta(hours=1)).add_answer(text="a").add_answer(text="b")
    with pytest.raises(discord.DiscordServerError, match="does not do this: polls") as caught:
        await scene.text().send(poll=poll)
    assert caught.value.status == 501


@row("write privately", f"POST {MESSAGES}", event="MESSAGE_CREATE")
async def _(scene: Scene) -> None:
    person = await scene.trial.fetch_user(scene.id_of("yanis"))
    await person.send("bonjour")
    assert [m.content for m in scene.box.world.messages_to("yanis")] == ["bonjour"]


@row("open a private channel", "POST /users/@me/channels")
async def _(scene: Scene) -> None:
    person = await scene.trial.fetch_user(scene.id_of("mahaut"))
    channel = await person.create_dm()
    assert channel.recipient is not None


@row("write privately to closed messages", f"POST {MESSAGES}", refusal=50007)
async def _(scene: Scene) -> None:
    person = await scene.trial.fetch_user(scene.id_of("mahaut"))
    await person.send("bonjour")


@row("write privately to someone who has left", f"POST {MESSAGES}", refusal=50007)
async def _(scene: Scene) -> None:
    person = await scene.trial.fetch_user(scene.id_of("yanis"))
    await scene.person().call("POST", "/people/yanis/leave")
    await person.send("bonjour")


@row("read a message", f"GET {ONE}")
async def _(scene: Scene) -> None:
    card = await scene.card()
    assert (await scene.text().fetch_message(card.id)).content == "une carte"


@row("read a message that is not there", f"GET {ONE}", refusal=10008)
async def _(scene: Scene) -> None:
    await scene.text().fetch_message(123)


@row("read others' text without the privileged intent", f"GET {ONE}")
async def _(scene: Scene) -> None:
    theirs = await scene.their_message("à moi seul")
    assert (await theirs.fetch()).content == ""


@row("read a reply that pings the bot", f"GET {ONE}")
async def _(scene: Scene) -> None:
    card = await scene.card()
    theirs = await scene.their_message("j'en suis", reply_to=str(card.id))
    assert (await theirs.fetch()).content == "j'en suis"


@row("read the history", f"GET {MESSAGES}")
async def _(scene: Scene) -> None:
    cards = [await scene.card(f"carte {number}") for number in range(5)]
    found = [m.id async for m in scene.text().history(limit=3, before=cards[4])]
    assert found == [cards[3].id, cards[2].id, cards[1].id]
    after = [m.id async for m in scene.text().history(limit=2, after=cards[1])]
    assert after == [cards[2].id, cards[3].id]


@row("edit a message", f"PATCH {ONE}", event="MESSAGE_UPDATE")
async def _(scene: Scene) -> None:
    card = await scene.card()
    edited = await card.edit(content="changée")
    assert edited.content == "changée"
    assert edited.edited_at is not None


@row("edit someone else's message", f"PATCH {ONE}", refusal=50005)
async def _(scene: Scene) -> None:
    await (await scene.their_message()).edit(content="changé")


@row("edit a message that is not there", f"PATCH {ONE}", refusal=10008)
async def _(scene: Scene) -> None:
    await scene.text().get_partial_message(123).edit(content="changé")


@row("edit everything away", f"PATCH {ONE}", refusal=50006)
async def _(scene: Scene) -> None:
    await (await scene.card()).edit(content=None)


@row("replace the files of a message", f"PATCH {ONE}", event="MESSAGE_UPDATE")
async def _(scene: Scene) -> None:
    message = await scene.text().send(file=discord.File(io.BytesIO(b"1"), "a.txt"))
    new = discord.File(io.BytesIO(b"2"), "b.txt")
    both = await message.add_files(new)
    assert [each.filename for each in both.attachments] == ["a.txt", "b.txt"]
    one = await both.remove_attachments(both.attachments[0])
    assert [each.filename for each in one.attachments] == ["b.txt"]


@row("delete a message", f"DELETE {ONE}", event="MESSAGE_DELETE")
async def _(scene: Scene) -> None:
    await (await scene.card()).delete()
    assert scene.box.world.messages_in("mobilisations") == []


@row("delete someone else's message", f"DELETE {ONE}", refusal=50013)
async def _(scene: Scene) -> None:
    await (await scene.their_message()).delete()


@row("delete someone else's message with MANAGE_MESSAGES", f"DELETE {ONE}", event="MESSAGE_DELETE")
async def _(scene: Scene) -> None:
    scene.allow("MANAGE_MESSAGES")
    await (await scene.their_message()).delete()


@row("delete many at once", f"POST {MESSAGES}/bulk-delete", event="MESSAGE_DELETE_BULK")
async def _(scene: Scene) -> None:
    scene.allow("MANAGE_MESSAGES")
    await scene.text().delete_messages([await scene.card() for _ in range(3)])


@row("delete many that are too old", f"POST {MESSAGES}/bulk-delete", refusal=50034)
async def _(scene: Scene) -> None:
    scene.allow("MANAGE_MESSAGES")
    cards = [await scene.card() for _ in range(2)]
    await scene.person().moves_clock(by=15 * 86400)
    await scene.text().delete_messages(cards)


@row("show that one is writing", "POST /channels/{channel_id}/typing", event="TYPING_START")
async def _(scene: Scene) -> None:
    async with scene.text().typing():
        pass
