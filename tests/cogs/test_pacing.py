"""Pacing on the wire: in order, and never more than Discord takes."""

import asyncio

import aiohttp
import pytest
from aiohttp import web

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


@pytest.mark.parametrize(
    ("path", "counted"),
    [
        ("/api/v10/channels/1/messages", True),
        ("/api/v10/interactions/1/token/callback", False),
        ("/api/v10/webhooks/1/token/messages/@original", False),
    ],
)
async def test_answers_to_interactions_never_wait(path: str, counted: bool) -> None:
    waits: list[str] = []

    class Noting(Pace):
        async def wait(self) -> None:
            waits.append("one")

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
    assert bool(waits) is counted
