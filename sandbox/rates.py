"""Rate limits: one for everything, one for each kind of request and place.

Numbers for messages are observed ones; Discord publishes none and tells clients to read headers.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import blake2b

from sandbox.refusals import Refused

#: bucket: (requests, seconds). The place (channel, server, webhook) makes it a limit of its own.
LIMITS: dict[str, tuple[int, float]] = {
    "messages": (5, 5.0),
    "delete": (5, 1.0),
    "bulk-delete": (1, 3.0),
    "reactions": (1, 0.25),
    "typing": (5, 5.0),
    "threads": (50, 300.0),
    "webhook": (5, 2.0),
    "dm": (10, 10.0),
    "": (50, 1.0),
}
GLOBAL = (50, 1.0)


@dataclass(slots=True)
class _Window:
    ends: float
    used: int = 0


def rate_limited(retry_after: float, *, everywhere: bool, scope: str) -> Refused:
    """A 429 as Discord writes it. Clients take one without `Via` for a ban."""
    headers = {
        "Retry-After": str(max(int(retry_after + 0.999), 1)),
        "Via": "1.1 sandbox",
        "X-RateLimit-Scope": scope,
    }
    if everywhere:
        headers["X-RateLimit-Global"] = "true"
    extra = {"retry_after": round(retry_after, 3), "global": everywhere}
    return Refused(429, 0, "You are being rate limited.", headers=headers, extra=extra)


class Rates:
    """Counts requests; knows no world time, only the monotonic clock."""

    def __init__(
        self, *, enabled: bool = True, monotonic: Callable[[], float] = time.monotonic
    ) -> None:
        self.enabled = enabled
        self._monotonic = monotonic
        self._windows: dict[tuple[str, str], _Window] = {}
        self._everything = _Window(0.0)
        self._hashes: dict[str, str] = {}
        self.refused = 0

    def take(self, bucket: str, label: str, place: str, *, exempt: bool) -> dict[str, str]:
        """Count a request and return its headers; raises the 429 when there is no room.

        `label` tells buckets with the same numbers apart. `exempt`: interaction endpoints do not
        count for the limit over everything.
        """
        if not self.enabled:
            return {}
        now = self._monotonic()
        if not exempt:
            self._take_from_everything(now)
        most, seconds = LIMITS[bucket]
        window = self._windows.get((label, place))
        if window is None or now >= window.ends:
            if len(self._windows) > 4096:
                self._sweep(now)
            window = self._windows[label, place] = _Window(now + seconds)
        left = window.ends - now
        if window.used >= most:
            self.refused += 1
            refusal = rate_limited(left, everywhere=False, scope="user")
            refusal.headers |= self._headers(label, most, 0, left)
            raise refusal
        window.used += 1
        return self._headers(label, most, most - window.used, left)

    def _take_from_everything(self, now: float) -> None:
        most, seconds = GLOBAL
        if now >= self._everything.ends:
            self._everything = _Window(now + seconds)
        if self._everything.used >= most:
            self.refused += 1
            raise rate_limited(self._everything.ends - now, everywhere=True, scope="global")
        self._everything.used += 1

    def _headers(self, label: str, most: int, remaining: int, left: float) -> dict[str, str]:
        mark = self._hashes.get(label)
        if mark is None:
            mark = self._hashes[label] = blake2b(label.encode(), digest_size=16).hexdigest()
        return {
            "X-RateLimit-Bucket": mark,
            "X-RateLimit-Limit": str(most),
            "X-RateLimit-Remaining": str(remaining),
            "X-RateLimit-Reset": f"{time.time() + left:.3f}",
            "X-RateLimit-Reset-After": f"{left:.3f}",
        }

    def _sweep(self, now: float) -> None:
        self._windows = {key: each for key, each in self._windows.items() if each.ends > now}
