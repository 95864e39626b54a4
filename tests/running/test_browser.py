"""Where the page tests' browser comes from, in which order, and that its lack is told."""

import stat
from pathlib import Path

import pytest

from tests.running.browser import VARIABLE, have_chromium


def program(file: Path, code: int = 0, does: str = "") -> Path:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(f"#!/bin/sh\n{does}\nexit {code}\n")
    file.chmod(file.stat().st_mode | stat.S_IXUSR)
    return file


@pytest.fixture
def bare(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine with no browser; a folder that is its whole path; Playwright refuses."""
    path = tmp_path / "bin"
    path.mkdir()
    (path / "sh").symlink_to("/bin/sh")
    monkeypatch.setenv("PATH", str(path))
    monkeypatch.delenv(VARIABLE, raising=False)
    monkeypatch.setattr("sys.executable", str(program(tmp_path / "python", 1, "echo refused")))
    monkeypatch.setattr("os.geteuid", lambda: 1000)
    return path


def test_the_one_that_is_named_is_taken(bare: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    named = program(bare.parent / "mine")
    program(bare / "chromium")
    monkeypatch.setenv(VARIABLE, str(named))
    assert have_chromium(print, bare / "none") == named


def test_one_on_the_path_is_taken_if_it_starts(bare: Path) -> None:
    program(bare / "chromium", 1)
    program(bare / "google-chrome")
    assert have_chromium(print, bare / "none") == bare / "google-chrome"


def test_one_that_playwright_brought_before_is_taken(bare: Path, tmp_path: Path) -> None:
    name = "chromium_headless_shell-1255/chrome-headless-shell-linux64/chrome-headless-shell"
    brought = program(tmp_path / "browsers" / name)
    told: list[str] = []
    assert have_chromium(told.append, tmp_path / "browsers") == brought
    assert told == []


def test_playwright_is_asked_and_its_browser_taken(
    bare: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = "chromium_headless_shell-1/chrome-linux/headless_shell"
    brings = program(tmp_path / "prepared")
    (tmp_path / "browsers" / name).parent.mkdir(parents=True)
    does = f'/bin/cp -p {brings} "$PLAYWRIGHT_BROWSERS_PATH/{name}"'
    monkeypatch.setattr("sys.executable", str(program(tmp_path / "python", 0, does)))
    assert have_chromium(print, tmp_path / "browsers") == tmp_path / "browsers" / name


def test_debians_package_is_installed_only_by_root(
    bare: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    prepared = program(tmp_path / "prepared")
    calls = tmp_path / "calls"
    installs = f'case "$*" in *install*) /bin/cp -p {prepared} {bare}/chromium ;; esac'
    does = f'echo "$@" >> {calls}\n{installs}'
    program(bare / "apt-get", 0, does)
    assert have_chromium(print, tmp_path / "none") is None
    assert not calls.exists()
    monkeypatch.setattr("os.geteuid", lambda: 0)
    assert have_chromium(print, tmp_path / "none") == bare / "chromium"
    assert calls.read_text().splitlines() == [
        "-q update",
        "-q -y --no-install-recommends install chromium",
    ]


def test_why_none_could_be_had_is_told(bare: Path, tmp_path: Path) -> None:
    told: list[str] = []
    assert have_chromium(told.append, tmp_path / "none") is None
    assert told[0].startswith("Chromium: none here; asking Playwright")
    assert told[1].endswith("refused")
