"""Where processes are born: everything imported once, then one fork for each life.

`python -m tests.delivery.nursery` reads a life as JSON on each line and tells of births and ends.
A process that takes a second to start cannot be killed five hundred times; a fork takes no time.
"""

import asyncio
import contextlib
import gc
import json
import os
import select
import signal
import sys
import traceback
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import asdict
from pathlib import Path

from tests.delivery.process import Life, live

ROOT = Path(__file__).resolve().parents[2]


class Child:
    """A process, from its birth to its end."""

    def __init__(self, pid: int) -> None:
        self.pid = pid
        self.ended: asyncio.Future[int] = asyncio.get_running_loop().create_future()
        """How: 0, or the number of the signal as a negative number, or an exit code."""

    def kill(self) -> None:
        """End it at once, unless it has ended."""
        if not self.ended.done():
            with contextlib.suppress(ProcessLookupError):
                os.kill(self.pid, signal.SIGKILL)


class Nursery:
    """Bears processes on demand."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process
        self._born: asyncio.Queue[Child] = asyncio.Queue()
        self._children: dict[int, Child] = {}

    async def bear(self, life: Life) -> Child:
        """A new process that begins to live."""
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(asdict(life)).encode() + b"\n")
        return await self._born.get()

    async def listen(self) -> None:
        """Hear of births and ends until the nursery closes."""
        assert self._process.stdout is not None
        async for line in self._process.stdout:
            told = json.loads(line)
            if "ended" in told:
                self._children.pop(told["pid"]).ended.set_result(told["ended"])
            else:
                child = self._children[told["pid"]] = Child(told["pid"])
                self._born.put_nowait(child)

    def close(self) -> None:
        """End whoever still lives."""
        for child in self._children.values():
            child.kill()


@asynccontextmanager
async def nursery(log: Path) -> AsyncIterator[Nursery]:
    """A nursery; what its processes complain of goes to the log."""
    with log.open("ab") as complaints:
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "tests.delivery.nursery"),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=complaints,
            cwd=ROOT,
        )
    here = Nursery(process)
    listening = asyncio.create_task(here.listen(), name="nursery")
    try:
        yield here
    finally:
        here.close()
        assert process.stdin is not None
        process.stdin.close()
        await process.wait()
        await listening


def main() -> None:
    """Bear what is asked for until nobody asks any more."""
    gc.freeze()
    ear, mouth = os.pipe()
    os.set_blocking(ear, False)
    os.set_blocking(mouth, False)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    signal.set_wakeup_fd(mouth)
    heard = b""
    while True:
        readable, _, _ = select.select([0, ear], [], [])
        if ear in readable:
            os.read(ear, 1024)
            _bury()
        if 0 in readable:
            asked = os.read(0, 65536)
            if not asked:
                return
            *lives, heard = (heard + asked).split(b"\n")
            for life in lives:
                _bear(json.loads(life))


def _bear(told: dict[str, object]) -> None:
    pid = os.fork()
    if pid:
        _tell(pid=pid)
        return
    signal.set_wakeup_fd(-1)
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    try:
        asyncio.run(live(Life(**told)))  # type: ignore[arg-type]
    except BaseException:
        traceback.print_exc()
        os._exit(1)
    os._exit(0)


def _bury() -> None:
    with contextlib.suppress(ChildProcessError):
        while (ended := os.waitpid(-1, os.WNOHANG))[0]:
            _tell(pid=ended[0], ended=os.waitstatus_to_exitcode(ended[1]))


def _tell(**what: int) -> None:
    os.write(1, json.dumps(what).encode() + b"\n")


if __name__ == "__main__":
    main()
