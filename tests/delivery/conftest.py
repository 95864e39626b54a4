"""What trials of delivery stand on: processes that can be killed."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.delivery.nursery import Nursery, nursery


@pytest.fixture
async def births(tmp_path: Path) -> AsyncIterator[Nursery]:
    """A nursery; a process that complains fails the test."""
    log = tmp_path / "processes.log"
    async with nursery(log) as here:
        yield here
    assert "Traceback" not in log.read_text(), log.read_text()
