"""Copies of the memory: made while the bot runs, checked, and put back."""

import asyncio
import contextlib
import errno
import itertools
import os
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import TypeVar

from sqlalchemy.engine import make_url

from db.engines import is_sqlite, sqlite_file

LOGS = ("-wal", "-shm")
"""What SQLite keeps beside a file that is in use."""
UNFINISHED = ".unfinished"
"""Ends the name of a copy until it is whole."""

T = TypeVar("T")


class CopyFailed(Exception):
    """The copy could not be made or put back; `reason` is one of our keys."""

    def __init__(self, reason: str, detail: str = "") -> None:
        super().__init__(reason, detail)
        self.reason = reason
        self.detail = detail


async def copy_to(url: str, file: Path) -> None:
    """Write a sound copy of the whole memory into `file`, which must not exist yet.

    SQLite: one compact database file. PostgreSQL: an archive of `pg_dump`. It is readable by our
    own account only, and under its name there is never half a copy. The event loop is not held;
    cancelled, it leaves nothing behind.

    Raises:
        CopyFailed: `exists`, `missing`, `unsound`, `unwritable`, `tool_missing`, `tool_failed`.
    """
    draft = _beside(file, UNFINISHED)
    try:
        if file.exists():
            raise CopyFailed("exists", str(file))
        _begin(draft)
        if is_sqlite(url):
            await _copy_aside(sqlite_file(url), draft)
        else:
            await _postgres("pg_dump", url, "--format=custom", f"--file={draft}")
        await asyncio.to_thread(_finish, draft, file)
    except OSError as error:
        raise _unwritable(file, error) from error
    finally:
        with contextlib.suppress(OSError):
            draft.unlink(missing_ok=True)


def tool_missing(url: str) -> str | None:
    """The program that copies of this memory need and that is not on this machine."""
    return None if is_sqlite(url) or shutil.which("pg_dump") else "pg_dump"


async def put_back(url: str, file: Path) -> Path | None:
    """Replace the memory by the copy in `file`; on SQLite the present one is kept beside it.

    :returns: where the memory before was kept; None where there was none, or on PostgreSQL
    :raises CopyFailed: `missing`, `same`, `unsound`, `in_use`, `unwritable`, `tool_missing` or
        `tool_failed`; the memory is as it was
    """
    try:
        if not file.is_file():
            raise CopyFailed("missing", str(file))
        if is_sqlite(url):
            return await asyncio.to_thread(_restore_sqlite, file, sqlite_file(url))
        await _postgres(
            "pg_restore", url, "--clean", "--if-exists", "--single-transaction", str(file)
        )
    except OSError as error:
        raise _unwritable(file, error) from error
    return None


def _unwritable(file: Path, error: OSError) -> CopyFailed:
    return CopyFailed("unwritable", f"{error.filename or file}: {error.strerror or error}")


def _begin(draft: Path) -> None:
    """An empty file that nobody else may read; what an earlier try left there goes."""
    draft.unlink(missing_ok=True)
    os.close(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))


def _finish(draft: Path, file: Path) -> None:
    """Have it on disk before it has its name."""
    _flush(draft)
    # A link, unlike a renaming, never takes the place of something that came meanwhile.
    try:
        os.link(draft, file)
    except FileExistsError as error:
        raise CopyFailed("exists", str(file)) from error
    except OSError:
        draft.replace(file)  # some file systems know no links


async def _copy_aside(source: Path, target: Path) -> None:
    """Copy while somebody else needs the event loop."""
    if not source.is_file():
        raise CopyFailed("missing", str(source))
    with closing(_opened_to_read(source)) as connection:
        await _in_a_thread(lambda: _vacuum(connection, target), connection.interrupt)
    await asyncio.to_thread(_require_sound, target)


async def _in_a_thread(work: Callable[[], T], interrupt: Callable[[], None]) -> T:
    """Work in a thread; cancelled, it is interrupted and waited for, so that it ends at once."""
    working = asyncio.ensure_future(asyncio.to_thread(work))
    try:
        return await asyncio.shield(working)
    except asyncio.CancelledError:
        interrupt()
        await asyncio.wait((working,))
        if not working.cancelled():
            working.exception()
        raise


def _copy_sqlite(source: Path, target: Path) -> None:
    with closing(_opened_to_read(source)) as connection:
        _vacuum(connection, target)
    _require_sound(target)


def _vacuum(connection: sqlite3.Connection, target: Path) -> None:
    try:
        connection.execute("VACUUM INTO ?", (str(target),))
    except sqlite3.Error as error:
        reason = "unwritable" if isinstance(error, sqlite3.OperationalError) else "unsound"
        raise CopyFailed(reason, str(error)) from error


def _opened_to_read(file: Path) -> sqlite3.Connection:
    """A connection that one thread after the other may use."""
    return sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True, check_same_thread=False)


def _restore_sqlite(copy: Path, target: Path) -> Path | None:
    """Everything that can fail comes before the memory that is there is touched."""
    if target.is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(target))
    if target.exists() and copy.samefile(target):
        raise CopyFailed("same", str(copy))
    _require_sound(copy)
    target.parent.mkdir(parents=True, exist_ok=True)
    fresh = _free_name(target, ".restoring")
    try:
        # Not byte by byte: what the copy still holds in a write-ahead log comes along.
        _copy_sqlite(copy, fresh)
        _flush(fresh)
        kept = _set_aside(target) if target.exists() else None
        for tail in LOGS:
            _beside(target, tail).unlink(missing_ok=True)
        fresh.replace(target)
    finally:
        fresh.unlink(missing_ok=True)
    return kept


def _set_aside(target: Path) -> Path:
    _require_unused(target)
    kept = _free_name(target, ".before-restore")
    target.replace(kept)
    # Where the file was too broken to be opened, the log may hold what it lacks.
    if _beside(target, "-wal").exists():
        _beside(target, "-wal").replace(_beside(kept, "-wal"))
    return kept


def _free_name(target: Path, ending: str) -> Path:
    """A name beside the memory that nothing bears: what was kept earlier stays kept."""
    name = _beside(target, ending)
    for number in itertools.count(2):
        if not name.exists():
            break
        name = _beside(target, f"{ending}-{number}")
    return name


def _beside(file: Path, tail: str) -> Path:
    return file.with_name(file.name + tail)


def _flush(file: Path) -> None:
    """To the disk, before it takes the place of what is there."""
    with file.open("rb+") as written:
        os.fsync(written.fileno())


def _require_sound(file: Path) -> None:
    try:
        with closing(_opened_to_read(file)) as connection:
            verdict = connection.execute("PRAGMA integrity_check").fetchone()
            known = connection.execute("SELECT 1 FROM alembic_version").fetchone()
    except sqlite3.Error as error:
        raise CopyFailed("unsound", str(error)) from error
    if verdict != ("ok",) or known is None:
        raise CopyFailed("unsound", str(file))


def _require_unused(file: Path) -> None:
    """A bot that is running holds the file open: its changes would go into the void.

    Opening exclusively also folds the write-ahead log into the file before it is moved.
    """
    try:
        with closing(sqlite3.connect(file, timeout=0.5, isolation_level=None)) as connection:
            connection.execute("PRAGMA locking_mode=EXCLUSIVE")
            connection.execute("PRAGMA journal_mode=DELETE")
            connection.execute("BEGIN EXCLUSIVE")
            connection.execute("COMMIT")
    except sqlite3.Error as error:
        kind = error.sqlite_errorcode & 0xFF
        if kind in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            raise CopyFailed("in_use", str(error)) from error
        # A broken memory is why somebody restores: it is set aside as it is.
        if kind not in (sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT):
            raise CopyFailed("unwritable", f"{file}: {error}") from error


async def _postgres(tool: str, url: str, *arguments: str) -> None:
    program = shutil.which(tool)
    if program is None:
        raise CopyFailed("tool_missing", tool)
    address = make_url(url).set(drivername="postgresql")
    environment = dict(os.environ)
    if address.password:
        # By the environment: arguments can be read by every user of the machine.
        environment["PGPASSWORD"] = str(address.password)
    target = address.set(password=None).render_as_string(hide_password=False)
    process = await asyncio.create_subprocess_exec(
        program, f"--dbname={target}", *arguments, env=environment, stderr=asyncio.subprocess.PIPE
    )
    try:
        _, errors = await process.communicate()
    except asyncio.CancelledError:
        process.kill()
        await process.wait()
        raise
    if process.returncode:
        raise CopyFailed("tool_failed", errors.decode(errors="replace").strip()[-300:])
