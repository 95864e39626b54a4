"""What goes wrong on the way to Discord: told plainly, tried again where that is safe."""

import asyncio
import logging
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import discord
import pytest

from bot.face import Unreachable
from cogs import client as client_room
from cogs import connecting, face
from cogs.client import CannotConnect, build, permissions_missing
from cogs.ui import speaking
from sandbox.app import Sandbox
from tests import UNHURRIED
from tests.cogs.samples import CARD, NOTED, REMINDER
from tests.cogs.stage import Stage, pretend, staged, text


@pytest.fixture
async def box() -> AsyncIterator[Sandbox]:
    """A pretend Discord."""
    async with pretend() as one:
        yield one


@pytest.fixture
async def stage(tmp_path: Path, box: Sandbox) -> AsyncIterator[Stage]:
    """A connected bot in a small collective."""
    async with staged(tmp_path, box) as playing:
        yield playing


@pytest.fixture(autouse=True)
def short_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    """Second tries come soon, so that tests need not wait as people may."""
    monkeypatch.setattr(face, "WAITS", (0.01, 0.02))
    monkeypatch.setattr(connecting, "wait_before", lambda attempt: 0.05 * (attempt + 1))
    monkeypatch.setattr(client_room, "REGISTER_AGAIN", 0.05)


def channel(stage: Stage, name: str = "mobilisations") -> str:
    """The id of a channel by its name."""
    return next(
        str(one.id) for guild in stage.client.guilds for one in guild.channels if one.name == name
    )


def person(stage: Stage, handle: str) -> str:
    """The id of somebody of the collective."""
    found = stage.box.world.person(handle)
    assert found is not None
    return str(found.id)


async def deny(stage: Stage, permission: str) -> None:
    """Take a permission from the bot in a channel, and wait until it knows."""

    def known(_: object, after: discord.abc.GuildChannel) -> bool:
        return not getattr(after.permissions_for(after.guild.me), permission.lower())

    heard = stage.client.wait_for("guild_channel_update", check=known, timeout=UNHURRIED)
    hearing = asyncio.create_task(heard)
    await asyncio.sleep(0)
    await stage.person("ines").breaks("permissions", channel="mobilisations", deny=[permission])
    await hearing


async def reason_of(asked: Any) -> Unreachable:
    """Why the platform did not do what was asked."""
    with pytest.raises(Unreachable) as refused:
        await asked
    return refused.value


@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize("fault", ["cut", "error"])
async def test_a_message_that_stumbles_arrives_once(stage: Stage, fault: str, when: str) -> None:
    private = await stage.client.face.open_private(person(stage, "yanis"))
    status = {"status": 503} if fault == "error" else {}
    path = "/channels/*/messages"
    await stage.person("ines").breaks(fault, when=when, method="POST", path=path, **status)
    message = await stage.client.face.whisper(private, REMINDER, nonce="r7")
    received = await stage.person("yanis").reads("dm")
    assert [one["id"] for one in received] == [message]


async def test_without_a_nonce_nothing_is_said_twice(stage: Stage) -> None:
    private = await stage.client.face.open_private(person(stage, "yanis"))
    await stage.person("ines").breaks(
        "cut", when="after", method="POST", path="/channels/*/messages"
    )
    told = await reason_of(stage.client.face.whisper(private, NOTED))
    assert told.reason == "later"
    assert len(await stage.person("yanis").reads("dm")) == 1


async def test_a_service_that_stays_away_is_for_later(stage: Stage) -> None:
    await stage.person("ines").breaks("error", status=503, when="before", times=9)
    told = await reason_of(stage.client.face.open_private(person(stage, "yanis")))
    assert told.reason == "later"


async def test_closed_private_messages(stage: Stage) -> None:
    private = await stage.client.face.open_private(person(stage, "mahaut"))
    told = await reason_of(stage.client.face.whisper(private, NOTED, nonce="n1"))
    assert told.reason == "closed"


async def test_somebody_unknown(stage: Stage) -> None:
    told = await reason_of(stage.client.face.open_private("1234567890123456"))
    assert told.reason == "left"


async def test_a_card_that_was_deleted(stage: Stage) -> None:
    told = await reason_of(stage.client.face.repaint(channel(stage), "1234567890123456", CARD))
    assert told.reason == "gone"


async def test_a_missing_permission_is_named(stage: Stage) -> None:
    await deny(stage, "SEND_MESSAGES")
    card = replace(CARD, guild=str(stage.client.guilds[0].id))
    told = await reason_of(stage.client.face.post(channel(stage), card, nonce="a1"))
    assert (told.reason, told.detail) == ("forbidden", "send_messages")


async def test_a_card_without_a_thread_is_shown_all_the_same(stage: Stage) -> None:
    await deny(stage, "CREATE_PUBLIC_THREADS")
    card = replace(CARD, guild=str(stage.client.guilds[0].id))
    posted = await stage.client.face.post(channel(stage), card, nonce="a1")
    assert (posted.thread, posted.trouble) == (None, "create_public_threads")


async def test_the_same_nonce_is_the_same_card_and_thread(stage: Stage) -> None:
    first = await stage.client.face.post(channel(stage), CARD, nonce="a1")
    again = await stage.client.face.post(channel(stage), CARD, nonce="a1")
    assert first == again
    assert first.thread is not None
    assert await stage.client.face.open_thread(channel(stage), first.message, CARD) == first.thread


async def test_everybody_who_reacted_is_found(stage: Stage) -> None:
    posted = await stage.client.face.post(channel(stage), CARD, nonce="a1")
    for handle in ("noe", "yanis"):
        await stage.person(handle).reacts("mobilisations", posted.message, "✋")
    found = await stage.client.face.reactors(channel(stage), posted.message, "✋")
    assert found == [person(stage, "noe"), person(stage, "yanis")]
    assert await stage.client.face.reactors(channel(stage), posted.message, "👋") == []


async def test_half_a_list_of_people_is_none(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    posted = await stage.client.face.post(channel(stage), CARD, nonce="a1")
    for handle in ("noe", "yanis"):
        await stage.person(handle).reacts("mobilisations", posted.message, "✋")
    monkeypatch.setattr("cogs.face.PAGE", 1)
    found = await stage.client.face.reactors(channel(stage), posted.message, "✋")
    assert len(found) == 2, "page by page"
    monkeypatch.setattr("cogs.face.MOST_REACTORS", 1)
    with pytest.raises(Unreachable):
        await stage.client.face.reactors(channel(stage), posted.message, "✋")


async def test_before_the_login_everything_is_for_later(tmp_path: Path, box: Sandbox) -> None:
    async with staged(tmp_path, box) as stage:
        unborn = build(stage.core, stage.access)
        told = await reason_of(unborn.face.open_private("1"))
        assert told.reason == "later"


async def test_a_wrong_token_is_said_plainly(tmp_path: Path, box: Sandbox) -> None:
    async with staged(tmp_path, box) as stage:
        stage.access.token = type(stage.access.token)("not.the.token")
        with pytest.raises(CannotConnect) as refused:
            await build(stage.core, stage.access).serve(asyncio.Event())
        assert refused.value.reason == "token"
        with pytest.raises(PermissionError):
            await permissions_missing(stage.access)


async def test_the_first_connection_is_tried_again(
    tmp_path: Path, box: Sandbox, caplog: pytest.LogCaptureFixture
) -> None:
    ines = box.visitor("ines")
    await ines.breaks("error", status=503, when="before", path="/users/@me", times=2)
    await ines.breaks("drop", **{"for": 1.0})
    with caplog.at_level(logging.WARNING):
        async with staged(tmp_path, box):
            pass
    told = [record for record in caplog.records if record.levelno >= logging.WARNING]
    assert any("Discord cannot be reached" in record.getMessage() for record in told)
    assert not any(record.exc_info for record in told)


async def test_the_gateway_is_asked_for_where_it_was_not_told(tmp_path: Path, box: Sandbox) -> None:
    async with staged(tmp_path, box, gateway="") as stage:
        number, _ = await stage.mobilise()
        assert number == 1


async def test_a_lost_connection_comes_back_by_itself(stage: Stage) -> None:
    number, message = await stage.mobilise()
    await stage.person("ines").breaks("drop")
    await stage.person("yanis").reacts("mobilisations", message, "✋")
    await stage.until_card(number, "**1** personne partante")


async def test_commands_are_told_once_and_again_when_they_were_lost(stage: Stage) -> None:
    from cogs import registering

    assert await registering.register(stage.client) is False
    stage.box.world.commands.replace(None, [])
    assert await registering.register(stage.client) is True
    assert await registering.register(stage.client, force=True) is True


async def test_commands_that_were_refused_at_first_are_told_later(
    tmp_path: Path, box: Sandbox
) -> None:
    await box.visitor("ines").breaks(
        "error", status=503, when="before", method="PUT", path="/applications/*/commands", times=2
    )
    async with staged(tmp_path, box):
        assert box.world.commands.all_in(None)


async def test_a_slow_verb_is_announced_before_its_answer(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    number, message = await stage.mobilise()
    monkeypatch.setattr(speaking, "PATIENCE", 0.0)
    noe = stage.person("noe")
    async with noe.listens() as ear:
        async with stage.client.core.store.work():
            said = await noe.presses("mobilisations", message, f"pv:in:{number}")
        assert said["outcome"] == "deferred"
        told = await ear.next(lambda event: event["type"] == "message_update")
        assert "partant·e" in text(told["message"])
        private = told["message"]["id"]
        async with stage.client.core.store.work():
            said = await noe.presses("mobilisations", private, f"pv:day:{number}", ["2026-12-08"])
        assert said["outcome"] == "deferred"
        told = await ear.next(lambda event: event["type"] == "message_update")
        assert "mardi 8 décembre" in text(told["message"])


async def test_a_fault_is_apologised_for_with_a_code(
    stage: Stage, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    number, message = await stage.mobilise()

    async def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("bot.answers.answer", broken)
    monkeypatch.setattr("bot.mobilisations.listing", broken)
    for said in (
        await stage.person("thandi").presses("mobilisations", message, f"pv:in:{number}"),
        await stage.person("thandi").calls("mobilisations", "mobilisations"),
    ):
        told = text(said["message"])
        assert "something failed on our side" in told
        code = told.split("`")[1]
        assert any(code in record.getMessage() for record in caplog.records)


async def test_starts_are_counted(stage: Stage) -> None:
    for starts in (1, 2):
        mark = await stage.core.mark(client_room.STARTS)
        assert len(connecting.starts_of(mark, stage.core.now())) == starts
        await stage.restart()


async def test_a_crash_loop_is_slowed_down(stage: Stage) -> None:
    now = stage.core.now()
    await stage.core.set_mark(client_room.STARTS, connecting.mark_of([now] * 9))
    stop = asyncio.Event()
    waiting = asyncio.create_task(build(stage.core, stage.access).serve(stop))
    done, _ = await asyncio.wait((waiting,), timeout=0.2)
    assert not done
    stop.set()
    await waiting
    assert await stage.core.mark(client_room.STARTS) == connecting.mark_of([now] * 9)


async def test_what_is_missing_is_told_in_the_readers_language(stage: Stage) -> None:
    assert await permissions_missing(stage.access) == []
    ours = channel(stage)
    await stage.person("ines").breaks("permissions", channel=ours, deny=["EMBED_LINKS"])
    ((place, lacks),) = await permissions_missing(stage.access, [ours], locale="fr")
    assert place.endswith("#mobilisations")
    assert lacks == ["intégrer des liens"]
    closed = channel(stage, "annonces-internes")
    ((place, lacks),) = await permissions_missing(stage.access, [closed])
    assert place.endswith("#annonces-internes")
    assert "Send Messages" in lacks
