"""How far the preparation is, on standard error: one line renewed on a terminal, few elsewhere."""

import sys
import time
from typing import TextIO


class Progress:
    """Plain lines for people; never more than one every two seconds where they pile up."""

    def __init__(self, out: TextIO | None = None) -> None:
        self._out = out or sys.stderr
        self._renews = self._out.isatty()
        self._width = 0
        self._last = 0.0

    def line(self, sentence: str) -> None:
        """Say something that stays."""
        self._end()
        self._out.write(sentence + "\n")
        self._out.flush()

    def step(self, sentence: str) -> None:
        """Say how far it is; the next step takes this one's place."""
        if self._renews:
            self._out.write("\r" + sentence.ljust(self._width))
            self._width = max(self._width, len(sentence))
        else:
            if time.monotonic() - self._last < 2:
                return
            self._last = time.monotonic()
            self._out.write(sentence + "\n")
        self._out.flush()

    def _end(self) -> None:
        if self._width:
            self._out.write("\n")
            self._width = 0
