"""Through the front door as a person goes: `python3 -m bot …` in a checkout, seen from outside."""

import ast
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from bot.front_door.environment import RUNTIME_LOCK
from tests.front_door.small_index import make_wheel

ROOT = Path(__file__).parents[2]

DEMO = """
import sys
import one
def demo(asked):
    print(sys.prefix, one.VERSION, asked.language, flush=True)
    return 7
"""


SHELL = """
def add_arguments(parser):
    parser.add_argument("text")
def when(asked, stdin, stdout):
    stdout.write(asked.text + stdin.read())
    return 3
"""


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy with the front door, a demo of one line, and a lock of one small package."""
    place = tmp_path_factory.mktemp("checkout")
    shutil.copytree(ROOT / "bot" / "front_door", place / "bot" / "front_door")
    for name in ("__init__.py", "__main__.py"):
        shutil.copy(ROOT / "bot" / name, place / "bot" / name)
    (place / "bot" / "demo.py").write_text(DEMO)
    (place / "bot" / "dates").mkdir()
    (place / "bot" / "dates" / "shell.py").write_text(SHELL)
    (place / "bot" / "app.py").write_text("raise ValueError('no such thing')\n")
    (place / RUNTIME_LOCK).write_text(make_wheel(place / "index", "one", "1.0"))
    return place


def start(checkout: Path, *argv: str, **more: str) -> subprocess.CompletedProcess[str]:
    """Start as in an empty environment, the package index being a folder."""
    environ = {
        "HOME": str(checkout / "home"),
        "PATH": "/usr/bin:/bin",
        "PIP_CONFIG_FILE": os.devnull,
        "PIP_NO_INDEX": "1",
        "PIP_FIND_LINKS": str(checkout / "index"),
        **more,
    }
    return subprocess.run(
        [sys.executable, "-m", "bot", *argv],
        cwd=checkout,
        env=environ,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_first_start_prepares_and_goes_on_into_the_environment(checkout: Path) -> None:
    shutil.rmtree(checkout / ".venv", ignore_errors=True)
    first = start(checkout, "demo", LANG="it_IT.UTF-8")
    assert first.stdout.split() == [str(checkout / ".venv"), "1.0", "it"]
    assert first.returncode == 7
    assert first.stderr.startswith("Primo avvio")

    durations = []
    for _ in range(3):
        began = time.monotonic()
        again = start(checkout, "demo")
        durations.append(time.monotonic() - began)
        assert (again.returncode, again.stderr) == (7, "")
    assert min(durations) < 1.0


def test_packagers_can_do_without_the_preparation(tmp_path: Path, checkout: Path) -> None:
    bare = tmp_path / "bare"
    shutil.copytree(checkout, bare, ignore=shutil.ignore_patterns(".venv"))
    for how in (start(bare, "demo", "--no-setup"), start(bare, "demo", PORTEVOIX_NO_SETUP="1")):
        assert how.returncode == 2
        assert len(how.stderr.splitlines()) == 1
        assert "“one” is missing" in how.stderr
    assert not (bare / ".venv").exists()


def test_a_fault_is_one_line_and_a_traceback_only_if_asked(checkout: Path) -> None:
    short = start(checkout, "run", "--no-setup")
    assert short.returncode == 1
    assert short.stderr.splitlines() == [
        "Something went wrong: ValueError: no such thing. "
        "(The details: same command with --verbose.)"
    ]
    long = start(checkout, "run", "--no-setup", "--verbose")
    assert long.returncode == 1
    assert "Traceback (most recent call last)" in long.stderr


def test_an_index_out_of_reach_is_said_with_pips_last_words(tmp_path: Path, checkout: Path) -> None:
    away = tmp_path / "away"
    shutil.copytree(checkout, away, ignore=shutil.ignore_patterns(".venv", "index"))
    tried = start(
        away, "demo", PIP_NO_INDEX="0", PIP_INDEX_URL="http://127.0.0.1:9/", PIP_RETRIES="0"
    )
    assert tried.returncode == 2
    assert "could not be installed" in tried.stderr
    assert "ERROR: No matching distribution found for one==1.0" in tried.stderr
    assert "Traceback" not in tried.stderr


@pytest.mark.parametrize("argv", [(), ("--help",), ("-h",)])
def test_with_no_verb_everything_is_explained_and_nothing_prepared(
    tmp_path: Path, checkout: Path, argv: tuple[str, ...]
) -> None:
    bare = tmp_path / "bare"
    shutil.copytree(checkout, bare, ignore=shutil.ignore_patterns(".venv"))
    told = start(bare, *argv, LANG="fr_FR.UTF-8")
    assert told.returncode == 0
    assert "python3 -m bot demo" in told.stdout
    assert told.stderr == ""
    assert not (bare / ".venv").exists()


def test_a_reading_verb_needs_no_environment(tmp_path: Path, checkout: Path) -> None:
    bare = tmp_path / "bare"
    shutil.copytree(checkout, bare, ignore=shutil.ignore_patterns(".venv"))
    read = start(bare, "when", "demain 18h")
    assert (read.returncode, read.stdout, read.stderr) == (3, "demain 18h", "")
    assert not (bare / ".venv").exists()


def test_a_reading_verb_goes_into_the_environment_where_no_zones_are_known(checkout: Path) -> None:
    read = start(checkout, "when", "demain 18h", PYTHONTZPATH="")
    assert (read.returncode, read.stdout) == (3, "demain 18h")
    assert (checkout / ".venv").exists()


def test_a_verb_that_is_not_in_this_copy_is_said_so(checkout: Path) -> None:
    asked = start(checkout, "heard", "oui", "--no-setup")
    assert asked.returncode == 2
    assert asked.stderr == "“heard” is not part of this copy of the bot.\n"


def test_too_old_a_python_gets_one_line() -> None:
    pretended = "import sys, runpy; sys.version_info = (3, 9, 1); runpy.run_module('bot')"
    for language, words in (("fr", "a besoin de Python 3.11"), ("C", "needs Python 3.11")):
        turned_away = subprocess.run(
            [sys.executable, "-c", pretended],
            cwd=ROOT,
            env={**os.environ, "LC_ALL": language},
            capture_output=True,
            text=True,
            check=False,
        )
        assert turned_away.returncode == 2
        assert words in turned_away.stderr
        assert len(turned_away.stderr.splitlines()) == 1


@pytest.mark.parametrize(
    "file",
    [
        "bot/__init__.py",
        "bot/__main__.py",
        "bot/front_door/__init__.py",
        "bot/front_door/threshold.py",
    ],
)
def test_what_an_old_python_reads_first_it_can_read(file: str) -> None:
    ast.parse((ROOT / file).read_text(encoding="utf-8"), feature_version=(3, 4))


def test_the_front_door_needs_nothing_but_the_standard_library() -> None:
    for file in (ROOT / "bot" / "front_door").glob("*.py"):
        for node in ast.parse(file.read_text(encoding="utf-8")).body:
            names: list[str] = []
            if isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom):
                names = [node.module or ""]
            for name in names:
                ours = name.startswith("bot.front_door")
                assert ours or name.partition(".")[0] in sys.stdlib_module_names, f"{file}: {name}"
