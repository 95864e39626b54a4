"""The bot of the demo, which the sandbox starts: the examples once, then as `bot run` has it."""

import asyncio
import os
import sys
from dataclasses import replace
from pathlib import Path

from bot.front_door.loading import loading

with loading():
    import aiohttp

    from bot import examples, invented
    from bot.app import run, running
    from bot.demo import PROGRESS
    from bot.logs import set_up_logs
    from bot.people import Actor, Place
    from bot.settings import Settings, load

STEP = 50
"""Invented mobilisations between two signs of progress."""


def main(language: str, many: int) -> int:
    """Plant the examples and run; the exit code."""
    settings = load(None, os.environ).settings
    set_up_logs(settings)
    asyncio.run(_plant(settings, language, many))
    return run(settings)


async def _plant(settings: Settings, language: str, many: int) -> None:
    """Tell the bot the examples, as the sandbox's first coordinator, and what is invented."""
    origin = settings.discord.api_url.split("/api", 1)[0]
    async with aiohttp.ClientSession() as session:
        async with session.get(f"{origin}/sandbox/people") as answer:
            people = (await answer.json())["people"]
        chosen = next(person for person in people if person["coordinator"])
        async with session.get(f"{origin}/sandbox/state", params={"as": chosen["id"]}) as answer:
            state = await answer.json()
    guild = state["guild"]
    channel = next(one["id"] for one in state["channels"] if one["name"] == "mobilisations")
    member = Actor(
        platform="discord",
        id="",
        locale=language,
        place=Place("discord", guild["id"], guild["name"], language),
        channel=channel,
    )
    actor = replace(member, id=chosen["id"], roles=frozenset(chosen["roles"]), manages=True)
    async with running(settings) as core:
        planted = await examples.plant(
            core, actor, role=chosen["roles"][0], channel=channel, language=language
        )
        if planted and many:
            # Those with roles are people to be; who was invented to be many has none.
            members = [replace(member, id=one["id"]) for one in people if not one["roles"]]
            await invented.plant(
                core, actor, members, many=many, language=language, told=_tell_progress
            )


def _tell_progress(done: int, many: int) -> None:
    file = os.environ.get(PROGRESS)
    if file and (done % STEP == 0 or done == many):
        Path(file).write_text(str(done), encoding="utf-8")


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1], int(sys.argv[2])))
