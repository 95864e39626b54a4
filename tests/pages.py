"""The pages of this project as tests read them."""

import re
from collections.abc import Iterator
from pathlib import Path

from bot.words import say
from tests.catalogues import ROOT, catalogue

OURS = ("README.md", "README.fr.md", "CONTRIBUTING.md", "CHANGELOG.md")
PAGES = sorted(
    [ROOT / name for name in OURS]
    + list((ROOT / "docs").rglob("*.md"))
    + list((ROOT / "examples").glob("*.md"))
)


def named(file: Path) -> str:
    """A page's name in the report of a test."""
    return str(file.relative_to(ROOT))


def text_of(file: Path) -> str:
    return file.read_text("utf-8")


def language_of(file: Path) -> str:
    """The language of a page, by its name: `members.fr.md` is French, `members.md` English."""
    parts = file.name.split(".")
    return parts[1] if len(parts) == 3 else "en"


def prose_of(file: Path) -> str:
    """A page without its blocks of code."""
    return re.sub(r"^```.*?^```", "", text_of(file), flags=re.DOTALL | re.MULTILINE)


def code_in(text: str) -> list[str]:
    return re.findall(r"`([^`\n]+)`", text)


def headings(file: Path) -> list[str]:
    return re.findall(r"^(#+) ", prose_of(file), flags=re.MULTILINE)


def anchors(file: Path) -> set[str]:
    """The addresses of a page's headings, as a forge makes them."""
    found = re.findall(r"^#+ (.+)$", prose_of(file), flags=re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", one.lower()).strip().replace(" ", "-") for one in found}


def guide_in(name: str, locale: str) -> Path:
    return ROOT / "docs" / (f"{name}.md" if locale == "en" else f"{name}.{locale}.md")


def commands_of(locale: str) -> set[str]:
    """The slash commands as a person of this language sees them, groups included."""
    keys = [
        key.removeprefix("command.")
        for key in catalogue("en")
        if key.startswith("command.") and not key.endswith(".about") and ".menu." not in key
    ]
    return {"/" + " ".join(_names(key, locale)) for key in keys}


def _names(key: str, locale: str) -> Iterator[str]:
    parts = key.split(".")
    for length in range(1, len(parts) + 1):
        yield say("command." + ".".join(parts[:length]), locale)
