"""Press → durable commit → answer, against an empty discord.py handler on the same service.

`python -m benchmarks.press [--rounds 5] [--presses 400]`
"""

import argparse
import asyncio
import statistics
from collections.abc import Callable

from benchmarks.service import announce, card, press, service
from sandbox.app import Sandbox
from sandbox.world.messages import Message

FLOOR = ["-m", "benchmarks.floor_bot"]

Id = Callable[[int], str]


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


async def main(rounds: int, presses: int) -> None:
    """Interleaved rounds; the medians of each figure over the rounds, and their ratios."""
    async with service() as box, service(FLOOR) as ground:
        cards = await announce(box), await card(ground)
        for number in (1, 16):
            await measure(box, cards[0], ours, 100, number)
            await measure(ground, cards[1], floor, 100, number)
        for in_flight in (1, 16):
            kept: dict[str, list[dict[str, float]]] = {"floor": [], "ours": []}
            for _ in range(rounds):
                times = await measure(ground, cards[1], floor, presses, in_flight)
                kept["floor"].append(told(f"{in_flight:>3} floor", times))
                times = await measure(box, cards[0], ours, presses, in_flight)
                kept["ours"].append(told(f"{in_flight:>3} ours", times))
            for figure in ("p50", "p99"):
                low = statistics.median(one[figure] for one in kept["floor"])
                high = statistics.median(one[figure] for one in kept["ours"])
                print(f"{in_flight:>3} in flight: {figure} ratio {high / low:.2f}")
            print(f"    slowest of ours {max(one['max'] for one in kept['ours']):.0f} ms")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--presses", type=int, default=400)
    asked = parser.parse_args()
    asyncio.run(main(asked.rounds, asked.presses))
