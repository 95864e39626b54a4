"""What each verb of the command line does; whatever it needs is imported when it is asked for."""

import argparse
import importlib
import os
import sys
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from bot.front_door.line import SHELLS
from bot.front_door.loading import loading
from bot.front_door.sentences import Voice
from bot.front_door.signals import leave_at_once

if TYPE_CHECKING:
    from bot.settings import Settings

Verb = Callable[[argparse.Namespace, Voice], int]


def _demo(asked: argparse.Namespace, _say: Voice) -> int:
    from bot.demo import demo

    return demo(asked)


def _run(asked: argparse.Namespace, say: Voice) -> int:
    leave_at_once()
    with loading():
        from bot.app import run

    settings = _settings(asked, say, token=True)
    return 1 if settings is None else run(settings)


def _sync(asked: argparse.Namespace, say: Voice) -> int:
    from bot.app import sync

    settings = _settings(asked, say, token=True)
    return 1 if settings is None else sync(settings, force=asked.force)


def _db(asked: argparse.Namespace, say: Voice) -> int:
    from bot.app import database

    settings = _settings(asked, say)
    return 1 if settings is None else database(settings, asked.action, asked.file)


def _simulate(asked: argparse.Namespace, _say: Voice) -> int:
    from bot.simulation.shell import simulate

    return simulate(asked)


def _check(asked: argparse.Namespace, say: Voice) -> int:
    from bot.check import check

    ask = None if asked.offline else importlib.import_module("bot.app").permissions_missing
    return check(asked.config, os.environ, say.tongue, sys.stdout, permissions_missing=ask)


def _health(asked: argparse.Namespace, say: Voice) -> int:
    from bot.health.asking import ask

    settings = _settings(asked, say)
    return 1 if settings is None else ask(settings, say.tongue, sys.stdout)


def _when(asked: argparse.Namespace, _say: Voice) -> int:
    return int(importlib.import_module(SHELLS["when"]).when(asked, sys.stdin, sys.stdout))


def _heard(asked: argparse.Namespace, _say: Voice) -> int:
    return int(importlib.import_module(SHELLS["heard"]).heard(asked, sys.stdin, sys.stdout))


def _settings(asked: argparse.Namespace, say: Voice, *, token: bool = False) -> "Settings | None":
    """The settings, with the logs set up as they say; None after telling what is mistaken."""
    from bot.logs import set_up_logs
    from bot.settings import SettingsMistaken, load, require_token

    try:
        loaded = load(asked.config, os.environ)
        if token:
            require_token(loaded.settings)
    except SettingsMistaken as error:
        for line in error.lines(say.tongue):
            sys.stderr.write(line + "\n")
        return None
    set_up_logs(loaded.settings)
    return loaded.settings


VERBS: Mapping[str, Verb] = {
    "demo": _demo,
    "run": _run,
    "check": _check,
    "sync": _sync,
    "db": _db,
    "simulate": _simulate,
    "health": _health,
    "when": _when,
    "heard": _heard,
}
