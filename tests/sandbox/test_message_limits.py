"""What a bot may not put into a message: the path and code of each refusal."""

from __future__ import annotations

from typing import Any

import pytest

from sandbox.clock import WorldClock
from sandbox.fields import Fields
from sandbox.limits.messages import Place, read_message
from sandbox.refusals import Refused
from sandbox.seed import build_world, read_collective
from sandbox.world.posting import Draft
from sandbox.world.world import World

Json = dict[str, Any]
V2 = 1 << 15


@pytest.fixture(scope="module")
def world() -> World:
    return build_world(read_collective(None), WorldClock())


def read(world: World, body: Json) -> Draft:
    channel = world.channel_named("general")
    return read_message(Place(world, channel, world.bot.id), Fields.of(body), {})


def leaf(errors: Any) -> tuple[str, str]:
    """The path of the first mistake and its code."""
    path: list[str] = []
    while "_errors" not in errors:
        key = next(iter(errors))
        path.append(key)
        errors = errors[key]
    return ".".join(path), errors["_errors"][0]["code"]


def button(**more: Any) -> Json:
    return {"type": 2, "style": 1, "label": "oui", "custom_id": "oui"} | more


def link(**more: Any) -> Json:
    return {"type": 2, "style": 5, "label": "lien", "url": "https://example.org/"} | more


def select(**more: Any) -> Json:
    options = [{"label": each, "value": each} for each in "ab"]
    return {"type": 3, "custom_id": "choix", "options": options} | more


def rows(*parts: Json) -> Json:
    return {"content": "x", "components": [{"type": 1, "components": list(parts)}]}


def v2(*parts: Json) -> Json:
    return {"flags": V2, "components": list(parts)}


def text(content: str = "x") -> Json:
    return {"type": 10, "content": content}


def embed(**more: Any) -> Json:
    return {"embeds": [more]}


FIELD = {"name": "n", "value": "v"}
WRONG: list[tuple[str, Json, str, str]] = [
    ("content too long", {"content": "x" * 2001}, "content", "BASE_TYPE_MAX_LENGTH"),
    ("content a number", {"content": 5}, "content", "STRING_TYPE_CONVERT"),
    ("flags a word", {"content": "x", "flags": "x"}, "flags", "NUMBER_TYPE_COERCE"),
    ("ephemeral in a channel", {"content": "x", "flags": 64}, "flags", "MESSAGE_FLAGS_INVALID"),
    ("tts a word", {"content": "x", "tts": "x"}, "tts", "BOOLEAN_TYPE_CONVERT"),
    ("nonce too long", {"content": "x", "nonce": "n" * 26}, "nonce", "BASE_TYPE_MAX_LENGTH"),
    ("nonce a list", {"content": "x", "nonce": []}, "nonce", "UNION_TYPE_CHOICES"),
    ("embeds an object", {"embeds": {}}, "embeds", "LIST_TYPE_CONVERT"),
    ("11 embeds", {"embeds": [{"title": "x"}] * 11}, "embeds", "BASE_TYPE_MAX_LENGTH"),
    ("empty embed", embed(color=1), "embeds.0.description", "BASE_TYPE_REQUIRED"),
    ("title too long", embed(title="x" * 257), "embeds.0.title", "BASE_TYPE_MAX_LENGTH"),
    (
        "description too long",
        embed(description="x" * 4097),
        "embeds.0.description",
        "BASE_TYPE_MAX_LENGTH",
    ),
    ("26 fields", embed(fields=[FIELD] * 26), "embeds.0.fields", "BASE_TYPE_MAX_LENGTH"),
    (
        "empty field name",
        embed(fields=[FIELD | {"name": ""}]),
        "embeds.0.fields.0.name",
        "BASE_TYPE_REQUIRED",
    ),
    (
        "blank field value",
        embed(fields=[FIELD | {"value": "  "}]),
        "embeds.0.fields.0.value",
        "BASE_TYPE_REQUIRED",
    ),
    (
        "colour too great",
        embed(title="x", color=1 << 24),
        "embeds.0.color",
        "NUMBER_TYPE_MAX",
    ),
    (
        "footer too long",
        embed(footer={"text": "x" * 2049}),
        "embeds.0.footer.text",
        "BASE_TYPE_MAX_LENGTH",
    ),
    (
        "address of another kind",
        embed(title="x", url="ftp://example.org"),
        "embeds.0.url",
        "URL_TYPE_INVALID_SCHEME",
    ),
    (
        "address without place",
        embed(title="x", url="https://"),
        "embeds.0.url",
        "URL_TYPE_INVALID_URL",
    ),
    (
        "time that is none",
        embed(title="x", timestamp="hier"),
        "embeds.0.timestamp",
        "DATE_TIME_TYPE_PARSE",
    ),
    (
        "6001 characters together",
        {"embeds": [{"description": "x" * 3000}, {"description": "x" * 3001}]},
        "embeds",
        "MAX_EMBED_SIZE_EXCEEDED",
    ),
    (
        "parse and ids",
        {"content": "x", "allowed_mentions": {"parse": ["roles"], "roles": ["1"]}},
        "allowed_mentions",
        "MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE",
    ),
    (
        "101 ids",
        {"content": "x", "allowed_mentions": {"users": [str(n) for n in range(101)]}},
        "allowed_mentions.users",
        "BASE_TYPE_MAX_LENGTH",
    ),
    (
        "unknown kind of mention",
        {"content": "x", "allowed_mentions": {"parse": ["here"]}},
        "allowed_mentions.parse.0",
        "BASE_TYPE_CHOICES",
    ),
    (
        "reply to nothing",
        {"content": "x", "message_reference": {"message_id": "1"}},
        "message_reference",
        "REPLIES_UNKNOWN_MESSAGE",
    ),
    (
        "button outside a row",
        {"content": "x", "components": [button()]},
        "components.0.type",
        "UNION_TYPE_CHOICES",
    ),
    (
        "empty row",
        rows(),
        "components.0.components",
        "BASE_TYPE_BAD_LENGTH",
    ),
    (
        "six in a row",
        rows(*(button(custom_id=str(n)) for n in range(6))),
        "components.0.components",
        "BASE_TYPE_BAD_LENGTH",
    ),
    (
        "select beside a button",
        rows(select(), button()),
        "components.0.components",
        "COMPONENT_LAYOUT_WIDTH_EXCEEDED",
    ),
    (
        "same custom id twice",
        rows(button(), button()),
        "components.0.components.1.custom_id",
        "COMPONENT_CUSTOM_ID_DUPLICATED",
    ),
    (
        "custom id too long",
        rows(button(custom_id="x" * 101)),
        "components.0.components.0.custom_id",
        "BASE_TYPE_BAD_LENGTH",
    ),
    (
        "no custom id",
        rows(button(custom_id=None)),
        "components.0.components.0.custom_id",
        "BASE_TYPE_REQUIRED",
    ),
    (
        "neither label nor emoji",
        rows(button(label="")),
        "components.0.components.0",
        "BUTTON_COMPONENT_LABEL_OR_EMOJI_REQUIRED",
    ),
    (
        "an emoji that is none",
        rows(button(emoji={"name": "oui"})),
        "components.0.components.0.emoji.name",
        "COMPONENT_INVALID_EMOJI",
    ),
    (
        "link with a custom id",
        rows(link(custom_id="x")),
        "components.0.components.0.custom_id",
        "BUTTON_COMPONENT_CUSTOM_ID_URL_EXCLUSIVE",
    ),
    (
        "button with an address",
        rows(button(url="https://example.org/")),
        "components.0.components.0.url",
        "BUTTON_COMPONENT_CUSTOM_ID_URL_EXCLUSIVE",
    ),
    (
        "address too long",
        rows(link(url="https://example.org/" + "x" * 500)),
        "components.0.components.0.url",
        "BASE_TYPE_MAX_LENGTH",
    ),
    (
        "unknown style",
        rows(button(style=7)),
        "components.0.components.0.style",
        "BASE_TYPE_CHOICES",
    ),
    (
        "more values than options",
        rows(select(max_values=3)),
        "components.0.components.0.max_values",
        "SELECT_COMPONENT_MAX_VALUES_EXCEEDS_OPTIONS",
    ),
    (
        "least above most",
        rows(select(min_values=2, max_values=1)),
        "components.0.components.0.min_values",
        "SELECT_COMPONENT_MIN_VALUES_EXCEEDS_MAX",
    ),
    (
        "no options",
        rows(select(options=[])),
        "components.0.components.0.options",
        "BASE_TYPE_BAD_LENGTH",
    ),
    (
        "placeholder too long",
        rows(select(placeholder="x" * 151)),
        "components.0.components.0.placeholder",
        "BASE_TYPE_MAX_LENGTH",
    ),
    (
        "content beside v2",
        v2(text()) | {"content": "x"},
        "content",
        "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2",
    ),
    (
        "embeds beside v2",
        v2(text()) | {"embeds": [{"title": "x"}]},
        "embeds",
        "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2",
    ),
    (
        "poll beside v2",
        v2(text()) | {"poll": {"question": {"text": "?"}}},
        "poll",
        "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2",
    ),
    (
        "v2 without its flag",
        {"content": "x", "components": [text()]},
        "components.0.type",
        "UNION_TYPE_CHOICES",
    ),
    (
        "4001 characters shown",
        v2(text("x" * 4000), text("y")),
        "components",
        "COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED",
    ),
    (
        "41 components, nested ones counted",
        v2(*({"type": 17, "components": [text()] * 9} for _ in range(4)), text()),
        "components",
        "COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED",
    ),
    (
        "same id twice",
        v2(text() | {"id": 3}, text() | {"id": 3}),
        "components.1.id",
        "COMPONENT_ID_DUPLICATED",
    ),
    (
        "container in a container",
        v2({"type": 17, "components": [{"type": 17, "components": [text()]}]}),
        "components.0.components.0.type",
        "UNION_TYPE_CHOICES",
    ),
    (
        "section without accessory",
        v2({"type": 9, "components": [text()]}),
        "components.0.accessory",
        "BASE_TYPE_REQUIRED",
    ),
    (
        "gallery without pictures",
        v2({"type": 12, "items": []}),
        "components.0.items",
        "BASE_TYPE_BAD_LENGTH",
    ),
    (
        "a file that did not come",
        v2({"type": 13, "file": {"url": "attachment://a.txt"}}),
        "components",
        "COMPONENT_ATTACHMENT_NOT_FOUND",
    ),
    (
        "an attachment that did not come",
        {"content": "x", "attachments": [{"id": 0, "filename": "a.txt"}]},
        "attachments.0",
        "ATTACHMENT_NOT_FOUND",
    ),
]


@pytest.mark.parametrize(
    ("body", "path", "code"), [w[1:] for w in WRONG], ids=[w[0] for w in WRONG]
)
def test_it_is_refused_at_its_place(world: World, body: Json, path: str, code: str) -> None:
    with pytest.raises(Refused) as caught:
        read(world, body)
    assert caught.value.code == 50035
    assert leaf(caught.value.errors) == (path, code)


RIGHT: list[tuple[str, Json]] = [
    ("2000 characters", {"content": "x" * 2000}),
    ("6000 characters in embeds", {"embeds": [{"description": "x" * 3000}] * 2}),
    ("40 components", v2(*({"type": 17, "components": [text()] * 9} for _ in range(4)))),
    ("4000 characters shown", v2(text("x" * 4000))),
    ("an emoji alone", rows(button(label=None, emoji={"name": "✋"}))),
    ("a family of emoji", rows(button(emoji={"name": "👩‍🔧"}))),
    ("a keycap", rows(button(emoji={"name": "1️⃣"}))),
    ("ids as numbers", {"content": "x", "allowed_mentions": {"users": [1, "2"]}}),
    ("five rows", {"components": [{"type": 1, "components": [link()]}] * 5}),
    ("a picture from elsewhere", v2({"type": 12, "items": [{"media": {"url": "https://a.b/c"}}]})),
    (
        "fail_if_not_exists off",
        {
            "content": "x",
            "message_reference": {"message_id": "1", "fail_if_not_exists": False},
        },
    ),
]


@pytest.mark.parametrize("body", [r[1] for r in RIGHT], ids=[r[0] for r in RIGHT])
def test_it_is_taken(world: World, body: Json) -> None:
    assert read(world, body)


@pytest.mark.parametrize("body", [{}, {"content": " \n"}, {"embeds": []}, {"content": None}])
def test_nothing_is_not_sent(world: World, body: Json) -> None:
    with pytest.raises(Refused) as caught:
        read(world, body)
    assert caught.value.code == 50006


@pytest.mark.parametrize("body", [{"poll": {}, "content": "x"}, {"sticker_ids": ["1"]}])
def test_what_is_not_done_is_refused_by_name(world: World, body: Json) -> None:
    with pytest.raises(Refused) as caught:
        read(world, body | {"poll": {"question": {"text": "?"}}} if "poll" in body else body)
    assert caught.value.status == 501


def test_components_get_ids_and_keep_those_given(world: World) -> None:
    draft = read(world, v2(text(), text() | {"id": 1}, {"type": 17, "components": [text()]}))
    assert [part["id"] for part in draft.components] == [2, 1, 3]
    assert draft.components[2]["components"][0]["id"] == 4


def test_mentions_are_those_that_reach_someone(world: World) -> None:
    noe = world.handles["noe"]
    assert read(world, {"content": f"<@{noe}> <@!{noe}> <@1>"}).mentions == [noe]
    assert read(world, v2(text(f"<@{noe}>"))).mentions == [noe]
    none: Json = {"allowed_mentions": {"parse": []}}
    assert read(world, {"content": f"<@{noe}>"} | none).mentions == []
    only = {"allowed_mentions": {"users": [str(noe)]}}
    assert read(world, {"content": f"<@{noe}>"} | only).mentions == [noe]
    assert not read(world, {"content": "@everyone"}).mention_everyone
