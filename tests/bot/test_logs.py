"""Logs: two forms, and no secret in either."""

import io
import json
import logging
from collections.abc import Iterator

import pytest
from pydantic import SecretStr

from bot.logs import QUIETER, set_up_logs
from bot.settings import Settings
from bot.settings.model import Database, Discord, Log

TOKEN = "MTIz.Ga_b.s3cr3t"


@pytest.fixture(autouse=True)
def levels_as_before() -> Iterator[None]:
    """The root logger belongs to the whole process: give it back as it was."""
    root = logging.getLogger()
    handlers, levels = root.handlers[:], {name: logging.getLogger(name).level for name in QUIETER}
    level = root.level
    yield
    root.handlers[:] = handlers
    root.setLevel(level)
    for name, before in levels.items():
        logging.getLogger(name).setLevel(before)


def logs(**log: str) -> io.StringIO:
    out = io.StringIO()
    discord = Discord(token=SecretStr(TOKEN))
    database = Database(url="postgresql://bot:p%40ssw0rd@h/db")
    set_up_logs(Settings(discord=discord, database=database, log=Log.model_validate(log)), out)
    return out


def test_a_line_for_people_has_moment_level_room_and_facts() -> None:
    out = logs()
    logging.getLogger("bot.board").warning("repainted late", extra={"announcement": 42})
    line = out.getvalue()
    assert line.endswith("WARNING bot.board: repainted late announcement=42\n")
    assert line[:4].isdecimal()
    assert "+00:00 " in line


def test_a_line_for_machines_is_one_object() -> None:
    out = logs(format="json")
    logging.getLogger("bot.board").info("repainted %d", 3, extra={"guild": 7})
    told = json.loads(out.getvalue())
    assert told.pop("at").endswith("+00:00")
    assert told == {"level": "info", "from": "bot.board", "message": "repainted 3", "guild": 7}


@pytest.mark.parametrize("form", ["text", "json"])
def test_no_secret_escapes_by_message_argument_fact_or_traceback(form: str) -> None:
    out = logs(format=form)
    log = logging.getLogger("somewhere")
    log.warning("token %s and p@ssw0rd", TOKEN, extra={"url": "postgresql://bot:p%40ssw0rd@h"})
    log.warning("POST https://discord.com/api/v10/webhooks/123/aW50ZXJhY3Rpb246?wait=1 failed")
    try:
        int(TOKEN)
    except ValueError:
        log.exception("failed")
    told = out.getvalue()
    assert "Traceback" in told
    assert "/webhooks/123/[secret]?wait=1" in told
    for secret in (TOKEN, "p@ssw0rd", "p%40ssw0rd", "aW50ZXJhY3Rpb246"):
        assert secret not in told


def test_a_fault_takes_one_line_for_machines() -> None:
    out = logs(format="json")
    try:
        int("two lines")
    except ValueError:
        logging.getLogger("bot").exception("failed")
    assert len(out.getvalue().splitlines()) == 1


def test_libraries_never_tell_what_people_wrote_even_at_debug() -> None:
    out = logs(level="debug")
    logging.getLogger("bot.answers").debug("kept")
    logging.getLogger("discord.http").debug("POST with {'content': 'hello'}")
    logging.getLogger("aiosqlite").debug("executing INSERT 'hello'")
    logging.getLogger("sqlalchemy.engine.Engine").info("('hello',)")
    assert "kept" in out.getvalue()
    assert "hello" not in out.getvalue()


def test_a_level_set_higher_holds_for_libraries_too() -> None:
    out = logs(level="error")
    logging.getLogger("discord.client").info("logging in")
    logging.getLogger("discord.client").warning("slow")
    assert out.getvalue() == ""


def test_setting_up_twice_does_not_tell_twice() -> None:
    logs()
    out = logs()
    logging.getLogger("bot").warning("once")
    assert out.getvalue().count("once") == 1
