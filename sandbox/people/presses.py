"""Pressing buttons and choosing from selects, with the checks of Discord's client."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sandbox.limits.components import LINK, PREMIUM, SELECTS, Kind
from sandbox.people.outcomes import outcome_json
from sandbox.people.resolving import Resolved
from sandbox.people.visit import Visit
from sandbox.people.wrong import Wrong, malformed, missing, not_now
from sandbox.world.interactions import InteractionType

Json = dict[str, Any]


def walk(components: list[Json]) -> Iterator[Json]:
    """All components, whatever they are in."""
    for component in components:
        yield component
        yield from walk(component.get("components", []))
        for name in ("accessory", "component"):
            if name in component:
                yield from walk([component[name]])


async def press(visit: Visit) -> Json:
    """POST a press of a button, or what was chosen in a select."""
    who = visit.person()
    channel = visit.channel(who)
    message = visit.message(who, channel, visit.number("message"))
    custom_id = visit.text("custom_id")
    component = next(
        (each for each in walk(message.components) if each.get("custom_id") == custom_id), None
    )
    if component is None:
        raise missing("component", "That button is not on this message.")
    if component.get("disabled"):
        raise not_now("disabled", "That button is switched off.")
    if component.get("style") in {LINK, PREMIUM}:
        raise not_now("link", "That button only leads somewhere.")
    data: Json = {
        "custom_id": custom_id,
        "component_type": component["type"],
        "id": component["id"],
    }
    resolved = Resolved(visit, who, channel)
    if component["type"] in SELECTS:
        given = visit.body.get("values")
        if not isinstance(given, list):
            raise malformed("“values” is a list.", values="required")
        data["values"], wrong = choose(component, given, resolved)
        if wrong:
            raise Wrong(400, "invalid_values", "That cannot be chosen.", {custom_id: wrong})
    outcome = await visit.house.desk.ask(
        InteractionType.COMPONENT, who.id, channel, resolved.into(data), source=message
    )
    return outcome_json(visit, who, outcome)


def choose(component: Json, given: list[Any], resolved: Resolved) -> tuple[list[str], str | None]:
    """What was chosen in a select, and a word for what is wrong with it."""
    if not component["min_values"] <= len(given) <= component["max_values"]:
        few = len(given) < component["min_values"]
        return [], "too_few" if few else "too_many"
    kind = component["type"]
    if kind == Kind.SELECT:
        known = {option["value"] for option in component["options"]}
        wrong = len(set(map(str, given))) != len(given) or not known.issuperset(map(str, given))
        return list(map(str, given)), "unknown_value" if wrong else None
    found: list[str] = []
    for value in given:
        if kind == Kind.USERS:
            each = resolved.person(value)
        elif kind == Kind.ROLES:
            each = resolved.role(value)
        elif kind == Kind.CHANNELS:
            each = resolved.channel(value, component.get("channel_types"))
        else:
            each = resolved.mentionable(value)
        if each is None:
            return [], "unknown_value"
        found.append(each)
    return found, None
