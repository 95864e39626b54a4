"""The front door: `python3 -m bot` with nothing prepared, and everything behind it."""

import sys

import bot.front_door.threshold  # noqa: F401 - turns too old a Python away
from bot.front_door.entrance import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
