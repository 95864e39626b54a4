"""One grammar for everything that can be pressed: known by its id alone, it outlives a restart."""

import re
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, TypeVar

import discord
from discord import ui

LONGEST_ID = 100
"""Characters in a custom id; Discord's own limit."""
MOST_OPTIONS = 25
"""Options in a menu; Discord's own limit."""


class Verb(StrEnum):
    """What a gesture asks for: the second part of `pv:verb:mobilisation[:detail]`."""

    # On cards.
    IN = "in"
    MAYBE = "maybe"
    OUT = "out"
    BRIEF = "brief"
    POSTED = "posted"
    # In the private answer.
    DAY = "day"
    NETWORKS = "networks"
    DONE = "done"
    REMIND_ONCE = "remind-once"
    POST_NETWORK = "post-network"
    POST_LINK = "post-link"
    POST_UNDO = "post-undo"
    POST_FOR = "post-for"
    # On reminders; the detail is the mark of the message.
    REMINDER_POSTED = "r-posted"
    REMINDER_DAY = "r-day"
    REMINDER_OUT = "r-out"
    REMINDER_STOP = "r-stop"
    STOP_ALL = "stop-all"
    WELCOME_BACK = "welcome-back"
    # On drafts.
    ANNOUNCE = "announce"
    EDIT = "edit"
    ANGLES = "angles"
    AGREE = "agree"
    DROP = "drop"
    PICK_DATE = "pick-date"
    PICK_CHANNELS = "pick-channels"
    # About oneself.
    PREFER_NETWORKS = "prefer-networks"
    FORGET = "forget"
    KEEP = "keep"
    # Forms.
    FORM_NEW = "form-new"
    FORM_EDIT = "form-edit"
    FORM_ANGLES = "form-angles"
    FORM_AGREE = "form-agree"
    FORM_LINK = "form-link"


FORMS = frozenset(verb for verb in Verb if verb.startswith("form-"))
"""What is submitted, not pressed."""


@dataclass(frozen=True)
class Gesture:
    """A press, a choice in a menu or a submitted form, as its custom id and values tell it."""

    verb: Verb
    mobilisation: int = 0
    """0 where the gesture is about no mobilisation."""
    detail: str = ""
    values: tuple[str, ...] = ()
    """What was chosen in a menu."""
    form: Mapping[str, str] = field(default_factory=dict)
    """What was typed into a form, by field."""

    @property
    def custom_id(self) -> str:
        """What Discord gives back when it is made."""
        whole = f"pv:{self.verb}:{self.mobilisation}"
        return f"{whole}:{self.detail}" if self.detail else whole


_VERBS = "|".join(sorted(re.escape(verb) for verb in Verb))
_ID = re.compile(rf"pv:(?P<verb>{_VERBS}):(?P<id>\d{{1,18}})(?::(?P<detail>[\w.+-]{{1,60}}))?")


def read(custom_id: str, values: Sequence[str] = ()) -> Gesture | None:
    """The gesture that a custom id stands for, None where it is not one of ours."""
    match = _ID.fullmatch(custom_id)
    if match is None:
        return None
    return Gesture(
        Verb(match["verb"]), int(match["id"]), match["detail"] or "", values=tuple(values)
    )


def on(message: discord.Message) -> list[Gesture]:
    """Everything of ours that can be pressed on a message."""
    ids = [
        getattr(item, "custom_id", None)
        for row in message.components
        for item in getattr(row, "children", ())
    ]
    return [known for id_ in ids if id_ and (known := read(id_)) is not None]


def button(
    verb: Verb,
    mobilisation: int,
    label: str,
    *,
    detail: str = "",
    emoji: str | None = None,
    style: discord.ButtonStyle = discord.ButtonStyle.secondary,
    disabled: bool = False,
    row: int | None = None,
) -> "ui.Button[Any]":
    """A button of ours; its label is cut at what Discord takes."""
    return ui.Button(
        label=label[:80],
        custom_id=Gesture(verb, mobilisation, detail).custom_id,
        emoji=emoji,
        style=style,
        disabled=disabled,
        row=row,
    )


@dataclass(frozen=True)
class Choice:
    """One line of a menu."""

    value: str
    label: str
    chosen: bool = False
    about: str | None = None


def menu(
    verb: Verb,
    mobilisation: int,
    placeholder: str,
    choices: Sequence[Choice],
    *,
    several: bool = False,
    least: int = 1,
    row: int | None = None,
) -> "ui.Select[Any]":
    """A menu of ours with the first 25 choices."""
    shown = choices[:MOST_OPTIONS]
    return ui.Select(
        custom_id=Gesture(verb, mobilisation).custom_id,
        placeholder=placeholder[:150],
        min_values=least,
        max_values=len(shown) if several else 1,
        options=[
            discord.SelectOption(
                label=choice.label[:100],
                value=choice.value[:100],
                default=choice.chosen,
                description=choice.about[:100] if choice.about else None,
            )
            for choice in shown
        ],
        row=row,
    )


def channels(
    verb: Verb, mobilisation: int, placeholder: str, chosen: Sequence[str], *, row: int | None
) -> "ui.ChannelSelect[Any]":
    """A menu of the server's text channels."""
    return ui.ChannelSelect(
        custom_id=Gesture(verb, mobilisation).custom_id,
        placeholder=placeholder[:150],
        channel_types=[discord.ChannelType.text, discord.ChannelType.news],
        min_values=1,
        max_values=10,
        default_values=[
            discord.SelectDefaultValue(id=int(one), type=discord.SelectDefaultValueType.channel)
            for one in chosen[:10]
        ],
        row=row,
    )


class Rows(ui.View):
    """The rows under a message, finished from the start: the library keeps nothing of them.

    They never change afterwards, so that the same rows may go under many messages.
    """

    def __init__(self) -> None:
        super().__init__(timeout=None)
        self._drawn: list[dict[str, Any]] = []

    def to_components(self) -> list[dict[str, Any]]:
        if not self._drawn:
            self._drawn = super().to_components()
        return self._drawn


def view(*items: "ui.Item[Any]") -> Rows:
    """Rows of these items."""
    rows = Rows()
    for item in items:
        rows.add_item(item)
    rows.stop()
    return rows


Answerer = Callable[["discord.Interaction[Any]", Gesture], Awaitable[None]]

AnswererT = TypeVar("AnswererT", bound=Callable[..., Awaitable[None]])


def gesture(*verbs: Verb) -> Callable[[AnswererT], AnswererT]:
    """Mark a method of a receptionist as the one who answers these verbs."""

    def mark(method: AnswererT) -> AnswererT:
        method.__gestures__ = verbs  # type: ignore[attr-defined]
        return method

    return mark


def answerers(receptionist: object) -> dict[Verb, Answerer]:
    """Which methods of a receptionist answer which verbs."""
    found: dict[Verb, Answerer] = {}
    for name in dir(type(receptionist)):
        for verb in getattr(getattr(type(receptionist), name), "__gestures__", ()):
            found[verb] = getattr(receptionist, name)
    return found
