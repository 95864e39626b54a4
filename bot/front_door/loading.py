"""Loading what a start needs, without the pauses that Python makes for it."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def loading() -> Iterator[None]:
    """Collect no garbage meanwhile, and leave what was loaded out of later collections.

    Thousands of classes and functions are made, and nearly all stay: looking for the others again
    and again took a sixth of the time.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        if was_on:
            gc.enable()
