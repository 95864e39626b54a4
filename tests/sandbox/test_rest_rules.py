"""Rules that only show on the wire: tokens, versions, limits, nonces, age, headers."""

from __future__ import annotations

import json
from typing import Any

import aiohttp
import pytest

from sandbox.app import Sandbox
from sandbox.rates import Rates
from sandbox.refusals import Refused
from sandbox.world.permissions import P
from tests.sandbox.conftest import START
from tests.sandbox.raw import rest

Json = dict[str, Any]


def place(box: Sandbox, name: str = "mobilisations") -> str:
    return f"channels/{box.world.channel_named(name).id}/messages"


async def post(session: aiohttp.ClientSession, path: str, body: Json) -> tuple[int, Json]:
    async with session.post(path, json=body) as answer:
        return answer.status, await answer.json()


async def test_answers_are_plain_json(box: Sandbox) -> None:
    async with rest(box) as session, session.get("users/@me") as answer:
        assert answer.headers["Content-Type"] == "application/json"


async def test_a_wrong_token_is_unauthorized(box: Sandbox) -> None:
    async with aiohttp.ClientSession() as session:
        headers = {"Authorization": "Bot wrong"}
        async with session.get(f"{box.api_url}/users/@me", headers=headers) as answer:
            assert answer.status == 401
            assert await answer.json() == {"message": "401: Unauthorized", "code": 0}


@pytest.mark.parametrize("base", ["api/users/@me", "api/v9/users/@me", "api/v10/users/@me"])
async def test_the_version_may_be_any_or_none(box: Sandbox, base: str) -> None:
    async with rest(box) as session, session.get(box.page_url + base) as answer:
        assert answer.status == 200


@pytest.mark.parametrize(
    ("method", "path", "status", "code"),
    [
        ("GET", "nowhere", 404, 0),
        ("DELETE", "users/@me", 405, 0),
        ("GET", "guilds/1/audit-logs", 501, 0),
        ("GET", "channels/x", 400, 50035),
        ("GET", "channels/-1", 400, 50035),
        ("GET", "channels/99999999999999999999", 404, 10003),
    ],
)
async def test_addresses_that_are_wrong(
    box: Sandbox, method: str, path: str, status: int, code: int
) -> None:
    async with rest(box) as session, session.request(method, path) as answer:
        assert answer.status == status
        assert (await answer.json())["code"] == code


async def test_what_is_not_done_says_its_name(box: Sandbox) -> None:
    async with rest(box) as session, session.get("guilds/1/audit-logs") as answer:
        assert "audit log" in (await answer.json())["message"]


@pytest.mark.parametrize("body", [b"{", b"\xff", b"[" * 100_000, b"9" * 5000])
async def test_a_body_that_is_no_json(box: Sandbox, body: bytes) -> None:
    headers = {"Content-Type": "application/json"}
    async with (
        rest(box) as session,
        session.post(place(box), data=body, headers=headers) as answer,
    ):
        assert answer.status == 400
        assert (await answer.json())["code"] in {50109, 50035}


async def test_the_sixth_message_in_five_seconds_waits() -> None:
    async with Sandbox(start=START) as box, rest(box) as session:
        for left in (4, 3, 2, 1, 0):
            async with session.post(place(box), json={"content": "x"}) as answer:
                assert answer.status == 200
                assert answer.headers["X-RateLimit-Remaining"] == str(left)
                assert answer.headers["X-RateLimit-Limit"] == "5"
        async with session.post(place(box), json={"content": "x"}) as answer:
            body = await answer.json()
            assert answer.status == 429
            assert 0 < body["retry_after"] <= 5
            assert body["global"] is False
            assert answer.headers["X-RateLimit-Scope"] == "user"
            assert answer.headers["Via"]
        other = place(box, "atelier")
        assert (await post(session, other, {"content": "x"}))[0] == 200


class Hands:
    """A clock moved by hand."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def test_fifty_in_a_second_are_all_there_is() -> None:
    hands = Hands()
    rates = Rates(monotonic=hands)
    for number in range(50):
        rates.take("", f"route {number}", "", exempt=False)
    rates.take("webhook", "webhook", "token", exempt=True)
    with pytest.raises(Refused) as caught:
        rates.take("", "another", "", exempt=False)
    assert caught.value.body()["global"] is True
    assert caught.value.headers["X-RateLimit-Global"] == "true"
    hands.now += 1.0
    assert rates.take("", "another", "", exempt=False)["X-RateLimit-Remaining"] == "49"


def test_a_window_opens_again() -> None:
    hands = Hands()
    rates = Rates(monotonic=hands)
    rates.take("reactions", "reactions", "1", exempt=False)
    with pytest.raises(Refused) as caught:
        rates.take("reactions", "reactions", "1", exempt=False)
    assert caught.value.body()["retry_after"] == pytest.approx(0.25)
    hands.now += 0.25
    rates.take("reactions", "reactions", "1", exempt=False)


async def test_a_nonce_is_forgotten_after_its_window() -> None:
    async with Sandbox(start=START, limits=False, nonce_window=0.0) as box, rest(box) as session:
        body = {"content": "x", "nonce": "n", "enforce_nonce": True}
        first = (await post(session, place(box), body))[1]["id"]
        assert (await post(session, place(box), body))[1]["id"] != first


async def test_a_nonce_without_force_is_only_echoed(box: Sandbox) -> None:
    async with rest(box) as session:
        body = {"content": "x", "nonce": "n"}
        answers = [(await post(session, place(box), body))[1] for _ in range(2)]
    assert answers[0]["id"] != answers[1]["id"]
    assert answers[0]["nonce"] == "n"


async def test_a_nonce_finds_even_what_was_deleted(box: Sandbox) -> None:
    async with rest(box) as session:
        body = {"content": "x", "nonce": "n", "enforce_nonce": True}
        first = (await post(session, place(box), body))[1]["id"]
        async with session.delete(f"{place(box)}/{first}") as answer:
            assert answer.status == 204
        assert (await post(session, place(box), body))[1]["id"] == first
    assert box.world.messages_in("mobilisations") == []


async def test_old_messages_can_be_edited_only_so_often() -> None:
    async with Sandbox(start=START, old_edits=(2, 60.0)) as box, rest(box) as session:
        message = (await post(session, place(box), {"content": "x"}))[1]["id"]
        box.world.clock.move_by(3601)
        box.rates.enabled = False
        path = f"{place(box)}/{message}"
        for number in range(2):
            async with session.patch(path, json={"content": f"{number}"}) as answer:
                assert answer.status == 200
        async with session.patch(path, json={"content": "3"}) as answer:
            body = json.loads(await answer.read())
        assert (answer.status, body["code"]) == (429, 30046)
        assert 0 < body["retry_after"] <= 60


async def test_young_messages_can_be_edited_as_often_as_one_likes() -> None:
    async with Sandbox(start=START, old_edits=(1, 60.0)) as box, rest(box) as session:
        box.rates.enabled = False
        message = (await post(session, place(box), {"content": "x"}))[1]["id"]
        for number in range(5):
            path = f"{place(box)}/{message}"
            async with session.patch(path, json={"content": f"{number}"}) as answer:
                assert answer.status == 200


async def test_eleven_files_are_too_many(box: Sandbox) -> None:
    form = aiohttp.FormData(quote_fields=False)
    form.add_field("payload_json", json.dumps({"content": "x"}))
    for number in range(11):
        form.add_field(f"files[{number}]", b"x", filename=f"{number}.txt")
    async with rest(box) as session, session.post(place(box), data=form) as answer:
        body = await answer.json()
        assert body["errors"]["attachments"]["_errors"][0]["code"] == "BASE_TYPE_MAX_LENGTH"


async def test_a_file_is_served_back_but_not_as_a_page(box: Sandbox) -> None:
    form = aiohttp.FormData(quote_fields=False)
    form.add_field("files[0]", b"<script>alert(1)</script>", filename="../a b.html")
    async with rest(box) as session:
        async with session.post(place(box), data=form) as answer:
            attachment = (await answer.json())["attachments"][0]
        assert attachment["filename"] == "a_b.html"
        async with session.get(attachment["url"]) as answer:
            assert await answer.read() == b"<script>alert(1)</script>"
            assert answer.headers["Content-Type"] == "application/octet-stream"
            assert answer.headers["Content-Disposition"] == "attachment"


async def test_message_ids_carry_world_time_and_interactions_real_time(box: Sandbox) -> None:
    from sandbox.snowflakes import moment_of, real_now

    box.world.clock.move_by(86400 * 30)
    said = await box.visitor("ines").says("general", "plus tard")
    late = moment_of(int(said["id"])) - box.world.clock.now()
    assert abs(late.total_seconds()) < 5
    apart = moment_of(box.world.interaction_ids.next()) - real_now()
    assert abs(apart.total_seconds()) < 5


async def test_names_change_rarely_and_other_things_freely() -> None:
    async with Sandbox(start=START) as box, rest(box) as session:
        role = next(each for each in box.world.home.roles.values() if each.bot_id)
        role.permissions |= P.MANAGE_CHANNELS
        path = f"channels/{box.world.channel_named('atelier').id}"
        for body in ({"name": "un"}, {"name": "deux"}, {"nsfw": True}, {"nsfw": False}):
            async with session.patch(path, json=body) as answer:
                assert answer.status == 200
        async with session.patch(path, json={"name": "trois"}) as answer:
            assert answer.status == 429
            assert (await answer.json())["retry_after"] > 500


async def test_private_channels_can_be_opened_only_so_fast() -> None:
    path = "users/@me/channels"
    box = Sandbox(start=START, limits=False, dm_openings=(2, 60.0))
    async with box, rest(box) as session:
        codes = [
            (await post(session, path, {"recipient_id": str(user_id)}))[1]
            for user_id in list(box.world.handles.values())[:3]
        ]
    assert [each.get("code") for each in codes] == [None, None, 40003]
