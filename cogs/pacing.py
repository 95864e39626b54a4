"""Pacing on the wire: below Discord's limit for a whole bot, whatever the library lets through."""

import asyncio
from collections import deque
from types import SimpleNamespace

import aiohttp

MOST = 45
"""Requests in any `WITHIN` seconds. Discord's limit is 50 a second for everything together."""
WITHIN = 1.0

_EXEMPT = ("/interactions/", "/webhooks/")
"""Answers to interactions do not count, and somebody is waiting for them."""


class Pace:
    """Lets at most `most` requests through in any `within` seconds, in order.

    The library's own waiting happens before its per-channel locks, which gather requests and
    release them together; this waits where a request leaves.
    """

    def __init__(self, most: int = MOST, within: float = WITHIN) -> None:
        self._most = most
        self._within = within
        self._left: deque[float] = deque(maxlen=most)
        self._turn = asyncio.Lock()

    async def wait(self) -> None:
        """Return when one more request may leave."""
        async with self._turn:
            loop = asyncio.get_running_loop()
            if len(self._left) == self._most:
                pause = self._left[0] + self._within - loop.time()
                if pause > 0:
                    await asyncio.sleep(pause)
            self._left.append(loop.time())


def paced(pace: Pace) -> aiohttp.TraceConfig:
    """The hook that the library's HTTP client calls as each request starts."""

    async def leaving(
        _session: aiohttp.ClientSession,
        _context: SimpleNamespace,
        request: aiohttp.TraceRequestStartParams,
    ) -> None:
        if not any(part in request.url.path for part in _EXEMPT):
            await pace.wait()

    trace = aiohttp.TraceConfig()
    trace.on_request_start.append(leaving)
    return trace
