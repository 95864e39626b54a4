"""Copies of the memory: made while the bot runs, checked, and put back."""

import asyncio
import os
import shutil
import sqlite3
from pathlib import Path

from sqlalchemy.engine import make_url

from db.engines import is_sqlite, sqlite_file


class CopyFailed(Exception):
    """The copy could not be made or put back; `reason` is one of our keys."""

    def __init__(self, reason: str, detail: str = "") -> None:
        super().__init__(reason, detail)
        self.reason = reason
        self.detail = detail


async def copy_to(url: str, file: Path) -> None:
    """Write a sound copy of the whole memory into `file`, which must not exist yet.

    SQLite: one compact database file. PostgreSQL: an archive of `pg_dump`.

    Raises:
        CopyFailed: `exists`, `missing`, `unsound`, `unwritable`, `tool_missing`, `tool_failed`.
    """
    if file.exists():
        raise CopyFailed("exists", str(file))
    if is_sqlite(url):
        await asyncio.to_thread(_copy_sqlite, sqlite_file(url), file)
    else:
        await _postgres("pg_dump", url, "--format=custom", f"--file={file}")


async def put_back(url: str, file: Path) -> None:
    """Replace the memory by the copy in `file`; on SQLite the present one is kept beside it.

    Raises:
        CopyFailed: `missing`, `unsound`, `in_use`, `tool_missing` or `tool_failed`.
    """
    if not file.is_file():
        raise CopyFailed("missing", str(file))
    if is_sqlite(url):
        await asyncio.to_thread(_restore_sqlite, file, sqlite_file(url))
    else:
        await _postgres(
            "pg_restore", url, "--clean", "--if-exists", "--single-transaction", str(file)
        )


def _copy_sqlite(source: Path, target: Path) -> None:
    if not source.is_file():
        raise CopyFailed("missing", str(source))
    connection = sqlite3.connect(f"file:{source}?mode=ro", uri=True)
    try:
        connection.execute("VACUUM INTO ?", (str(target),))
    except sqlite3.Error as error:
        reason = "unwritable" if isinstance(error, sqlite3.OperationalError) else "unsound"
        raise CopyFailed(reason, str(error)) from error
    finally:
        connection.close()
    _require_sound(target)


def _restore_sqlite(copy: Path, target: Path) -> None:
    _require_sound(copy)
    target.parent.mkdir(parents=True, exist_ok=True)
    if target.exists():
        _require_unused(target)
        target.replace(target.with_name(target.name + ".before-restore"))
    for tail in ("-wal", "-shm"):
        target.with_name(target.name + tail).unlink(missing_ok=True)
    fresh = target.with_name(target.name + ".restoring")
    shutil.copyfile(copy, fresh)
    fresh.replace(target)


def _require_sound(file: Path) -> None:
    try:
        connection = sqlite3.connect(f"file:{file}?mode=ro", uri=True)
        try:
            verdict = connection.execute("PRAGMA integrity_check").fetchone()
            known = connection.execute("SELECT 1 FROM alembic_version").fetchone()
        finally:
            connection.close()
    except sqlite3.Error as error:
        raise CopyFailed("unsound", str(error)) from error
    if verdict != ("ok",) or known is None:
        raise CopyFailed("unsound", str(file))


def _require_unused(file: Path) -> None:
    """A bot that is running holds the file open: its changes would go into the void.

    Opening exclusively also folds the write-ahead log into the file before it is moved.
    """
    connection = sqlite3.connect(file, timeout=0.5, isolation_level=None)
    try:
        connection.execute("PRAGMA locking_mode=EXCLUSIVE")
        connection.execute("PRAGMA journal_mode=DELETE")
        connection.execute("BEGIN EXCLUSIVE")
        connection.execute("COMMIT")
    except sqlite3.OperationalError as error:
        raise CopyFailed("in_use", str(error)) from error
    finally:
        connection.close()


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
    _, errors = await process.communicate()
    if process.returncode:
        raise CopyFailed("tool_failed", errors.decode(errors="replace").strip()[-300:])
