"""The same pretend service for whatever is measured, with a bot's own process on it."""

import asyncio
import json
import sys
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from sandbox.app import Sandbox
from sandbox.world.interactions import InteractionType
from sandbox.world.messages import Message

ROOT = Path(__file__).resolve().parents[1]
START = "2026-11-23T10:00:00+01:00"
PEOPLE = 200

Json = dict[str, Any]


def collective(people: int = PEOPLE) -> Json:
    """The sample collective with more members in it."""
    told: Json = json.loads((ROOT / "examples" / "collective.json").read_text(encoding="utf-8"))
    for number in range(people):
        told["people"].append(
            {
                "handle": f"m{number}",
                "name": f"Membre {number}",
                "roles": ["membre"],
                "zone": "Europe/Paris",
            }
        )
    return told


@asynccontextmanager
async def service(command: list[str] | None = None, people: int = PEOPLE) -> AsyncIterator[Sandbox]:
    """A service with a bot on it: ours as `bot run` starts it, or another command."""
    with tempfile.TemporaryDirectory() as folder:
        async with Sandbox(
            collective(people), start=START, folder=folder, limits=False, language="fr"
        ) as box:
            channel = next(one.id for one in box.world.home.channels.values() if one.name == HERE)
            arguments = [box.token, box.api_url, box.gateway_url, str(channel)]
            program = box.run_program(
                [sys.executable, *command, *arguments]
                if command
                else [sys.executable, "-m", "bot", "run", "--no-setup"],
                {
                    "PORTEVOIX_DISCORD__TOKEN": "{token}",
                    "PORTEVOIX_DISCORD__API_URL": "{api}",
                    "PORTEVOIX_DISCORD__GATEWAY_URL": "{gateway}",
                    "PORTEVOIX_DATABASE__URL": f"sqlite:///{folder}/memory.sqlite3",
                    "PORTEVOIX_CLOCK__FOLLOW": "{clock}",
                    "PYTHONPATH": str(ROOT),
                },
            )
            await program.start()
            await box.bot_ready(30)
            yield box


HERE = "mobilisations"


async def card(box: Sandbox) -> Message:
    """The message that has a button, once there is one."""
    channel = next(one for one in box.world.home.channels.values() if one.name == HERE)

    def shown() -> Message | None:
        return next((one for one in channel.messages if one.components), None)

    return await box.wait_until(shown, 30)


async def announce(box: Sandbox) -> Message:
    """Have our bot announce a mobilisation; its card."""
    await box.wait_until(lambda: box.world.commands.all_in(None), 30)
    ines = box.visitor("ines")
    asked = await ines.calls(HERE, "mobilisation new")
    form = {
        "title": "WorldSkills",
        "when": "mardi 8 décembre 2026 14h",
        "purpose": "Parler aux parents",
        "organiser": "WorldSkills France",
    }
    preview = (await ines.submits(asked["modal"], **form))["message"]
    asked = await ines.presses(HERE, preview["id"], "pv:agree:1")
    await ines.submits(asked["modal"], kind=["given"], by="Camille")
    await ines.presses(HERE, preview["id"], "pv:announce:1")
    return await card(box)


async def press(box: Sandbox, message: Message, person: int, custom_id: str) -> float:
    """One press, from the event sent to the answer received; seconds."""
    channel = box.world.channels[message.channel_id]
    component = {"custom_id": custom_id, "component_type": 2, "id": 2}
    clock = asyncio.get_running_loop().time
    began = clock()
    outcome = await box.desk.ask(
        InteractionType.COMPONENT, person, channel, component, source=message
    )
    took = clock() - began
    if outcome.kind != "message":
        raise RuntimeError(f"{outcome.kind}: {outcome.reason}")
    return took
