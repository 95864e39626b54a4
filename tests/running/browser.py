"""A Chromium for the page tests: one that is here, else Playwright's, else Debian's package."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

VARIABLE = "TESTS_CHROMIUM"
"""Tells the page tests which browser to start; without it they are skipped."""

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")

_PATIENCE = 600
_LAST_WORDS = 300

Tell = Callable[[str], None]


def have_chromium(tell: Tell, browsers: Path) -> Path | None:
    """The browser for the page tests, fetched if need be; None if it cannot be had.

    :param browsers: the folder where Playwright may put its own
    """
    given = os.environ.get(VARIABLE)
    return (
        (_working(given) if given else None)
        or _on_the_path()
        or _from_playwright(tell, browsers)
        or _from_debian(tell)
    )


def _on_the_path() -> Path | None:
    found = (shutil.which(name) for name in NAMES)
    return next((path for name in found if name and (path := _working(name))), None)


def _working(browser: str) -> Path | None:
    """The browser if it starts: some distributions put a mere signpost under its name."""
    try:
        tried = subprocess.run([browser, "--version"], capture_output=True, timeout=60, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return None
    return Path(browser) if tried.returncode == 0 else None


def _from_playwright(tell: Tell, browsers: Path) -> Path | None:
    if found := _downloaded(browsers):
        return found
    tell("Chromium: none here; asking Playwright for its own…")
    surroundings = {
        **os.environ,
        "PLAYWRIGHT_BROWSERS_PATH": str(browsers),
        "PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT": "10000",
    }
    command = [sys.executable, "-m", "playwright", "install", "--only-shell", "chromium"]
    if not _succeeds(tell, command, surroundings):
        return None
    found = _downloaded(browsers)
    if not found:
        tell("Chromium: Playwright's does not start here (system libraries missing?).")
    return found


def _downloaded(browsers: Path) -> Path | None:
    shells = sorted(browsers.glob("chromium_headless_shell-*/chrome-*/*headless*shell*"))
    return next((path for shell in reversed(shells) if (path := _working(str(shell)))), None)


def _from_debian(tell: Tell) -> Path | None:
    apt = shutil.which("apt-get")
    if not apt or sys.platform == "win32" or os.geteuid() != 0:
        return None
    tell("Chromium: installing Debian's package with apt-get…")
    surroundings = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    _succeeds(tell, [apt, "-q", "update"], surroundings)
    command = [apt, "-q", "-y", "--no-install-recommends", "install", "chromium"]
    return _on_the_path() if _succeeds(tell, command, surroundings) else None


def _succeeds(tell: Tell, command: list[str], surroundings: dict[str, str]) -> bool:
    try:
        done = subprocess.run(
            command,
            env=surroundings,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            timeout=_PATIENCE,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        tell(f"Chromium: {type(error).__name__} from {Path(command[0]).name}.")
        return False
    if done.returncode:
        words = " ".join(done.stdout.split())[-_LAST_WORDS:]
        tell(f"Chromium: not obtained that way: …{words}")
    return done.returncode == 0
