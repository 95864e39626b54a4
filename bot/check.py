"""`bot check`: a look over settings, token, database and permissions that changes nothing."""

import asyncio
import contextlib
import logging
import re
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path
from typing import TextIO

from bot.settings import Loaded, Mistake, Settings, SettingsMistaken, load
from bot.words import say
from db.pulse import pulse
from db.store import MemoryLost

PATIENCE_S = 20
"""Seconds to wait for the database, and for Discord."""

_TOKEN = re.compile(r"[\w-]+\.[\w-]+\.[\w-]+", re.ASCII)

MISWRITTEN = ("settings.toml", "settings.not_utf8")
"""What is said of a file that was read and not understood; the key is its name."""

Missing = Sequence[tuple[str, Sequence[str]]]
PermissionsMissing = Callable[[Settings, str], Awaitable[Missing]]


class Grade(IntEnum):
    """How a point was found; the values are the exit codes."""

    FINE = 0
    MISTAKEN = 1
    UNKNOWN = 2


@dataclass(frozen=True)
class Found:
    """One point that was looked at, told in one sentence."""

    grade: Grade
    sentence: str


def check(
    config: Path | None,
    environ: Mapping[str, str],
    locale: str,
    out: TextIO,
    *,
    permissions_missing: PermissionsMissing | None,
) -> int:
    """Look everything over and tell it in `locale`.

    :param permissions_missing: asks Discord, for answers in a language; None: Discord is
        not asked
    :returns: 0 all is well, 1 something is mistaken, 2 something could not be looked at
    """
    try:
        loaded = load(config, environ)
    except SettingsMistaken as error:
        lines = error.lines(locale)
        found = _files_of(error, locale)
        found += [Found(Grade.MISTAKEN, line) for line in lines]
        found.append(Found(Grade.UNKNOWN, say("check.settings_first", locale)))
    else:
        with _quiet_logs():
            found = asyncio.run(_look_over(loaded, locale, permissions_missing))
    out.writelines(
        f"[{say(f'check.{one.grade.name.lower()}', locale)}] {one.sentence}\n" for one in found
    )
    return exit_code(found)


@contextlib.contextmanager
def _quiet_logs() -> Iterator[None]:
    """What goes wrong here is told by us, in one line."""
    before = logging.root.manager.disable
    logging.disable()
    try:
        yield
    finally:
        logging.disable(before)


def exit_code(found: Sequence[Found]) -> int:
    """A mistake outweighs what could not be looked at."""
    grades = {one.grade for one in found}
    return min(grades - {Grade.FINE}, default=Grade.FINE)


async def _look_over(
    loaded: Loaded, locale: str, permissions_missing: PermissionsMissing | None
) -> list[Found]:
    settings = loaded.settings
    found = [
        _files(loaded.files_read, locale),
        _token(settings, locale),
        await _database(settings, locale),
    ]
    if permissions_missing is None:
        found.append(Found(Grade.FINE, say("check.not_asked", locale)))
    elif not settings.discord.token.get_secret_value():
        found.append(Found(Grade.UNKNOWN, say("check.not_asked", locale)))
    else:
        found += await _permissions(settings, locale, permissions_missing)
    return found


def _files_of(mistaken: SettingsMistaken, locale: str) -> list[Found]:
    """The files of settings that cannot be used; none is told of where one could not be read."""
    about = {mistake.reason: Path(mistake.key) for mistake in mistaken.mistakes}
    read = [*mistaken.files_read, *(about[one] for one in MISWRITTEN if one in about)]
    unread = about.get("settings.no_file") or about.get("settings.unreadable")
    if not read and unread is not None and str(unread) != "secrets_dir":
        return []
    return [_files(read, locale)]


def _files(read: Sequence[Path], locale: str) -> Found:
    if not read:
        return Found(Grade.FINE, say("check.no_files", locale))
    files = ", ".join(str(file) for file in read)
    return Found(Grade.FINE, say("check.files", locale, files=files))


def _token(settings: Settings, locale: str) -> Found:
    token = settings.discord.token.get_secret_value()
    if not token:
        return Found(Grade.MISTAKEN, Mistake("discord.token", "settings.no_token").line(locale))
    if not _TOKEN.fullmatch(token):
        return Found(Grade.MISTAKEN, Mistake("discord.token", "check.token_shape").line(locale))
    return Found(Grade.FINE, say("check.token", locale))


async def _database(settings: Settings, locale: str) -> Found:
    try:
        async with asyncio.timeout(PATIENCE_S):
            state = await pulse(settings.database.url)
    except (MemoryLost, TimeoutError) as error:
        sentence = Mistake("database.url", "check.database_silent", {"reason": _reason(error)})
        return Found(Grade.MISTAKEN, sentence.line(locale))
    grade = Grade.MISTAKEN if state == "other" else Grade.FINE
    return Found(grade, say(f"check.database_{state}", locale))


async def _permissions(settings: Settings, locale: str, ask: PermissionsMissing) -> list[Found]:
    try:
        async with asyncio.timeout(PATIENCE_S):
            missing = await ask(settings, locale)
    except PermissionError:
        return [Found(Grade.MISTAKEN, Mistake("discord.token", "check.token_refused").line(locale))]
    except OSError as error:
        sentence = say("check.unreachable", locale, reason=_reason(error))
        return [Found(Grade.UNKNOWN, sentence)]
    if not missing:
        return [Found(Grade.FINE, say("check.permissions", locale))]
    return [
        Found(
            Grade.MISTAKEN,
            say("check.permissions_missing", locale, place=place, names=", ".join(names)),
        )
        for place, names in missing
    ]


def _reason(error: Exception) -> str:
    words = str(error).strip().splitlines()
    return words[0] if words else type(error).__name__
