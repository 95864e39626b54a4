"""The sandbox's own doors: reading, writing, the client's checks, events."""

from __future__ import annotations

from typing import Any

import pytest

from sandbox.app import Sandbox
from sandbox.visitor import Refusal, Visitor
from sandbox.world.permissions import P
from tests.sandbox.raw import rest

Json = dict[str, Any]


@pytest.fixture
def ines(box: Sandbox) -> Visitor:
    return box.visitor("ines")


@pytest.fixture
def noe(box: Sandbox) -> Visitor:
    return box.visitor("noe")


async def register(box: Sandbox, *commands: Json) -> None:
    path = f"applications/{box.world.application.id}/commands"
    async with rest(box) as session, session.put(path, json=list(commands)) as answer:
        assert answer.status == 200, await answer.text()


def slash(name: str = "salut", **more: Any) -> Json:
    return {"type": 1, "name": name, "description": "Dire bonjour"} | more


async def test_a_coordinator_sees_more_channels(ines: Visitor, noe: Visitor) -> None:
    hers = {each["name"]: each for each in (await ines.state())["channels"]}
    his = {each["name"]: each for each in (await noe.state())["channels"]}
    assert hers.keys() - his.keys() == {"coordination"}
    assert hers["annonces-internes"]["can_send"]
    assert not his["annonces-internes"]["can_send"]


async def test_anybody_can_write_to_the_bot_first(box: Sandbox) -> None:
    noe = box.visitor("noe")
    ((room,), again) = [(await noe.state())["dms"] for _ in range(2)]
    assert (room["kind"], [room]) == ("dm", again)
    await noe.says(room["id"], "bonjour")
    assert [said["content"] for said in await noe.reads("dm")] == ["bonjour"]


async def test_people_have_roles_zones_and_languages(ines: Visitor) -> None:
    people = {each["handle"]: each for each in (await ines.call("GET", "/people"))["people"]}
    assert people["ines"]["coordinator"]
    assert people["noe"]["zone"] == "America/Martinique"
    assert people["thandi"]["locale"] == "en"
    assert not people["mahaut"]["dms_open"]
    assert people["ines"]["color"] == "#c2571a"


async def test_some_people_of_many() -> None:
    async with Sandbox(members=100) as box:
        noe = box.visitor("noe")
        some = await noe.call("GET", "/people", query={"limit": "5", "first": "voix00042,nobody"})
        assert some["more"]
        assert some["people"][0]["handle"] == "voix00042"
        assert [each["coordinator"] for each in some["people"]] == [False, *[True] * 3, False]
        state = await noe.call("GET", "/state", query={"as": "noe", "people": "1"})
        assert [each["handle"] for each in state["people"] if not each["bot"]] == ["noe"]
        assert len((await noe.state())["people"]) == 101
        with pytest.raises(Refusal) as refusal:
            await noe.call("GET", "/people", query={"limit": "none"})
        assert refusal.value.fields == {"limit": "range"}


async def test_language_of_those_who_have_none_of_their_own() -> None:
    async with Sandbox(language="it") as box:
        people = (await box.visitor("ines").call("GET", "/people"))["people"]
        locales = {each["handle"]: each["locale"] for each in people}
        assert (locales["ines"], locales["thandi"]) == ("it", "en")


async def test_writing_where_one_may_not(noe: Visitor) -> None:
    with pytest.raises(Refusal) as caught:
        await noe.says("annonces-internes", "bonjour")
    assert (caught.value.status, caught.value.error) == (403, "forbidden")


async def test_a_channel_one_cannot_see_is_not_there(noe: Visitor) -> None:
    with pytest.raises(Refusal) as caught:
        await noe.reads("coordination")
    assert (caught.value.status, caught.value.error) == (404, "unknown_channel")


@pytest.mark.parametrize(("content", "error"), [("", "empty"), ("x" * 2001, "too_long")])
async def test_messages_have_a_length(noe: Visitor, content: str, error: str) -> None:
    with pytest.raises(Refusal) as caught:
        await noe.says("general", content)
    assert caught.value.error == error


async def test_a_reply_pings_unless_told_not_to(ines: Visitor, noe: Visitor) -> None:
    said = await ines.says("general", "bonjour")
    loud = await noe.says("general", "oui", reply_to=said["id"])
    quiet = await noe.says("general", "oui", reply_to=said["id"], ping=False)
    assert [each["username"] for each in loud["mentions"]] == ["ines"]
    assert quiet["mentions"] == []
    assert quiet["referenced_message"]["content"] == "bonjour"


async def test_only_ones_own_messages_can_be_changed(ines: Visitor, noe: Visitor) -> None:
    said = await ines.says("general", "bonjour")
    assert (await ines.edits("general", said["id"], "bonsoir"))["edited_timestamp"]
    with pytest.raises(Refusal) as caught:
        await noe.edits("general", said["id"], "non")
    assert caught.value.error == "forbidden"
    with pytest.raises(Refusal) as caught:
        await noe.deletes("general", said["id"])
    assert caught.value.error == "forbidden"


async def test_a_coordinator_can_delete_what_others_wrote(ines: Visitor, noe: Visitor) -> None:
    said = await noe.says("general", "bonjour")
    await ines.deletes("general", said["id"])
    assert await noe.reads("general") == []


async def test_pages_of_messages(noe: Visitor) -> None:
    ids = [(await noe.says("general", str(number)))["id"] for number in range(5)]
    query = {"as": "noe", "limit": "2", "before": ids[4]}
    page = await noe.call("GET", "/channels/general/messages", query=query)
    assert [each["id"] for each in page["messages"]] == ids[2:4]
    assert page["more"]


async def test_reactions_show_who_and_whether_oneself(ines: Visitor, noe: Visitor) -> None:
    said = await ines.says("general", "bonjour")
    await noe.reacts("general", said["id"], "✋")
    await noe.reacts("general", said["id"], "✋")
    reaction = (await noe.reads("general"))[0]["reactions"][0]
    assert (reaction["count"], reaction["me"]) == (1, True)
    assert not (await ines.reads("general"))[0]["reactions"][0]["me"]
    path = f"/channels/general/messages/{said['id']}/reactions/✋"
    who = await ines.call("GET", path, query={"as": "ines"})
    assert len(who["people"]) == 1
    await noe.unreacts("general", said["id"], "✋")
    assert "reactions" not in (await noe.reads("general"))[0]


async def test_pinning_is_for_those_who_may(box: Sandbox, ines: Visitor, noe: Visitor) -> None:
    said = await noe.says("general", "à garder")
    with pytest.raises(Refusal) as refusal:
        await noe.pins("general", said["id"])
    assert (refusal.value.status, refusal.value.error) == (403, "forbidden")
    async with noe.listens() as ear:
        await ines.pins("general", said["id"])
        await ear.next(lambda event: event["type"] == "pins")
        told = await ear.next(lambda event: event["type"] == "message")
    assert told["message"]["type"] == 6
    assert told["message"]["message_reference"]["message_id"] == said["id"]
    query = {"as": "noe"}
    pinned = await noe.call("GET", "/channels/general/pins", query=query)
    assert [each["id"] for each in pinned["messages"]] == [said["id"]]
    with pytest.raises(Refusal) as refusal:
        await ines.pins("general", told["message"]["id"])
    assert refusal.value.code == 50021
    with pytest.raises(Refusal):
        await noe.unpins("general", said["id"])
    await ines.unpins("general", said["id"])
    assert (await noe.call("GET", "/channels/general/pins", query=query))["messages"] == []
    rooms = {each["name"]: each["can_pin"] for each in (await noe.state())["channels"]}
    assert not rooms["general"]


async def test_who_is_given_a_role_has_its_rooms_and_rights_at_once(
    box: Sandbox, noe: Visitor
) -> None:
    lead = next(role for role in box.world.home.roles.values() if role.coordinator)
    before = {each["name"] for each in (await noe.state())["channels"]}
    assert "coordination" not in before
    async with noe.listens() as ear:
        await noe.call("PATCH", "/people/noe", {"roles": [str(lead.id)]})
        heard = await ear.next(lambda each: each["type"] == "rooms")
        rooms = {each["name"]: each["can_pin"] for each in heard["channels"]}
        assert rooms.items() >= {"coordination": True, "general": True}.items()
        await noe.call("PATCH", "/people/noe", {"roles": []})
        heard = await ear.next(lambda each: each["type"] == "rooms")
        assert {each["name"] for each in heard["channels"]} == before


async def test_events_are_for_those_who_see_them(box: Sandbox, ines: Visitor, noe: Visitor) -> None:
    async with noe.listens() as ear:
        await ines.says("coordination", "entre nous")
        await ines.says("general", "à tous")
        event = await ear.next(lambda each: each["type"] == "message")
        assert event["message"]["content"] == "à tous"
        assert len(ear.heard) == 1


async def test_a_private_delivery_is_told_without_its_text(
    box: Sandbox, ines: Visitor, noe: Visitor
) -> None:
    channel = box.world.direct(box.world.users[box.world.handles["noe"]])
    async with ines.listens() as hers, noe.listens() as his, rest(box) as session:
        path = f"channels/{channel.id}/messages"
        async with session.post(path, json={"content": "rappel"}) as answer:
            assert answer.status == 200
        delivery = await hers.next(lambda each: each["type"] == "delivery")
        assert delivery["to"] == str(box.world.handles["noe"])
        assert all(each["type"] != "message" for each in hers.heard)
        received = await his.next(lambda each: each["type"] == "message")
        assert received["message"]["content"] == "rappel"


async def test_commands_are_shown_in_ones_language(box: Sandbox) -> None:
    names = {"fr": "bonjour", "it": "ciao", "en-GB": "hello"}
    await register(box, slash(name_localizations=names))
    shown = {
        handle: (await box.visitor(handle).state())["commands"][0]["shown"]
        for handle in ("ines", "matteo", "thandi")
    }
    assert shown == {"ines": "bonjour", "matteo": "ciao", "thandi": "hello"}


async def test_commands_hide_from_those_who_may_not(
    box: Sandbox, ines: Visitor, noe: Visitor
) -> None:
    needed = str(int(P.MANAGE_GUILD))
    await register(box, slash(default_member_permissions=needed, contexts=[0]))
    assert len((await ines.state())["commands"]) == 1
    assert (await noe.state())["commands"] == []
    with pytest.raises(Refusal) as caught:
        await noe.calls("general", "salut")
    assert caught.value.error == "forbidden"


async def test_a_command_is_only_where_it_belongs(box: Sandbox, noe: Visitor) -> None:
    await register(box, slash(contexts=[0]))
    with pytest.raises(Refusal) as caught:
        await noe.calls("dm", "salut")
    assert caught.value.error == "wrong_place"


OPTIONS: list[Json] = [
    {"type": 3, "name": "nom", "description": "x", "required": True, "min_length": 2},
    {"type": 4, "name": "nombre", "description": "x", "min_value": 1, "max_value": 5},
    {"type": 5, "name": "vrai", "description": "x"},
    {"type": 6, "name": "qui", "description": "x"},
    {"type": 7, "name": "salon", "description": "x", "channel_types": [0]},
    {
        "type": 3,
        "name": "choix",
        "description": "x",
        "choices": [{"name": "Un", "value": "1", "name_localizations": {"fr": "Une"}}],
    },
]


@pytest.mark.parametrize(
    ("options", "wrong"),
    [
        ({}, {"nom": "required"}),
        ({"nom": "x"}, {"nom": "too_short"}),
        ({"nom": "abc", "autre": 1}, {"autre": "unknown"}),
        ({"nom": "abc", "nombre": 6}, {"nombre": "out_of_range"}),
        ({"nom": "abc", "nombre": "x"}, {"nombre": "invalid"}),
        ({"nom": "abc", "nombre": 1.5}, {"nombre": "invalid"}),
        ({"nom": "abc", "vrai": "oui"}, {"vrai": "invalid"}),
        ({"nom": "abc", "qui": "personne"}, {"qui": "invalid"}),
        ({"nom": "abc", "salon": "coordination"}, {"salon": "invalid"}),
        ({"nom": "abc", "salon": "Accueil"}, {"salon": "invalid"}),
        ({"nom": "abc", "choix": "2"}, {"choix": "not_a_choice"}),
    ],
)
async def test_options_are_checked_before_they_are_sent(
    box: Sandbox, noe: Visitor, options: Json, wrong: dict[str, str]
) -> None:
    await register(box, slash(options=OPTIONS))
    with pytest.raises(Refusal) as caught:
        await noe.calls("general", "salut", **options)
    assert caught.value.error == "invalid_options"
    assert caught.value.fields == wrong


async def test_without_the_bot_gestures_fail_at_once(box: Sandbox, noe: Visitor) -> None:
    await register(box, slash(options=OPTIONS))
    fine = {"nom": "abc", "nombre": 3, "qui": "ines", "salon": "general", "choix": "Une"}
    outcome = await noe.calls("general", "salut", **fine)
    assert (outcome["outcome"], outcome["reason"]) == ("failed", "offline")


async def test_slow_mode_holds_people_back(box: Sandbox, ines: Visitor, noe: Visitor) -> None:
    box.world.channel_named("general").slowmode = 60
    await noe.says("general", "un")
    with pytest.raises(Refusal) as caught:
        await noe.says("general", "deux")
    assert caught.value.error == "slowmode"
    await ines.says("general", "un")
    await ines.says("general", "deux")
    await noe.moves_clock(by=61)
    await noe.says("general", "deux")


async def test_changing_oneself(noe: Visitor) -> None:
    changed = await noe.changes(locale="it", zone="Europe/Rome", dms_open=False, roles=["Membre"])
    person = changed["person"]
    assert (person["locale"], person["zone"], person["dms_open"]) == ("it", "Europe/Rome", False)
    assert len(person["roles"]) == 1
    for wrong in ({"locale": "xx"}, {"zone": "Mars/Base"}, {"roles": ["Absent"]}):
        with pytest.raises(Refusal):
            await noe.changes(**wrong)


async def test_leaving_and_coming_back(noe: Visitor) -> None:
    assert not (await noe.call("POST", "/people/noe/leave"))["person"]["here"]
    with pytest.raises(Refusal):
        await noe.says("general", "encore là")
    assert (await noe.call("POST", "/people/noe/join"))["person"]["here"]
    await noe.says("general", "de retour")


async def test_a_picture_keeps_its_alternative_text(noe: Visitor) -> None:
    picture = {"name": "a.png", "base64": "eA==", "description": "une image"}
    said = await noe.says("general", "", attachments=[picture])
    assert said["attachments"][0]["description"] == "une image"
