"""What goes out besides reminders: a coordinator who is told, a thread that gets its note."""

import asyncio
import logging

from bot.core import Core
from bot.reminders import brake, thread_notes

log = logging.getLogger(__name__)


class Errands:
    """Runs after rounds of the bell, one run at a time, and holds no round up."""

    def __init__(self, core: Core) -> None:
        self._core = core
        self._run: asyncio.Task[None] | None = None

    async def __aenter__(self) -> "Errands":
        self._core.after_rounds.append(self.ring)
        return self

    async def __aexit__(self, *_: object) -> None:
        self._core.after_rounds.remove(self.ring)
        if self._run is not None:
            self._run.cancel()
            await asyncio.gather(self._run, return_exceptions=True)

    def ring(self) -> None:
        """Set out, unless still on the way."""
        if self._core.faces and (self._run is None or self._run.done()):
            self._run = asyncio.create_task(self.run(), name="errands")

    async def run(self) -> None:
        """All of them; what fails is tried again after a later round."""
        for errand in (brake.tell_owners, thread_notes.write_due):
            try:
                await errand(self._core)
            except Exception:
                log.exception("an errand failed; a later round tries again")
