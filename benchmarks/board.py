"""One card under a storm of presses: how often it is edited, and how soon its last state is shown.

python -m benchmarks.board [--seconds 20] [--presses 60]
"""

import argparse
import asyncio
import json
import random
from itertools import pairwise

from benchmarks.service import PEOPLE, announce, press, service
from sandbox.world.changes import Change, MessageChanged

CHOICES = ("in", "maybe", "out")
PATIENCE = 20.0


async def main(seconds: float, each_second: float) -> None:
    """Presses at an even pace by people who change their minds, then quiet."""
    chance = random.Random(7)  # noqa: S311 - the same storm each time
    async with service() as box:
        card = await announce(box)
        clock = asyncio.get_running_loop().time
        edits: list[float] = []

        def hear(change: Change) -> None:
            if isinstance(change, MessageChanged) and change.message is card:
                edits.append(clock())

        box.world.listen(hear)
        people = [box.world.handles[f"m{number}"] for number in range(PEOPLE)]
        said: dict[int, str] = {}
        began, running, number = clock(), list[asyncio.Task[float]](), 0
        while clock() - began < seconds:
            person, choice = chance.choice(people), chance.choice(CHOICES)
            said[person] = choice
            running.append(asyncio.create_task(press(box, card, person, f"pv:{choice}:1")))
            number += 1
            await asyncio.sleep(max(0.0, began + number / each_second - clock()))
        await asyncio.gather(*running)
        last = clock()
        coming = sum(choice == "in" for choice in said.values())
        await box.wait_until(lambda: f"**{coming}**" in str(card.embeds), PATIENCE)
        shown = clock() - last
        gaps = [later - earlier for earlier, later in pairwise(edits)]
        figures = {
            "presses": number,
            "seconds": seconds,
            "edits": len(edits),
            "shortest gap s": round(min(gaps), 2),
            "edits a second": round(len(edits) / (edits[-1] - edits[0]), 2),
            "last state shown after s": round(shown, 2),
        }
        print(json.dumps(figures))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=20.0)
    parser.add_argument("--presses", type=float, default=60.0, help="a second")
    asked = parser.parse_args()
    asyncio.run(main(asked.seconds, asked.presses))
