"""The API's front door: finds the route, counts, judges, answers in Discord's shapes."""

from __future__ import annotations

import asyncio
import json
import logging
import re
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from aiohttp import web

from sandbox.faults import AFTER, BEFORE, Fault, Faults
from sandbox.rates import Rates, rate_limited
from sandbox.refusals import Refused, refuse
from sandbox.rest import all_routes
from sandbox.rest.bodies import read_body
from sandbox.rest.call import Call, Laws
from sandbox.routing import NoSuchMethod, NoSuchPath, Route

if TYPE_CHECKING:
    from sandbox.description import Description
    from sandbox.desk import Desk
    from sandbox.world.world import World

_log = logging.getLogger(__name__)
_VERSION = re.compile(r"v\d{1,2}")
_MAJOR = ("channel_id", "guild_id", "webhook_id")
_EXEMPT = {"interaction", "webhook"}


@dataclass(frozen=True, slots=True)
class Seen:
    """A request that came: `name` is method and template, `code` Discord's code of a refusal."""

    name: str
    status: int
    code: int | None = None


class Cut(Exception):
    """The connection shall break without an answer."""


class Door:
    """Answers every request under `/api/`."""

    def __init__(
        self,
        world: World,
        desk: Desk,
        *,
        rates: Rates,
        faults: Faults,
        laws: Laws,
        description: Description | None = None,
        on_fault: Callable[[], None] = lambda: None,
        on_answer: Callable[[], None] = lambda: None,
    ) -> None:
        self.routes = all_routes()
        #: The last requests, oldest first.
        self.seen: deque[Seen] = deque(maxlen=1000)
        self._world = world
        self._desk = desk
        self._rates = rates
        self._faults = faults
        self._laws = laws
        self._description = description
        self._on_fault = on_fault
        self._on_answer = on_answer
        self._unchecked = json.JSONEncoder(separators=(",", ":")).encode

    async def serve(self, request: web.BaseRequest, path: str) -> web.StreamResponse:
        """Answer one request; `path` is what comes after `/api`, still quoted."""
        parts = [unquote(part) for part in path.strip("/").split("/")]
        if parts and _VERSION.fullmatch(parts[0]):
            parts = parts[1:]
        headers: dict[str, str] = {}
        route: Route | None = None
        try:
            route, params = self._find(request.method, parts)
            status, body = await self._answer(request, route, params, parts, headers)
        except Refused as refusal:
            status, body = refusal.status, refusal.body()
            headers |= refusal.headers
        except Cut:
            if request.transport is not None:
                request.transport.abort()
            return web.Response(status=500)
        except Exception:
            _log.exception("the sandbox failed on %s /%s", request.method, "/".join(parts))
            status, body = 500, {"message": "500: Internal Server Error", "code": 0}
        if route is not None:
            code = body.get("code") if status >= 400 else None
            self.seen.append(Seen(f"{route.method} {route.template}", status, code))
            self._on_answer()
        if body is None:
            return web.Response(status=204, headers=headers)
        headers["Content-Type"] = "application/json"
        data = self._unchecked(body).encode()
        return web.Response(status=status, body=data, headers=headers)

    async def _answer(
        self,
        request: web.BaseRequest,
        route: Route,
        params: dict[str, str],
        parts: list[str],
        headers: dict[str, str],
    ) -> tuple[int, Any]:
        if not route.open:
            self._check_token(request)
        await self._strike(request.method, parts, BEFORE)
        headers |= self._count(route, params)
        body, uploads = await read_body(request)
        if self._description is not None:
            self._description.judge_request(route, body, has_files=bool(uploads))
        query = dict(request.query)
        call = Call(self._world, self._desk, self._laws, params, query, body, uploads)
        answer = route.handler(call)
        status = 200 if answer is not None else 204
        if isinstance(answer, tuple):
            status, answer = answer
        if self._description is not None:
            self._description.judge_answer(route, status, answer)
        await self._strike(request.method, parts, AFTER)
        return status, answer

    def _find(self, method: str, parts: list[str]) -> tuple[Route, dict[str, str]]:
        try:
            return self.routes.find(method, parts)
        except NoSuchPath:
            raise refuse(0) from None
        except NoSuchMethod:
            raise Refused(405, 0, "405: Method Not Allowed") from None

    def _check_token(self, request: web.BaseRequest) -> None:
        given = request.headers.get("Authorization", "")
        if given != f"Bot {self._world.application.token}":
            raise Refused(401, 0, "401: Unauthorized")

    def _count(self, route: Route, params: dict[str, str]) -> dict[str, str]:
        if route.bucket == "interaction":
            return {}
        place = next((params[name] for name in _MAJOR if name in params), "")
        place += params.get("webhook_token", "")
        label = route.bucket or f"{route.method} {route.template}"
        return self._rates.take(route.bucket, label, place, exempt=route.bucket in _EXEMPT)

    async def _strike(self, method: str, parts: list[str], when: str) -> None:
        if not self._faults.pending:
            return
        fault = self._faults.take(method, parts, when)
        if fault is None:
            return
        self._on_fault()
        await _suffer(fault)


async def _suffer(fault: Fault) -> None:
    if fault.kind == "slow":
        await asyncio.sleep(fault.seconds)
    elif fault.kind == "cut":
        raise Cut
    elif fault.kind == "limit":
        scope = "global" if fault.everywhere else "user"
        raise rate_limited(fault.retry_after, everywhere=fault.everywhere, scope=scope)
    else:
        raise Refused(fault.status, 0, f"{fault.status}: a fault of the sandbox")
