"""Discord's own description as judge: of what the bot asks, and of what the sandbox says."""

from __future__ import annotations

import re

import pytest

from sandbox.app import Sandbox, Untrue
from sandbox.description import Description
from sandbox.rest import all_routes
from tests.sandbox.raw import rest
from tests.wire.conftest import START


@pytest.fixture
def judge(description: Description | None) -> Description:
    if description is None:
        pytest.skip(
            "NO DESCRIPTION: without Discord's openapi.json (SANDBOX_DESCRIPTION, or "
            "../shared/discord beside the repository) nothing is judged by it"
        )
    description.complaints.clear()
    return description


async def test_a_request_that_it_refuses_is_refused(judge: Description) -> None:
    async with Sandbox(start=START, description=judge) as box, rest(box) as session:
        path = f"channels/{box.world.channel_named('general').id}/messages"
        body = {"content": "x", "enforce_nonce": "yes"}
        async with session.post(path, json=body) as answer:
            assert answer.status == 400
            errors = (await answer.json())["errors"]
    assert "enforce_nonce" in errors


async def test_ids_may_be_numbers_or_texts(judge: Description) -> None:
    async with Sandbox(start=START, description=judge) as box, rest(box) as session:
        noe = box.world.handles["noe"]
        for recipient in (noe, str(noe)):
            async with session.post(
                "users/@me/channels", json={"recipient_id": recipient}
            ) as answer:
                assert answer.status == 200


async def test_an_untrue_answer_does_not_pass(judge: Description) -> None:
    box = Sandbox(start=START, description=judge, strict=True)
    await box.__aenter__()
    box.world.bot.name = None  # type: ignore[assignment]
    async with rest(box) as session, session.get("users/@me") as answer:
        assert answer.status == 200
    with pytest.raises(Untrue, match="username"):
        await box.__aexit__(None, None, None)
    judge.complaints.clear()


def test_every_address_is_served_or_refused_by_name(judge: Description) -> None:
    def plain(path: str) -> str:
        return re.sub(r"\{[^}]*\}", "{}", path)

    ours = {(route.method, plain(route.template)) for route in all_routes().all}
    theirs = set(judge.addresses())
    assert {(method, plain(path)) for method, path in theirs} <= ours
