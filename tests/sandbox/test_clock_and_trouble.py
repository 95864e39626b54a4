"""Time that is moved, faults that strike, and the world's own memory of them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import aiohttp
import pytest

from sandbox.app import Sandbox
from sandbox.clock import ClockRefusal, WorldClock
from sandbox.visitor import Refusal, Visitor
from tests.sandbox.conftest import START
from tests.sandbox.raw import rest

Json = dict[str, Any]
TEN = datetime(2026, 11, 23, 9, tzinfo=UTC)


@pytest.fixture
def ines(box: Sandbox) -> Visitor:
    return box.visitor("ines")


def test_the_world_starts_when_told_and_flows() -> None:
    hands = [100.0]
    clock = WorldClock(TEN, speed=60.0, monotonic=lambda: hands[0])
    hands[0] += 2
    assert clock.now() == TEN + timedelta(minutes=2)
    clock.set_speed(0)
    hands[0] += 1000
    assert clock.now() == TEN + timedelta(minutes=2)
    clock.move_by(60)
    assert clock.now() == TEN + timedelta(minutes=3)


def test_the_world_never_goes_back() -> None:
    clock = WorldClock(TEN, speed=0)
    with pytest.raises(ClockRefusal, match="forward") as caught:
        clock.move_to(TEN - timedelta(seconds=1))
    assert caught.value.code == "clock_backwards"
    with pytest.raises(ClockRefusal, match="forward") as caught:
        clock.move_by(-1)
    assert caught.value.code == "clock_backwards"


@pytest.mark.parametrize("start", [datetime(2014, 1, 1, tzinfo=UTC), datetime(2026, 1, 1)])  # noqa: DTZ001
def test_some_moments_cannot_begin_a_world(start: datetime) -> None:
    with pytest.raises(ClockRefusal):
        WorldClock(start)


async def test_the_clock_is_moved_over_http(ines: Visitor) -> None:
    await ines.moves_clock(speed=0)
    before = datetime.fromisoformat((await ines.call("GET", "/clock"))["now"])
    moved = await ines.moves_clock(by=3600)
    assert datetime.fromisoformat(moved["now"]) == before + timedelta(hours=1)
    assert (await ines.moves_clock(to="2026-12-01T09:00:00+01:00"))["now"].startswith(
        "2026-12-01T08:00:00"
    )


@pytest.mark.parametrize(
    ("how", "error"),
    [
        ({"to": "2020-01-01T00:00:00Z"}, "clock_backwards"),
        ({"by": -1}, "clock_backwards"),
        ({"by": 1e300}, "clock_range"),
        ({"to": "9999-12-31T23:59:59-23:59"}, "malformed"),
        ({"to": "demain"}, "malformed"),
        ({"speed": -1}, "clock_range"),
        ({}, "malformed"),
    ],
)
async def test_wrong_moves_are_refused(ines: Visitor, how: Json, error: str) -> None:
    with pytest.raises(Refusal) as caught:
        await ines.moves_clock(**how)
    assert caught.value.error == error


async def test_the_stream_tells_the_time_and_every_move(box: Sandbox, ines: Visitor) -> None:
    async with aiohttp.ClientSession() as session, session.ws_connect(box.clock_url) as stream:
        first = await stream.receive_json()
        assert first.keys() == {"now", "speed", "next"}
        await ines.moves_clock(by=7200)
        second = await stream.receive_json()
        passed = datetime.fromisoformat(second["now"]) - datetime.fromisoformat(first["now"])
        assert timedelta(hours=2) <= passed < timedelta(hours=2, minutes=1)


NEXT = "2026-11-24T08:00:00.000000+00:00"


async def test_the_program_tells_its_next_moment_at_a_door(box: Sandbox, ines: Visitor) -> None:
    async with ines.listens() as ear:
        told = await ines.call("PUT", "/clock/next", {"at": "2026-11-24T09:00:00+01:00"})
        assert told["next"] == NEXT
        event = await ear.next(lambda each: each["type"] == "clock")
        assert event["next"] == NEXT
    assert (await ines.state())["clock"]["next"] == NEXT
    assert (await ines.moves_clock(to=NEXT))["next"] is None
    await ines.call("PUT", "/clock/next", {"at": "2026-11-25T09:00:00+01:00"})
    assert (await ines.call("PUT", "/clock/next", {"at": None}))["next"] is None


@pytest.mark.parametrize("at", ["tomorrow", 5, "2999-01-01T00:00:00Z", ...])
async def test_next_moments_that_are_none(ines: Visitor, at: Any) -> None:
    with pytest.raises(Refusal):
        await ines.call("PUT", "/clock/next", {} if at is ... else {"at": at})
    assert (await ines.call("GET", "/clock"))["next"] is None


async def test_the_program_tells_its_next_moment_on_the_stream_and_nonsense_is_survived(
    box: Sandbox, ines: Visitor
) -> None:
    async with (
        ines.listens() as ear,
        aiohttp.ClientSession() as session,
        session.ws_connect(box.clock_url) as stream,
    ):
        for nonsense in ("", "[]", "{}", '{"next": 1}', '{"next": "soon"}', "[" * 3000):
            await stream.send_str(nonsense)
        await stream.send_json({"next": NEXT})
        assert (await ear.next(lambda each: each["type"] == "clock"))["next"] == NEXT
        assert not stream.closed


async def test_a_page_from_elsewhere_tells_no_next_moment(box: Sandbox) -> None:
    headers = {"Origin": "http://elsewhere.example"}
    door = f"{box.page_url}sandbox/clock/next"
    async with (
        aiohttp.ClientSession(headers=headers) as session,
        session.put(door, json={"at": NEXT}) as answer,
    ):
        assert answer.status == 403
    assert box.world.clock.next is None


async def test_silent_threads_fall_asleep_with_time(box: Sandbox, ines: Visitor) -> None:
    made = await ines.call(
        "POST", "/people/ines/threads", {"channel": "general", "name": "fil", "content": "un"}
    )
    async with ines.listens() as ear:
        await ines.moves_clock(by=24 * 3600 + 1)
        event = await ear.next(lambda each: each["type"] == "thread")
        assert event["channel"]["archived"]
    await ines.says(made["channel"]["id"], "deux")
    assert not (await ines.state())["threads"][0]["archived"]


async def send(box: Sandbox, session: aiohttp.ClientSession) -> int:
    path = f"channels/{box.world.channel_named('general').id}/messages"
    async with session.post(path, json={"content": "x"}) as answer:
        return answer.status


MATCH = {"method": "POST", "path": "/channels/*/messages"}


@pytest.mark.parametrize(("when", "kept"), [("before", 0), ("after", 1)])
async def test_errors_come_before_or_after_the_effect(
    box: Sandbox, ines: Visitor, when: str, kept: int
) -> None:
    await ines.breaks("error", status=503, when=when, **MATCH)
    async with rest(box) as session:
        assert await send(box, session) == 503
        assert len(box.world.messages_in("general")) == kept
        assert await send(box, session) == 200
    assert (await ines.call("GET", "/faults"))["faults"] == []


@pytest.mark.parametrize(("when", "kept"), [("before", 0), ("after", 1)])
async def test_connections_are_cut_before_or_after_the_effect(
    box: Sandbox, ines: Visitor, when: str, kept: int
) -> None:
    await ines.breaks("cut", when=when, times=2, **MATCH)
    async with rest(box) as session:
        with pytest.raises(aiohttp.ClientError):
            await send(box, session)
        assert len(box.world.messages_in("general")) == kept
        assert (await ines.call("GET", "/faults"))["faults"][0]["times"] == 1


async def test_a_limit_strikes_on_demand(box: Sandbox, ines: Visitor) -> None:
    await ines.breaks("limit", retry_after=2.5, **MATCH | {"global": True})
    async with rest(box) as session:
        path = f"channels/{box.world.channel_named('general').id}/messages"
        async with session.post(path, json={"content": "x"}) as answer:
            body = await answer.json()
            assert (answer.status, body["retry_after"], body["global"]) == (429, 2.5, True)


async def test_slowness_waits_and_then_answers(box: Sandbox, ines: Visitor) -> None:
    await ines.breaks("slow", seconds=0.05, **MATCH)
    async with rest(box) as session:
        before = box.world.monotonic()
        assert await send(box, session) == 200
        assert box.world.monotonic() - before >= 0.05


async def test_faults_strike_only_what_they_fit(box: Sandbox, ines: Visitor) -> None:
    await ines.breaks("error", method="POST", path="/channels/*/typing")
    async with rest(box) as session:
        assert await send(box, session) == 200
    await ines.call("DELETE", "/faults")
    assert (await ines.call("GET", "/faults"))["faults"] == []


@pytest.mark.parametrize(
    "fault",
    [
        {"fault": "unknown"},
        {"fault": "error", "status": 200},
        {"fault": "error", "when": "during"},
        {"fault": "error", "times": 0},
        {"fault": "error", "path": "channels"},
        {"fault": "slow", "seconds": -1},
        {"fault": "drop", "code": 5},
        {"fault": "permissions", "deny": ["FLY"]},
        {"fault": "dms", "person": "nobody"},
    ],
)
async def test_faults_that_are_none(ines: Visitor, fault: Json) -> None:
    with pytest.raises(Refusal):
        await ines.call("POST", "/faults", fault)


async def test_permissions_can_be_taken_in_one_channel_and_given_back(
    box: Sandbox, ines: Visitor
) -> None:
    async with rest(box) as session:
        await ines.breaks("permissions", channel="general", deny=["SEND_MESSAGES"])
        assert await send(box, session) == 403
        await ines.breaks("permissions", channel="general", allow=["SEND_MESSAGES"])
        assert await send(box, session) == 200
        await ines.breaks("permissions", deny=["VIEW_CHANNEL"])
        assert await send(box, session) == 403


async def test_a_deleted_message_and_channel_are_gone(box: Sandbox, ines: Visitor) -> None:
    said = await ines.says("general", "bonjour")
    await ines.breaks("delete", channel="general", message=said["id"])
    assert await ines.reads("general") == []
    await ines.breaks("delete", channel="general")
    with pytest.raises(Refusal):
        await ines.reads("general")


async def test_the_same_start_gives_the_same_world() -> None:
    ids = []
    for _ in range(2):
        async with Sandbox(start=START, speed=0) as box:
            said = await box.visitor("ines").says("general", "bonjour")
            ids.append((box.world.home.id, box.world.handles["noe"], said["id"]))
    assert ids[0] == ids[1]
