"""How the bot is: alive, ready or not and why, figures without anybody in them."""

import asyncio
import io
import sqlite3
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from typing import Any

import aiohttp
import pytest
from prometheus_client.parser import text_string_to_metric_families

from bot import answers
from bot.health import readiness as readiness_room
from bot.health.asking import ask
from bot.health.metrics import figures
from bot.health.readiness import OLDEST_SWEEP, readiness
from bot.health.server import HealthServer, health_server
from bot.health.vitals import Connection, Durations
from bot.settings import Settings
from bot.settings.model import Health
from bot.words import LOCALES
from db.engines import sqlite_file
from db.vocabulary import Choice, Via
from tests import UNHURRIED
from tests.fakes import Town

Json = dict[str, Any]


@pytest.fixture
def well(play: Town) -> Town:
    """A bot that is connected and has looked for what is due."""
    play.core.vitals.connections["discord"] = lambda: Connection(answers=True, latency=0.04)
    play.core.vitals.swept()
    return play


async def test_all_is_well(well: Town) -> None:
    found = await readiness(well.core)
    assert found.reasons == ()
    told = found.as_json()
    assert told["ready"] is True
    assert told["gateway"] == {"discord": {"answers": True, "latency_seconds": 0.04}}
    assert 0 <= told["sweep"]["age_seconds"] < 1


@pytest.mark.parametrize(
    ("connections", "reasons"),
    [
        ({}, ("gateway",)),
        ({"discord": False}, ("gateway",)),
        ({"discord": True, "slack": False}, ("gateway",)),
        ({"discord": True, "slack": True}, ()),
    ],
)
async def test_every_platform_has_to_answer(
    well: Town, connections: dict[str, bool], reasons: tuple[str, ...]
) -> None:
    well.core.vitals.connections = {
        name: lambda so=so: Connection(answers=so)  # type: ignore[misc]
        for name, so in connections.items()
    }
    assert (await readiness(well.core)).reasons == reasons


async def test_a_sweep_that_is_long_ago_or_never_was(play: Town) -> None:
    vitals = play.core.vitals
    vitals.connections["discord"] = lambda: Connection(answers=True)
    assert (await readiness(play.core)).reasons == ("sweep",)
    vitals.swept()
    assert (await readiness(play.core)).reasons == ()
    vitals.swept_at = time.monotonic() - OLDEST_SWEEP - 1
    assert (await readiness(play.core)).reasons == ("sweep",)


async def test_a_database_that_cannot_be_read(well: Town) -> None:
    other = sqlite3.connect(sqlite_file(well.core.store.url))
    other.execute("ALTER TABLE alembic_version RENAME TO elsewhere")
    assert (await readiness(well.core)).reasons == ("database",)
    other.execute("ALTER TABLE elsewhere RENAME TO alembic_version")
    other.close()
    assert (await readiness(well.core)).reasons == ()


async def test_a_database_that_does_not_answer_in_time(
    well: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(readiness_room, "PATIENCE", 0.05)
    async with asyncio.timeout(UNHURRIED), _all_readers_taken(well):
        assert (await readiness(well.core)).reasons == ("database",)
    assert (await readiness(well.core)).reasons == ()


@asynccontextmanager
async def _all_readers_taken(play: Town) -> AsyncIterator[None]:
    enough, leave = asyncio.Semaphore(0), asyncio.Event()

    async def read() -> None:
        async with play.core.store.look():
            enough.release()
            await leave.wait()

    readers = [asyncio.create_task(read()) for _ in range(5)]
    for _ in readers:
        await enough.acquire()
    yield
    leave.set()
    await asyncio.gather(*readers)


async def test_somebody_who_is_leaving_is_not_ready(well: Town) -> None:
    well.core.vitals.stop()
    assert (await readiness(well.core)).reasons == ("stopping",)


@asynccontextmanager
async def _asked(server: HealthServer) -> AsyncIterator[aiohttp.ClientSession]:
    base = f"http://127.0.0.1:{server.port}"
    async with aiohttp.ClientSession(base) as session:
        yield session


async def test_the_addresses_answer(well: Town) -> None:
    async with HealthServer(well.core, "127.0.0.1", 0) as server, _asked(server) as session:
        async with session.get("/healthz") as answer:
            assert (answer.status, await answer.json()) == (200, {"alive": True})
        async with session.get("/readyz") as answer:
            assert (answer.status, (await answer.json())["reasons"]) == (200, [])
            assert answer.headers["Cache-Control"] == "no-store"
        well.core.vitals.connections["discord"] = lambda: Connection(answers=False)
        async with session.get("/readyz") as answer:
            assert (answer.status, (await answer.json())["reasons"]) == (503, ["gateway"])
        async with session.get("/healthz") as answer:
            assert answer.status == 200, "a lost connection is no reason to be started again"
        for path, status in (("/metrics", 404), ("/", 404), ("/readyz/x", 404)):
            async with session.get(path) as answer:
                assert answer.status == status
        async with session.post("/readyz") as answer:
            assert answer.status == 405


async def test_figures_are_told_only_where_they_are_asked_for(well: Town) -> None:
    for metrics, status in ((False, 404), (True, 200)):
        server = health_server(Health(port=0, metrics=metrics), well.core)
        async with server, _asked(server) as session, session.get("/metrics") as answer:
            assert answer.status == status


def _samples(told: str) -> dict[tuple[str, ...], float]:
    return {
        (sample.name, *sample.labels.values()): sample.value
        for family in text_string_to_metric_families(told)
        for sample in family.samples
        if sample.name.startswith("porte_voix")
    }


async def test_the_figures_count_what_happened(well: Town) -> None:
    key = await well.mobilise()
    for number in (1, 2, 3, 4):
        await answers.answer(well.core, well.member(number), key, Choice.IN, Via.BUTTON)
    well.face.closed.add("m3")
    await answers.answer(well.core, well.member(4), key, Choice.OUT, Via.BUTTON)
    await well.at("2026-12-01T09:05:00+01:00")
    told = _samples(await figures(well.core))
    assert told["porte_voix_reminders_total", "sent"] == 2
    assert told["porte_voix_reminders_total", "unreachable"] == 1
    assert told["porte_voix_reminders_late_total",] == 0
    assert told["porte_voix_stale_cards",] == 1, "nobody has painted the answers yet"
    await well.paint()
    told = _samples(await figures(well.core))
    assert told["porte_voix_stale_cards",] == 0
    assert told["porte_voix_gateway_answers", "discord"] == 1
    assert told["porte_voix_gateway_latency_seconds", "discord"] == 0.04
    assert 0 <= told["porte_voix_sweep_age_seconds",] < 60


async def test_what_comes_late_or_not_at_all_is_counted(well: Town) -> None:
    key = await well.mobilise()
    for number in (1, 2):
        await answers.answer(well.core, well.member(number), key, Choice.IN, Via.BUTTON)
    well.clock.set(datetime.fromisoformat("2026-12-01T20:00:00+01:00"))
    await well.at("2026-12-02T12:00:00+01:00")
    told = _samples(await figures(well.core))
    assert told["porte_voix_reminders_total", "sent"] == 2
    assert told["porte_voix_reminders_late_total",] == 2
    assert told["porte_voix_reminders_total", "skipped"] == 0
    well.clock.set(well.clock.now() + timedelta(days=60))
    await well.ring()
    told = _samples(await figures(well.core))
    assert told["porte_voix_reminders_total", "skipped"] == 2


async def test_a_press_is_counted_by_how_long_it_took(well: Town) -> None:
    with well.core.vitals.press():
        pass
    with pytest.raises(LookupError), well.core.vitals.press():
        raise LookupError
    told = _samples(await figures(well.core))
    assert told["porte_voix_press_seconds_count",] == 2
    assert told["porte_voix_press_seconds_bucket", "+Inf"] == 2


def test_durations_are_counted_up_to_each_bound() -> None:
    durations = Durations()
    for seconds in (0.0, 0.05, 0.06, 1.0, 60.0):
        durations.took(seconds)
    counted = dict(durations.up_to())
    assert (counted[0.05], counted[0.1], counted[1.0], counted[5.0]) == (2, 3, 4, 4)
    assert counted[float("inf")] == 5
    assert durations.seconds == pytest.approx(61.11)


async def test_no_figure_is_about_anybody(well: Town) -> None:
    key = await well.mobilise(title="Un titre bien à elle")
    await answers.answer(well.core, well.member(1), key, Choice.IN, Via.BUTTON)
    await well.at("2026-12-01T09:05:00+01:00")
    families = list(text_string_to_metric_families(await figures(well.core)))
    labels = {
        (name, value)
        for family in families
        if family.name.startswith("porte_voix")
        for sample in family.samples
        for name, value in sample.labels.items()
    }
    ends = {"sent", "skipped", "unreachable", "made", "failed"}
    assert {value for name, value in labels if name == "end"} <= ends
    assert {name for name, _ in labels} == {"end", "platform", "le"}
    assert {value for name, value in labels if name == "platform"} == {"discord"}


@pytest.mark.parametrize("locale", LOCALES)
async def test_the_verb_asks_and_tells_in_one_line(well: Town, locale: str) -> None:
    async def asked(port: int | None, address: str = "127.0.0.1") -> tuple[int, str]:
        out = io.StringIO()
        settings = Settings(health=Health(port=port, address=address))
        return await asyncio.to_thread(ask, settings, locale, out), out.getvalue()

    async with HealthServer(well.core, "0.0.0.0", 0) as server:
        ready, told = await asked(server.port, "0.0.0.0")
        assert (ready, len(told.splitlines())) == (0, 1)
        well.core.vitals.stop()
        unready, told = await asked(server.port)
        assert (unready, "stopping" in told) == (1, True)
        port = server.port
    silent, told = await asked(port)
    assert (silent, f"127.0.0.1:{port}" in told) == (1, True)
    off, told = await asked(None)
    assert (off, "health.port" in told) == (1, True)


async def test_something_else_at_that_port_is_no_bot(well: Town) -> None:
    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello")
        writer.close()

    async with await asyncio.start_server(talk, "127.0.0.1", 0) as other:
        port = other.sockets[0].getsockname()[1]
        out = io.StringIO()
        code = await asyncio.to_thread(ask, Settings(health=Health(port=port)), "en", out)
    assert (code, str(port) in out.getvalue()) == (1, True)
