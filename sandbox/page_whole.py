"""A module or a style sheet with everything it imports, in one answer.

The page's files are plain modules, each of which a browser can load by itself; but to ask for sixty
of them one by one takes a browser most of a second. Nothing is built or kept: what is handed out is
put together from the files as they are.
"""

from __future__ import annotations

import re
from pathlib import Path

_IMPORT = re.compile(r'^import \{([^}]*)\} from "([^"]+)";$', re.MULTILINE)
_EXPORT = re.compile(r"^export (?=(?:async )?(?:function|const|class) (?P<name>\w+))", re.MULTILINE)
_OTHERWISE = re.compile(r"^(?:import|export)\b.*", re.MULTILINE)
_SHEET = re.compile(r'^@import "([^"]+)";$', re.MULTILINE)


class NotWhole(ValueError):
    """A file imports or exports in a way that is not understood here, or in a circle."""


def whole(path: Path) -> str:
    """The text of a `.js` or `.css` file with what it imports; raises NotWhole, OSError."""
    return _whole_sheet(path) if path.suffix == ".css" else _Modules(path).text


def _whole_sheet(path: Path) -> str:
    text = path.read_text(encoding="utf-8")
    return _SHEET.sub(lambda found: _whole_sheet(path.parent / found[1]), text)


class _Modules:
    """Each module becomes a function that is called once, after those that it imports."""

    def __init__(self, entry: Path) -> None:
        self._home = entry.parent
        self._names: dict[Path, str] = {}
        self._exported: dict[str, list[str]] = {}
        self._under_way: list[Path] = []
        self._parts: list[str] = []
        self._add(entry)
        self.text = "\n".join(self._parts)

    def _add(self, path: Path) -> str:
        """Put a module after those that it imports; the variable that holds what it exports."""
        if path in self._names:
            return self._names[path]
        if path in self._under_way:
            circle = [*self._under_way[self._under_way.index(path) :], path]
            raise NotWhole("a circle of imports: " + ", ".join(each.name for each in circle))
        self._under_way.append(path)

        def imported(found: re.Match[str]) -> str:
            source = self._add((path.parent / found[2]).resolve())
            for name in found[1].split(","):
                if name.strip() and name.split()[0] not in self._exported[source]:
                    raise NotWhole(f"{path.name}: {found[2]} exports no {name.split()[0]}")
            return f"const {{{found[1].replace(' as ', ': ')}}} = {source};"

        text = _IMPORT.sub(imported, path.read_text(encoding="utf-8"))
        exported = [found["name"] for found in _EXPORT.finditer(text)]
        text = _EXPORT.sub("", text)
        if (other := _OTHERWISE.search(text)) is not None:
            raise NotWhole(f"{path.name}: {other[0]}")
        self._under_way.pop()
        name = self._names[path] = f"module{len(self._names)}"
        self._exported[name] = exported
        self._parts.append(
            f"// {path.relative_to(self._home).as_posix()}\n"
            f"const {name} = (() => {{\n{text}\nreturn {{ {', '.join(exported)} }};\n}})();\n"
        )
        return name
