"""Whatever goes wrong on the wire: nothing lost, nothing repeated, everything recorded."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.delivery import ground
from tests.delivery.storms import Storm, storm
from tests.delivery.weather import KINDS

_REPEATED = ("500", "502", "504")

FAMILIES: dict[str, tuple[float, tuple[str, ...]]] = {
    "cut": (0.1, ("cut before", "cut after")),
    "repeated by the library": (0.05, tuple(kind for kind in KINDS if kind[:3] in _REPEATED)),
    "told at once": (0.1, ("503 before", "503 after")),
    "too many": (0.1, ("429 here", "429 everywhere")),
    "no answer": (0.05, ("no answer before", "no answer after")),
}


async def _try(folder: Path, people: int, shares: Mapping[str, float]) -> Storm:
    seed = await ground.seed(folder / "seed", people)
    come = await storm(seed, folder, shares, most=100)
    told = come.told
    assert (told.lost, told.repeated, told.faults) == (0, 0, ())
    assert set(come.weather.struck) == set(shares)
    return come


@pytest.mark.parametrize("family", FAMILIES)
async def test_no_kind_of_fault_loses_or_repeats_anything(tmp_path: Path, family: str) -> None:
    share, kinds = FAMILIES[family]
    await _try(tmp_path, 100, dict.fromkeys(kinds, share))


async def test_all_of_them_together_lose_and_repeat_nothing(tmp_path: Path) -> None:
    come = await _try(tmp_path, 200, dict.fromkeys(KINDS, 0.03))
    assert come.weather.struck.total() > 80
