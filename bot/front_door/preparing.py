"""Making the environment ready, whatever state it is found in."""

import subprocess
import time
from collections.abc import Sequence
from pathlib import Path

from bot.front_door.environment import Environment, NotReady
from bot.front_door.pip import Pip, find_pip, install, interpreter
from bot.front_door.progress import Progress
from bot.front_door.sentences import Voice


def prepare(
    environment: Environment,
    locks: Sequence[str],
    say: Voice,
    progress: Progress | None = None,
    starter: Path | None = None,
) -> None:
    """Have these locks installed in the environment; at once if they are.

    An environment that works is added to; an interrupted or broken one is made anew.

    :param starter: the interpreter to make it with (this one)
    :raises NotReady: it could not be done
    """
    if environment.is_ready(locks):
        return
    progress = progress or Progress()
    with environment.alone(lambda: progress.line(say("env.waiting", folder=environment.folder))):
        if environment.is_ready(locks):
            return
        began = time.monotonic()
        try:
            _make_ready(
                environment, locks, say, progress, starter or interpreter(environment.folder)
            )
        except OSError as error:
            reason = error.strerror or str(error)
            raise NotReady("env.unwritable", folder=environment.folder, reason=reason) from error
        if not environment.is_ready(locks):
            raise NotReady("env.unsettled", folder=environment.folder)
        seconds = round(time.monotonic() - began)
        progress.line(say("env.ready", seconds=seconds))


def _make_ready(
    environment: Environment, locks: Sequence[str], say: Voice, progress: Progress, starter: Path
) -> None:
    fingerprints = environment.fingerprints(locks)
    found_working = _works(environment)
    first = not found_working and not environment.unfinished.exists() and _is_empty(environment)
    key = "env.update" if found_working else "env.first" if first else "env.again"
    progress.line(say(key, folder=environment.folder))
    environment.unfinished.touch()
    if not found_working:
        environment.stamp.unlink(missing_ok=True)
        environment.clear()
        _create(environment, starter)
    pip = find_pip(environment, starter)
    if Path(pip.command[0]) != environment.python or pip.command[1] != "-m":
        progress.line(say("env.without_pip", pip=pip))
    for lock in locks:
        _install(environment, pip, lock, say, progress)
    environment.write_stamp(fingerprints)
    environment.unfinished.unlink()


def _install(environment: Environment, pip: Pip, lock: str, say: Voice, progress: Progress) -> None:
    install(
        pip,
        environment.checkout / lock,
        lambda done, total: progress.step(say("env.fetching", done=done, total=total)),
        lambda total: progress.line(say("env.placing", total=total)),
    )


def _is_empty(environment: Environment) -> bool:
    return {entry.name for entry in environment.folder.iterdir()} <= {environment.preparing.name}


def _works(environment: Environment) -> bool:
    """Whether the environment can be added to: whole as far as we know, its interpreter able."""
    if environment.unfinished.exists() or not environment.python.exists():
        return False
    if not environment.is_whole():
        return False
    probe = "import sys; sys.exit(sys.version_info < (3, 11) or sys.prefix == sys.base_prefix)"
    return _run([str(environment.python), "-c", probe]).returncode == 0


def _create(environment: Environment, starter: Path) -> None:
    """Make an environment with pip in it, or without where this Python cannot bring it."""
    command = [str(starter), "-m", "venv"]
    if _run([*command, str(environment.folder)]).returncode == 0:
        return
    environment.clear()
    made = _run([*command, "--without-pip", str(environment.folder)])
    if made.returncode:
        words = (made.stderr or made.stdout).strip().splitlines()
        raise NotReady("env.no_venv", reason=words[-1] if words else made.returncode)


def _run(command: list[str]) -> subprocess.CompletedProcess[str]:
    try:
        return subprocess.run(  # noqa: S603 - an interpreter and our own arguments
            command, capture_output=True, text=True, close_fds=False, check=False
        )
    except OSError as error:
        return subprocess.CompletedProcess(command, 126, "", str(error))
