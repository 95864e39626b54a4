"""A scene for each story."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.stories.stage import Scene, scene


@pytest.fixture
async def play(tmp_path: Path) -> AsyncIterator[Scene]:
    """A collective on a Monday morning; the bot's own process beside it."""
    async with scene(tmp_path / "world", f"sqlite:///{tmp_path}/memory.sqlite3") as playing:
        yield playing
