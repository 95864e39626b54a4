"""The catalogues as a translator sees them, and the keys as the code uses them."""

import ast
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from babel.messages.pofile import read_po

from bot.words import LOCALES

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "bot" / "locales"


@dataclass(frozen=True)
class Entry:
    """One sentence of one language; several forms where it counts."""

    key: str
    file: str
    forms: tuple[str, ...]
    plural: bool
    fuzzy: bool


@cache
def catalogue(locale: str) -> Mapping[str, Entry]:
    """All entries of a language, by key; a key written twice is the last one's."""
    return {entry.key: entry for entry in entries(locale)}


def entries(locale: str) -> Iterator[Entry]:
    """Every entry of every file of a language, in their order."""
    for file in sorted((FOLDER / locale).glob("*.po")):
        with file.open("rb") as stream:
            for message in read_po(stream, locale=locale, abort_invalid=True):
                if not message.id:
                    continue
                plural = not isinstance(message.id, str)
                key = message.id[0] if plural else message.id
                said = message.string
                forms = (said,) if isinstance(said, str) else tuple(said or ())
                yield Entry(str(key), file.name, forms, plural, message.fuzzy)


def everything() -> list[tuple[str, Entry]]:
    """Every entry of the three languages, with its language."""
    return [(locale, entry) for locale in LOCALES for entry in catalogue(locale).values()]


@dataclass(frozen=True)
class Use:
    """A place in the code that says a sentence: a key, or a pattern of keys."""

    where: str
    pattern: str
    """A regular expression; a plain key matches itself alone."""
    counted: bool


@cache
def trees() -> Mapping[Path, ast.Module]:
    """The parsed code of the rooms that speak, the front door apart: it has its own sentences."""
    return {
        file: ast.parse(file.read_text("utf-8"))
        for room in ("bot", "cogs")
        for file in sorted((ROOT / room).rglob("*.py"))
        if "front_door" not in file.parts
    }


def uses() -> Iterator[Use]:
    """Every call of say, count and known of `bot.words` whose key can be read from the code."""
    for file, tree in trees().items():
        names = _names_of_words(tree)
        for node in ast.walk(tree):
            if not (isinstance(node, ast.Call) and node.args):
                continue
            called = names.get(ast.unparse(node.func))
            if called in ("say", "count", "known", "word"):
                where = f"{file.relative_to(ROOT)}:{node.lineno}"
                for pattern in patterns_in(node.args[0]):
                    yield Use(where, pattern, called == "count")


def _names_of_words(tree: ast.Module) -> dict[str, str]:
    """How this file calls the functions of `bot.words`, by the name it uses for them."""
    names: dict[str, str] = {}
    for node in ast.walk(tree):
        if not isinstance(node, ast.ImportFrom):
            continue
        for alias in node.names:
            if node.module in ("bot.words", "cogs.ui.translator"):
                names[alias.asname or alias.name] = alias.name
            elif node.module == "bot" and alias.name == "words":
                module = alias.asname or "words"
                names |= {f"{module}.{one}": one for one in ("say", "count", "known")}
    return names


def patterns_in(node: ast.expr) -> Iterator[str]:
    """The keys that an expression can be: constants, both sides of a choice, f-strings."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield re.escape(node.value)
    elif isinstance(node, ast.IfExp):
        yield from patterns_in(node.body)
        yield from patterns_in(node.orelse)
    elif isinstance(node, ast.JoinedStr):
        yield "".join(
            re.escape(str(part.value)) if isinstance(part, ast.Constant) else "[a-z0-9_.]+"
            for part in node.values
        )


@cache
def literals() -> frozenset[str]:
    """Every text written in the code, whatever it is for."""
    return frozenset(
        node.value
        for tree in trees().values()
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    )


@cache
def built() -> tuple[re.Pattern[str], ...]:
    """What the code builds with f-strings that begin like a key: `notice.{…}`."""
    found: set[str] = set()
    for tree in trees().values():
        for node in ast.walk(tree):
            if isinstance(node, ast.JoinedStr) and isinstance(node.values[0], ast.Constant):
                start = str(node.values[0].value)
                if re.match(r"[a-z_]+[._]", start):
                    found.update(patterns_in(node))
    return tuple(re.compile(pattern) for pattern in sorted(found))


def calls_of(name: str) -> Iterator[str]:
    """The keys, or patterns of keys, that calls of a class such as `Refusal` begin with."""
    for tree in trees().values():
        for node in ast.walk(tree):
            if not (isinstance(node, ast.Call) and node.args):
                continue
            if ast.unparse(node.func).split(".")[-1] == name:
                yield from patterns_in(node.args[0])
