"""The one error by which the memory says that it did not take something, and its reason."""

import sqlite3

from sqlalchemy.exc import OperationalError


class MemoryLost(Exception):
    """The database did not take what was to be remembered: nothing was changed."""


def reason_of(error: BaseException) -> str:
    """Why the database did not answer or obey, in one line that holds nobody's data.

    Drivers quote values in some of their messages, but not where they tell of their own state:
    a full disk, a lock, a lost connection.
    """
    if isinstance(error, MemoryLost):
        return str(error)
    cause = getattr(error, "orig", None) or error
    if isinstance(error, OperationalError) or isinstance(cause, sqlite3.OperationalError):
        return str(cause).strip().partition("\n")[0]
    return type(cause).__name__
