"""A sandbox and a bot for each test, judged by Discord's own description where it is at hand."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from sandbox.app import Sandbox
from sandbox.description import Description
from tests import UNHURRIED
from tests.wire.trial import Trial, running

START = "2026-11-23T10:00:00+01:00"
_BESIDE = Path(__file__).resolve().parents[3] / "shared" / "discord" / "openapi.json"


@pytest.fixture(scope="session")
def description() -> Description | None:
    """Discord's own description of its API; test_described says aloud when it is not there."""
    path = Path(os.environ.get("SANDBOX_DESCRIPTION", _BESIDE))
    if path.is_file():
        return Description.read(path)
    return None


@pytest.fixture
async def box(description: Description | None) -> AsyncIterator[Sandbox]:
    """A sandbox without rate limits, strict about its own answers."""
    if description is not None:
        description.complaints.clear()
    async with Sandbox(
        start=START, limits=False, description=description, strict=True, answer_within=UNHURRIED
    ) as box:
        yield box


@pytest.fixture
async def trial(box: Sandbox) -> AsyncIterator[Trial]:
    """A bot that is ready."""
    async with running(box, Trial()) as trial:
        yield trial
