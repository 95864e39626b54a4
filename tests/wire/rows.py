"""All rows of the table."""

from __future__ import annotations

from tests.wire import (
    rows_calls,
    rows_commands,
    rows_components,
    rows_forms,
    rows_interactions,
    rows_messages,
    rows_places,
    rows_reactions,
    rows_threads,
)
from tests.wire.scene import ROWS

MODULES = (
    *(rows_messages, rows_reactions, rows_components),
    *(rows_interactions, rows_calls, rows_forms),
    *(rows_threads, rows_places, rows_commands),
)

__all__ = ["MODULES", "ROWS"]
