"""What is wrong with the settings, told by key, with a sentence and the closest key we know."""

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from bot.words import say

_BY_KIND = {
    "extra_forbidden": "settings.unknown",
    "literal_error": "settings.choice",
    "timezone_aware": "settings.moment",
}
_BY_BEGINNING = {
    "int": "settings.whole_number",
    "float": "settings.number",
    "finite": "settings.number",
    "bool": "settings.yes_or_no",
    "datetime": "settings.moment",
    "string": "settings.text",
    "path": "settings.text",
    "model": "settings.section",
}


@dataclass(frozen=True)
class Mistake:
    """One thing to mend. It never holds the value given, which may be a secret."""

    key: str
    """The setting as written in TOML (`discord.token`), a variable's name, or a file's."""

    reason: str
    """Key of the sentence in the catalogues."""

    details: Mapping[str, object] = field(default_factory=dict)
    closest: str | None = None

    def sentence(self, locale: str) -> str:
        """What is wrong, and how to mend it."""
        return say(self.reason, locale, **self.details)

    def line(self, locale: str) -> str:
        """Key, sentence and, for a key that we do not know, the closest one."""
        hint = f" {say('settings.closest', locale, meant=self.closest)}" if self.closest else ""
        return f"{self.key}: {self.sentence(locale)}{hint}"


class SettingsMistaken(Exception):
    """The settings cannot be used; nothing was started."""

    def __init__(self, mistakes: Iterable[Mistake], files_read: Iterable[Path] = ()) -> None:
        self.mistakes = tuple(mistakes)
        self.files_read = tuple(files_read)
        super().__init__("; ".join(mistake.key for mistake in self.mistakes))

    def lines(self, locale: str) -> list[str]:
        """One line for each mistake."""
        return [mistake.line(locale) for mistake in self.mistakes]


def closest(name: str, known: Iterable[str]) -> str | None:
    """The known name that was probably meant: same last word, else alike as a whole."""
    plain = {_plain(one): one for one in sorted(known)}
    wanted = _plain(name)
    same_end = [one for one in plain if one.rpartition(".")[2] == wanted.rpartition(".")[2]]
    if same_end:
        return plain[difflib.get_close_matches(wanted, same_end, 1, cutoff=0)[0]]
    alike = difflib.get_close_matches(wanted, plain, 1, cutoff=0.6)
    return plain[alike[0]] if alike else None


def _plain(name: str) -> str:
    """A variable's name as the key it stands for, so that what all share does not count."""
    return name.lower().removeprefix("portevoix_").replace("__", ".")


def mistakes_in(error: ValidationError, known: Iterable[str]) -> list[Mistake]:
    """What the model refused, in our words."""
    names = list(known)
    return [_mistake(dict(one), names) for one in error.errors(include_input=False)]


def _mistake(error: dict[str, Any], known: list[str]) -> Mistake:
    key = ".".join(str(part) for part in error["loc"])
    kind: str = error["type"]
    context = error.get("ctx", {})
    if kind == "extra_forbidden":
        return Mistake(key, _BY_KIND[kind], closest=closest(key, known))
    if kind == "literal_error":
        return Mistake(key, _BY_KIND[kind], {"choices": _list(context["expected"])})
    if kind in ("settings.clock_elsewhere", "settings.clock_far"):
        return Mistake("clock", kind)
    if kind.startswith("settings."):
        return Mistake(key, kind, context)
    if "ge" in context:
        return Mistake(key, "settings.too_small", {"bound": f"{context['ge']:g}"})
    if "le" in context:
        return Mistake(key, "settings.too_large", {"bound": f"{context['le']:g}"})
    beginning = kind.partition("_")[0]
    return Mistake(key, _BY_KIND.get(kind) or _BY_BEGINNING.get(beginning, "settings.other"))


def _list(expected: str) -> str:
    """The library's "'a', 'b' or 'c'" with commas alone, for it goes into any language."""
    return expected.replace("'", "").replace(" or ", ", ")
