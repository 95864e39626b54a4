"""A polite no: what a person can understand, by key, with its details."""

from typing import Any


class Refusal(Exception):
    """Something that cannot be done, and why, in words a person understands.

    `key` names a sentence of the catalogues under `refusal.`; `details` fill its blanks.
    """

    def __init__(self, key: str, **details: Any) -> None:
        super().__init__(key)
        self.key = key
        self.details = details
