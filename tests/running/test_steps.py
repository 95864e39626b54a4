"""A whole look: every step is taken, and one line closes it."""

import sys
from pathlib import Path

import pytest

from tests.running.steps import Done, Step, all_steps, asked_step, closing_line, surroundings, take


def saying(name: str, code: int) -> Step:
    return Step(name, (sys.executable, "-c", f"raise SystemExit({code})"))


def test_a_step_that_goes_badly_does_not_hide_the_next(tmp_path: Path) -> None:
    told: list[str] = []
    done = take([saying("lint", 1), saying("tests", 0)], tmp_path, {}, told.append)
    assert done == [Done("lint", well=False), Done("tests", well=True)]
    assert told[0] == "— lint …"
    assert told[1].startswith("— lint: NOT WELL")
    assert told[-1].startswith("— tests: well")


def test_the_closing_line_names_what_went_badly_and_what_was_left_out() -> None:
    well, badly = Done("lint", well=True), Done("tests", well=False)
    assert closing_line([well], page_tests=True) == "All is well (looked at: lint)."
    assert closing_line([well, badly], page_tests=True).startswith("Not well: tests (")
    assert "PAGE TESTS WERE SKIPPED" in closing_line([well], page_tests=False)


def test_a_whole_look_is_format_lint_types_and_tests() -> None:
    assert [step.name for step in all_steps(1)] == ["format", "lint", "types", "tests"]
    assert "-n" not in all_steps(1)[-1].command
    assert all_steps(2)[-1].command[-4:] == ("-n", "2", "--dist", "loadfile")


def test_arguments_are_pytests_own() -> None:
    assert asked_step(["tests/db", "-k", "store"]).command[1:] == (
        "-m",
        "pytest",
        "tests/db",
        "-k",
        "store",
    )


def test_the_steps_see_the_browser_and_no_settings_of_a_real_bot(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("PORTEVOIX_DISCORD__TOKEN", "1.2.3")
    monkeypatch.setenv("TESTS_CHROMIUM", "/gone")
    seen = surroundings(Path("/usr/bin/chromium"), "TESTS_CHROMIUM")
    assert seen["TESTS_CHROMIUM"] == "/usr/bin/chromium"
    assert "PORTEVOIX_DISCORD__TOKEN" not in seen
    assert "TESTS_CHROMIUM" not in surroundings(None, "TESTS_CHROMIUM")
