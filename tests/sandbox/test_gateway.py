"""The gateway as the wire sees it: hello, identify, resume, and all the ways to be sent away."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator

import pytest

from sandbox.app import Sandbox
from sandbox.gateway.intents import Intent
from tests.sandbox.conftest import START
from tests.sandbox.raw import Wire, rest, wire

MESSAGES = Intent.GUILDS | Intent.GUILD_MESSAGES | Intent.DIRECT_MESSAGES


@pytest.fixture
async def line(box: Sandbox) -> AsyncIterator[Wire]:
    async with wire(box) as line:
        yield line


async def test_it_greets_then_shows_the_server(box: Sandbox, line: Wire) -> None:
    hello = await line.until_op(10)
    assert hello["heartbeat_interval"] == 41250
    ready = await line.identify(box)
    guild = await line.until("GUILD_CREATE")
    assert ready["guilds"] == [{"id": guild["id"], "unavailable": True}]
    assert ready["resume_gateway_url"] == box.gateway_url
    assert guild["member_count"] == len(box.world.home.members)
    assert [member["user"]["id"] for member in guild["members"]] == [str(box.world.bot.id)]


async def test_compressed_streams_say_the_same(box: Sandbox) -> None:
    async with wire(box, compress="zlib-stream") as line:
        await line.identify(box)
        assert (await line.until("GUILD_CREATE"))["name"] == box.world.home.name


async def test_an_unknown_compression_gets_plain_text(box: Sandbox) -> None:
    async with wire(box, compress="zstd-stream") as line:
        await line.identify(box)
        assert await line.until("GUILD_CREATE")


async def test_heartbeats_are_answered(line: Wire) -> None:
    await line.send(1)
    assert await line.until_op(11) is None


async def test_a_stopped_heart_ends_the_session() -> None:
    async with Sandbox(start=START, heartbeat=0.05) as box, wire(box) as line:
        await line.identify(box)
        assert await line.until_closed() == 4009
        await box.wait_until(lambda: not box.hub.reachable)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"token": "wrong"}, 4004),
        ({"intents": None}, 4013),
        ({"intents": 1 << 40}, 4013),
        ({"intents": int(Intent.GUILD_MEMBERS)}, 4014),
        ({"intents": int(Intent.MESSAGE_CONTENT)}, 4014),
        ({"shard": [1, 1]}, 4010),
        ({"shard": "x"}, 4010),
    ],
)
async def test_who_may_not_come_in_is_told_why(
    box: Sandbox, line: Wire, change: dict[str, object], code: int
) -> None:
    await line.send(2, {"token": box.token, "intents": 1, "properties": {}} | change)
    assert await line.until_closed() == code


async def test_privileged_intents_open_with_the_portal() -> None:
    async with Sandbox(start=START, privileged=["members"]) as box, wire(box) as line:
        ready = await line.identify(box, int(Intent.GUILDS | Intent.GUILD_MEMBERS))
        assert ready["application"]["flags"] == 1 << 15


@pytest.mark.parametrize(
    ("frame", "code"),
    [
        ("nonsense", 4002),
        ("[]", 4002),
        ('{"op": "x"}', 4002),
        ('{"op": 2, "d": 3}', 4002),
        ('{"op": 99}', 4001),
        ('{"op": 3, "d": {}}', 4003),
        ('{"op": 1, "d": "' + "x" * 5000 + '"}', 4002),
        ("[" * 3000, 4002),
    ],
)
async def test_frames_that_are_wrong_end_the_connection(line: Wire, frame: str, code: int) -> None:
    await line.socket.send_str(frame)
    assert await line.until_closed() == code


async def test_identifying_twice_ends_the_connection(box: Sandbox, line: Wire) -> None:
    await line.identify(box)
    await line.send(2, {"token": box.token, "intents": 1})
    assert await line.until_closed() == 4005


async def test_too_many_frames_end_the_connection(box: Sandbox, line: Wire) -> None:
    await line.identify(box)
    for _ in range(121):
        await line.send(3, {})
    assert await line.until_closed() == 4008


async def test_an_old_version_is_refused(box: Sandbox) -> None:
    async with wire(box, v="6") as line:
        assert await line.until_closed() == 4012


async def test_resume_brings_what_was_missed(box: Sandbox) -> None:
    async with wire(box) as line:
        ready = await line.identify(box, int(MESSAGES))
        await line.until("GUILD_CREATE")
        box.hub.drop()
        await line.until_closed()
    for number in range(3):
        await box.visitor("ines").says("general", f"{number}")
    async with wire(box) as line:
        data = {"token": box.token, "session_id": ready["session_id"], "seq": 2}
        await line.send(6, data)
        await line.until("RESUMED")
        assert line.names == ["MESSAGE_CREATE"] * 3 + ["RESUMED"]


async def test_resuming_what_is_unknown_is_invalid(box: Sandbox, line: Wire) -> None:
    await line.send(6, {"token": box.token, "session_id": "x", "seq": 1})
    assert await line.until_op(9) is False


async def test_resuming_from_the_future_ends_the_session(box: Sandbox) -> None:
    async with wire(box) as line:
        ready = await line.identify(box)
        box.hub.drop()
        await line.until_closed()
    async with wire(box) as line:
        data = {"token": box.token, "session_id": ready["session_id"], "seq": 99}
        await line.send(6, data)
        assert await line.until_closed() == 4007


async def test_a_session_closed_by_the_bot_is_gone(box: Sandbox) -> None:
    async with wire(box) as line:
        await line.identify(box)
        await line.socket.close(code=1000)
    await box.wait_until(lambda: not box.hub.reachable)


async def test_invalidating_makes_it_identify_again(box: Sandbox, line: Wire) -> None:
    await line.identify(box)
    box.hub.invalidate(resumable=False)
    assert await line.until_op(9) is False
    assert (await line.identify(box))["session_id"]


async def test_events_come_only_for_the_intents_asked(box: Sandbox, line: Wire) -> None:
    await line.identify(box, int(Intent.GUILDS | Intent.GUILD_MESSAGE_REACTIONS))
    said = await box.visitor("ines").says("general", "bonjour")
    await box.visitor("noe").reacts("general", said["id"], "✋")
    await line.until("MESSAGE_REACTION_ADD")
    assert "MESSAGE_CREATE" not in line.names


async def test_text_is_hidden_without_the_right_to_it(box: Sandbox, line: Wire) -> None:
    await line.identify(box, int(MESSAGES))
    ines, bot = box.visitor("ines"), box.world.bot.id
    async with rest(box) as session:
        channel = box.world.channel_named("general").id
        async with session.post(f"channels/{channel}/messages", json={"content": "moi"}) as answer:
            own = (await answer.json())["id"]
    await ines.says("general", "caché")
    await ines.says("general", f"pour <@{bot}>")
    await ines.says("general", "avec ping", reply_to=own)
    await ines.says("general", "sans ping", reply_to=own, ping=False)
    await ines.says("dm", "privé")
    heard = [(await line.until("MESSAGE_CREATE"))["content"] for _ in range(6)]
    assert heard == ["moi", "", f"pour <@{bot}>", "avec ping", "", "privé"]


async def test_members_come_in_chunks(box: Sandbox, line: Wire) -> None:
    await line.identify(box)
    guild = str(box.world.home.id)
    await line.send(8, {"guild_id": guild, "query": "yan", "limit": 5, "nonce": "n"})
    chunk = await line.until("GUILD_MEMBERS_CHUNK")
    assert [each["user"]["username"] for each in chunk["members"]] == ["yanis"]
    assert (chunk["nonce"], chunk["chunk_index"], chunk["chunk_count"]) == ("n", 0, 1)
    ids = [str(box.world.handles["noe"]), "123"]
    await line.send(8, {"guild_id": guild, "user_ids": ids, "limit": 0})
    chunk = await line.until("GUILD_MEMBERS_CHUNK")
    assert chunk["not_found"] == ["123"]
    await line.send(8, {"guild_id": guild, "query": "", "limit": 0})
    assert (await line.until("GUILD_MEMBERS_CHUNK"))["members"] == []


async def test_a_kicked_bot_loses_the_server_and_an_invited_one_gets_it(
    box: Sandbox, line: Wire
) -> None:
    await line.identify(box)
    await line.until("GUILD_CREATE")
    ines = box.visitor("ines")
    await ines.breaks("kick")
    assert (await line.until("GUILD_DELETE"))["id"] == str(box.world.home.id)
    await ines.breaks("invite")
    assert (await line.until("GUILD_CREATE"))["id"] == str(box.world.home.id)


async def test_a_shard_gets_only_its_servers(box: Sandbox) -> None:
    other = 1 - (box.world.home.id >> 22) % 2
    async with wire(box) as line:
        ready = await line.identify(box, shard=[other, 2])
        assert ready["guilds"] == []
    async with wire(box) as line:
        ready = await line.identify(box, shard=[1 - other, 2])
        assert len(ready["guilds"]) == 1


async def test_a_deaf_gateway_does_not_answer_heartbeats(box: Sandbox, line: Wire) -> None:
    await line.identify(box)
    await box.visitor("ines").breaks("deaf", times=1)
    await line.send(1)
    await line.send(1)
    await line.until_op(11)
    assert box.hub.swallow_heartbeat() is False


async def test_a_shut_gateway_takes_nobody(box: Sandbox) -> None:
    await box.visitor("ines").call("POST", "/faults", {"fault": "drop", "for": 60})
    async with rest(box) as session, session.get(box.gateway_url.replace("ws", "http")) as answer:
        assert answer.status == 503


async def test_the_bot_reads_when_the_gateway_would_be_identified_again(box: Sandbox) -> None:
    async with rest(box) as session:
        async with wire(box) as line:
            await line.identify(box)
        async with session.get("gateway/bot") as answer:
            body = json.loads(await answer.read())
    assert body["session_start_limit"]["remaining"] == 999
