"""Looks at everything once: `python3 -m tests`. With arguments, runs pytest with them.

  python3 -m tests                    format, lint, types, all tests, one closing line
  python3 -m tests tests/db -k store  only these tests; the arguments are pytest's
  python3 -m tests --no-setup …       with the packages of this Python, nothing installed

What is missing is fetched first: the packages of requirements-dev.lock into .venv, and a
Chromium for the tests of the page.
"""

import os
import sys
from collections.abc import Sequence

import bot.front_door.threshold  # noqa: F401 - turns too old a Python away
from bot.front_door.entrance import CHECKOUT, COULD_NOT, ENVIRONMENT, go_in
from bot.front_door.environment import DEVELOPMENT_LOCK, NotReady
from bot.front_door.sentences import front_door_voice
from tests.running.browser import VARIABLE, have_chromium
from tests.running.steps import all_steps, asked_step, closing_line, surroundings, take


def main(argv: Sequence[str]) -> int:
    """Returns 0 if all is well, 1 if not, 2 if it could not be looked at."""
    if set(argv) & {"-h", "--help"}:
        tell(__doc__ or "")
        return 0
    arguments = [word for word in argv if word != "--no-setup"]
    if len(arguments) == len(argv) and not os.environ.get("PORTEVOIX_NO_SETUP"):
        say = front_door_voice()
        try:
            go_in("tests", argv, [DEVELOPMENT_LOCK], say)
        except NotReady as error:
            tell(say(error.key, **error.details))
            return COULD_NOT
    chromium = have_chromium(tell, ENVIRONMENT.folder / "browsers")
    tell(f"Chromium: {chromium or 'none could be had; THE PAGE TESTS WILL BE SKIPPED'}")
    steps = [asked_step(arguments)] if arguments else all_steps(os.cpu_count() or 1)
    done = take(steps, CHECKOUT, surroundings(chromium, VARIABLE), tell)
    tell(closing_line(done, page_tests=chromium is not None))
    return 0 if all(one.well for one in done) else 1


def tell(sentence: str) -> None:
    """One line for the developer, in order with what the steps print."""
    sys.stdout.write(sentence + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
