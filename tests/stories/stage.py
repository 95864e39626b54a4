"""The whole of it: the bot as `bot run` starts it, in its own process, on a pretend Discord."""

import os
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sandbox.app import Sandbox
from sandbox.description import Description
from sandbox.visitor import Visitor
from tests import UNHURRIED

MONDAY = "2026-11-23T10:00:00+01:00"
HERE = "mobilisations"
_ROOT = Path(__file__).resolve().parents[2]
_DESCRIPTION = _ROOT.parent / "shared" / "discord" / "openapi.json"

Json = dict[str, Any]


@dataclass
class Scene:
    """A collective with the bot in it."""

    box: Sandbox

    def person(self, handle: str) -> Visitor:
        """Someone of the collective."""
        return self.box.visitor(handle)

    async def ready(self) -> None:
        """Until the bot is connected and its commands are known."""
        try:
            await self.box.wait_until(
                lambda: self.box.hub.online and self.box.world.commands.all_in(None), 30
            )
        except TimeoutError:
            raise AssertionError((self.box.folder / "bot.log").read_text()) from None

    async def program(self, action: str) -> None:
        """`start`, `stop`, `kill` or `restart` the bot's process."""
        program = self.box.program
        assert program is not None
        await getattr(program, action)()

    async def seen(
        self, handle: str, channel: str, wanted: Callable[[Json], bool], timeout: float = 15
    ) -> Json:
        """The newest message that a person sees in a channel and that is as wanted, in time."""
        person = self.person(handle)
        async with person.listens() as ear:
            while True:
                for message in reversed(await person.reads(channel)):
                    if wanted(message):
                        return message
                await ear.next(lambda event: event["type"].startswith("message"), timeout)

    async def card(self, *told: str) -> Json:
        """The newest card once it says all of this."""
        return await self.seen(
            "capucine",
            HERE,
            lambda message: bool(message["embeds"]) and all(one in text(message) for one in told),
        )

    async def reminders(self, handle: str) -> list[Json]:
        """The reminders that a person holds."""
        return [
            message
            for message in await self.person(handle).reads("dm")
            if any(":r-" in one or "r-posted" in one for one in ids(message))
        ]


def text(message: Json) -> str:
    """Everything a message says, with ordinary spaces."""
    embeds = " ".join(str(embed) for embed in message["embeds"])
    return f"{message['content']} {embeds}".replace("\u202f", " ").replace("\u00a0", " ")


def ids(message: Json) -> list[str]:
    """What can be pressed on a message."""
    return [
        item["custom_id"]
        for row in message["components"]
        for item in row.get("components", [])
        if "custom_id" in item
    ]


def button(message: Json, verb: str) -> str:
    """The custom id of the button that asks for this verb."""
    found = [one for one in ids(message) if one.split(":")[1] == verb]
    assert found, (verb, ids(message))
    return found[0]


@asynccontextmanager
async def scene(folder: Path, database: str, language: str = "fr") -> AsyncIterator[Scene]:
    """A bot that was started with nothing but its environment, and is ready."""
    description = Description.read(_DESCRIPTION) if _DESCRIPTION.is_file() else None
    async with Sandbox(
        start=MONDAY,
        language=language,
        folder=folder,
        description=description,
        strict=True,
        answer_within=UNHURRIED,
    ) as box:
        box.run_program(
            [sys.executable, "-m", "bot", "run", "--no-setup"],
            {
                "PORTEVOIX_DISCORD__TOKEN": "{token}",
                "PORTEVOIX_DISCORD__API_URL": "{api}",
                "PORTEVOIX_DISCORD__GATEWAY_URL": "{gateway}",
                "PORTEVOIX_DATABASE__URL": database,
                "PORTEVOIX_CLOCK__FOLLOW": "{clock}",
                "PYTHONPATH": str(_ROOT),
                "LC_ALL": "C.UTF-8",
                "PYTHONWARNINGS": "default",
                "HOME": os.environ.get("HOME", str(folder)),
            },
        )
        playing = Scene(box)
        await playing.program("start")
        await playing.ready()
        yield playing
        log = (box.folder / "bot.log").read_text()
        assert "Traceback" not in log, log
        assert box.token not in log
