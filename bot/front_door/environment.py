"""The bot's own Python environment: where it is, whether it is ready, one preparer at a time."""

import contextlib
import hashlib
import json
import os
import shutil
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

RUNTIME_LOCK = "requirements.lock"
POSTGRES_LOCK = "requirements-postgres.lock"
PICTURES_LOCK = "requirements-pictures.lock"
METRICS_LOCK = "requirements-metrics.lock"
DEVELOPMENT_LOCK = "requirements-dev.lock"

_CONTAINS = {
    DEVELOPMENT_LOCK: (DEVELOPMENT_LOCK, RUNTIME_LOCK, POSTGRES_LOCK, PICTURES_LOCK, METRICS_LOCK)
}
"""Locks that hold all of others, with identical versions (a test compares them)."""


class NotReady(Exception):
    """The environment cannot be used; `key` and `details` name the front door's sentence."""

    def __init__(self, key: str, **details: object) -> None:
        super().__init__(key, details)
        self.key = key
        self.details = details


@dataclass(frozen=True)
class Environment:
    """The folder `.venv` of one checkout. Nothing outside it is ever written."""

    checkout: Path

    @property
    def folder(self) -> Path:
        """The environment itself."""
        return self.checkout / ".venv"

    @property
    def python(self) -> Path:
        """Its interpreter."""
        if sys.platform == "win32":
            return self.folder / "Scripts" / "python.exe"
        return self.folder / "bin" / "python"

    @property
    def stamp(self) -> Path:
        """What was put in, written last; see `write_stamp`."""
        return self.folder / "porte-voix.json"

    @property
    def unfinished(self) -> Path:
        """Exists from the first change to the last: found at a start, it means an interruption."""
        return self.folder / "porte-voix.unfinished"

    @property
    def preparing(self) -> Path:
        """Locked by whoever is making changes."""
        return self.folder / "porte-voix.preparing"

    def is_here(self) -> bool:
        """Whether this very process runs in the environment."""
        return Path(sys.prefix).resolve() == self.folder.resolve()

    def packages(self) -> frozenset[str]:
        """The names of what lies in its folder of packages; empty if there is none."""
        found = [self.folder / "Lib" / "site-packages"]
        found += (self.folder / "lib").glob("python3*/site-packages")
        return frozenset(
            entry.name for place in found if place.is_dir() for entry in place.iterdir()
        )

    def is_ready(self, locks: Sequence[str]) -> bool:
        """Whether everything in these locks was installed, completely, and still lies there.

        Reads a few small files and lists one folder: some milliseconds.
        """
        written = self._read_stamp()
        return (
            bool(written)
            and not self.unfinished.exists()
            and self.is_whole()
            and all(written["locks"].get(lock) == self.fingerprint(lock) for lock in locks)
        )

    def is_whole(self) -> bool:
        """Whether what the stamp says still lies there; true of a folder with no stamp."""
        written = self._read_stamp()
        return not written or (
            written["python"] == os.path.realpath(self.python)
            and os.access(self.python, os.X_OK)
            and self.packages() >= set(written["packages"])
        )

    def fingerprint(self, lock: str) -> str:
        """The lock file's SHA-256.

        :raises NotReady: there is no such file
        """
        try:
            content = (self.checkout / lock).read_bytes()
        except OSError:
            raise NotReady("env.no_lock", lock=lock, folder=self.checkout) from None
        return hashlib.sha256(content.replace(b"\r\n", b"\n")).hexdigest()

    def fingerprints(self, locks: Sequence[str]) -> dict[str, str]:
        """The fingerprint of each lock, and of each that it contains.

        :raises NotReady: one of the files is missing
        """
        held = [name for lock in locks for name in _CONTAINS.get(lock, (lock,))]
        return {name: self.fingerprint(name) for name in held}

    def write_stamp(self, fingerprints: Mapping[str, str]) -> None:
        """Remember what is installed: the fingerprints of locks, as they were when read."""
        remembered = {**self._read_stamp().get("locks", {}), **fingerprints}
        content = {
            "python": os.path.realpath(self.python),
            "locks": remembered,
            "packages": sorted(self.packages() - {"__pycache__"}),
        }
        draft = self.stamp.with_suffix(".draft")
        draft.write_text(json.dumps(content, indent=1), encoding="utf-8")
        draft.replace(self.stamp)

    def mark_damaged(self) -> None:
        """Have the next start make everything anew."""
        with contextlib.suppress(OSError):
            self.unfinished.touch()

    def clear(self) -> None:
        """Empty the folder, but for the lock that we hold and the mark of being unfinished."""
        for entry in self.folder.iterdir():
            if entry in (self.preparing, self.unfinished):
                continue
            if entry.is_dir() and not entry.is_symlink():
                shutil.rmtree(entry)
            else:
                entry.unlink()

    @contextlib.contextmanager
    def alone(self, on_wait: Callable[[], None]) -> Iterator[None]:
        """Hold the right to change the folder; the system gives it back if we are killed.

        Programs started meanwhile with `close_fds=False` hold it too: a pip that outlives us
        would otherwise write into what the next start makes.

        :param on_wait: called once if somebody else holds it
        :raises NotReady: the folder cannot be written
        """
        try:
            self.folder.mkdir(exist_ok=True)
            holding = self.preparing.open("a+b")
        except OSError as error:
            reason = error.strerror or str(error)
            raise NotReady("env.unwritable", folder=self.folder, reason=reason) from None
        with holding:
            os.set_inheritable(holding.fileno(), True)
            if not _try_lock(holding):
                on_wait()
                while not _try_lock(holding):
                    time.sleep(0.2)
            yield

    def _read_stamp(self) -> dict[str, Any]:
        try:
            content = json.loads(self.stamp.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        whole = isinstance(content, dict) and content.keys() >= {"python", "locks", "packages"}
        return content if whole else {}


def _try_lock(holding: IO[bytes]) -> bool:
    """Take the system's lock on an open file, until it is closed. False: somebody has it."""
    try:
        if sys.platform == "win32":
            import msvcrt

            holding.seek(0)
            msvcrt.locking(holding.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(holding, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
