"""A bare websocket client of the gateway: no library's opinions in between."""

from __future__ import annotations

import asyncio
import json
import zlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import aiohttp

from sandbox.app import Sandbox
from tests import UNHURRIED

Json = dict[str, Any]


class Wire:
    """One connection; `closed` is the close code once there is one."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self.socket = socket
        self._inflate = zlib.decompressobj()
        self.closed: int | None = None
        self.sequence = 0
        self.names: list[str] = []

    async def send(self, op: int, data: Any = None) -> None:
        """Send an op."""
        await self.socket.send_str(json.dumps({"op": op, "d": data}))

    async def next(self) -> Json | None:
        """The next frame; None when it was the end."""
        async with asyncio.timeout(UNHURRIED):
            message = await self.socket.receive()
        if message.type is aiohttp.WSMsgType.BINARY:
            text = self._inflate.decompress(message.data).decode()
        elif message.type is aiohttp.WSMsgType.TEXT:
            text = message.data
        else:
            self.closed = self.socket.close_code
            return None
        frame: Json = json.loads(text)
        if frame["t"] is not None:
            self.names.append(frame["t"])
            self.sequence = frame["s"]
        return frame

    async def until(self, name: str) -> Json:
        """The body of the next event of that name."""
        while (frame := await self.next()) is not None:
            if frame["t"] == name:
                body: Json = frame["d"]
                return body
        raise AssertionError(f"closed with {self.closed} before {name}")

    async def until_op(self, op: int) -> Any:
        """The body of the next frame of that op."""
        while (frame := await self.next()) is not None:
            if frame["op"] == op:
                return frame["d"]
        raise AssertionError(f"closed with {self.closed} before op {op}")

    async def until_closed(self) -> int | None:
        """The close code."""
        while await self.next() is not None:
            pass
        return self.closed

    async def identify(self, box: Sandbox, intents: int = 1, **more: Any) -> Json:
        """Identify and come ready."""
        await self.send(2, {"token": box.token, "intents": intents, "properties": {}} | more)
        return await self.until("READY")


@asynccontextmanager
async def wire(box: Sandbox, **query: str) -> AsyncIterator[Wire]:
    """A connection to the gateway."""
    async with (
        aiohttp.ClientSession() as session,
        session.ws_connect(box.gateway_url, params={"v": "10", "encoding": "json"} | query) as ws,
    ):
        yield Wire(ws)


@asynccontextmanager
async def rest(box: Sandbox) -> AsyncIterator[aiohttp.ClientSession]:
    """A session with the bot's token, whose addresses start at the API."""
    headers = {"Authorization": f"Bot {box.token}"}
    base = box.api_url + "/"
    async with aiohttp.ClientSession(base, headers=headers) as session:
        yield session
