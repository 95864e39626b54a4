"""Who may come in at the sandbox's own doors, and what is refused there."""

from __future__ import annotations

import aiohttp
import pytest

from sandbox.app import Sandbox


@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "example.org"},
        {"Host": "127.0.0.1:1"},
        {"Origin": "https://example.org"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site"},
    ],
)
async def test_foreigners_do_not_come_in(box: Sandbox, headers: dict[str, str]) -> None:
    url = f"{box.page_url}sandbox/people"
    async with aiohttp.ClientSession() as session, session.get(url, headers=headers) as answer:
        assert answer.status == 403
        assert (await answer.json())["error"] == "foreign"


async def test_the_own_page_comes_in(box: Sandbox) -> None:
    headers = {"Origin": box.page_url.rstrip("/"), "Sec-Fetch-Site": "same-origin"}
    url = f"{box.page_url}sandbox/people"
    async with aiohttp.ClientSession() as session, session.get(url, headers=headers) as answer:
        assert answer.status == 200


async def test_foreigners_do_not_hear_events(box: Sandbox) -> None:
    url = f"{box.page_url}sandbox/events?as=ines"
    async with aiohttp.ClientSession() as session:
        with pytest.raises(aiohttp.WSServerHandshakeError) as caught:
            await session.ws_connect(url, origin="https://example.org")
    assert caught.value.status == 403


async def test_bodies_that_are_no_json_are_refused(box: Sandbox) -> None:
    url = f"{box.page_url}sandbox/clock"
    async with aiohttp.ClientSession() as session:
        async with session.post(url, data='{"by": 1}') as answer:
            assert answer.status == 400
        async with session.post(url, json=[1]) as answer:
            assert answer.status == 400


async def test_the_page_is_served_strictly(box: Sandbox) -> None:
    async with aiohttp.ClientSession() as session:
        async with session.get(box.page_url) as answer:
            assert answer.status == 200
            assert "default-src 'self'" in answer.headers["Content-Security-Policy"]
            assert answer.headers["X-Content-Type-Options"] == "nosniff"
        for path in ("page/..%2fapp.py", "page/../app.py", "..%2f..%2fpyproject.toml", "absent"):
            async with session.get(box.page_url + path) as answer:
                assert answer.status == 404
