"""Finding a pip for the environment, and having it install a lock."""

import collections
import os
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from bot.front_door.environment import Environment, NotReady

_OURS = ("--no-input", "--no-user", "--no-cache-dir", "--disable-pip-version-check")
_NOT_OURS = ("CONSTRAINT", "PREFIX", "PYTHON", "REQUIREMENT", "ROOT", "TARGET", "USER")
"""Settings of a person's own pip that would lead packages out of the environment."""


@dataclass(frozen=True)
class Pip:
    """A way to run pip for the environment's interpreter."""

    command: tuple[str, ...]

    def __str__(self) -> str:
        return " ".join(self.command)


def pip_surroundings(environ: Mapping[str, str] | None = None) -> dict[str, str]:
    """The variables that pip runs with: index and proxy as the person set them, places ours."""
    surroundings = dict(os.environ if environ is None else environ)
    for name in _NOT_OURS:
        surroundings.pop(f"PIP_{name}", None)
    surroundings.setdefault("PIP_RETRIES", "2")
    return surroundings | {"PIP_REQUIRE_VIRTUALENV": "0", "PYTHONIOENCODING": "utf-8"}


def find_pip(environment: Environment, starter: Path) -> Pip:
    """The nearest pip that works for the environment: its own, a bundled wheel, another Python's.

    :param starter: the interpreter that the person started
    :raises NotReady: there is none
    """
    for pip in _candidates(environment, starter):
        tried = subprocess.run(  # noqa: S603 - the paths are found here
            [*pip.command, "--version"], capture_output=True, env=pip_surroundings(), check=False
        )
        if tried.returncode == 0:
            return pip
    raise NotReady("env.no_pip")


def _candidates(environment: Environment, starter: Path) -> Iterator[Pip]:
    inside = str(environment.python)
    yield Pip((inside, "-m", "pip"))
    for wheel in _bundled_wheels():
        yield Pip((inside, str(wheel / "pip")))
    yield Pip((str(starter), "-m", "pip", "--python", inside))
    for name in ("pip3", "pip"):
        if found := shutil.which(name):
            yield Pip((found, "--python", inside))


def _bundled_wheels() -> list[Path]:
    """pip's own wheels, where Python or the distribution keep them for new environments."""
    places = [
        Path(sysconfig.get_config_var("WHEEL_PKG_DIR") or "/usr/share/python-wheels"),
        Path("/usr/share/python-wheels"),
        Path(sysconfig.get_path("stdlib")) / "ensurepip" / "_bundled",
    ]
    return [wheel for place in places for wheel in sorted(place.glob("pip-*.whl"), reverse=True)]


def install(
    pip: Pip, lock: Path, looked_at: Callable[[int, int], None], placing: Callable[[int], None]
) -> None:
    """Install exactly what the lock says, hashes checked.

    :param looked_at: told how many packages out of how many were fetched or found in place
    :param placing: told how many there are, once the last one is fetched
    :raises NotReady: pip failed; with its last words
    """
    total = sum("==" in line for line in lock.read_text(encoding="utf-8").splitlines())
    command = [*pip.command, "install", *_OURS, "--progress-bar", "off"]
    command += ["--require-hashes", "--no-deps", "-r", str(lock)]
    errors: collections.deque[str] = collections.deque(maxlen=5)
    warning, done = "", 0
    with subprocess.Popen(  # noqa: S603 - see above
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        env=pip_surroundings(),
        close_fds=False,  # it holds the right to change the folder with us
        text=True,
        encoding="utf-8",
        errors="replace",
    ) as running:
        for line in running.stdout or ():
            if line.startswith(("Collecting ", "Requirement already satisfied", "Ignoring ")):
                done += 1
                looked_at(min(done, total), total)
            elif line.startswith("Installing collected packages"):
                placing(total)
            if errors or line.startswith("ERROR"):
                errors.append(line)
            elif line.startswith("WARNING"):
                warning = line
    if running.returncode:
        last = [one.strip()[:300] for one in (warning, *errors) if one.strip()]
        words = "\n".join(f"  {one}" for one in last or [f"exit code {running.returncode}"])
        raise NotReady("env.pip_failed", lock=lock.name, words=words)


def interpreter(environment: Path) -> Path:
    """The interpreter with which an environment can be made: the one that the person started.

    Where that is the environment's own, it would go with what is cleared: then the one beneath.
    """
    own = Path(sys.prefix).resolve() == environment.resolve()
    beneath: str = getattr(sys, "_base_executable", sys.executable)
    return Path(beneath if own else sys.executable)
