"""A sandbox for each test, without a bot."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from sandbox.app import Sandbox
from tests import UNHURRIED

START = "2026-11-23T10:00:00+01:00"


@pytest.fixture
async def box() -> AsyncIterator[Sandbox]:
    """A sandbox without rate limits, at ten in the morning."""
    async with Sandbox(start=START, limits=False, answer_within=UNHURRIED) as box:
        yield box
