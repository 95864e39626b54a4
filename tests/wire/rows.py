"""All rows of the table."""

from __future__ import annotations

from tests.wire import (
    rows_commands,
    rows_components,
    rows_interactions,
    rows_messages,
    rows_places,
)
from tests.wire.scene import ROWS

MODULES = (rows_messages, rows_components, rows_interactions, rows_places, rows_commands)

__all__ = ["MODULES", "ROWS"]
