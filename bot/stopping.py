"""Being told to stop: heard, and never taking longer than promised."""

import asyncio
import os
import threading
from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

from bot.front_door.signals import SIGNALS

DRAIN_SECONDS = 3.0
"""What is under way when the bot is told to stop may take this long to finish."""
LAST_RESORT_SECONDS = 4.6
"""The process ends at the latest then: whoever stops it waits five seconds, or kills it."""

T = TypeVar("T")


class Stop:
    """Whether the bot was told to stop, by SIGTERM or SIGINT."""

    def __init__(self) -> None:
        self.told = asyncio.Event()
        self.listeners: list[Callable[[], None]] = []
        """Called at once when we are told."""

    def listen(self) -> None:
        """Hear the signals from now on, in the running loop."""
        for number in SIGNALS:
            asyncio.get_running_loop().add_signal_handler(number, self.tell)

    def tell(self) -> None:
        """Stop; a second time changes nothing."""
        if not self.told.is_set():
            self.told.set()
            # A library that hangs while it closes must not keep the process alive. Nothing is
            # lost by this: whatever was acknowledged is on disk already.
            last_resort = threading.Timer(LAST_RESORT_SECONDS, os._exit, (0,))
            last_resort.daemon = True
            last_resort.start()
            for listener in self.listeners:
                listener()

    async def unless_told(self, work: Coroutine[Any, Any, T]) -> T | None:
        """What `work` gives; None where we were told to stop first, and it was given up."""
        working = asyncio.create_task(work, name="work until told to stop")
        told = asyncio.create_task(self.told.wait(), name="told to stop")
        try:
            await asyncio.wait((working, told), return_when=asyncio.FIRST_COMPLETED)
            if working.done():
                return await working
            working.cancel()
            await asyncio.wait((working,))
            return None
        finally:
            working.cancel()
            told.cancel()
