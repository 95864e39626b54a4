"""Misbehaviour on demand: what shall go wrong with which of the next requests."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field
from typing import Any

Json = dict[str, Any]

#: Faults of single requests, and the fields each has.
KINDS = ("error", "cut", "slow", "limit")
BEFORE, AFTER = "before", "after"


@dataclass(slots=True)
class Fault:
    """One pending fault; `path` is a template where `*` stands for one part, None for any."""

    id: int
    kind: str
    when: str = BEFORE
    method: str | None = None
    path: tuple[str, ...] | None = None
    times: int = 1
    status: int = 503
    seconds: float = 0.0
    retry_after: float = 1.0
    everywhere: bool = False

    def fits(self, method: str, parts: list[str]) -> bool:
        """Whether it is meant for this request."""
        if self.method is not None and self.method != method:
            return False
        if self.path is None:
            return True
        return len(self.path) == len(parts) and all(
            want in {"*", part} for want, part in zip(self.path, parts, strict=True)
        )

    def as_json(self) -> Json:
        """For the doors that show what is pending."""
        shape: Json = {"id": str(self.id), "fault": self.kind, "when": self.when}
        shape |= {"times": self.times, "method": self.method}
        shape["path"] = None if self.path is None else "/" + "/".join(self.path)
        if self.kind == "error":
            shape["status"] = self.status
        elif self.kind == "slow":
            shape["seconds"] = self.seconds
        elif self.kind == "limit":
            shape |= {"retry_after": self.retry_after, "global": self.everywhere}
        return shape


@dataclass(slots=True)
class Faults:
    """What is pending, in the order in which it was asked for."""

    pending: list[Fault] = field(default_factory=list)
    _ids: itertools.count[int] = field(default_factory=lambda: itertools.count(1))

    def add(self, kind: str, **fields: Any) -> Fault:
        """Let something go wrong."""
        fault = Fault(next(self._ids), kind, **fields)
        self.pending.append(fault)
        return fault

    def take(self, method: str, parts: list[str], when: str) -> Fault | None:
        """The fault that strikes this request now, used up by one."""
        for fault in self.pending:
            if fault.when == when and fault.fits(method, parts):
                fault.times -= 1
                if fault.times <= 0:
                    self.pending.remove(fault)
                return fault
        return None

    def clear(self) -> None:
        """Let nothing more go wrong."""
        self.pending.clear()

    def as_json(self) -> list[Json]:
        """All that is pending."""
        return [fault.as_json() for fault in self.pending]
