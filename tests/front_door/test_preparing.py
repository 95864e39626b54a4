"""Making the environment: from nothing, from a ruin, without ensurepip, twice at once."""

import io
import os
import shutil
import stat
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.front_door.environment import (
    DEVELOPMENT_LOCK,
    METRICS_LOCK,
    PICTURES_LOCK,
    POSTGRES_LOCK,
    RUNTIME_LOCK,
    Environment,
    NotReady,
)
from bot.front_door.pip import interpreter
from bot.front_door.preparing import prepare
from bot.front_door.progress import Progress
from bot.front_door.sentences import front_door_voice
from tests.front_door.small_index import make_wheel

SAY = front_door_voice("en")

WITHOUT_ENSUREPIP = """#!/bin/sh
case "$*" in
  *"-m venv --without-pip"*) ;;
  *"-m venv"*) echo "ensurepip is not available" >&2; exit 1 ;;
esac
exec {python} "$@"
"""


def a_checkout(place: Path, surroundings: pytest.MonkeyPatch) -> Environment:
    """A checkout with small locks, and an index in a folder; nothing is made yet."""
    for name in [name for name in os.environ if name.startswith("PIP_")]:
        surroundings.delenv(name)
    surroundings.setenv("PIP_CONFIG_FILE", os.devnull)
    surroundings.setenv("PIP_NO_INDEX", "1")
    surroundings.setenv("PIP_FIND_LINKS", str(place / "index"))
    checkout = place / "checkout"
    checkout.mkdir()
    one, two = (make_wheel(place / "index", *what) for what in (("one", "1.0"), ("two", "2.0")))
    (checkout / RUNTIME_LOCK).write_text(one)
    (checkout / POSTGRES_LOCK).write_text(two)
    (checkout / PICTURES_LOCK).write_text(two)
    (checkout / METRICS_LOCK).write_text(two)
    (checkout / DEVELOPMENT_LOCK).write_text(one + two)
    return Environment(checkout)


def a_starter(place: Path) -> Path:
    """A Python that cannot bring pip along, as Debian's without python3-venv; also the quicker."""
    script = place / "python3"
    script.write_text(WITHOUT_ENSUREPIP.format(python=sys.executable))
    script.chmod(script.stat().st_mode | stat.S_IXUSR)
    return script


@pytest.fixture
def environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Environment:
    return a_checkout(tmp_path, monkeypatch)


@pytest.fixture
def starter(tmp_path: Path) -> Path:
    return a_starter(tmp_path)


@pytest.fixture(scope="module")
def finished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An environment that was made completely, to be copied: making one takes seconds."""
    place = tmp_path_factory.mktemp("finished")
    with pytest.MonkeyPatch.context() as surroundings:
        environment = a_checkout(place, surroundings)
        made(environment, a_starter(place))
    return environment.folder


@pytest.fixture
def made_once(environment: Environment, finished: Path) -> Environment:
    """The same checkout with its environment made."""
    shutil.copytree(finished, environment.folder, symlinks=True)
    return environment


def made(environment: Environment, starter: Path, *locks: str) -> str:
    """Prepare; returns what the person read."""
    out = io.StringIO()
    prepare(environment, locks or (RUNTIME_LOCK,), SAY, Progress(out), starter)
    return out.getvalue()


def imported(environment: Environment, package: str) -> bool:
    probe = [str(environment.python), "-c", f"import {package}"]
    return subprocess.run(probe, capture_output=True, check=False).returncode == 0


def test_from_nothing_with_pythons_own_pip(environment: Environment) -> None:
    told = made(environment, Path(sys.executable))
    assert told.startswith("First start")
    assert "All 1 packages are here" in told
    assert environment.is_ready([RUNTIME_LOCK])
    assert imported(environment, "one")
    assert imported(environment, "pip")


def test_where_ensurepip_is_missing_another_pip_is_found(
    environment: Environment, starter: Path
) -> None:
    told = made(environment, starter)
    assert "cannot bring pip along" in told
    assert imported(environment, "one")
    assert not imported(environment, "pip")


def test_what_is_ready_is_left_alone_without_a_word(made_once: Environment, starter: Path) -> None:
    before = made_once.stamp.stat().st_mtime_ns
    assert made(made_once, starter) == ""
    assert made_once.stamp.stat().st_mtime_ns == before


def test_nothing_outside_the_environment_is_touched(
    environment: Environment, starter: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = tmp_path / "home"
    home.mkdir()
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("PATH", "/usr/bin:/bin")
    before = set(environment.checkout.rglob("*"))
    made(environment, starter)
    after = {path for path in environment.checkout.rglob("*") if ".venv" not in path.parts}
    assert after == before
    assert list(home.iterdir()) == []


def test_a_new_lock_is_added_to_what_is_there(made_once: Environment, starter: Path) -> None:
    keepsake = made_once.folder / "keepsake"
    keepsake.touch()
    newer = make_wheel(made_once.checkout.parent / "index", "one", "1.1")
    (made_once.checkout / RUNTIME_LOCK).write_text(newer)
    assert not made_once.is_ready([RUNTIME_LOCK])
    assert made(made_once, starter).startswith("Bringing the environment")
    assert keepsake.exists()
    assert made_once.is_ready([RUNTIME_LOCK])


def test_an_environment_for_development_serves_every_verb(
    environment: Environment, starter: Path
) -> None:
    made(environment, starter, DEVELOPMENT_LOCK)
    assert environment.is_ready([RUNTIME_LOCK, POSTGRES_LOCK, PICTURES_LOCK, METRICS_LOCK])


def test_a_runtime_environment_grows_into_one_for_postgres(
    made_once: Environment, starter: Path
) -> None:
    assert not made_once.is_ready([RUNTIME_LOCK, POSTGRES_LOCK])
    made(made_once, starter, RUNTIME_LOCK, POSTGRES_LOCK)
    assert imported(made_once, "two")
    assert not made_once.is_ready([DEVELOPMENT_LOCK])


def an_interruption(environment: Environment) -> None:
    environment.unfinished.touch()


def a_lost_interpreter(environment: Environment) -> None:
    environment.python.unlink()


def another_interpreter(environment: Environment) -> None:
    environment.python.unlink()
    environment.python.symlink_to("/bin/sh")


def a_lost_package(environment: Environment) -> None:
    (installed,) = environment.folder.glob("lib/python3*/site-packages/one/__init__.py")
    shutil.rmtree(installed.parent)


@pytest.mark.parametrize(
    "damage", [an_interruption, a_lost_interpreter, another_interpreter, a_lost_package]
)
def test_a_ruin_is_recognised(
    made_once: Environment, damage: Callable[[Environment], None]
) -> None:
    assert made_once.is_ready([RUNTIME_LOCK])
    damage(made_once)
    assert not made_once.is_ready([RUNTIME_LOCK])


@pytest.mark.parametrize("damage", [an_interruption, a_lost_package])
def test_a_ruin_is_made_anew(
    made_once: Environment, starter: Path, damage: Callable[[Environment], None]
) -> None:
    (made_once.folder / "debris").touch()
    damage(made_once)
    assert "making it anew" in made(made_once, starter)
    assert not (made_once.folder / "debris").exists()
    assert made_once.is_ready([RUNTIME_LOCK])
    assert imported(made_once, "one")


def test_an_environment_is_made_anew_from_within_itself(
    made_once: Environment, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "prefix", str(made_once.folder))
    monkeypatch.setattr(sys, "executable", str(made_once.python))
    beneath = interpreter(made_once.folder)
    assert not beneath.is_relative_to(made_once.folder)
    assert interpreter(tmp_path / "another") == made_once.python
    an_interruption(made_once)
    assert "making it anew" in made(made_once, beneath)
    assert made_once.is_ready([RUNTIME_LOCK])


def test_an_environment_made_by_hand_is_added_to(environment: Environment, starter: Path) -> None:
    subprocess.run([starter, "-m", "venv", "--without-pip", environment.folder], check=True)
    (environment.folder / "keepsake").touch()
    assert made(environment, starter).startswith("Bringing the environment")
    assert (environment.folder / "keepsake").exists()
    assert imported(environment, "one")


def test_two_starts_at_once_make_one_environment(environment: Environment, starter: Path) -> None:
    told: list[str] = []
    starts = [
        threading.Thread(target=lambda: told.append(made(environment, starter))) for _ in range(2)
    ]
    for start in starts:
        start.start()
    for start in starts:
        start.join()
    waited, worked = sorted(told, key=len)
    assert waited == SAY("env.waiting", folder=environment.folder) + "\n" or waited == ""
    assert worked.startswith("First start")
    assert imported(environment, "one")


def test_without_the_index_pips_last_words_are_told_and_the_next_start_mends(
    environment: Environment, starter: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as away:
        away.setenv("PIP_FIND_LINKS", str(environment.checkout / "nowhere"))
        with pytest.raises(NotReady) as refused:
            made(environment, starter)
    assert refused.value.key == "env.pip_failed"
    told = SAY(refused.value.key, **refused.value.details)
    assert "No matching distribution found for one==1.0" in told
    assert len(told.splitlines()) <= 8
    assert not environment.is_ready([RUNTIME_LOCK])
    made(environment, starter)
    assert environment.is_ready([RUNTIME_LOCK])


def test_a_package_with_another_content_is_refused(environment: Environment, starter: Path) -> None:
    index = environment.checkout.parent / "index"
    wheel = index / "one-1.0-py3-none-any.whl"
    wheel.write_bytes((index / "two-2.0-py3-none-any.whl").read_bytes())
    with pytest.raises(NotReady) as refused:
        made(environment, starter)
    assert refused.value.key == "env.pip_failed"
    assert not imported(environment, "one")


def test_a_missing_lock_is_named_before_anything_is_done(environment: Environment) -> None:
    (environment.checkout / RUNTIME_LOCK).unlink()
    with pytest.raises(NotReady) as refused:
        made(environment, Path(sys.executable))
    assert refused.value.key == "env.no_lock"
    assert not environment.unfinished.exists()


def test_a_place_that_cannot_be_written_is_said_so(tmp_path: Path) -> None:
    (tmp_path / ".venv").write_text("not a folder")
    (tmp_path / RUNTIME_LOCK).write_text("")
    with pytest.raises(NotReady) as refused:
        made(Environment(tmp_path), Path(sys.executable))
    assert refused.value.key == "env.unwritable"


def test_after_a_kill_the_next_start_waits_for_what_is_still_running(
    environment: Environment, starter: Path
) -> None:
    pipe = environment.checkout / "pipe"
    os.mkfifo(pipe)
    holding = (
        "import subprocess, sys\n"
        "from pathlib import Path\n"
        "from bot.front_door.environment import Environment\n"
        f"with Environment(Path({str(environment.checkout)!r})).alone(lambda: None):\n"
        f"    subprocess.Popen(['/bin/sh', '-c', 'read line < {pipe}'], close_fds=False)\n"
        "    print('held', flush=True)\n"
        "    sys.stdin.read()\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", holding], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as killed:
        assert killed.stdout is not None
        assert killed.stdout.readline() == "held\n"
        killed.kill()

    waiting = threading.Event()
    told: list[str] = []

    def start() -> None:
        with environment.alone(waiting.set):
            told.append("in")

    second = threading.Thread(target=start)
    second.start()
    assert waiting.wait(10)
    assert told == []
    pipe.write_text("go on\n")
    second.join()
    assert told == ["in"]
