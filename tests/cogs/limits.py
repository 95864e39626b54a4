"""Discord's own numbers, asked of everything we paint; the library checks few of them."""

import re
from collections.abc import Iterator
from typing import Any

from cogs.ui.forms import Sheet
from cogs.ui.paint.ink import Painted

NAME = re.compile(r"[-_'\w]{1,32}")
HTTP = re.compile(r"https?://[^\s/]+\.[^\s]+")


def broken(painted: Painted) -> list[str]:
    """What Discord would refuse in a message; nothing where it takes it."""
    return [
        *_content(painted),
        *(_embed(painted.embed.to_dict()) if painted.embed else ()),
        *(rows(painted.view.to_components()) if painted.view else ()),
    ]


def _content(painted: Painted) -> Iterator[str]:
    if len(painted.content or "") > 2000:
        yield "content over 2000"
    if not (painted.content or painted.embed or painted.file):
        yield "an empty message"
    if painted.content is not None and not painted.content.strip():
        yield "blank content"


def _embed(embed: Any) -> Iterator[str]:
    sizes = {"title": 256, "description": 4096}
    whole = 0
    for part, most in sizes.items():
        text = embed.get(part, "")
        whole += len(text)
        if len(text) > most:
            yield f"embed {part} over {most}"
    footer = embed.get("footer", {}).get("text", "")
    whole += len(footer)
    if len(footer) > 2048:
        yield "footer over 2048"
    fields = embed.get("fields", [])
    if len(fields) > 25:
        yield "over 25 fields"
    for field in fields:
        whole += len(field["name"]) + len(field["value"])
        if not 1 <= len(field["name"].strip()) <= 256:
            yield "field name"
        if not field["value"].strip() or len(field["value"]) > 1024:
            yield f"field value {len(field['value'])}"
    if whole > 6000:
        yield f"embed of {whole} characters"
    if not (embed.get("title") or embed.get("description") or fields):
        yield "an empty embed"
    if "url" in embed and not (HTTP.fullmatch(embed["url"]) and len(embed["url"]) <= 2048):
        yield "embed address"


def rows(components: list[Any]) -> Iterator[str]:
    """What Discord would refuse in the rows below a message."""
    if len(components) > 5:
        yield "over 5 rows"
    seen: set[str] = set()
    for row in components:
        items = row["components"]
        kinds = {item["type"] for item in items}
        if len(items) > 5 or not items:
            yield "row size"
        if kinds != {2} and len(items) != 1:
            yield "a menu stands alone"
        for item in items:
            if item["custom_id"] in seen:
                yield f"twice {item['custom_id']}"
            seen.add(item["custom_id"])
            if not 1 <= len(item["custom_id"]) <= 100:
                yield "custom id"
            yield from _button(item) if item["type"] == 2 else _menu(item)


def _button(item: Any) -> Iterator[str]:
    if not 1 <= len(item.get("label") or "") <= 80:
        yield "button label"


def _menu(item: Any) -> Iterator[str]:
    if len(item.get("placeholder") or "") > 150:
        yield "placeholder"
    if item["type"] != 3:
        return
    options = item["options"]
    if not 1 <= len(options) <= 25:
        yield "options"
    if len({option["value"] for option in options}) != len(options):
        yield "the same value twice"
    if not 0 <= item["min_values"] <= item["max_values"] <= max(1, len(options)):
        yield "max_values"
    if sum(option.get("default", False) for option in options) > item["max_values"]:
        yield "more chosen than may be"
    for option in options:
        if not 1 <= len(option["label"]) <= 100 or not 1 <= len(option["value"]) <= 100:
            yield "option"
        if len(option.get("description") or "") > 100:
            yield "option description"


def form(sheet: Sheet) -> list[str]:
    """What Discord would refuse in a form."""
    drawn = sheet.to_dict()
    found = []
    if not 1 <= len(drawn["title"]) <= 45:
        found.append("title")
    if not 1 <= len(drawn["components"]) <= 5:
        found.append("fields")
    for label in drawn["components"]:
        item = label["component"]
        if not 1 <= len(label["label"]) <= 45 or len(label.get("description") or "") > 100:
            found.append(f"label {label['label']}")
        if len(item.get("placeholder") or "") > (100 if item["type"] == 4 else 150):
            found.append("placeholder")
        if item["type"] == 4 and len(item.get("value") or "") > item.get("max_length", 4000):
            found.append("value over its own limit")
    return found


def command(payload: Any) -> list[str]:
    """What Discord would refuse in a command, in any language."""
    found = list(_named(payload, payload.get("type", 1)))
    size = _size(payload)
    if size > 8000:
        found.append(f"{payload['name']} has {size} characters")
    return found


def _named(node: Any, kind: int) -> Iterator[str]:
    yield from _names(node, kind)
    options = node.get("options") or []
    if len(options) > 25:
        yield "over 25 options"
    yield from _twice(options)
    optional = False
    for one in options:
        if one["type"] > 2:
            if one.get("required") and optional:
                yield "required after optional"
            optional = optional or not one.get("required")
        yield from _named(one, 1)
        for choice in one.get("choices") or []:
            for name in _in_all(choice, "name"):
                if not 1 <= len(name) <= 100:
                    yield f"choice {name}"


def _in_all(node: Any, part: str) -> list[str]:
    """A name or description and its translations."""
    return [node.get(part, ""), *(node.get(f"{part}_localizations") or {}).values()]


def _names(node: Any, kind: int) -> Iterator[str]:
    for name in _in_all(node, "name"):
        if kind in (2, 3):
            if not 1 <= len(name) <= 32:
                yield f"menu {name}"
        elif not NAME.fullmatch(name) or name != name.lower():
            yield f"name {name}"
    for text in _in_all(node, "description"):
        if kind == 1 and not 1 <= len(text) <= 100:
            yield f"description of {len(text)}: {text}"


def _twice(options: list[Any]) -> Iterator[str]:
    languages = {key for one in options for key in one.get("name_localizations") or {}}
    for language in ("", *languages):
        said = [one.get("name_localizations", {}).get(language, one["name"]) for one in options]
        if len(set(said)) != len(said):
            yield f"the same name twice in {language}: {said}"


def _size(node: Any) -> int:
    """Characters of a command; of each text the longest language counts."""
    own = max(map(len, _in_all(node, "name"))) + max(map(len, _in_all(node, "description")))
    values = sum(
        len(choice["name"]) + len(str(choice["value"])) for choice in node.get("choices") or []
    )
    return own + values + sum(_size(one) for one in node.get("options") or [])
