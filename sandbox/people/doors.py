"""The sandbox's own doors: which are there, and how each request is answered."""

from __future__ import annotations

import asyncio
import inspect
import json
import logging
from collections.abc import Callable
from typing import Any
from urllib.parse import unquote

from aiohttp import WSMsgType, web

from sandbox.people import calls, forms, presses, reading, trouble, writing
from sandbox.people.stream import events_for
from sandbox.people.views import clock_json
from sandbox.people.visit import House, Visit
from sandbox.people.wrong import Wrong, malformed
from sandbox.refusals import Refused
from sandbox.routing import NoSuchMethod, NoSuchPath, Route, Routes
from sandbox.world.changes import Change, ClockMoved

_log = logging.getLogger(__name__)
Json = dict[str, Any]

_PERSON = "/people/{person}"
_DOORS: tuple[tuple[str, str, Callable[[Visit], Any]], ...] = (
    ("GET", "/people", reading.people),
    ("GET", "/state", reading.state),
    ("GET", "/channels/{channel}/messages", reading.messages),
    ("GET", "/channels/{channel}/messages/{message}/reactions/{emoji}", reading.reactors),
    ("GET", "/channels/{channel}/pins", reading.pins),
    ("POST", _PERSON + "/messages", writing.say),
    ("PATCH", _PERSON + "/messages/{message}", writing.change),
    ("DELETE", _PERSON + "/messages/{message}", writing.remove),
    ("POST", _PERSON + "/reactions", writing.react),
    ("DELETE", _PERSON + "/reactions", writing.unreact),
    ("POST", _PERSON + "/pins", writing.pin),
    ("DELETE", _PERSON + "/pins", writing.unpin),
    ("POST", _PERSON + "/typing", writing.typing),
    ("POST", _PERSON + "/threads", writing.start_thread),
    ("POST", _PERSON + "/interest", writing.be_interested),
    ("DELETE", _PERSON + "/interest", writing.be_interested_no_more),
    ("PATCH", _PERSON, writing.change_person),
    ("POST", _PERSON + "/leave", writing.leave),
    ("POST", _PERSON + "/join", writing.join),
    ("POST", _PERSON + "/press", presses.press),
    ("POST", _PERSON + "/commands", calls.command),
    ("POST", _PERSON + "/autocomplete", calls.autocomplete),
    ("POST", _PERSON + "/menus", calls.menu),
    ("POST", _PERSON + "/submit", forms.submit),
    ("GET", "/clock", trouble.clock),
    ("POST", "/clock", trouble.move_clock),
    ("PUT", "/clock/next", trouble.tell_next),
    ("GET", "/faults", trouble.faults),
    ("POST", "/faults", trouble.add_fault),
    ("DELETE", "/faults", trouble.clear_faults),
    ("POST", "/program", trouble.program),
)
#: Bytes of a body: ten files of 10 MiB in base64 would be more than anyone tries here.
MOST_BYTES = 32 * 1024 * 1024


class Doors:
    """Answers every request under `/sandbox/`."""

    def __init__(self, house: House) -> None:
        self.house = house
        self.routes = Routes()
        for method, template, handler in _DOORS:
            self.routes.add(Route(method, template, handler))
        self._sockets: set[web.WebSocketResponse] = set()

    async def serve(self, request: web.BaseRequest, path: str) -> web.StreamResponse:
        """Answer one request; `path` is what comes after `/sandbox`, still quoted."""
        parts = [unquote(part) for part in path.strip("/").split("/")]
        try:
            if parts == ["events"]:
                return await self._events(request)
            if parts == ["clock", "stream"]:
                return await self._clock_stream(request)
            return _json(200, await self._answer(request, parts))
        except Wrong as wrong:
            return _json(wrong.status, wrong.body())
        except Refused as refusal:
            text = {"error": "refused", "text": refusal.message, "code": refusal.code}
            return _json(400 if refusal.status >= 500 else refusal.status, text)
        except Exception:
            _log.exception("the sandbox failed on %s /sandbox/%s", request.method, "/".join(parts))
            return _json(500, {"error": "broken", "text": "The sandbox itself has failed."})

    async def _answer(self, request: web.BaseRequest, parts: list[str]) -> Json:
        try:
            route, params = self.routes.find(request.method, parts)
        except NoSuchPath:
            raise Wrong(404, "unknown_door", "There is no such door.") from None
        except NoSuchMethod:
            raise Wrong(405, "wrong_method", "That door opens otherwise.") from None
        body = await _read(request)
        visit = Visit(self.house, params, dict(request.query), body)
        answer = route.handler(visit)
        if inspect.isawaitable(answer):
            answer = await answer
        if not isinstance(answer, dict):
            raise TypeError("a door answers with an object")
        return answer

    async def _events(self, request: web.BaseRequest) -> web.StreamResponse:
        viewer = Visit(self.house, {}, dict(request.query)).person()

        def of(change: Change) -> list[Json]:
            return events_for(self.house, viewer, change)

        return await self._stream(request, of, [])

    async def _clock_stream(self, request: web.BaseRequest) -> web.StreamResponse:
        world = self.house.world

        def of(change: Change) -> list[Json]:
            return [clock_json(world)] if isinstance(change, ClockMoved) else []

        def told(text: str) -> None:
            try:
                said = json.loads(text)
                trouble.plan(world, said["next"])
            except (ValueError, KeyError, TypeError, RecursionError, Wrong):
                _log.info("a frame on the stream of the clock tells no next moment")

        return await self._stream(request, of, [clock_json(world)], told)

    async def _stream(
        self,
        request: web.BaseRequest,
        of: Callable[[Change], list[Json]],
        first: list[Json],
        told: Callable[[str], None] | None = None,
    ) -> web.StreamResponse:
        socket = web.WebSocketResponse(
            compress=False, heartbeat=30.0, max_msg_size=4096, timeout=1.0
        )
        if not socket.can_prepare(request).ok:
            raise malformed("This door is a websocket.")
        await socket.prepare(request)
        outbox: asyncio.Queue[Json] = asyncio.Queue()
        for event in first:
            outbox.put_nowait(event)

        def hear(change: Change) -> None:
            for event in of(change):
                outbox.put_nowait(event)

        unlisten = self.house.world.listen(hear)
        self._sockets.add(socket)
        writer = asyncio.create_task(_write(socket, outbox))
        try:
            async for message in socket:
                if message.type is WSMsgType.ERROR:
                    break
                if told is not None and message.type is WSMsgType.TEXT:
                    told(message.data)
        finally:
            unlisten()
            writer.cancel()
            await asyncio.gather(writer, return_exceptions=True)
            self._sockets.discard(socket)
        return socket

    async def close(self) -> None:
        """End all streams."""
        await asyncio.gather(*(socket.close(code=1001) for socket in tuple(self._sockets)))


async def _write(socket: web.WebSocketResponse, outbox: asyncio.Queue[Json]) -> None:
    while True:
        event = await outbox.get()
        try:
            await socket.send_str(json.dumps(event, separators=(",", ":")))
        except (ConnectionError, RuntimeError):
            return


async def _read(request: web.BaseRequest) -> Json:
    if not request.can_read_body:
        return {}
    try:
        data = await request.read()
    except web.HTTPRequestEntityTooLarge as error:
        raise Wrong(413, "too_large", "That is too much at once.") from error
    if not data:
        return {}
    if request.content_type != "application/json":
        raise malformed("Bodies here are application/json.")
    try:
        body = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise malformed("The body is not JSON.") from error
    if not isinstance(body, dict):
        raise malformed("The body is not an object.")
    return body


def _json(status: int, body: Json) -> web.Response:
    data = json.dumps(body, separators=(",", ":")).encode()
    headers = {"Content-Type": "application/json", "X-Content-Type-Options": "nosniff"}
    return web.Response(status=status, body=data, headers=headers | {"Cache-Control": "no-store"})
