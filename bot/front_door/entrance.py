"""The way in: read the command line, have the environment ready, go through into it."""

import importlib
import os
import subprocess
import sys
import traceback
import zoneinfo
from collections.abc import Sequence
from pathlib import Path

from bot.front_door.environment import PICTURES_LOCK, RUNTIME_LOCK, Environment, NotReady
from bot.front_door.line import SHELLS, make_parser, verb_in
from bot.front_door.needs import needed_locks
from bot.front_door.preparing import prepare
from bot.front_door.sentences import Voice, front_door_voice
from bot.front_door.verbs import VERBS

CHECKOUT = Path(__file__).resolve().parent.parent.parent
ENVIRONMENT = Environment(CHECKOUT)

OUR_ROOMS = frozenset({"bot", "cogs", "db", "sandbox", "tests"})

COULD_NOT = 2
"""Exit code: it could not even be tried. (1: it was tried, and failed or found mistakes.)"""


def main(argv: Sequence[str]) -> int:
    """Do what the command line asks; returns the exit code."""
    say = front_door_voice()
    try:
        return _enter(list(argv), say)
    except NotReady as error:
        tell(say(error.key, **error.details))
        return COULD_NOT
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        # Whoever read our output has gone; nothing more may be written, not even at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 141
    except Exception as error:
        if "--verbose" in argv:
            traceback.print_exc()
        tell(say("door.fault", reason=_in_one_line(error)))
        return 1


def tell(sentence: str) -> None:
    """One sentence to the person, on standard error."""
    sys.stderr.write(sentence + "\n")


def go_in(module: str, argv: Sequence[str], locks: Sequence[str], say: Voice) -> None:
    """Have these locks installed and start `python -m module` again inside the environment.

    Returns only if this process is inside already.

    :raises NotReady: the environment could not be prepared
    """
    if _is_inside(locks):
        return
    if PICTURES_LOCK in locks and not ENVIRONMENT.is_ready([PICTURES_LOCK]):
        tell(say("env.pictures"))
    prepare(ENVIRONMENT, locks, say)
    sys.stderr.flush()
    command = [str(ENVIRONMENT.python), "-m", module, *argv]
    if sys.platform == "win32":
        sys.exit(subprocess.call(command))  # noqa: S603 - our own interpreter
    os.execv(command[0], command)  # noqa: S606 - the same


def _is_inside(locks: Sequence[str]) -> bool:
    """Whether this process has all it needs. An environment without stamp is its owner's own."""
    return ENVIRONMENT.is_here() and (ENVIRONMENT.is_ready(locks) or not ENVIRONMENT.stamp.exists())


def _enter(argv: list[str], say: Voice) -> int:
    verb = verb_in(argv)
    setting_up = not ("--no-setup" in argv or os.environ.get("PORTEVOIX_NO_SETUP"))
    on_its_own = verb in SHELLS and _stands_alone(SHELLS[verb])
    if verb in SHELLS and setting_up and not on_its_own:
        go_in("bot", argv, [RUNTIME_LOCK], say)
    try:
        parser = make_parser(argv, say)
        asked = parser.parse_args(argv)
        if asked.verb is None:
            parser.print_help()
            return 0
        if setting_up and asked.verb not in SHELLS:
            picture = getattr(asked, "picture", None) is not None
            locks = needed_locks(asked.verb, asked.config, os.environ, picture=picture)
            go_in("bot", argv, locks, say)
        return VERBS[asked.verb](asked, say)
    except ModuleNotFoundError as error:
        return _explain_missing(error, verb or "", say, setting_up=setting_up)


def _stands_alone(room: str) -> bool:
    """Whether a verb's room works with this Python as it is: nothing missing, zones known."""
    try:
        importlib.import_module(room)
        zoneinfo.ZoneInfo("Europe/Paris")
    except (ModuleNotFoundError, zoneinfo.ZoneInfoNotFoundError):
        return False
    return True


def _explain_missing(error: ModuleNotFoundError, verb: str, say: Voice, *, setting_up: bool) -> int:
    package = (error.name or "").partition(".")[0]
    if package in OUR_ROOMS:
        tell(say("door.not_here", verb=verb))
    elif setting_up and ENVIRONMENT.is_here() and ENVIRONMENT.stamp.exists():
        ENVIRONMENT.mark_damaged()
        tell(say("env.damaged", package=package, folder=ENVIRONMENT.folder))
    else:
        tell(say("env.package_missing", package=package))
    return COULD_NOT


def _in_one_line(error: Exception) -> str:
    words = str(error).strip().splitlines()
    return f"{type(error).__name__}: {words[0]}" if words else type(error).__name__
