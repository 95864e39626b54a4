"""What became of a gesture, for the one who made it."""

from __future__ import annotations

from typing import Any

from sandbox.desk import Outcome
from sandbox.people.views import choices_view, message_view
from sandbox.people.visit import Visit
from sandbox.world.nouns import User

Json = dict[str, Any]


def outcome_json(visit: Visit, who: User, outcome: Outcome) -> Json:
    """The answer to the request that made the gesture."""
    shape: Json = {"outcome": outcome.kind, "interaction": str(outcome.interaction_id)}
    if outcome.kind in {"message", "deferred", "update"}:
        message = outcome.message
        shape["message"] = None if message is None else message_view(visit.world, message, who)
    elif outcome.kind == "modal":
        shape["modal"] = outcome.form
    elif outcome.kind == "choices":
        shape["choices"] = choices_view(outcome.choices or [], who.locale)
    else:
        shape |= {"reason": outcome.reason, "text": outcome.text}
    return shape
