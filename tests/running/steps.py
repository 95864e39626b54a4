"""The steps of a whole look: format, lint, types, tests; and the line that closes it."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

PATIENCE = 25 * 60
"""Seconds after which a step is stopped: something hangs."""


@dataclass(frozen=True)
class Step:
    """One thing to look at, with the command that does it."""

    name: str
    command: tuple[str, ...]


@dataclass(frozen=True)
class Done:
    """How a step went."""

    name: str
    well: bool


def all_steps(processors: int) -> list[Step]:
    """Everything: what `python3 -m tests` looks at with nothing else said."""
    together = ("-n", "2", "--dist", "loadfile") if processors > 1 else ()
    return [
        Step("format", _module("ruff", "format", "--check", "--quiet", ".")),
        Step("lint", _module("ruff", "check", "--quiet", ".")),
        Step("types", _module("mypy")),
        Step("tests", _module("pytest", "-q", *together)),
    ]


def asked_step(arguments: Sequence[str]) -> Step:
    """Only the tests asked for; the arguments are pytest's."""
    return Step("tests", _module("pytest", *arguments))


def take(
    steps: Sequence[Step], folder: Path, environ: Mapping[str, str], tell: Callable[[str], None]
) -> list[Done]:
    """Take every step, also after one that went badly, so that one look shows all."""
    done = []
    for step in steps:
        began = time.monotonic()
        tell(f"— {step.name} …")
        well = _goes_well(step, folder, environ, tell)
        tell(f"— {step.name}: {'well' if well else 'NOT WELL'} ({time.monotonic() - began:.0f} s)")
        done.append(Done(step.name, well))
    return done


def closing_line(done: Sequence[Done], *, page_tests: bool) -> str:
    """All in one line; what was left out is part of it."""
    bad = [one.name for one in done if not one.well]
    verdict = f"Not well: {', '.join(bad)}" if bad else "All is well"
    looked_at = ", ".join(one.name for one in done)
    left_out = "" if page_tests else " PAGE TESTS WERE SKIPPED: no Chromium could be had."
    return f"{verdict} (looked at: {looked_at}).{left_out}"


def surroundings(chromium: Path | None, variable: str) -> dict[str, str]:
    """The variables of the steps: the person's own, without settings meant for a real bot."""
    kept = {name: value for name, value in os.environ.items() if not _is_setting(name)}
    kept.pop(variable, None)
    return kept | ({variable: str(chromium)} if chromium else {})


def _is_setting(name: str) -> bool:
    return name.upper().startswith("PORTEVOIX_")


def _module(*words: str) -> tuple[str, ...]:
    return (sys.executable, "-m", *words)


def _goes_well(
    step: Step, folder: Path, environ: Mapping[str, str], tell: Callable[[str], None]
) -> bool:
    try:
        ran = subprocess.run(
            step.command, cwd=folder, env=dict(environ), timeout=PATIENCE, check=False
        )
    except subprocess.TimeoutExpired:
        tell(f"— {step.name}: stopped after {PATIENCE // 60} minutes.")
        return False
    return ran.returncode == 0
