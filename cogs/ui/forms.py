"""The forms: what a coordinator or a member types, and the way back from what was submitted."""

from collections.abc import Iterable, Mapping
from typing import Any

import discord
from discord import ui

from bot.forms import Complement, Consent, Form
from bot.words import say
from cogs.ui.buttons import Gesture, Verb
from db.vocabulary import Agreement

TITLE = 45
LABEL = 45
ABOUT = 100


class Sheet(ui.Modal):
    """A form known by its custom id alone, so that it can be submitted after a restart.

    It is finished from the start: the library keeps none of the forms that people open and
    leave, and what is submitted comes back through `submitted`.
    """

    def __init__(self, gesture: Gesture, title: str, *fields: "ui.Item[Any]") -> None:
        super().__init__(title=title[:TITLE], custom_id=gesture.custom_id)
        for field in fields:
            self.add_item(field)
        self.stop()


def submitted(data: Mapping[str, Any]) -> dict[str, str]:
    """What was typed into a form, by field; what was chosen counts as typed."""
    return dict(_fields(data.get("components", ())))


def _fields(components: Iterable[Mapping[str, Any]]) -> Iterable[tuple[str, str]]:
    for component in components:
        if "component" in component:
            yield from _fields([component["component"]])
        elif "components" in component:
            yield from _fields(component["components"])
        elif "custom_id" in component:
            typed = component.get("value")
            if typed is None:
                typed = ",".join(str(value) for value in component.get("values") or ())
            yield component["custom_id"], str(typed)


def mobilisation(
    locale: str, id_: int | None = None, typed: Form | None = None, *, dated: bool = True
) -> Sheet:
    """The first form; `typed` is what it comes back filled with.

    `dated` is False once announced: the date then has a command of its own.
    """
    typed = typed or Form(title="", when="")
    verb = Verb.FORM_NEW if id_ is None else Verb.FORM_EDIT
    dates = (
        _field(locale, "when", typed.when, 100, required=False),
        _field(locale, "until", typed.until, 100, required=False),
    )
    return Sheet(
        Gesture(verb, id_ or 0),
        say("form.new" if id_ is None else "form.edit", locale),
        _field(locale, "title", typed.title, 100),
        *(dates if dated else ()),
        _field(locale, "purpose", typed.purpose, 300, long=True, required=False),
        _field(locale, "organiser", typed.organiser, 600, long=True, required=False),
    )


def angles(locale: str, id_: int, typed: Complement) -> Sheet:
    """The second form: who is reached, who is missed, which angles."""
    return Sheet(
        Gesture(Verb.FORM_ANGLES, id_),
        say("form.angles", locale),
        _field(locale, "blind_spot", typed.blind_spot, 500, long=True, required=False),
        _field(locale, "angles", typed.angles, 1500, long=True, required=False),
        _field(locale, "reached", typed.reached, 500, long=True, required=False),
        _field(locale, "networks", typed.networks, 300, required=False),
        _field(locale, "benefit", typed.benefit, 300, required=False),
    )


def agreement(locale: str, id_: int, typed: Consent | None) -> Sheet:
    """The third form: the organiser's agreement, or why none is needed."""
    typed = typed or Consent(kind="")
    kinds: ui.Select[Any] = ui.Select(
        custom_id="kind",
        required=True,
        options=[
            discord.SelectOption(
                label=say(f"form.kind.{kind}", locale),
                value=kind,
                description=say(f"form.kind.{kind}.about", locale),
                default=kind == typed.kind,
            )
            for kind in Agreement
        ],
    )
    return Sheet(
        Gesture(Verb.FORM_AGREE, id_),
        say("form.agree", locale),
        _label(locale, "kind", kinds),
        _field(locale, "by", typed.by, 200, required=False),
        _field(locale, "on", typed.on, 100, required=False),
        _field(locale, "scope", typed.scope, 600, long=True, required=False),
    )


def link(locale: str, id_: int) -> Sheet:
    """The address of a post."""
    return Sheet(
        Gesture(Verb.FORM_LINK, id_),
        say("form.link", locale),
        _field(locale, "link", "", 500),
    )


def _field(
    locale: str,
    name: str,
    typed: str,
    longest: int,
    *,
    long: bool = False,
    required: bool = True,
) -> "ui.Label[Any]":
    """One line or paragraph to type; label, explanation and example are in the catalogues."""
    typing: ui.TextInput[Any] = ui.TextInput(
        custom_id=name,
        style=discord.TextStyle.paragraph if long else discord.TextStyle.short,
        placeholder=say(f"form.{name}.example", locale)[:100],
        default=typed[:longest] or None,
        required=required,
        max_length=longest,
    )
    return _label(locale, name, typing)


def _label(locale: str, name: str, item: "ui.Item[Any]") -> "ui.Label[Any]":
    return ui.Label(
        text=say(f"form.{name}.label", locale)[:LABEL],
        description=say(f"form.{name}.about", locale)[:ABOUT],
        component=item,
    )
