"""Being told to stop from the first moment on, before there is anything to finish."""

import signal
import sys
from types import FrameType

SIGNALS = (signal.SIGTERM, signal.SIGINT)
"""What asks us to stop."""


def leave_at_once() -> None:
    """While there is nothing to finish yet, being told to stop simply ends the process with 0.

    Without this the system's default would end it by the signal; as the first process of a
    container it would not hear the signal at all.
    """
    for number in SIGNALS:
        signal.signal(number, _leave)


def _leave(_number: int, _frame: FrameType | None) -> None:
    sys.exit(0)
