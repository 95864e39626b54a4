"""The two questions that follow an answer, drawn once for all who are asked the same."""

from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple

from discord import ui

from bot.notes import Noted
from bot.words import day, say
from cogs.ui.buttons import MOST_OPTIONS, Choice, Verb, button, menu, view
from cogs.ui.paint.ink import clip, network

NO_DAY = "none"
"""The value of "no day in particular" in a menu of days."""
KEPT = 256
"""Drawings kept: presses on the same card in the same language ask the same."""

Items = tuple["ui.Item[Any]", ...]


class Asked(NamedTuple):
    """All that the questions depend on."""

    locale: str
    mobilisation: int
    choice: str | None
    posted: bool
    day: date | None
    networks: tuple[str, ...]
    days: tuple[date, ...]
    choices: tuple[str, ...]
    may_remind: bool
    """Whether somebody undecided can be offered the one reminder."""


def questions(told: Noted) -> ui.View | None:
    """What can be said besides, where there is something."""
    return _drawn(_asked(told))


def days_to_choose(told: Noted) -> ui.View | None:
    """The menu of days alone; None where there are none to choose from."""
    items = _which_day(_asked(told))
    return view(*items) if items else None


def _asked(told: Noted) -> Asked:
    return Asked(
        told.locale,
        told.mobilisation,
        told.choice,
        told.posted,
        told.day,
        told.networks,
        told.days,
        told.choices,
        told.by_message and not told.promises,
    )


@lru_cache(maxsize=KEPT)
def _drawn(asked: Asked) -> ui.View | None:
    items = _questions(asked)
    return view(*items) if items else None


def _questions(asked: Asked) -> Items:
    locale, id_ = asked.locale, asked.mobilisation
    if asked.posted:
        return (
            *_which(Verb.POST_NETWORK, asked, "pick.post_network", several=False),
            button(Verb.POST_LINK, id_, say("pick.link", locale), emoji="🔗", row=3),
            button(Verb.DONE, id_, say("pick.done", locale), row=3),
            button(Verb.POST_UNDO, id_, say("pick.undo", locale), row=3),
        )
    if asked.choice == "in":
        label = "pick.done" if asked.day or asked.networks else "pick.skip"
        return (
            *_which_day(asked),
            *_which(Verb.NETWORKS, asked, "pick.networks", several=True),
            button(Verb.DONE, id_, say(label, locale), row=3),
        )
    if asked.choice == "maybe" and asked.may_remind:
        return (
            button(Verb.REMIND_ONCE, id_, say("pick.remind_once", locale), row=3),
            button(Verb.DONE, id_, say("pick.skip", locale), row=3),
        )
    return ()


def _which_day(asked: Asked) -> Items:
    days = asked.days[: MOST_OPTIONS - 1]
    if not days:
        return ()
    choices = [
        Choice(one.isoformat(), _capital(day(one, asked.locale)), chosen=one == asked.day)
        for one in days
    ]
    if asked.day is not None:
        choices.append(Choice(NO_DAY, say("pick.no_day", asked.locale)))
    return (menu(Verb.DAY, asked.mobilisation, say("pick.day", asked.locale), choices, row=0),)


def _which(verb: Verb, asked: Asked, placeholder: str, *, several: bool) -> Items:
    choices = [
        Choice(name, network(name, asked.locale), chosen=name in asked.networks)
        for name in asked.choices
    ]
    if not several and sum(choice.chosen for choice in choices) > 1:
        choices = [Choice(choice.value, choice.label) for choice in choices]
    if not choices:
        return ()
    words = say(placeholder, asked.locale)
    return (menu(verb, asked.mobilisation, words, choices, several=several, least=0, row=1),)


def _capital(text: str) -> str:
    return clip(text[:1].upper() + text[1:], 100)
