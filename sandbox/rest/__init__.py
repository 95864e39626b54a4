"""Discord's REST API, resource by resource."""

from __future__ import annotations

from sandbox.rest import (
    applications,
    callbacks,
    channels,
    commands,
    elsewhere,
    guilds,
    messages,
    pins,
    reactions,
    scheduled_events,
    threads,
    webhooks,
)
from sandbox.routing import Routes

_RESOURCES = (
    applications,
    callbacks,
    channels,
    commands,
    guilds,
    messages,
    pins,
    reactions,
    scheduled_events,
    threads,
    webhooks,
    elsewhere,
)


def all_routes() -> Routes:
    """Every door of the API, those that refuse by name included."""
    routes = Routes()
    for resource in _RESOURCES:
        resource.add_to(routes)
    return routes
