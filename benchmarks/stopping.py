"""How long the bot takes to leave after SIGTERM: at rest, among presses, while sends hang.

`python -m benchmarks.stopping [--rounds 5]`
"""

import argparse
import asyncio
import os
import signal
import statistics
from collections.abc import Awaitable, Callable

from benchmarks.service import announce, press, service
from sandbox.app import Sandbox
from sandbox.world.messages import Message

GOAL = 5.0
"""Seconds."""
PEOPLE = 40
MORNING = "2026-12-01T09:01:00+01:00"
"""When the reminders of the mobilisation that `announce` makes are due."""
HUNG = 4
HUNG_SECONDS = 60


async def at_rest(_box: Sandbox, _card: Message) -> None:
    """Nothing to do."""


async def among_presses(box: Sandbox, card: Message) -> None:
    """Everybody presses at once, and none has been answered."""
    for person in _members(box):
        task = asyncio.ensure_future(press(box, card, person, "pv:in:1"))
        task.add_done_callback(lambda done: done.exception())
    await asyncio.sleep(0)


async def while_sends_hang(box: Sandbox, card: Message) -> None:
    """Reminders are on their way, and the service does not answer."""
    for person in _members(box):
        await press(box, card, person, "pv:in:1")
    ines = box.visitor("ines")
    await ines.breaks(
        "slow", seconds=HUNG_SECONDS, method="POST", path="/channels/*/messages", times=HUNG
    )
    await ines.moves_clock(to=MORNING)
    await box.wait_until(lambda: not box.faults.pending)


async def leaves(scenario: Callable[[Sandbox, Message], Awaitable[None]]) -> float:
    """Seconds from the signal to the end of the process. Raises RuntimeError: not with 0."""
    async with service(people=PEOPLE) as box:
        card = await announce(box)
        await scenario(box, card)
        program = box.program
        assert program is not None
        clock = asyncio.get_running_loop().time
        began = clock()
        os.kill(program.as_json()["pid"], signal.SIGTERM)
        await box.wait_until(lambda: not program.running and program.exit is not None)
        if program.exit != 0:
            raise RuntimeError(f"it left with {program.exit}")
        return clock() - began


def _members(box: Sandbox) -> list[int]:
    users = box.world.users.values()
    return [person.id for person in users if person.handle in {f"m{n}" for n in range(PEOPLE)}]


async def main(rounds: int) -> None:
    """Print a line for each."""
    for scenario in (at_rest, among_presses, while_sends_hang):
        took = [await leaves(scenario) for _ in range(rounds)]
        print(
            f"{scenario.__name__.replace('_', ' '):<18} median {statistics.median(took):.2f} s, "
            f"slowest {max(took):.2f} s of {rounds}, all with status 0"
        )
    print(f"goal: {GOAL:.0f} s")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    asyncio.run(main(parser.parse_args().rounds))
