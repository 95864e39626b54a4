"""`config.example.toml` holds every setting with its default, and a line of why."""

import re
import tomllib
from pathlib import Path
from typing import Any

from bot.settings import Settings, load
from bot.settings.loading import known_keys

EXAMPLE = Path(__file__).parents[2] / "config.example.toml"


def keys_of(table: dict[str, Any], before: str = "") -> set[str]:
    found: set[str] = set()
    for key, value in table.items():
        found |= keys_of(value, f"{key}.") if isinstance(value, dict) else {before + key}
    return found


def test_the_example_has_the_same_keys_and_the_same_defaults() -> None:
    assert keys_of(tomllib.loads(EXAMPLE.read_text(encoding="utf-8"))) == set(known_keys())
    assert load(EXAMPLE, {}).settings == Settings()


def test_what_the_example_writes_out_is_the_default_not_something_empty() -> None:
    written = tomllib.loads(EXAMPLE.read_text(encoding="utf-8"))
    defaults = Settings().model_dump(mode="json")
    for key in known_keys():
        section, _, name = key.rpartition(".")
        value = written[section][name] if section else written[name]
        default = defaults[section][name] if section else defaults[name]
        if key == "database.url":
            default = default.replace("+aiosqlite", "")
        assert (value or None) == (default or None), key


def test_every_setting_has_a_line_of_why_above_it() -> None:
    lines = EXAMPLE.read_text(encoding="utf-8").splitlines()
    for number, line in enumerate(lines):
        if re.match(r"[a-z_]+ = ", line):
            assert lines[number - 1].startswith("# "), line


def test_nothing_in_the_example_looks_like_a_secret() -> None:
    text = EXAMPLE.read_text(encoding="utf-8")
    assert not re.search(r"[\w-]{20,}\.[\w-]{6}\.[\w-]{20,}", text)
    assert not re.search(r"://[^/\s:]+:[^/\s@]+@", text)
    assert tomllib.loads(text)["discord"]["token"] == ""
