"""The commands as Discord is told them, in three languages."""

from typing import Any

from cogs import registering
from cogs.client import INTENTS, PorteVoix
from cogs.ui.buttons import Verb
from tests.cogs import limits


async def test_every_command_keeps_discords_limits_in_every_language(client: PorteVoix) -> None:
    for payload in await registering.payloads(client.tree):
        assert limits.command(payload) == []


async def test_every_name_is_said_in_french_and_italian(client: PorteVoix) -> None:
    def look(node: dict[str, Any], *, menu: bool = False) -> None:
        parts = ("name",) if menu else ("name", "description")
        for part in parts:
            assert set(node.get(f"{part}_localizations") or {}) >= {"fr", "it"}, node["name"]
        for one in node.get("options") or []:
            look(one)
        for choice in node.get("choices") or []:
            assert set(choice["name_localizations"]) >= {"fr", "it"}

    for payload in await registering.payloads(client.tree):
        look(payload, menu=payload["type"] == 3)


async def test_the_fingerprint_is_the_same_at_every_start(client: PorteVoix) -> None:
    first = registering.fingerprint(await registering.payloads(client.tree))
    assert first == registering.fingerprint(await registering.payloads(client.tree))


async def test_coordinators_commands_are_set_apart_at_the_top_of_their_group(
    client: PorteVoix,
) -> None:
    told = {one["name"]: one for one in await registering.payloads(client.tree)}
    assert set(told) == {"mobilisation", "mobilisations", "me", "setup", "It’s out"}
    assert told["mobilisation"]["default_member_permissions"] == 32
    assert told["setup"]["default_member_permissions"] == 32
    assert told["mobilisations"]["default_member_permissions"] is None
    # In private nobody can tell who still belongs to the community: only one's own affairs.
    assert {name for name, one in told.items() if one["contexts"] != [0]} == {"me"}
    assert told["me"]["contexts"] == [0, 1]


async def test_every_gesture_has_somebody_who_answers(client: PorteVoix) -> None:
    assert set(client._answerers) == set(Verb)


def test_no_privileged_intent_is_asked_for() -> None:
    privileged = (INTENTS.members, INTENTS.presences, INTENTS.message_content)
    assert not any(privileged)


async def test_nothing_is_kept_of_the_server(client: PorteVoix) -> None:
    assert client._connection.max_messages is None
    assert client._connection.member_cache_flags.value == 0
