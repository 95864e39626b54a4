"""Press → durable commit → answer, against an empty discord.py handler on the same service.

The floor shows the same card, so that both hear the same event. A lone press is measured in two
ways: floor and ours by turns, press by press, as a bot meets presses that come one at a time; and
in short rounds of one side without a pause, then of the other, where both are warm.

`python -m benchmarks.press [--rounds 5] [--presses 400]`
"""

import argparse
import asyncio
import json
import statistics
from collections.abc import Awaitable, Callable, Mapping
from itertools import count

from benchmarks.service import PEOPLE, announce, card, press, service
from sandbox.app import Sandbox
from sandbox.world.messages import Message

LONE = 30
"""Presses in a short round."""
FLOOR = ["-m", "benchmarks.floor_bot"]

Press = Callable[[], Awaitable[float]]
"""The next press of one side; seconds."""


def presses_on(box: Sandbox, message: Message, id_of: Callable[[int], str]) -> Press:
    """Presses on a message, by one person after the other; `id_of` tells which button next."""
    people = [
        person.id
        for person in box.world.users.values()
        if not person.bot and person.handle.startswith("m") and person.handle[1:].isdigit()
    ]
    numbers = count()

    def one() -> Awaitable[float]:
        number = next(numbers)
        return press(box, message, people[number % len(people)], id_of(number))

    return one


async def measure(one: Press, presses: int, in_flight: int) -> list[float]:
    """Answer times of so many presses of one side; seconds."""
    gate = asyncio.Semaphore(in_flight)

    async def admitted() -> float:
        async with gate:
            return await one()

    if in_flight == 1:
        return [await one() for _ in range(presses)]
    return await asyncio.gather(*(admitted() for _ in range(presses)))


def ours(number: int) -> str:
    """Every press changes something: everybody says yes, then everybody maybe."""
    return f"pv:{('in', 'maybe')[number // PEOPLE % 2]}:1"


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
    print(f"{name:<33}" + "  ".join(f"{key} {value:8.2f} ms" for key, value in figures.items()))
    return figures


def shown(message: Message) -> str:
    """What the floor needs to show the same card."""
    parts = ("content", "embeds", "components")
    return json.dumps({part: getattr(message, part) for part in parts})


async def main(rounds: int, presses: int) -> None:
    """Both ways of pressing alone, then sixteen at once."""
    async with service() as box:
        card_of_ours = await announce(box)
        async with service([*FLOOR, shown(card_of_ours)]) as ground:
            card_of_floor = await card(ground)
            sides = {
                "floor": presses_on(ground, card_of_floor, floor),
                "ours": presses_on(box, card_of_ours, ours),
            }
            for in_flight, length in ((1, 1), (1, LONE), (16, presses)):
                await compare(sides, rounds * presses // length, length, in_flight)


async def compare(sides: Mapping[str, Press], rounds: int, length: int, in_flight: int) -> None:
    """Rounds of so many presses of one side, then of the other; some are not counted at first.

    A shared machine changes its speed by half within seconds: the shorter the rounds, the more
    both sides meet the same one. What is compared are the figures over all presses of a side.
    """
    kept: dict[str, list[float]] = {name: [] for name in sides}
    for one in sides.values():
        await measure(one, 200, in_flight)
    for _ in range(rounds):
        for name, one in sides.items():
            kept[name] += await measure(one, length, in_flight)
    title = f"{in_flight:>2} in flight, {length:>3} a round"
    low, high = (told(f"{title}, {name}", sorted(times)) for name, times in kept.items())
    for figure in ("p50", "p99"):
        print(f"{title}: {figure} ratio {high[figure] / low[figure]:.2f}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--presses", type=int, default=400)
    asked = parser.parse_args()
    asyncio.run(main(asked.rounds, asked.presses))
