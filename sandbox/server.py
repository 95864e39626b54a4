"""One port for everything: the API, the gateway, the sandbox's own doors, files, the page."""

from __future__ import annotations

import asyncio
from typing import Any

from aiohttp import web

from sandbox.fields import whole_number
from sandbox.gateway.hub import Hub
from sandbox.ground import BACKLOG, Ground
from sandbox.guard import is_foreign
from sandbox.page_files import serve_page
from sandbox.people.doors import MOST_BYTES, Doors
from sandbox.rest.door import Door
from sandbox.world.world import World


class Server:
    """Listens on loopback only."""

    def __init__(self, world: World, door: Door, hub: Hub, doors: Doors) -> None:
        self._world = world
        self._door = door
        self._hub = hub
        self._doors = doors
        self._runner: web.ServerRunner | None = None
        self._port = 0

    async def start(self, ground: Ground) -> None:
        """Answer at a port that is held already."""
        if ground.listener is None:
            raise RuntimeError("the ground was not taken")
        self._port = ground.port
        server = web.Server(self._serve, request_factory=_make_request, access_log=None)
        self._runner = web.ServerRunner(server, shutdown_timeout=1.0)
        await self._runner.setup()
        await web.SockSite(self._runner, ground.listener, backlog=BACKLOG).start()

    async def stop(self) -> None:
        """Stop listening and end what is open."""
        await self._doors.close()
        await self._hub.close()
        if self._runner is not None:
            await self._runner.cleanup()

    async def _serve(self, request: web.BaseRequest) -> web.StreamResponse:
        path = request.rel_url.raw_path
        if path.startswith("/api/"):
            return await self._door.serve(request, path[5:])
        if path.rstrip("/") == "/gateway":
            return await self._hub.serve(request)
        if path.startswith("/sandbox/"):
            if is_foreign(request, self._port):
                return _refuse(403, "foreign", "Only the sandbox's own page may do this.")
            return await self._doors.serve(request, path[9:])
        if request.method not in {"GET", "HEAD"}:
            return _refuse(405, "wrong_method", "There is nothing to do here.")
        if path.startswith("/attachments/"):
            return self._attachment(path)
        return self._page(request.rel_url.path)

    def _attachment(self, path: str) -> web.Response:
        parts = path.split("/")
        number = whole_number(parts[3]) if len(parts) > 3 else None
        attachment = self._world.attachments.get(number or 0)
        if attachment is None:
            return _refuse(404, "unknown_attachment", "That file is not here.")
        shown = attachment.content_type.startswith(("image/", "audio/", "video/"))
        inert = shown and attachment.content_type != "image/svg+xml"
        headers = {
            "Content-Type": attachment.content_type if inert else "application/octet-stream",
            "Content-Disposition": f"{'inline' if inert else 'attachment'}",
            "Content-Security-Policy": "default-src 'none'; sandbox",
            "X-Content-Type-Options": "nosniff",
        }
        return web.Response(body=attachment.body, headers=headers)

    @staticmethod
    def _page(path: str) -> web.Response:
        name = path.removeprefix("/").removeprefix("page/")
        return serve_page(name if name != "page" else "")


def _refuse(status: int, error: str, text: str) -> web.Response:
    return web.json_response({"error": error, "text": text}, status=status)


def _make_request(
    message: Any, payload: Any, protocol: Any, writer: Any, task: Any
) -> web.BaseRequest:
    loop = asyncio.get_running_loop()
    return web.BaseRequest(
        message, payload, protocol, writer, task, loop, client_max_size=MOST_BYTES
    )
