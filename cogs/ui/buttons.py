"""One grammar for everything that can be pressed, and buttons that outlive a restart."""

import re
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Protocol, Self, TypeVar

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


MENUS = frozenset(
    {
        Verb.DAY,
        Verb.NETWORKS,
        Verb.POST_NETWORK,
        Verb.POST_FOR,
        Verb.PICK_DATE,
        Verb.PICK_CHANNELS,
        Verb.PREFER_NETWORKS,
    }
)
FORMS = frozenset(verb for verb in Verb if verb.startswith("form-"))
BUTTONS = frozenset(Verb) - MENUS - FORMS


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


def template(verbs: frozenset[Verb]) -> re.Pattern[str]:
    """The pattern of the custom ids of some verbs; patterns of different verbs share no id."""
    names = "|".join(sorted(re.escape(verb) for verb in verbs))
    return re.compile(rf"pv:(?P<verb>{names}):(?P<id>\d{{1,18}})(?::(?P<detail>[\w.+-]{{1,60}}))?")


_ANY = template(frozenset(Verb))


def read(custom_id: str, values: Sequence[str] = ()) -> Gesture | None:
    """The gesture that a custom id stands for, None where it is not one of ours."""
    match = _ANY.fullmatch(custom_id)
    return None if match is None else _gesture(match, values)


def on(message: discord.Message) -> list[Gesture]:
    """Everything of ours that can be pressed on a message."""
    ids = [
        getattr(item, "custom_id", None)
        for row in message.components
        for item in getattr(row, "children", ())
    ]
    return [known for id_ in ids if id_ and (known := read(id_)) is not None]


def _gesture(match: re.Match[str], values: Sequence[str]) -> Gesture:
    return Gesture(
        Verb(match["verb"]), int(match["id"]), match["detail"] or "", values=tuple(values)
    )


class Host(Protocol):
    """Whoever takes every gesture to the verb it asks for, and every error to the desk."""

    async def receive(self, interaction: "discord.Interaction[Any]", gesture: Gesture) -> None:
        """Answer a gesture; never raises."""


ItemT = TypeVar("ItemT", bound="ui.Item[Any]")


class _Lasting(ui.DynamicItem[ItemT], template=r"(?!)"):
    """An item known by its custom id alone.

    The library logs an error of such an item and leaves the person without any answer, so all
    happens inside `receive`, which never raises.
    """

    def __init__(self, item: ItemT, gesture: Gesture) -> None:
        super().__init__(item)
        self.gesture = gesture

    @classmethod
    async def from_custom_id(
        cls,
        interaction: "discord.Interaction[Any]",
        item: "ui.Item[Any]",
        match: re.Match[str],
        /,
    ) -> Self:
        chosen: Mapping[str, Any] = interaction.data or {}
        values = [str(value) for value in chosen.get("values", ())]
        return cls(item, _gesture(match, values))  # type: ignore[arg-type]

    async def callback(self, interaction: "discord.Interaction[Any]") -> None:
        host: Host = interaction.client
        await host.receive(interaction, self.gesture)


class LastingButton(_Lasting["ui.Button[Any]"], template=template(BUTTONS)):
    """A button that works after any restart."""


class LastingMenu(_Lasting["ui.Item[Any]"], template=template(MENUS)):
    """A menu that works after any restart."""


LASTING: tuple[type["ui.DynamicItem[Any]"], ...] = (LastingButton, LastingMenu)
"""What the client registers before it connects."""


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
) -> LastingButton:
    """A button of ours; its label is cut at what Discord takes."""
    gesture = Gesture(verb, mobilisation, detail)
    drawn: ui.Button[Any] = ui.Button(
        label=label[:80],
        custom_id=gesture.custom_id,
        emoji=emoji,
        style=style,
        disabled=disabled,
        row=row,
    )
    return LastingButton(drawn, gesture)


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
) -> LastingMenu:
    """A menu of ours with the first 25 choices."""
    shown = choices[:MOST_OPTIONS]
    gesture = Gesture(verb, mobilisation)
    drawn: ui.Select[Any] = ui.Select(
        custom_id=gesture.custom_id,
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
    return LastingMenu(drawn, gesture)


def channels(
    verb: Verb, mobilisation: int, placeholder: str, chosen: Sequence[str], *, row: int | None
) -> LastingMenu:
    """A menu of the server's text channels."""
    gesture = Gesture(verb, mobilisation)
    drawn: ui.ChannelSelect[Any] = ui.ChannelSelect(
        custom_id=gesture.custom_id,
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
    return LastingMenu(drawn, gesture)


def view(*items: "ui.Item[Any]") -> ui.View:
    """The rows under a message, finished from the start: nothing of it stays in memory.

    The library would otherwise keep a view, and forget the patterns in it when it times out.
    """
    rows = ui.View(timeout=None)
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
