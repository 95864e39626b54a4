"""Pacing on the wire: below Discord's limit for a bot, and whoever waits for us goes first."""

import asyncio
from collections import deque
from types import SimpleNamespace

import aiohttp

from bot.face import nobody_waits

MOST = 45
"""Requests in any `WITHIN` seconds. Discord's limit is 50 a second for everything together."""
WITHIN = 1.0
GENTLE = 22
"""Requests a second that nobody waits for, unless the operator sets another pace: less than half
of Discord's limit, opening of private channels included."""

_EXEMPT = ("/interactions/", "/webhooks/")
"""Answers to interactions do not count, and somebody is waiting for them."""

_Turns = deque["asyncio.Future[None]"]


class Pace:
    """Lets at most `most` requests through in any `within` seconds; those in a hurry first.

    Requests that nobody waits for leave evenly, `gentle` a second, so that a hurried one never
    finds the line full of them. The library's own waiting happens before its per-channel locks,
    which gather requests and release them together; this waits where a request leaves.
    """

    def __init__(self, most: int = MOST, within: float = WITHIN, gentle: float = GENTLE) -> None:
        self._within = within
        self._between = 1 / gentle
        self._left: deque[float] = deque(maxlen=most)
        self._hurried: _Turns = deque()
        self._patient: _Turns = deque()
        self._next_patient = 0.0
        self._timer: asyncio.TimerHandle | None = None

    async def wait(self, *, patient: bool = False) -> None:
        """Return when one more request may leave."""
        turn: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        (self._patient if patient else self._hurried).append(turn)
        self._let_go()
        await turn

    def _let_go(self) -> None:
        """Let through whoever may leave, and come back when the next one may."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        loop = asyncio.get_running_loop()
        while (turns := self._next_line()) is not None:
            now = loop.time()
            may = self._may_leave(now, patient=turns is self._patient)
            if may > now:
                self._timer = loop.call_at(may, self._let_go)
                return
            self._left.append(now)
            if turns is self._patient:
                # A late timer is caught up, an idle time is not.
                self._next_patient = max(self._next_patient, now - self._between) + self._between
            turns.popleft().set_result(None)

    def _next_line(self) -> _Turns | None:
        for turns in (self._hurried, self._patient):
            while turns and turns[0].done():
                turns.popleft()
            if turns:
                return turns
        return None

    def _may_leave(self, now: float, *, patient: bool) -> float:
        may = self._next_patient if patient else now
        if len(self._left) == self._left.maxlen:
            may = max(may, self._left[0] + self._within)
        return may


def paced(pace: Pace) -> aiohttp.TraceConfig:
    """The hook that the library's HTTP client calls as each request starts."""

    async def leaving(
        _session: aiohttp.ClientSession,
        _context: SimpleNamespace,
        request: aiohttp.TraceRequestStartParams,
    ) -> None:
        if not any(part in request.url.path for part in _EXEMPT):
            await pace.wait(patient=nobody_waits.get())

    trace = aiohttp.TraceConfig()
    trace.on_request_start.append(leaving)
    return trace
