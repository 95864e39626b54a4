"""1,000 members reminded in private, by the bot's own process, while others press buttons.

The pretend Discord holds its limits (50 requests a second, 5 messages in 5 s a channel); the
shortest time for so many messages is what these allow. Presses are timed before and meanwhile.

    python -m benchmarks.pace [--members 1000] [--pace 22 45] [--presses 8] [--new 0]
"""

import argparse
import asyncio
import json
import statistics
import sys
import tempfile
from collections import deque
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from benchmarks.service import ROOT, card, collective, press
from bot import answers, communities
from bot.clock import SetClock
from bot.core import Core
from bot.drafts import agree, draft
from bot.face import nobody_waits
from bot.forms import Consent, Form
from bot.mobilisations import announce
from bot.people import Actor, Place
from db.migrate import upgrade
from db.models import Member
from db.store import Store
from db.vocabulary import Choice, Via
from sandbox.app import Sandbox
from sandbox.world.messages import Message

ASKED = datetime.fromisoformat("2026-11-23T10:00:00+01:00")
BEFORE = "2026-12-01T08:50:00+01:00"
DUE = "2026-12-01T09:00:02+01:00"
PRESSING = 100
"""People who press, none of whom is reminded."""
ALLOWED = 50.0
IDLE_SECONDS = 20.0


class Wire:
    """What arrives at the pretend Discord: when, and what it refuses."""

    def __init__(self, box: Sandbox) -> None:
        self.arrived: list[float] = []
        self._box = box
        self._take = box.rates.take
        box.rates.take = self._note  # type: ignore[method-assign]

    def _note(self, bucket: str, label: str, place: str, *, exempt: bool) -> dict[str, str]:
        if not exempt:
            self.arrived.append(asyncio.get_running_loop().time())
        return self._take(bucket, label, place, exempt=exempt)

    @property
    def refused(self) -> int:
        """Answers with 429."""
        return self._box.rates.refused

    def most_in_a_second(self) -> int:
        """The largest number of requests that arrived within any second."""
        most, window = 0, deque[float]()
        for moment in self.arrived:
            window.append(moment)
            while moment - window[0] >= 1.0:
                window.popleft()
            most = max(most, len(window))
        return most


async def remember(box: Sandbox, url: str, members: int, new: int) -> None:
    """Members who said yes a week ago; all but `new` of them have their private channel."""
    await upgrade(url)
    world = box.world
    channel = next(one.id for one in world.home.channels.values() if one.name == "mobilisations")
    place = Place("discord", str(world.home.id), "Atelier", "fr")
    ines = Actor("discord", str(world.handles["ines"]), "fr", place, frozenset(), manages=True)
    async with Store(url, unhurried=nobody_waits.get) as store:
        core = Core(store, SetClock(ASKED, speed=0))
        await communities.setup(core, ines, channel=str(channel), role="1")
        form = Form("WorldSkills", "mardi 8 décembre 2026 14h", "", "Parler", "L’organisateur")
        key = (await draft(core, ines, form)).mobilisation
        await agree(core, ines, key, Consent("given", by="Camille"))
        await announce(core, ines, key)
        for number in range(members):
            person = world.handles[f"m{number}"]
            actor = Actor("discord", str(person), "fr", place)
            await answers.answer(core, actor, key, Choice.IN, Via.BUTTON)
            if number >= new:
                async with store.work() as work:
                    member = await work.session.get_one(Member, number + 2)
                    member.private_channel = str(world.direct(world.users[person]).id)


@asynccontextmanager
async def service(members: int, pace: int, new: int) -> AsyncIterator[Sandbox]:
    """The bot's own process, ten minutes before."""
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite+aiosqlite:///{folder}/memory.sqlite3"
        async with Sandbox(
            collective(members + PRESSING), start=BEFORE, folder=folder, language="fr"
        ) as box:
            await remember(box, url, members, new)
            program = box.run_program(
                [sys.executable, "-m", "bot", "run", "--no-setup"],
                {
                    "PORTEVOIX_DISCORD__TOKEN": "{token}",
                    "PORTEVOIX_DISCORD__API_URL": "{api}",
                    "PORTEVOIX_DISCORD__GATEWAY_URL": "{gateway}",
                    "PORTEVOIX_DISCORD__PACE": str(pace),
                    "PORTEVOIX_DATABASE__URL": url.replace("+aiosqlite", ""),
                    "PORTEVOIX_CLOCK__FOLLOW": "{clock}",
                    "PYTHONPATH": str(ROOT),
                },
            )
            await program.start()
            await box.bot_ready(30)
            yield box
            complaints = (Path(folder) / "bot.log").read_text()
            assert "Traceback" not in complaints, complaints


async def presses_until(
    box: Sandbox, message: Message, members: int, each_second: float, over: Callable[[], bool]
) -> list[float]:
    """Presses by others at an even pace until it is over; their answer times, sorted, seconds."""
    clock = asyncio.get_running_loop().time
    people = [box.world.handles[f"m{members + number}"] for number in range(PRESSING)]
    began, running, number = clock(), list[asyncio.Task[float]](), 0
    while not over():
        one = press(box, message, people[number % PRESSING], "pv:maybe:1")
        running.append(asyncio.create_task(one))
        number += 1
        await asyncio.sleep(max(0.0, began + number / each_second - clock()))
    return sorted(await asyncio.gather(*running))


def told(times: list[float]) -> dict[str, float]:
    """Median, 99th percentile and slowest, in milliseconds."""
    return {
        "p50": round(statistics.median(times) * 1e3, 1),
        "p99": round(times[max(0, int(len(times) * 0.99) - 1)] * 1e3, 1),
        "max": round(times[-1] * 1e3, 1),
        "presses": len(times),
    }


async def measure(members: int, pace: int, each_second: float, new: int) -> dict[str, Any]:
    """One morning at one pace."""
    async with service(members, pace, new) as box:
        message = await card(box)
        clock = asyncio.get_running_loop().time
        await presses_until(box, message, members, each_second, _after(clock() + 3, clock))
        idle = await presses_until(
            box, message, members, each_second, _after(clock() + IDLE_SECONDS, clock)
        )
        handles = [f"m{number}" for number in range(members)]
        wire, refused = Wire(box), box.rates.refused
        arrived: dict[str, float] = {}

        def all_hold_one() -> bool:
            for handle in handles:
                if handle not in arrived:
                    direct = box.world.directs.get(box.world.handles[handle])
                    if direct is not None and len(direct.messages):
                        arrived[handle] = clock()
            return len(arrived) == members

        await box.visitor("ines").moves_clock(to=DUE)
        meanwhile = await presses_until(box, message, members, each_second, all_hold_one)
        moments = sorted(arrived.values())
        took = moments[-1] - moments[0]
        shortest = (members + new) / ALLOWED
        twice = sum(
            len(box.world.directs[box.world.handles[handle]].messages) > 1 for handle in handles
        )
        return {
            "pace": pace,
            "members": members,
            "channels to open": new,
            "seconds": round(took, 1),
            "shortest": shortest,
            "ratio": round(took / shortest, 2),
            "429": wire.refused - refused,
            "most in a second": wire.most_in_a_second(),
            "twice": twice,
            "idle": told(idle),
            "meanwhile": told(meanwhile),
            "p99 ratio": round(told(meanwhile)["p99"] / told(idle)["p99"], 2),
        }


def _after(moment: float, clock: Callable[[], float]) -> Callable[[], bool]:
    return lambda: clock() >= moment


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--members", type=int, default=1000)
    parser.add_argument("--pace", type=int, nargs="+", default=[22, 45])
    parser.add_argument("--presses", type=float, default=8.0, help="a second")
    parser.add_argument("--new", type=int, default=0, help="members without a private channel")
    asked = parser.parse_args()
    for pace in asked.pace:
        figures = asyncio.run(measure(asked.members, pace, asked.presses, asked.new))
        print(json.dumps(figures))
