"""The bot under trial as a child process: started, watched, stopped."""

from __future__ import annotations

import asyncio
import contextlib
import ctypes
import logging
import os
import signal
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

_log = logging.getLogger(__name__)

#: Seconds between asking a program to stop and stopping it.
PATIENCE = 10.0
_PR_SET_PDEATHSIG = 1


def _end_with(parent: int) -> Callable[[], None] | None:
    """What a child does first so that it is told to end when we are killed; Linux only."""
    if sys.platform != "linux":
        return None
    libc = ctypes.CDLL(None)

    def promise() -> None:
        libc.prctl(_PR_SET_PDEATHSIG, int(signal.SIGTERM))
        if os.getppid() != parent:
            os._exit(0)

    return promise


class Program:
    """One command; its output goes to a file."""

    def __init__(
        self,
        command: Sequence[str],
        environment: Mapping[str, str],
        log: Path,
        on_change: Callable[[], None] = lambda: None,
    ) -> None:
        self._command = list(command)
        self._environment = dict(environment)
        self._log = log
        self._on_change = on_change
        self._process: asyncio.subprocess.Process | None = None
        self._watch: asyncio.Task[None] | None = None
        self._lock = asyncio.Lock()
        self.starts = 0
        self.exit: int | None = None

    @property
    def running(self) -> bool:
        """Whether the process is there."""
        return self._process is not None and self._process.returncode is None

    def as_json(self) -> dict[str, Any]:
        """For people: running or not, and how it ended."""
        pid = self._process.pid if self.running and self._process else None
        return {"running": self.running, "pid": pid, "exit": self.exit, "starts": self.starts}

    async def start(self) -> None:
        """Start it unless it runs; a command that cannot be started counts as ended with 127."""
        async with self._lock:
            await self._start()

    async def _start(self) -> None:
        if self.running:
            return
        self.exit = None
        self.starts += 1
        with self._log.open("ab") as output:
            try:
                # A session of its own, so that Ctrl-C reaches it only through us.
                self._process = await asyncio.create_subprocess_exec(
                    *self._command,
                    env=os.environ | self._environment,
                    stdin=asyncio.subprocess.DEVNULL,
                    stdout=output,
                    stderr=asyncio.subprocess.STDOUT,
                    start_new_session=True,
                    preexec_fn=_end_with(os.getpid()),
                )
            except OSError as error:
                output.write(f"cannot start {self._command[0]}: {error}\n".encode())
                self.exit = 127
                self._on_change()
                return
        self._watch = asyncio.create_task(self._wait(self._process))
        self._on_change()

    async def _wait(self, process: asyncio.subprocess.Process) -> None:
        code = await process.wait()
        if process is self._process:
            self.exit = code
            _log.info("the program has ended with %s", code)
            self._on_change()

    async def stop(self) -> None:
        """Ask it to end (SIGTERM); after ten seconds end it."""
        async with self._lock:
            await self._end(signal.SIGTERM)

    async def kill(self) -> None:
        """End it at once."""
        async with self._lock:
            await self._end(signal.SIGKILL)

    async def restart(self) -> None:
        """Stop it, then start it."""
        async with self._lock:
            await self._end(signal.SIGTERM)
            await self._start()

    async def _end(self, number: signal.Signals) -> None:
        process = self._process
        if process is None or process.returncode is not None:
            return
        with contextlib.suppress(ProcessLookupError):
            process.send_signal(number)
        try:
            await asyncio.wait_for(process.wait(), PATIENCE)
        except TimeoutError:
            with contextlib.suppress(ProcessLookupError):
                process.kill()
            await process.wait()
        if self._watch is not None:
            await self._watch
