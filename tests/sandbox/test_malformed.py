"""Bodies and frames that nobody would send: refused, never a failure of the sandbox itself."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from contextlib import AsyncExitStack
from typing import Any

import aiohttp
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sandbox.app import Sandbox
from tests.sandbox.conftest import START
from tests.sandbox.raw import rest, wire

QUICK = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
_KEYS = """
    content embeds components flags type custom_id options style label url emoji name id
    value attachments allowed_mentions parse users message_reference message_id title
    description fields data poll nonce choices min_values max_values required archived media
    items file recipient_id auto_archive_duration permissions color default_values
    channel_types
"""
KEYS = st.sampled_from(_KEYS.split())
_TROUBLE = """
    to by speed fault code for times when path method status seconds person channel deny
    action locale zone roles nick dms_open
"""
_GESTURE = """
    channel content message custom_id values command options focused target modal emoji
    reply_to ping attachments name
"""
_DOORS = """
    messages reactions typing threads press commands autocomplete menus submit
"""
ODD = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(1 << 70), 1 << 70),
    st.floats(allow_nan=False),
    st.text(max_size=8),
    st.sampled_from(["", "0", "18446744073709551616", "attachment://x", "https://[", "\ud800"]),
    st.integers(0, 23),
)
BODIES = st.recursive(
    ODD,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=6),
    max_leaves=25,
)


class Trial:
    """A sandbox that lives through all examples of a test."""

    def __init__(self) -> None:
        self.runner = asyncio.Runner()
        self.stack = AsyncExitStack()
        self.box = self.runner.run(self._enter())

    async def _enter(self) -> Sandbox:
        box = await self.stack.enter_async_context(Sandbox(start=START, limits=False))
        self.session = await self.stack.enter_async_context(rest(box))
        return box

    def close(self) -> None:
        self.runner.run(self.stack.aclose())
        self.runner.close()

    async def ask(self, method: str, url: str, body: Any) -> int:
        async with self.session.request(method, url, json=body) as answer:
            await answer.read()
            return answer.status


@pytest.fixture(scope="module")
def trial() -> Iterator[Trial]:
    trial = Trial()
    yield trial
    trial.close()


def _routes(box: Sandbox) -> list[tuple[str, str]]:
    world = box.world
    channel = world.channel_named("mobilisations")
    blanks = {
        "{channel_id}": channel.id,
        "{guild_id}": world.home.id,
        "{application_id}": world.application.id,
        "{webhook_id}": world.application.id,
        "{user_id}": world.handles["noe"],
    }
    found: list[tuple[str, str]] = []
    for route in box.door.routes.all:
        if (
            route.method == "GET"
            or route.refused
            or route.template == "/users/@me/guilds/{guild_id}"
        ):
            continue
        path = route.template
        for name, value in blanks.items():
            path = path.replace(name, str(value))
        found.append((route.method, path.replace("{emoji_name}", "x")))
    return found


@QUICK
@given(data=st.data(), body=BODIES)
def test_no_body_breaks_the_api(trial: Trial, data: st.DataObject, body: Any) -> None:
    method, path = data.draw(st.sampled_from(_routes(trial.box)))
    part = data.draw(st.sampled_from(["1", "x", "@me", str(1 << 64)]))
    while "{" in path:
        path = path[: path.index("{")] + part + path[path.index("}") + 1 :]
    status = trial.runner.run(trial.ask(method, trial.box.api_url + path, body))
    assert status < 500 or status == 501


@QUICK
@given(body=st.dictionaries(KEYS, BODIES, max_size=6))
def test_no_message_breaks_the_api(trial: Trial, body: Any) -> None:
    channel = trial.box.world.channel_named("atelier").id
    url = f"{trial.box.api_url}/channels/{channel}/messages"
    status = trial.runner.run(trial.ask("POST", url, body))
    assert status < 500 or status == 501


@QUICK
@given(
    door=st.sampled_from(_DOORS.split()),
    body=st.dictionaries(
        st.sampled_from(_GESTURE.split()),
        BODIES | st.just("general"),
        max_size=5,
    ),
)
def test_no_gesture_breaks_the_doors(trial: Trial, door: str, body: Any) -> None:
    url = f"{trial.box.page_url}sandbox/people/noe/{door}"
    assert trial.runner.run(trial.ask("POST", url, body)) < 500


@QUICK
@given(
    door=st.sampled_from(["clock", "faults", "program", "people/noe"]),
    body=st.dictionaries(
        st.sampled_from(_TROUBLE.split()),
        BODIES,
        max_size=4,
    ),
)
def test_no_trouble_breaks_the_doors(trial: Trial, door: str, body: Any) -> None:
    method = "PATCH" if door.startswith("people") else "POST"
    status = trial.runner.run(trial.ask(method, f"{trial.box.page_url}sandbox/{door}", body))
    assert status < 500


@QUICK
@given(
    frames=st.lists(
        st.one_of(
            st.binary(max_size=40),
            st.text(max_size=40),
            st.builds(lambda op, d: json.dumps({"op": op, "d": d}), st.integers(-1, 20), BODIES),
        ),
        max_size=5,
    ),
    identified=st.booleans(),
)
def test_no_frame_breaks_the_gateway(
    trial: Trial, frames: list[str | bytes], identified: bool
) -> None:
    async def send() -> None:
        async with wire(trial.box) as line:
            if identified:
                await line.identify(trial.box)
            for frame in frames:
                try:
                    if isinstance(frame, bytes):
                        await line.socket.send_bytes(frame)
                    else:
                        await line.socket.send_str(frame)
                except (ConnectionError, aiohttp.ClientError):
                    break
        async with wire(trial.box) as line:
            await line.until_op(10)

    trial.runner.run(send())
