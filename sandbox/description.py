"""Discord's own description of its API as a second judge of requests, answers and events."""

from __future__ import annotations

import json
import re
from importlib import import_module
from pathlib import Path
from typing import Any

from sandbox.fields import FormErrors
from sandbox.routing import Route

Json = dict[str, Any]

#: Gateway events, and which of their parts ("" is the whole) have a shape in the description.
EVENT_SHAPES: dict[str, tuple[tuple[str, str], ...]] = {
    "CHANNEL_CREATE": (("", "GuildChannelResponse"),),
    "CHANNEL_DELETE": (("", "GuildChannelResponse"),),
    "CHANNEL_UPDATE": (("", "GuildChannelResponse"),),
    "GUILD_CREATE": (
        ("", "GuildResponse"),
        ("roles", "GuildRoleResponse"),
        ("channels", "GuildChannelResponse"),
        ("members", "GuildMemberResponse"),
        ("threads", "ThreadResponse"),
        ("guild_scheduled_events", "ExternalScheduledEventResponse"),
    ),
    "GUILD_MEMBERS_CHUNK": (("members", "GuildMemberResponse"),),
    "GUILD_MEMBER_ADD": (("", "GuildMemberResponse"),),
    "GUILD_MEMBER_REMOVE": (("user", "UserResponse"),),
    "GUILD_MEMBER_UPDATE": (("", "GuildMemberResponse"),),
    "GUILD_ROLE_CREATE": (("role", "GuildRoleResponse"),),
    "GUILD_ROLE_UPDATE": (("role", "GuildRoleResponse"),),
    "GUILD_SCHEDULED_EVENT_CREATE": (("", "ExternalScheduledEventResponse"),),
    "GUILD_SCHEDULED_EVENT_DELETE": (("", "ExternalScheduledEventResponse"),),
    "GUILD_SCHEDULED_EVENT_UPDATE": (("", "ExternalScheduledEventResponse"),),
    "INTERACTION_CREATE": (
        ("message", "MessageResponse"),
        ("member", "GuildMemberResponse"),
        ("user", "UserResponse"),
    ),
    "MESSAGE_CREATE": (("", "MessageResponse"),),
    "MESSAGE_REACTION_ADD": (("member", "GuildMemberResponse"),),
    "MESSAGE_UPDATE": (("", "MessageResponse"),),
    "THREAD_CREATE": (("", "ThreadResponse"),),
    "THREAD_MEMBERS_UPDATE": (("added_members", "ThreadMemberResponse"),),
    "THREAD_UPDATE": (("", "ThreadResponse"),),
    "TYPING_START": (("member", "GuildMemberResponse"),),
}
#: The description as it is, for what the sandbox says; and for requests, where whole numbers
#: may be strings of digits and ids may be whole numbers.
_STRICT, _LENIENT = "urn:strict", "urn:lenient"
_BLANK = re.compile(r"\{[^}]*\}")


def _has_text_beside(schema: Json) -> bool:
    """Whether this is a choice in which text already has its own place (nonces)."""
    choices = schema.get("oneOf", schema.get("anyOf"))
    return isinstance(choices, list) and any(
        isinstance(each, dict) and each.get("type") == "string" for each in choices
    )


def _with_either_integers(schema: Any) -> Any:
    """The same schemas with ids and whole numbers taken both ways."""
    if isinstance(schema, list):
        return [_with_either_integers(each) for each in schema]
    if not isinstance(schema, dict) or _has_text_beside(schema):
        return schema
    found = {key: _with_either_integers(value) for key, value in schema.items()}
    kind = schema.get("type")
    if kind == "integer" or (isinstance(kind, list) and "integer" in kind):
        found["type"] = [*([kind] if kind == "integer" else kind), "string"]
        found.setdefault("pattern", r"^-?\d+$")
    elif kind == "string" and schema.get("format") == "snowflake":
        found["type"] = ["string", "integer"]
    return found


def _is_other_kind(shape: str, body: Json) -> bool:
    """Scheduled events in voice channels have another shape than those elsewhere."""
    return shape == "ExternalScheduledEventResponse" and body["entity_type"] != 3


class NoDescription(Exception):
    """The description cannot be read, or what judges by it is not installed."""


class Description:
    """Judges. What the sandbox itself says wrongly is kept in `complaints`."""

    def __init__(self, data: Json) -> None:
        try:
            # Development dependencies: the sandbox itself runs without them.
            jsonschema: Any = import_module("jsonschema")
            referencing: Any = import_module("referencing")
            drafts: Any = import_module("referencing.jsonschema")
        except ImportError as error:
            raise NoDescription("judging needs the development dependencies") from error
        registry = referencing.Registry()
        for name, contents in ((_STRICT, data), (_LENIENT, _with_either_integers(data))):
            resource = referencing.Resource(contents=contents, specification=drafts.DRAFT202012)
            registry = registry.with_resource(name, resource)
        self._validator = jsonschema.Draft202012Validator({}, registry=registry)
        self._best = jsonschema.exceptions.best_match
        self._data = data
        self._paths = {_BLANK.sub("{}", path): path for path in data["paths"]}
        self._made: dict[str, Any] = {}
        self.complaints: list[str] = []

    @classmethod
    def read(cls, path: Path) -> Description:
        """Raises NoDescription."""
        try:
            return cls(json.loads(path.read_text(encoding="utf-8")))
        except (OSError, ValueError, KeyError) as error:
            raise NoDescription(f"{path}: {error}") from error

    def _operation(self, route: Route) -> Json | None:
        path = self._paths.get(_BLANK.sub("{}", route.template))
        return None if path is None else self._data["paths"][path].get(route.method.lower())

    def _judge(self, pointer: str, body: Any) -> Any:
        validator = self._made.get(pointer)
        if validator is None:
            validator = self._validator.evolve(schema={"$ref": pointer})
            self._made[pointer] = validator
        return self._best(validator.iter_errors(body))

    def _pointer(self, home: str, route: Route, *rest: str) -> str:
        path = self._paths[_BLANK.sub("{}", route.template)]
        parts = ("paths", path, route.method.lower(), *rest)
        return f"{home}#/" + "/".join(part.replace("~", "~0").replace("/", "~1") for part in parts)

    def judge_request(self, route: Route, body: Any, *, has_files: bool) -> None:
        """Raise 50035 for a body that the description refuses."""
        operation = self._operation(route)
        if operation is None or body is None or "requestBody" not in operation:
            return
        if "application/json" not in operation["requestBody"].get("content", {}):
            return
        del has_files  # the JSON beside files has the same shape as without
        rest = ("requestBody", "content", "application/json", "schema")
        error = self._judge(self._pointer(_LENIENT, route, *rest), body)
        if error is not None:
            errors = FormErrors()
            errors.add(tuple(error.absolute_path), "DESCRIPTION", error.message[:500])
            raise errors.refusal()

    def judge_answer(self, route: Route, status: int, body: Any) -> None:
        """Keep a complaint about an answer that the description does not know."""
        operation = self._operation(route)
        if operation is None:
            self.complaints.append(f"{route.method} {route.template} is not in the description")
            return
        known = operation["responses"].get(str(status))
        if known is None:
            known_statuses = ", ".join(operation["responses"])
            text = f"answers {status}, the description has {known_statuses}"
            self.complaints.append(f"{route.method} {route.template} {text}")
            return
        content = known.get("content", {}).get("application/json")
        if content is None:
            if body is not None:
                self.complaints.append(f"{route.method} {route.template} should have no body")
            return
        rest = ("responses", str(status), "content", "application/json", "schema")
        error = self._judge(self._pointer(_STRICT, route, *rest), body)
        if error is not None:
            where = "/".join(map(str, error.absolute_path))
            text = f"{route.method} {route.template}: {where}: {error.message[:300]}"
            self.complaints.append(text)

    def judge_event(self, name: str, body: Json) -> None:
        """Keep a complaint about an event whose shape the description knows otherwise."""
        for part, shape in EVENT_SHAPES.get(name, ()):
            found = body if not part else body.get(part)
            for each in found if isinstance(found, list) else [found]:
                if each is None or _is_other_kind(shape, each):
                    continue
                error = self._judge(f"{_STRICT}#/components/schemas/{shape}", each)
                if error is not None:
                    where = "/".join([part, *map(str, error.absolute_path)])
                    self.complaints.append(f"{name}: {where}: {error.message[:300]}")

    def addresses(self) -> list[tuple[str, str]]:
        """Every method and path that the description knows."""
        return [
            (method.upper(), path)
            for path, methods in self._data["paths"].items()
            for method in methods
            if method != "parameters"
        ]
