"""The locks: valid anywhere, in step with the project file and with one another."""

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
LOCKS = (
    "requirements.lock",
    "requirements-postgres.lock",
    "requirements-pictures.lock",
    "requirements-metrics.lock",
    "requirements-dev.lock",
)

Pins = dict[str, tuple[str, str, frozenset[str]]]


def pins(lock: str) -> Pins:
    """Version, marker and hashes of each package."""
    text = (ROOT / lock).read_text(encoding="utf-8").replace("\\\n", " ")
    found: Pins = {}
    for line in text.splitlines():
        wanted, *hashes = line.split("--hash=")
        pinned, _, marker = wanted.partition(";")
        name, _, version = pinned.strip().partition("==")
        found[name] = (version, marker.strip(), frozenset(word.strip() for word in hashes))
    return found


def declared(*groups: str) -> list[Requirement]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    lists = {
        "runtime": project["project"]["dependencies"],
        **project["project"]["optional-dependencies"],
        "dev": project["dependency-groups"]["dev"],
    }
    return [Requirement(text) for group in groups for text in lists[group]]


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_holds_names_versions_and_hashes_and_nothing_else(lock: str) -> None:
    lines = (ROOT / lock).read_text(encoding="utf-8").splitlines()
    pinned = re.compile(r"[a-z0-9-]+==[0-9][0-9a-z.]*( ; [a-z_]+ [!<>=]+ '[A-Za-z0-9.]+')? \\")
    hashed = re.compile(r"    --hash=sha256:[0-9a-f]{64}( \\)?")
    strange = [line for line in lines if not (pinned.fullmatch(line) or hashed.fullmatch(line))]
    assert strange == []
    assert all(hashes for _, _, hashes in pins(lock).values())


@pytest.mark.parametrize(
    ("lock", "groups"),
    [
        ("requirements.lock", ("runtime",)),
        ("requirements-postgres.lock", ("postgres",)),
        ("requirements-pictures.lock", ("pictures",)),
        ("requirements-metrics.lock", ("metrics",)),
        ("requirements-dev.lock", ("runtime", "postgres", "pictures", "metrics", "dev")),
    ],
)
def test_a_lock_fulfils_what_the_project_declares(lock: str, groups: tuple[str, ...]) -> None:
    locked = pins(lock)
    for wanted in declared(*groups):
        version, _, _ = locked[canonicalize_name(wanted.name)]
        assert wanted.specifier.contains(version), f"{wanted} is not {version}"


def test_the_development_lock_holds_the_others_with_the_same_versions_and_hashes() -> None:
    development = pins("requirements-dev.lock")
    for lock in LOCKS[:-1]:
        for name, (version, _, hashes) in pins(lock).items():
            assert development[name][0] == version
            assert development[name][2] == hashes


@pytest.mark.parametrize(
    ("lock", "added"),
    [
        ("requirements-postgres.lock", {"psycopg", "psycopg-binary"}),
        ("requirements-pictures.lock", {"matplotlib", "numpy", "pillow"}),
        ("requirements-metrics.lock", {"prometheus-client"}),
    ],
)
def test_an_extra_adds_to_the_runtime_lock_without_changing_it(lock: str, added: set[str]) -> None:
    runtime, extra = pins("requirements.lock"), pins(lock)
    shared = runtime.keys() & extra.keys()
    assert {name: runtime[name][0] for name in shared} == {name: extra[name][0] for name in shared}
    assert extra.keys() - runtime.keys() >= added
    assert not added & runtime.keys()
