"""The command line: what may be asked, and its help in the language of the person."""

import argparse
import importlib
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import NoReturn

from bot.front_door.sentences import Voice
from bot.front_door.tongue import TONGUES

SHELLS = {"when": "bot.dates.shell", "heard": "bot.listening.shell"}
"""Verbs that need nothing installed, with the room that knows their arguments."""

PROGRAM = "python3 -m bot"

Adder = Callable[[argparse.ArgumentParser, Voice], None]


class _Parser(argparse.ArgumentParser):
    """argparse with our own words."""

    say: Voice

    def error(self, message: str) -> NoReturn:
        verb = self.prog.removeprefix(PROGRAM).strip()
        hint = self.say("door.misread_hint", verb=f"{verb} " if verb else "")
        self.exit(2, f"{self.say('door.misread', reason=message)}\n{hint}\n")

    def format_help(self) -> str:
        return super().format_help().replace("usage: ", self.say("line.usage"), 1)


def verb_in(argv: Sequence[str]) -> str | None:
    """The verb of a command line, before anything else of it is read."""
    previous = ""
    for word in argv:
        if not word.startswith("-") and previous != "--config":
            return word
        previous = word
    return None


def make_parser(argv: Sequence[str], say: Voice) -> argparse.ArgumentParser:
    """The parser of this command line; only the room of a verb that is asked for is imported."""
    parser = _Parser(
        prog=PROGRAM,
        description=say("line.about"),
        formatter_class=argparse.RawDescriptionHelpFormatter,
        add_help=False,
        allow_abbrev=False,
    )
    _speaking(parser, say)
    _add_common(parser, say, first=True)
    verbs = parser.add_subparsers(
        parser_class=_Parser, dest="verb", title=say("line.verbs"), metavar="|".join(_VERBS)
    )
    for verb, add in _VERBS.items():
        one = _add(verbs, verb, say)
        if verb in SHELLS and verb == verb_in(argv):
            importlib.import_module(SHELLS[verb]).add_arguments(one)
        add(one, say)
        _add_common(one, say, first=False)
    return parser


def _speaking(parser: _Parser, say: Voice) -> _Parser:
    parser.say = say
    parser._optionals.title = say("line.options")
    parser._positionals.title = say("line.arguments")
    parser.add_argument("-h", "--help", action="help", help=say("line.help"))
    return parser


def _add(
    verbs: "argparse._SubParsersAction[_Parser]", verb: str, say: Voice, within: str = ""
) -> _Parser:
    about = say(f"line.{within}{verb}")
    parser = verbs.add_parser(
        verb, help=about, description=about, add_help=False, allow_abbrev=False
    )
    return _speaking(parser, say)


def _add_common(parser: argparse.ArgumentParser, say: Voice, *, first: bool) -> None:
    """Options that may stand before or after the verb."""
    off: object = False if first else argparse.SUPPRESS
    parser.add_argument("--no-setup", action="store_true", default=off, help=say("line.no_setup"))
    parser.add_argument("--verbose", action="store_true", default=off, help=say("line.verbose"))
    parser.add_argument(
        "--config",
        type=Path,
        metavar="FILE",
        default=None if first else argparse.SUPPRESS,
        help=say("line.config"),
    )


def _demo(parser: argparse.ArgumentParser, say: Voice) -> None:
    parser.add_argument(
        "--language", choices=TONGUES, default=say.tongue, help=say("line.demo.language")
    )
    parser.add_argument("--no-browser", action="store_true", help=say("line.demo.no_browser"))
    parser.add_argument("--port", type=_port, default=None, help=say("line.demo.port"))
    add = parser.add_argument
    add("--members", type=_up_to(20_000), default=0, help=say("line.demo.members"))
    add("--mobilisations", type=_up_to(2_000), default=0, help=say("line.demo.mobilisations"))


def _port(text: str) -> int:
    if not text.isdecimal() or int(text) > 65535:
        raise argparse.ArgumentTypeError(f"0–65535: {text!r}?")
    return int(text)


def _check(parser: argparse.ArgumentParser, say: Voice) -> None:
    parser.add_argument("--offline", action="store_true", help=say("line.check.offline"))


def _sync(parser: argparse.ArgumentParser, say: Voice) -> None:
    parser.add_argument("--force", action="store_true", help=say("line.sync.force"))


def _db(parser: argparse.ArgumentParser, say: Voice) -> None:
    parser.set_defaults(file=None)
    actions = parser.add_subparsers(
        parser_class=_Parser,
        dest="action",
        required=True,
        title=say("line.verbs"),
        metavar="upgrade|backup|restore",
    )
    for action in ("upgrade", "backup", "restore"):
        one = _add(actions, action, say, within="db.")
        if action != "upgrade":
            one.add_argument("file", type=Path, metavar="FILE", help=say("line.db.file"))
        _add_common(one, say, first=False)


def _simulate(parser: argparse.ArgumentParser, say: Voice) -> None:
    add = parser.add_argument
    add("--members", type=_up_to(1000), default=50, help=say("line.simulate.members"))
    add("--days", type=_up_to(3660), default=365, help=say("line.simulate.days"))
    add("--seed", type=int, default=7, help=say("line.simulate.seed"))
    start = say("line.simulate.start")
    add("--start", type=_day, default=date(2027, 1, 1), metavar="YYYY-MM-DD", help=start)
    add("--language", choices=TONGUES, default=say.tongue, help=say("line.simulate.language"))
    add("--json", type=Path, metavar="FILE", help=say("line.simulate.json"))
    add("--picture", type=Path, metavar="FILE.png", help=say("line.simulate.picture"))


def _up_to(most: int) -> Callable[[str], int]:
    def number(text: str) -> int:
        if not text.isdecimal() or not 1 <= int(text) <= most:
            raise argparse.ArgumentTypeError(f"1–{most}: {text!r}?")
        return int(text)

    return number


def _day(text: str) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        day = date.min
    if not 2000 <= day.year < 2100:
        raise argparse.ArgumentTypeError(f"2000-01-01–2099-12-31: {text!r}?")
    return day


def _nothing(_parser: argparse.ArgumentParser, _say: Voice) -> None:
    """A verb with no arguments of its own."""


_VERBS: dict[str, Adder] = {
    "demo": _demo,
    "run": _nothing,
    "check": _check,
    "sync": _sync,
    "db": _db,
    "simulate": _simulate,
    "health": _nothing,
    "when": _nothing,
    "heard": _nothing,
}
