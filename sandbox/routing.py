"""Addresses to handlers: a small tree, literal parts before parts that stand for anything."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Route:
    """One door: its method, its template, and who answers."""

    method: str
    template: str
    handler: Callable[..., Any]
    bucket: str = ""
    open: bool = False
    refused: str | None = None


@dataclass(slots=True)
class _Node:
    children: dict[str, _Node] = field(default_factory=dict)
    wild: _Node | None = None
    names: tuple[str, ...] = ()
    routes: dict[str, tuple[Route, tuple[str, ...]]] = field(default_factory=dict)


class NoSuchPath(LookupError):
    """Nothing is at that address."""


class NoSuchMethod(LookupError):
    """Something is there, but not for that method."""


class Routes:
    """The table of one set of doors."""

    def __init__(self) -> None:
        self._root = _Node()
        self.all: list[Route] = []

    def add(self, route: Route) -> None:
        """Put a door in; raises ValueError when the place is taken."""
        node = self._root
        names: list[str] = []
        for part in route.template.strip("/").split("/"):
            if part.startswith("{"):
                names.append(part[1:-1])
                node.wild = node = node.wild or _Node()
            else:
                node = node.children.setdefault(part, _Node())
        if route.method in node.routes:
            raise ValueError(f"two doors at {route.method} {route.template}")
        node.routes[route.method] = (route, tuple(names))
        self.all.append(route)

    def find(self, method: str, parts: list[str]) -> tuple[Route, dict[str, str]]:
        """The door for a request and the parts that its template names."""
        values: list[str] = []
        node = self._walk(self._root, parts, 0, values)
        if node is None:
            raise NoSuchPath
        found = node.routes.get(method)
        if found is None:
            raise NoSuchMethod
        route, names = found
        return route, dict(zip(names, values, strict=True))

    def _walk(self, node: _Node, parts: list[str], at: int, values: list[str]) -> _Node | None:
        if at == len(parts):
            return node if node.routes else None
        child = node.children.get(parts[at])
        if child is not None:
            found = self._walk(child, parts, at + 1, values)
            if found is not None:
                return found
        if node.wild is not None and parts[at]:
            values.append(parts[at])
            found = self._walk(node.wild, parts, at + 1, values)
            if found is not None:
                return found
            values.pop()
        return None
