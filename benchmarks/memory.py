"""Idle memory of the bot against importing its libraries, with a small and a large server.

`python -m benchmarks.memory [--members 5000]`
"""

import argparse
import asyncio
import statistics
import subprocess
import sys
from pathlib import Path

from benchmarks.service import service

IMPORTS = (
    "import discord, discord.ext.commands, sqlalchemy.ext.asyncio, sqlalchemy.orm, aiosqlite, "
    "apscheduler.schedulers.asyncio, pydantic_settings, babel.dates, babel.messages.pofile, "
    "holidays, alembic.command"
)
"""Alembic too, which the first start on an empty memory loads."""
SETTLE_SECONDS = 5.0
"""For the memory to be what it stays: commands registered, first round of the bell rung."""


def resident(pid: int | str = "self") -> float:
    """Resident memory of a process, in MiB (Linux)."""
    for line in Path(f"/proc/{pid}/status").read_text(encoding="ascii").splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    raise RuntimeError("no VmRSS")


def libraries() -> float:
    """What a Python with the bot's libraries takes, in MiB; the median of three."""
    code = f"{IMPORTS}; from benchmarks.memory import resident; print(resident())"
    return statistics.median(
        float(subprocess.check_output([sys.executable, "-c", code], text=True)) for _ in range(3)
    )


async def idle(members: int) -> float:
    """What the connected bot takes in a server of so many members, in MiB."""
    async with service(people=members) as box:
        await box.wait_until(lambda: box.world.commands.all_in(None), 30)
        await asyncio.sleep(SETTLE_SECONDS)
        program = box.program
        if program is None:
            raise RuntimeError("no program")
        return resident(program.as_json()["pid"])


async def main(members: int) -> None:
    """The figures and their ratios."""
    floor = libraries()
    small, large = await idle(50), await idle(members)
    print(f"libraries imported {floor:6.1f} MiB")
    print(f"bot idle, 50 members {small:6.1f} MiB, ratio {small / floor:.2f}")
    print(f"bot idle, {members} members {large:6.1f} MiB, ratio to 50 {large / small:.2f}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--members", type=int, default=5000)
    asyncio.run(main(parser.parse_args().members))
