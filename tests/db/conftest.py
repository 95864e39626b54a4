"""What the tests of the memory share."""

import pytest

from db import swift


@pytest.fixture(params=["quick disk", "slow disk"])
def disk(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """A lone work keeps itself on a quick disk, and is kept by the writer on a slow one."""
    monkeypatch.setattr(swift, "QUICK", 60.0 if request.param == "quick disk" else 0.0)
