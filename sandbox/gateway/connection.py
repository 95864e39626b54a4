"""One websocket of a bot: compression, heartbeats, and what it asks on it."""

from __future__ import annotations

import asyncio
import json
import zlib
from collections import deque
from typing import TYPE_CHECKING, Any

from aiohttp import WSMsgType, web

if TYPE_CHECKING:
    from sandbox.gateway.hub import Hub
    from sandbox.gateway.session import Session

#: Bytes of one frame from the bot, and frames in a minute (documentation: events/gateway).
MOST_BYTES, MOST_FRAMES, FRAME_WINDOW = 4096, 120, 60.0
#: Close codes (documentation: opcodes and status codes).
UNKNOWN, UNKNOWN_OP, DECODE, NOT_AUTHENTICATED, AUTH_FAILED = 4000, 4001, 4002, 4003, 4004
ALREADY, INVALID_SEQ, TOO_MANY, TIMED_OUT, INVALID_SHARD = 4005, 4007, 4008, 4009, 4010
INVALID_VERSION, INVALID_INTENTS, DISALLOWED_INTENTS = 4012, 4013, 4014
_CUT = object()


class Connection:
    """Sends in order through one writer; reads until the bot or a fault ends it."""

    def __init__(
        self,
        hub: Hub,
        socket: web.WebSocketResponse,
        transport: asyncio.Transport | None,
        *,
        compress: bool,
    ) -> None:
        self.hub = hub
        self._transport = transport
        self.session: Session | None = None
        self._socket = socket
        self._deflate = zlib.compressobj() if compress else None
        self._outbox: asyncio.Queue[Any] = asyncio.Queue()
        self._frames: deque[float] = deque()
        self._heard = hub.monotonic()
        self.close_code: int | None = None
        self.ended = False
        self.gone = asyncio.Event()

    def send(self, text: str) -> None:
        """Put a frame in the outbox."""
        if not self.ended:
            self._outbox.put_nowait(text)

    def send_op(self, op: int, data: Any = None) -> None:
        """Put a frame that is no event in the outbox."""
        self.send(json.dumps({"op": op, "d": data, "s": None, "t": None}))

    def end(self, code: int) -> None:
        """Close with a code once the outbox is empty."""
        if not self.ended:
            self.ended = True
            self.close_code = code
            self._outbox.put_nowait(code)

    def cut(self) -> None:
        """Break the connection without a word."""
        if not self.ended:
            self.ended = True
            self._outbox.put_nowait(_CUT)

    async def run(self) -> None:
        """Live until either side ends it."""
        writer = asyncio.create_task(self._write())
        watch = asyncio.create_task(self._watch())
        self.send_op(10, {"heartbeat_interval": int(self.hub.heartbeat * 1000), "_trace": []})
        try:
            async for message in self._socket:
                if message.type is WSMsgType.TEXT:
                    self._heed(message.data.encode())
                elif message.type is WSMsgType.BINARY:
                    self._heed(message.data)
                if self.ended:
                    break
            if self.ended:
                await writer
        finally:
            self.ended = True
            for task in (writer, watch):
                task.cancel()
            await asyncio.gather(writer, watch, return_exceptions=True)
            self.hub.left(self, self._socket.close_code)
            self.gone.set()

    async def _write(self) -> None:
        while True:
            item = await self._outbox.get()
            if item is _CUT:
                if self._transport is not None:
                    self._transport.abort()
                return
            if isinstance(item, int):
                await self._socket.close(code=item)
                return
            try:
                await self._send_now(item)
            except (ConnectionError, RuntimeError):
                return

    async def _send_now(self, text: str) -> None:
        if self._deflate is None:
            await self._socket.send_str(text)
            return
        data = self._deflate.compress(text.encode())
        await self._socket.send_bytes(data + self._deflate.flush(zlib.Z_SYNC_FLUSH))

    async def _watch(self) -> None:
        """End a connection whose heart has stopped."""
        limit = self.hub.heartbeat * 1.5
        while not self.ended:
            left = self._heard + limit - self.hub.monotonic()
            if left <= 0:
                self.end(TIMED_OUT)
                return
            await asyncio.sleep(left)

    def _heed(self, frame: bytes) -> None:
        if len(frame) > MOST_BYTES:
            return self.end(DECODE)
        if self._too_many():
            return self.end(TOO_MANY)
        try:
            payload = json.loads(frame)
        except (ValueError, RecursionError):
            return self.end(DECODE)
        if not isinstance(payload, dict) or not isinstance(payload.get("op"), int):
            return self.end(DECODE)
        op, data = payload["op"], payload.get("d")
        if op == 1:
            return self._beat()
        if op in {2, 6}:
            if self.session is not None:
                return self.end(ALREADY)
            if not isinstance(data, dict):
                return self.end(DECODE)
            return self.hub.identify(self, data) if op == 2 else self.hub.resume(self, data)
        return self._heed_known(op, data)

    def _heed_known(self, op: int, data: Any) -> None:
        if op not in {3, 4, 8, 31, 43}:
            return self.end(UNKNOWN_OP)
        if self.session is None:
            return self.end(NOT_AUTHENTICATED)
        if op == 8:
            if not isinstance(data, dict):
                return self.end(DECODE)
            self.hub.send_members(self.session, data)
        elif op in {4, 31, 43}:
            self.hub.note(f"gateway op {op} is not done by the sandbox")
            self.end(UNKNOWN)
        return None

    def _too_many(self) -> bool:
        now = self.hub.monotonic()
        self._frames.append(now)
        while self._frames and now - self._frames[0] > FRAME_WINDOW:
            self._frames.popleft()
        return len(self._frames) > MOST_FRAMES

    def _beat(self) -> None:
        self._heard = self.hub.monotonic()
        if not self.hub.swallow_heartbeat():
            self.send_op(11)
