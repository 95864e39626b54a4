"""What Discord refuses of commands and forms: the path and code of each refusal."""

from __future__ import annotations

from typing import Any

import pytest

from sandbox.fields import Fields
from sandbox.limits.commands import is_command_name, measure, read_command
from sandbox.limits.modals import FormReader
from sandbox.refusals import Refused
from sandbox.world.world import World
from tests.sandbox.test_message_limits import leaf, world

__all__ = ["world"]
Json = dict[str, Any]


def command(**more: Any) -> Json:
    return {"type": 1, "name": "salut", "description": "Dire bonjour"} | more


def option(**more: Any) -> Json:
    return {"type": 3, "name": "nom", "description": "Un nom"} | more


def with_option(**more: Any) -> Json:
    return command(options=[option(**more)])


CHOICE = {"name": "a", "value": "a"}
WRONG: list[tuple[str, Json, str, str]] = [
    ("capital", command(name="Salut"), "name", "APPLICATION_COMMAND_INVALID_NAME"),
    ("space", command(name="dire bonjour"), "name", "APPLICATION_COMMAND_INVALID_NAME"),
    ("33 characters", command(name="x" * 33), "name", "BASE_TYPE_BAD_LENGTH"),
    ("no name", command(name=None), "name", "BASE_TYPE_REQUIRED"),
    (
        "capital in French",
        command(name_localizations={"fr": "Salut"}),
        "name_localizations.fr",
        "APPLICATION_COMMAND_INVALID_NAME",
    ),
    (
        "no such language",
        command(name_localizations={"en": "hello"}),
        "name_localizations.en",
        "ENUM_TYPE_COERCE",
    ),
    ("description too long", command(description="x" * 101), "description", "BASE_TYPE_BAD_LENGTH"),
    (
        "translation too long",
        command(description_localizations={"fr": "x" * 101}),
        "description_localizations.fr",
        "BASE_TYPE_BAD_LENGTH",
    ),
    ("unknown type", command(type=9), "type", "BASE_TYPE_CHOICES"),
    ("unknown context", command(contexts=[3]), "contexts.0", "BASE_TYPE_CHOICES"),
    (
        "option type",
        with_option(type=12),
        "options.0.type",
        "BASE_TYPE_CHOICES",
    ),
    (
        "same option twice",
        command(options=[option(), option()]),
        "options.1.name",
        "APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS",
    ),
    (
        "required after optional",
        command(options=[option(), option(name="b", required=True)]),
        "options.1",
        "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID",
    ),
    (
        "choices and autocomplete",
        with_option(choices=[CHOICE], autocomplete=True),
        "options.0.choices",
        "APPLICATION_COMMAND_OPTIONS_AUTOCOMPLETE_CHOICES_EXCLUSIVE",
    ),
    (
        "choice twice",
        with_option(choices=[CHOICE, CHOICE]),
        "options.0.choices.1.name",
        "APPLICATION_COMMAND_OPTIONS_CHOICE_NAME_ALREADY_EXISTS",
    ),
    (
        "choice of another type",
        with_option(type=4, choices=[CHOICE]),
        "options.0.choices.0.value",
        "NUMBER_TYPE_COERCE",
    ),
    (
        "choices for people",
        with_option(type=6, choices=[CHOICE]),
        "options.0.type",
        "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID",
    ),
    (
        "range upside down",
        with_option(type=4, min_value=3, max_value=2),
        "options.0.min_value",
        "APPLICATION_COMMAND_OPTIONS_RANGE_INVALID",
    ),
    (
        "length upside down",
        with_option(min_length=3, max_length=2),
        "options.0.min_length",
        "APPLICATION_COMMAND_OPTIONS_RANGE_INVALID",
    ),
    ("length too great", with_option(max_length=6001), "options.0.max_length", "NUMBER_TYPE_MAX"),
    (
        "a group in a subcommand",
        command(options=[option(type=1, options=[option(type=2)])]),
        "options.0.options.0.type",
        "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID",
    ),
    (
        "a value in a group",
        command(options=[option(type=2, options=[option()])]),
        "options.0.options",
        "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID",
    ),
    (
        "options of a menu",
        {"type": 2, "name": "Saluer", "options": [option()]},
        "options",
        "APPLICATION_COMMAND_CONTEXT_MENU_OPTIONS",
    ),
]


@pytest.mark.parametrize(
    ("body", "path", "code"), [w[1:] for w in WRONG], ids=[w[0] for w in WRONG]
)
def test_a_command_is_refused_at_its_place(body: Json, path: str, code: str) -> None:
    fields = Fields.of(body)
    read_command(fields)
    assert leaf(fields.errors.tree) == (path, code)


@pytest.mark.parametrize("name", ["salut", "mes-réponses", "été_2026", "你好", "x'y", "ไทย", "42"])
def test_names_may_be_of_any_alphabet(name: str) -> None:
    assert is_command_name(name)


@pytest.mark.parametrize("name", ["", "É", "a b", "a/b", "a.b", "🙂"])
def test_names_may_not_be_anything(name: str) -> None:
    assert not is_command_name(name)


def test_menus_may_have_capitals_and_spaces() -> None:
    fields = Fields.of({"type": 3, "name": "C'est publié"})
    assert read_command(fields)["name"] == "C'est publié"
    assert fields.errors.tree == {}


def test_the_longest_language_counts() -> None:
    fields = Fields.of(command(description="x", description_localizations={"fr": "x" * 90}))
    assert measure(read_command(fields)) == len("salut") + 90


def form(*parts: Json, **more: Any) -> Json:
    return {"title": "T", "custom_id": "f", "components": list(parts)} | more


def line(**more: Any) -> Json:
    return {"type": 4, "style": 1, "custom_id": "mot", "label": "Mot"} | more


def in_row(part: Json) -> Json:
    return {"type": 1, "components": [part]}


def label(part: Json, **more: Any) -> Json:
    return {"type": 18, "label": "L", "component": part} | more


def options(count: int) -> list[Json]:
    return [{"label": str(n), "value": str(n)} for n in range(count)]


INNER = "components.0.component"
WRONG_FORMS: list[tuple[str, Json, str, str]] = [
    ("title too long", form(in_row(line()), title="x" * 46), "title", "BASE_TYPE_BAD_LENGTH"),
    ("no parts", form(), "components", "BASE_TYPE_BAD_LENGTH"),
    (
        "six parts",
        form(*(in_row(line(custom_id=str(n))) for n in range(6))),
        "components",
        "BASE_TYPE_BAD_LENGTH",
    ),
    (
        "a button",
        form(in_row({"type": 2, "style": 1, "label": "x", "custom_id": "x"})),
        "components.0.components.0.type",
        "UNION_TYPE_CHOICES",
    ),
    (
        "label too long",
        form(in_row(line(label="x" * 46))),
        "components.0.components.0.label",
        "BASE_TYPE_BAD_LENGTH",
    ),
    (
        "same id twice",
        form(in_row(line()), in_row(line())),
        "components.1.components.0.custom_id",
        "COMPONENT_CUSTOM_ID_DUPLICATED",
    ),
    (
        "label in a label",
        form(label(line())),
        f"{INNER}.label",
        "COMPONENT_LABEL_NOT_ALLOWED",
    ),
    (
        "placeholder too long",
        form(in_row(line(placeholder="x" * 101))),
        "components.0.components.0.placeholder",
        "BASE_TYPE_MAX_LENGTH",
    ),
    (
        "value longer than most",
        form(in_row(line(value="abc", max_length=2))),
        "components.0.components.0.value",
        "BASE_TYPE_MAX_LENGTH",
    ),
    (
        "one radio",
        form(label({"type": 21, "custom_id": "r", "options": options(1)})),
        f"{INNER}.options",
        "BASE_TYPE_BAD_LENGTH",
    ),
    (
        "eleven checkboxes",
        form(label({"type": 22, "custom_id": "c", "options": options(11)})),
        f"{INNER}.options",
        "BASE_TYPE_BAD_LENGTH",
    ),
    (
        "eleven files",
        form(label({"type": 19, "custom_id": "f", "max_values": 11})),
        f"{INNER}.max_values",
        "NUMBER_TYPE_MAX",
    ),
    (
        "description too long",
        form(label(line(label=None), description="x" * 101)),
        "components.0.description",
        "BASE_TYPE_MAX_LENGTH",
    ),
]


@pytest.mark.parametrize(
    ("body", "path", "code"), [w[1:] for w in WRONG_FORMS], ids=[w[0] for w in WRONG_FORMS]
)
def test_a_form_is_refused_at_its_place(world: World, body: Json, path: str, code: str) -> None:
    fields = Fields.of(body)
    FormReader(world).read(fields)
    assert leaf(fields.errors.tree) == (path, code)


def test_a_body_that_is_no_object_is_refused() -> None:
    with pytest.raises(Refused) as caught:
        Fields.of([])
    assert caught.value.code == 50035
