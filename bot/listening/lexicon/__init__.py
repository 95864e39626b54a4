"""The words people use, one folder per language: plain text, so that a translator can add some.

A line that begins with `=` names a section, one with `#` is a remark, an indented one continues
the line above. What the brackets in phrases mean is told in `bot/listening/phrases.py`.
"""

from __future__ import annotations

from importlib.resources import files

Sections = dict[str, list[str]]


def sections(*names: str) -> Sections:
    """The sections of a folder's text files, or of one file: each with its lines, joined."""
    place = files(__package__).joinpath(*names)
    if place.is_file():
        texts = [place.read_text(encoding="utf-8")]
    else:
        found = sorted(place.iterdir(), key=lambda file: file.name)
        texts = [file.read_text(encoding="utf-8") for file in found if file.name.endswith(".txt")]
    read: Sections = {}
    for text in texts:
        _read(text, read)
    return read


def _read(text: str, read: Sections) -> None:
    lines: list[str] = []
    for line in text.splitlines():
        if line.startswith("="):
            lines = read.setdefault(line[1:].strip(), [])
        elif line.startswith(" ") and lines:
            lines[-1] = f"{lines[-1]} {line.strip()}"
        elif line.strip() and not line.startswith("#"):
            lines.append(line.strip())
