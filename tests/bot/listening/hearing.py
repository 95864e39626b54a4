"""Hearing a reply the short way, for the tests of this room."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import NamedTuple
from zoneinfo import ZoneInfo

from bot.listening import Heard, listen

MONDAY = datetime.fromisoformat("2026-11-23T10:00:00+01:00")
PARIS = ZoneInfo("Europe/Paris")
TABLES = Path(__file__).parent / "phrases"
LOCALES = ("fr", "en", "it")


class Row(NamedTuple):
    """One line of a table: what was typed, and what is to be heard."""

    locale: str
    text: str
    meaning: str
    may_be_left_alone: bool


def hear(text: str, locale: str = "fr", now: datetime = MONDAY) -> Heard:
    return listen(text, locale=locale, now=now, zone=PARIS)


def said(text: str, locale: str = "fr", now: datetime = MONDAY) -> str:
    """What was heard on one line: `in @2026-11-26 +linkedin posted`, `-` for nothing."""
    return short(hear(text, locale, now))


def short(heard: Heard) -> str:
    facts = [
        heard.choice or "",
        f"@{heard.day}" if heard.day else "",
        *(f"+{network}" for network in heard.networks),
        "posted" if heard.posted else "",
    ]
    return " ".join(fact for fact in facts if fact) or "-"


def rows(table: str) -> Iterator[Row]:
    """`meaning | text`; a `~` before the meaning: nothing heard will do as well."""
    locale = ""
    for line in (TABLES / f"{table}.txt").read_text("utf-8").splitlines():
        if line.startswith("["):
            locale = line.strip("[]")
        elif " | " in line:
            meaning, text = line.split(" | ", 1)
            yield Row(
                locale, text.replace("\\n", "\n"), meaning.lstrip("~"), meaning.startswith("~")
            )


def plain_yes() -> list[Row]:
    """Every phrase of the tables that is heard as a yes."""
    return [row for row in rows("yes") if not row.may_be_left_alone]
