"""How the sandbox's own doors say no."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


class Wrong(Exception):
    """A refusal with a name for machines and a sentence for people."""

    def __init__(
        self, status: int, error: str, text: str, fields: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(text)
        self.status = status
        self.error = error
        self.text = text
        self.fields = fields

    def body(self) -> dict[str, Any]:
        """The JSON of it."""
        body: dict[str, Any] = {"error": self.error, "text": self.text}
        if self.fields:
            body["fields"] = dict(self.fields)
        return body


def malformed(text: str, **fields: str) -> Wrong:
    """400: the request itself is not as it should be."""
    return Wrong(400, "malformed", text, fields)


def missing(what: str, text: str) -> Wrong:
    """404: not there, or not for that person to see."""
    return Wrong(404, f"unknown_{what}", text)


def forbidden(text: str) -> Wrong:
    """403: that person may not."""
    return Wrong(403, "forbidden", text)


def not_now(error: str, text: str) -> Wrong:
    """409: not in this state of things."""
    return Wrong(409, error, text)
