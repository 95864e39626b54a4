"""Bad weather on the wire: so many requests in a hundred go wrong, the same ones each time."""

import asyncio
import random
from collections import Counter
from collections.abc import Mapping
from typing import Any
from weakref import WeakKeyDictionary

from sandbox.faults import AFTER, BEFORE, Fault, Faults

KINDS: Mapping[str, Mapping[str, Any]] = {
    "cut before": {"kind": "cut", "when": BEFORE},
    "cut after": {"kind": "cut", "when": AFTER},
    "500 before": {"kind": "error", "status": 500, "when": BEFORE},
    "500 after": {"kind": "error", "status": 500, "when": AFTER},
    "502 before": {"kind": "error", "status": 502, "when": BEFORE},
    "502 after": {"kind": "error", "status": 502, "when": AFTER},
    "503 before": {"kind": "error", "status": 503, "when": BEFORE},
    "503 after": {"kind": "error", "status": 503, "when": AFTER},
    "504 before": {"kind": "error", "status": 504, "when": BEFORE},
    "504 after": {"kind": "error", "status": 504, "when": AFTER},
    "429 here": {"kind": "limit", "retry_after": 0.2},
    "429 everywhere": {"kind": "limit", "retry_after": 0.2, "everywhere": True},
    "no answer before": {"kind": "slow", "seconds": 6.0, "when": BEFORE},
    "no answer after": {"kind": "slow", "seconds": 6.0, "when": AFTER},
}
"""What can go wrong, before the request has its effect or after it."""

_FAIR = "fair"
_STRUCK = (
    ("POST", ("channels", None, "messages")),
    ("GET", ("channels", None, "messages")),
    ("POST", ("users", "@me", "channels")),
)
"""The requests of a delivery; logging in is left alone."""


class Weather(Faults):
    """Faults dealt like cards: in each hundred requests exactly the share of each kind."""

    def __init__(self, shares: Mapping[str, float], seed: str) -> None:
        super().__init__()
        self._shares = shares
        self._chance = random.Random(seed)  # noqa: S311 - to fall the same way each time
        self._deck: list[str] = []
        self._dealt: WeakKeyDictionary[Any, str] = WeakKeyDictionary()
        self.struck: Counter[str] = Counter()
        # Whoever asks whether anything is pending is told yes.
        self.add("error", method="NONE")

    def take(self, method: str, parts: list[str], when: str) -> Fault | None:
        """The fault that strikes this request now, if one does."""
        if not any(_fits(template, method, parts) for template in _STRUCK):
            return None
        request = asyncio.current_task()
        if when == BEFORE:
            self._dealt[request] = self._card()
        name = self._dealt.get(request, _FAIR)
        if name == _FAIR or KINDS[name].get("when", BEFORE) != when:
            return None
        self.struck[name] += 1
        kind = dict(KINDS[name])
        return Fault(0, kind.pop("kind"), **kind)

    def _card(self) -> str:
        if not self._deck:
            for name, share in self._shares.items():
                self._deck += [name] * round(share * 100)
            self._deck += [_FAIR] * (100 - len(self._deck))
            self._chance.shuffle(self._deck)
        return self._deck.pop()


def _fits(template: tuple[str, tuple[str | None, ...]], method: str, parts: list[str]) -> bool:
    wanted, path = template
    return (
        method == wanted
        and len(parts) == len(path)
        and all(want in (None, part) for want, part in zip(path, parts, strict=True))
    )
