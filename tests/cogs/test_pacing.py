"""Pacing on the wire: in order, and never more than Discord takes."""

import asyncio

import aiohttp
import pytest
from aiohttp import web

from bot.face import nobody_waits
from cogs.pacing import Pace, paced


async def test_no_window_holds_more_than_it_may() -> None:
    pace = Pace(most=5, within=0.05)
    loop = asyncio.get_running_loop()
    left: list[float] = []

    async def leave() -> None:
        await pace.wait()
        left.append(loop.time())

    await asyncio.gather(*(leave() for _ in range(23)))
    assert all(later - earlier >= 0.049 for earlier, later in zip(left, left[5:], strict=False))
    assert len(left) == 23


async def test_what_nobody_waits_for_leaves_evenly() -> None:
    pace = Pace(gentle=200)
    loop = asyncio.get_running_loop()
    left: list[float] = []

    async def leave() -> None:
        await pace.wait(patient=True)
        left.append(loop.time())

    began = loop.time()
    await asyncio.gather(*(leave() for _ in range(40)))
    assert left[-1] - began >= 38 / 200
    # A late timer is caught up by one at most: no two hundredths of a second hold four.
    assert all(later - earlier > 0.005 for earlier, later in zip(left, left[3:], strict=False))


async def test_whoever_is_waited_for_goes_first() -> None:
    pace = Pace(most=5, within=0.05, gentle=1000)
    left: list[str] = []

    async def leave(name: str, *, patient: bool) -> None:
        await pace.wait(patient=patient)
        left.append(name)

    reminders = [asyncio.create_task(leave("reminder", patient=True)) for _ in range(20)]
    await asyncio.sleep(0)
    presses = [asyncio.create_task(leave("press", patient=False)) for _ in range(10)]
    await asyncio.gather(*presses)
    assert left.count("press") == 10
    assert left.count("reminder") <= 5
    await asyncio.gather(*reminders)
    assert len(left) == 30


async def test_whoever_gives_up_waiting_takes_no_place() -> None:
    pace = Pace(most=1, within=1.0)
    await pace.wait()
    first = pace._left[-1]
    given_up = asyncio.create_task(pace.wait())
    kept = asyncio.create_task(pace.wait())
    await asyncio.sleep(0)
    given_up.cancel()
    await kept
    assert pace._left[-1] - first < 2.0, "one window later, not two"


@pytest.mark.parametrize(
    ("path", "waited"),
    [
        ("/api/v10/channels/1/messages", ["hurried"]),
        ("/api/v10/interactions/1/token/callback", []),
        ("/api/v10/webhooks/1/token/messages/@original", []),
    ],
)
async def test_answers_to_interactions_never_wait(path: str, waited: list[str]) -> None:
    assert await _waits(path) == waited


async def test_what_the_delivery_sends_is_known_on_the_wire() -> None:
    nobody_waits.set(True)
    assert await _waits("/api/v10/channels/1/messages") == ["patient"]


async def _waits(path: str) -> list[str]:
    """How a request to this path waited, on a wire of its own."""
    waits: list[str] = []

    class Noting(Pace):
        async def wait(self, *, patient: bool = False) -> None:
            waits.append("patient" if patient else "hurried")

    async def fine(_: web.Request) -> web.Response:
        return web.Response()

    app = web.Application()
    app.router.add_get("/{rest:.*}", fine)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    host, port = runner.addresses[0][:2]
    try:
        async with (
            aiohttp.ClientSession(trace_configs=[paced(Noting())]) as session,
            session.get(f"http://{host}:{port}{path}") as answer,
        ):
            assert answer.status == 200
    finally:
        await runner.cleanup()
    return waits
