"""Press → durable commit → answer, against an empty discord.py handler on the same service.

The floor shows the same card, so that both hear the same event.

`python -m benchmarks.press [--rounds 5] [--presses 400]`
"""

import argparse
import asyncio
import json
import statistics
from collections.abc import Awaitable, Callable, Mapping
from functools import partial

from benchmarks.service import announce, card, press, service
from sandbox.app import Sandbox
from sandbox.world.messages import Message

FLOOR = ["-m", "benchmarks.floor_bot"]

Id = Callable[[int], str]
Side = Callable[[int, int], Awaitable[list[float]]]
"""So many presses with so many in flight; their sorted times."""


async def measure(
    box: Sandbox, message: Message, id_of: Id, presses: int, in_flight: int
) -> list[float]:
    """Answer times of so many presses by as many people, sorted; seconds."""
    people = [
        person.id
        for person in box.world.users.values()
        if not person.bot and person.handle.startswith("m") and person.handle[1:].isdigit()
    ]
    gate = asyncio.Semaphore(in_flight)

    async def one(number: int) -> float:
        async with gate:
            return await press(box, message, people[number % len(people)], id_of(number))

    if in_flight == 1:
        return sorted([await one(number) for number in range(presses)])
    return sorted(await asyncio.gather(*(one(number) for number in range(presses))))


def ours(number: int) -> str:
    """Every press changes something: yes and maybe in turn."""
    return f"pv:{('in', 'maybe')[number // 200 % 2]}:1"


def floor(_: int) -> str:
    """The one button of the floor."""
    return "pv:in:1"


def told(name: str, times: list[float]) -> dict[str, float]:
    """One line of figures, in milliseconds."""
    figures = {
        "p50": statistics.median(times) * 1e3,
        "p99": times[int(len(times) * 0.99) - 1] * 1e3,
        "max": times[-1] * 1e3,
    }
    print(f"{name:<22}" + "  ".join(f"{key} {value:8.2f} ms" for key, value in figures.items()))
    return figures


def shown(message: Message) -> str:
    """What the floor needs to show the same card."""
    parts = ("content", "embeds", "components")
    return json.dumps({part: getattr(message, part) for part in parts})


async def main(rounds: int, presses: int) -> None:
    """Interleaved rounds; the medians of each figure over the rounds, and their ratios."""
    async with service() as box:
        card_of_ours = await announce(box)
        async with service([*FLOOR, shown(card_of_ours)]) as ground:
            card_of_floor = await card(ground)
            sides = {
                "floor": partial(measure, ground, card_of_floor, floor),
                "ours": partial(measure, box, card_of_ours, ours),
            }
            for in_flight in (1, 16):
                await compare(sides, rounds, presses, in_flight)


async def compare(sides: Mapping[str, Side], rounds: int, presses: int, in_flight: int) -> None:
    """Both sides in turn with so many presses in flight, after a round that is not counted."""
    kept: dict[str, list[dict[str, float]]] = {name: [] for name in sides}
    for number in range(rounds + 1):
        for name, side in sides.items():
            times = await side(presses if number else 100, in_flight)
            if number:
                kept[name].append(told(f"{in_flight:>3} {name}", times))
    for figure in ("p50", "p99"):
        low, high = (statistics.median(one[figure] for one in kept[name]) for name in sides)
        print(f"{in_flight:>3} in flight: {figure} ratio {high / low:.2f}")
    print(f"    slowest of ours {max(one['max'] for one in kept['ours']):.0f} ms")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--presses", type=int, default=400)
    asked = parser.parse_args()
    asyncio.run(main(asked.rounds, asked.presses))
