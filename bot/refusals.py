"""A polite no: what a person can understand, by key, with its details."""

from collections.abc import Mapping
from typing import Any


class Refusal(Exception):
    """Something that cannot be done, and why, in words a person understands.

    `key` names a sentence of the catalogues under `refusal.`; `details` fill its blanks. `form`
    holds what the person had typed, so that nothing is lost.
    """

    def __init__(self, key: str, *, form: Mapping[str, str] | None = None, **details: Any) -> None:
        super().__init__(key)
        self.key = key
        self.details = details
        self.form = form
