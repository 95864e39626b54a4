"""Rows about threads, and posts in a forum."""

from __future__ import annotations

from typing import Literal

import discord

from tests.wire.rows_messages import ONE
from tests.wire.scene import Scene, row

CHANNEL = "/channels/{channel_id}"
GUILD = "/guilds/{guild_id}"
MEMBER = GUILD + "/members/{user_id}"
EVENTS = GUILD + "/scheduled-events"
EVENT = EVENTS + "/{guild_scheduled_event_id}"
DAY: Literal[1440] = 1440


async def _thread(scene: Scene, name: str = "fil") -> discord.Thread:
    return await (await scene.card()).create_thread(name=name, auto_archive_duration=DAY)


@row("start a thread on a message", f"POST {ONE}/threads", event="THREAD_CREATE")
async def _(scene: Scene) -> None:
    card = await scene.card()
    thread = await card.create_thread(name="fil", auto_archive_duration=DAY)
    assert thread.id == card.id
    assert (await card.fetch()).flags.has_thread


@row("start a second thread on a message", f"POST {ONE}/threads", refusal=160004)
async def _(scene: Scene) -> None:
    card = await scene.card()
    await card.create_thread(name="un", auto_archive_duration=DAY)
    await scene.text().get_partial_message(card.id).create_thread(name="deux")


@row("start a thread with a strange archive time", f"POST {ONE}/threads", refusal=50035)
async def _(scene: Scene) -> None:
    card = await scene.card()
    payload = {"name": "fil", "auto_archive_duration": 61}
    route = discord.http.Route(
        "POST", f"{ONE}/threads", channel_id=card.channel.id, message_id=card.id
    )
    await scene.trial.http.request(route, json=payload)


@row("start a thread without CREATE_PUBLIC_THREADS", f"POST {ONE}/threads", refusal=50013)
async def _(scene: Scene) -> None:
    scene.forbid("CREATE_PUBLIC_THREADS")
    await _thread(scene)


@row("start a thread without a message", f"POST {CHANNEL}/threads", event="THREAD_CREATE")
async def _(scene: Scene) -> None:
    kind = discord.ChannelType.public_thread
    thread = await scene.text().create_thread(name="fil", type=kind)
    assert thread.owner_id == scene.box.world.bot.id


@row("start a private thread without the right to", f"POST {CHANNEL}/threads", refusal=50013)
async def _(scene: Scene) -> None:
    await scene.text().create_thread(name="fil")


@row("post in a forum", f"POST {CHANNEL}/threads", event="THREAD_CREATE")
async def _(scene: Scene) -> None:
    scene.allow("MANAGE_CHANNELS")
    forum = await scene.guild.create_forum("questions")
    made = await forum.create_thread(name="sujet", content="première")
    assert made.message.content == "première"
    assert made.thread.parent_id == forum.id


@row("write in a thread", f"POST {CHANNEL}/messages", event="MESSAGE_CREATE")
async def _(scene: Scene) -> None:
    message = await (await _thread(scene)).send("dans le fil")
    assert message.position == 0


@row("write in a thread without the right to", f"POST {CHANNEL}/messages", refusal=50013)
async def _(scene: Scene) -> None:
    thread = await _thread(scene)
    scene.forbid("SEND_MESSAGES_IN_THREADS")
    await thread.send("dans le fil")


@row("write in a locked thread", f"POST {CHANNEL}/messages", refusal=160005)
async def _(scene: Scene) -> None:
    thread = await _thread(scene)
    facts = scene.box.world.channels[thread.id].thread
    assert facts is not None
    facts.locked = True
    await thread.send("dans le fil")


@row("wake a sleeping thread by writing", f"POST {CHANNEL}/messages", event="THREAD_UPDATE")
async def _(scene: Scene) -> None:
    thread = await _thread(scene)
    await scene.person().moves_clock(by=25 * 3600)
    assert scene.box.world.channels[thread.id].thread.archived  # type: ignore[union-attr]
    await thread.send("bonjour")
    assert not scene.box.world.channels[thread.id].thread.archived  # type: ignore[union-attr]


@row("archive a thread", f"PATCH {CHANNEL}", event="THREAD_UPDATE")
async def _(scene: Scene) -> None:
    thread = await (await _thread(scene)).edit(archived=True)
    assert thread.archived
    found = [each.id async for each in scene.text().archived_threads()]
    assert found == [thread.id]


@row("lock a thread without MANAGE_THREADS", f"PATCH {CHANNEL}", refusal=50013)
async def _(scene: Scene) -> None:
    await (await _thread(scene)).edit(locked=True)


@row("react in a sleeping thread", f"PUT {ONE}/reactions/{{emoji_name}}/@me", refusal=50083)
async def _(scene: Scene) -> None:
    thread = await _thread(scene)
    message = await thread.send("x")
    await thread.edit(archived=True)
    await message.add_reaction("✋")


@row("delete a thread", f"DELETE {CHANNEL}", event="THREAD_DELETE")
async def _(scene: Scene) -> None:
    scene.allow("MANAGE_THREADS")
    await (await _thread(scene)).delete()


@row("leave a thread", f"DELETE {CHANNEL}/thread-members/@me", event="THREAD_MEMBERS_UPDATE")
async def _(scene: Scene) -> None:
    await (await _thread(scene)).leave()


@row("join a thread", f"PUT {CHANNEL}/thread-members/@me", event="THREAD_MEMBERS_UPDATE")
async def _(scene: Scene) -> None:
    made = await scene.person().call(
        "POST", "/people/yanis/threads", {"channel": "mobilisations", "name": "le leur"}
    )
    thread = await scene.trial.fetch_channel(int(made["channel"]["id"]))
    assert isinstance(thread, discord.Thread)
    await thread.join()


@row("bring someone into a thread", f"PUT {CHANNEL}/thread-members/{{user_id}}")
async def _(scene: Scene) -> None:
    thread = await _thread(scene)
    await thread.add_user(discord.Object(scene.id_of("yanis")))
    assert (await thread.fetch_member(scene.id_of("yanis"))).id == scene.id_of("yanis")


@row("take someone out of a thread", f"DELETE {CHANNEL}/thread-members/{{user_id}}")
async def _(scene: Scene) -> None:
    scene.allow("MANAGE_THREADS")
    thread = await _thread(scene)
    await thread.add_user(discord.Object(scene.id_of("yanis")))
    await thread.remove_user(discord.Object(scene.id_of("yanis")))


@row(
    "list a thread's people without the privileged intent",
    f"GET {CHANNEL}/thread-members",
    refusal=50001,
)
async def _(scene: Scene) -> None:
    await (await _thread(scene)).fetch_members()


@row("list the threads that are awake", f"GET {GUILD}/threads/active")
async def _(scene: Scene) -> None:
    thread = await _thread(scene)
    assert [each.id for each in await scene.guild.active_threads()] == [thread.id]
