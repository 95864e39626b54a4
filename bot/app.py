"""The wiring: the one file that knows every room, and how the bot starts and stops."""

import asyncio
import gc
import logging
import os
import sys
import uuid
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import datetime, timedelta
from pathlib import Path

from bot import turns, words
from bot.backups import Backups
from bot.bell import Bell
from bot.board import Board
from bot.clock import Clock, FollowingClock, SetClock, SystemClock
from bot.core import Core, Defaults
from bot.face import nobody_waits
from bot.front_door.loading import loading
from bot.front_door.tongue import system_tongue
from bot.reminders.delivery import Delivery, Habits
from bot.reminders.errands import Errands
from bot.settings import Settings
from bot.stopping import DRAIN_SECONDS, Stop
from bot.supervisor import Supervisor
from db.backup import CopyFailed, copy_to, put_back
from db.channels import in_use
from db.copies import keep_newest
from db.migrate import upgrade
from db.pulse import pulse
from db.store import MemoryLost, Store

log = logging.getLogger(__name__)

OPEN_EVERY = timedelta(seconds=30)
"""Between two private channels opened ahead of time: forty in twenty minutes, not at once."""

ENOUGH_TO_COLLECT = 50_000
"""New objects before a search for garbage begins (Python's default: 700): some megabytes."""

EXIT_SETTINGS, EXIT_MEMORY, EXIT_PLATFORM = 1, 3, 4


class OtherMemory(MemoryLost):
    """The memory was made by another version of the bot, which this one does not know."""


def run(settings: Settings) -> int:
    """Run the bot until SIGTERM or SIGINT; the exit code, 0 for an end that was asked for."""
    try:
        return asyncio.run(_run(settings))
    except MemoryLost as error:
        return _without_memory(error)


async def _run(settings: Settings) -> int:
    stop = Stop()
    stop.listen()
    async with AsyncExitStack() as stack:
        core = await stop.unless_told(stack.enter_async_context(running(settings)))
        code = 0 if core is None else await _serve(settings, core, stop)
    if code == 0:
        log.info("stopped as asked")
    return code


async def _serve(settings: Settings, core: Core, stop: Stop) -> int:
    with loading():
        from cogs.client import CannotConnect, build

    client = build(core, settings.discord)
    async with AsyncExitStack() as stack:
        try:
            await _be_looked_after(settings, core, stop, stack)
        except OSError as error:
            return _complain("health.nowhere", EXIT_SETTINGS, reason=error.strerror or str(error))
        # What is here now stays for good: no collection of garbage need look at it again, and
        # what a press leaves behind goes by itself, nearly all of it, without a search.
        gc.freeze()
        gc.set_threshold(ENOUGH_TO_COLLECT, 10, 10)
        try:
            await client.serve(stop.told, drain=core.drain)
        except CannotConnect as error:
            return _complain(f"app.connect.{error.reason}", EXIT_PLATFORM)
    return 0


async def _be_looked_after(
    settings: Settings, core: Core, stop: Stop, stack: AsyncExitStack
) -> None:
    """Tell the supervisor and whoever asks how we are.

    Raises:
        OSError: nobody can listen at the address set for questions.
    """
    supervisor = Supervisor()
    core.after_rounds.append(lambda: supervisor.beat(core.vitals))
    stop.listeners += [core.vitals.stop, supervisor.stopping]
    backups = Backups(settings.database, core.clock, core.vitals)
    core.after_rounds.append((await stack.enter_async_context(backups)).look)
    if settings.health.port is not None:
        from bot.health.server import health_server

        await stack.enter_async_context(health_server(settings.health, core))


@asynccontextmanager
async def running(settings: Settings) -> AsyncIterator[Core]:
    """The bot without its faces: memory up to date, clock, board, bell and delivery at work.

    Raises:
        MemoryLost: the database cannot be opened, read, written, or is of a newer version.
    """
    async with AsyncExitStack() as stack:
        clock = await _clock(settings, stack)
        await prepare_memory(settings, clock.now())
        store = await stack.enter_async_context(
            Store(settings.database.url, unhurried=nobody_waits.get)
        )
        defaults = Defaults(settings.community.locale, settings.community.zone)
        core = Core(store, clock, defaults)
        habits = Habits(open_every=OPEN_EVERY)
        name = f"{os.getpid()}-{uuid.uuid4().hex[:8]}"
        delivery = Delivery(core, name, habits)
        await delivery.start()
        core.board = await stack.enter_async_context(Board(core))
        core.bell = await stack.enter_async_context(Bell(clock, _round(core, delivery)))
        core.delivery = delivery
        await stack.enter_async_context(Errands(core, name))
        yield core
        await core.drain(DRAIN_SECONDS)


def _round(core: Core, delivery: Delivery) -> Callable[[], Awaitable[datetime | None]]:
    """One ring of the bell: close what is over, send what is due, repaint what is stale."""

    async def ring() -> datetime | None:
        await _close_over(core)
        if core.board is not None:
            core.board.wake()
        nearest = await delivery.sweep()
        core.vitals.swept()
        for listener in core.after_rounds:
            listener()
        return nearest

    return ring


async def _close_over(core: Core) -> None:
    """Close what is over; a failure here must not hold reminders back."""
    try:
        await turns.close_over(core)
    except MemoryLost:
        log.warning("what is over could not be closed; the next round tries again")


async def _clock(settings: Settings, stack: AsyncExitStack) -> Clock:
    if settings.clock.follow:
        return await stack.enter_async_context(FollowingClock(settings.clock.follow))
    if settings.clock.start is not None:
        return SetClock(settings.clock.start, settings.clock.speed)
    if settings.clock.speed != 1.0:
        return SetClock(SystemClock().now(), settings.clock.speed)
    return SystemClock()


async def prepare_memory(settings: Settings, now: datetime) -> None:
    """Bring the memory up to date, with a copy made first.

    Raises:
        OtherMemory: it was made by another version.
        MemoryLost: it does not answer, or cannot be written.
    """
    state = await pulse(settings.database.url)
    if state == "other":
        raise OtherMemory
    if state != "current":
        copies = settings.database.backups_folder
        await upgrade(settings.database.url, copies=copies, now=now)
        keep_newest(copies, settings.database.keep)


def sync(settings: Settings, *, force: bool = False) -> int:
    """Register the commands with the platform, if they changed or `force`; the exit code."""
    from cogs.client import CannotConnect, register

    async def work() -> int:
        async with AsyncExitStack() as stack:
            await prepare_memory(settings, SystemClock().now())
            store = await stack.enter_async_context(Store(settings.database.url))
            core = Core(store, SystemClock())
            try:
                changed = await register(core, settings.discord, force=force)
            except CannotConnect as error:
                return _complain(f"app.connect.{error.reason}", EXIT_PLATFORM)
        _tell("app.synced" if changed else "app.synced_already")
        return 0

    try:
        return asyncio.run(work())
    except MemoryLost as error:
        return _without_memory(error)


def database(settings: Settings, action: str, file: Path | None) -> int:
    """`db upgrade`, `db backup FILE` and `db restore FILE`; the exit code."""

    async def work() -> Path | None:
        if action == "upgrade":
            await prepare_memory(settings, SystemClock().now())
        elif action == "backup" and file is not None:
            await copy_to(settings.database.url, file)
        elif file is not None:
            return await put_back(settings.database.url, file)
        return None

    try:
        kept = asyncio.run(work())
    except MemoryLost as error:
        return _without_memory(error)
    except CopyFailed as error:
        return _complain(f"app.copy.{error.reason}", EXIT_MEMORY, detail=error.detail)
    if action == "restore" and kept is None:
        _tell("app.db.restored_fresh", file=file)
    else:
        _tell(f"app.db.{action}", file=file, kept=kept)
    return 0


async def permissions_missing(
    settings: Settings, locale: str
) -> Sequence[tuple[str, Sequence[str]]]:
    """Which permissions the bot lacks, and where: in the servers, and in the channels it uses.

    Raises:
        PermissionError: the platform does not accept the token.
        OSError: it could not be reached.
    """
    from cogs.client import permissions_missing as ask

    return await ask(settings.discord, await in_use(settings.database.url), locale=locale)


def _without_memory(error: MemoryLost) -> int:
    if isinstance(error, OtherMemory):
        return _complain("memory.other", EXIT_MEMORY)
    return _complain("app.memory", EXIT_MEMORY, reason=str(error))


def _complain(key: str, code: int, **details: object) -> int:
    sys.stderr.write(words.say(key, system_tongue(), **details) + "\n")
    return code


def _tell(key: str, **details: object) -> None:
    sys.stdout.write(words.say(key, system_tongue(), **details) + "\n")
