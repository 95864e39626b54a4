"""Three addresses for whoever looks after the machine; on loopback unless told otherwise."""

import logging
from collections.abc import Awaitable, Callable

from aiohttp import web

from bot.core import Core
from bot.health.readiness import readiness
from bot.settings.model import Health

log = logging.getLogger(__name__)

Told = Callable[[], Awaitable[str]]
"""Tells the figures, in the form that Prometheus reads."""


def health_server(settings: Health, core: Core) -> "HealthServer":
    """The server as it is set; figures are told only where their package was asked for."""
    if not settings.metrics:
        return HealthServer(core, settings.address, settings.port or 0)
    from bot.health.metrics import figures

    return HealthServer(core, settings.address, settings.port or 0, lambda: figures(core))


class HealthServer:
    """Answers `/healthz`, `/readyz` and, where asked for, `/metrics`, while it is entered.

    Raises OSError on entering where it cannot listen there.
    """

    def __init__(self, core: Core, address: str, port: int, figures: Told | None = None) -> None:
        self._core = core
        self._figures = figures
        self._address = address
        self._port = port
        self._runner = web.AppRunner(self._application(), access_log=None, shutdown_timeout=0.2)

    async def __aenter__(self) -> "HealthServer":
        await self._runner.setup()
        try:
            await web.TCPSite(self._runner, self._address, self._port).start()
        except OSError:
            await self._runner.cleanup()
            raise
        log.info("health is told on %s port %d", self._address, self.port)
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._runner.cleanup()

    @property
    def port(self) -> int:
        """Where it listens; another one than asked for if that was 0."""
        return int(self._runner.addresses[0][1])

    def _application(self) -> web.Application:
        application = web.Application()
        application.router.add_get("/healthz", self._alive)
        application.router.add_get("/readyz", self._ready)
        if self._figures is not None:
            application.router.add_get("/metrics", self._metrics)
        return application

    async def _alive(self, _: web.Request) -> web.Response:
        """That this is answered is the answer: the event loop goes round."""
        return _fresh(web.json_response({"alive": True}))

    async def _ready(self, _: web.Request) -> web.Response:
        found = await readiness(self._core)
        status = 503 if found.reasons else 200
        return _fresh(web.json_response(found.as_json(), status=status))

    async def _metrics(self, _: web.Request) -> web.Response:
        text = "" if self._figures is None else await self._figures()
        kind = "text/plain; version=0.0.4; charset=utf-8"
        return _fresh(web.Response(body=text.encode(), headers={"Content-Type": kind}))


def _fresh(response: web.Response) -> web.Response:
    response.headers["Cache-Control"] = "no-store"
    return response
