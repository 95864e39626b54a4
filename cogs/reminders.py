"""Answering a reminder: four buttons that each act at once."""

from typing import Any

import discord

from bot import answers, members, posts
from bot.members import Stopped
from bot.words import say
from cogs.reception import Receptionist
from cogs.ui import people
from cogs.ui.buttons import Gesture, Verb, gesture
from cogs.ui.paint import notes
from cogs.ui.paint.ink import Painted, plain
from cogs.ui.speaking import answer
from db.vocabulary import Choice, Via

Pressed = discord.Interaction[Any]


class Reminders(Receptionist):
    """Every reminder can be answered, postponed, or stopped for good with one tap."""

    @gesture(Verb.REMINDER_POSTED)
    async def posted(self, interaction: Pressed, asked: Gesture) -> None:
        """It's out."""
        actor = people.presser(interaction)
        verb = posts.declare(self.core, actor, asked.mobilisation, Via.BUTTON)
        await answer(interaction, verb, notes.noted)

    @gesture(Verb.REMINDER_DAY)
    async def another_day(self, interaction: Pressed, asked: Gesture) -> None:
        """Another day: still in, and asked which."""
        actor = people.presser(interaction)
        verb = answers.answer(self.core, actor, asked.mobilisation, Choice.IN, Via.BUTTON)
        await answer(interaction, verb, notes.other_day)

    @gesture(Verb.REMINDER_OUT)
    async def not_this_time(self, interaction: Pressed, asked: Gesture) -> None:
        """Not this time."""
        actor = people.presser(interaction)
        verb = answers.answer(self.core, actor, asked.mobilisation, Choice.OUT, Via.BUTTON)
        await answer(interaction, verb, notes.noted)

    @gesture(Verb.REMINDER_STOP)
    async def stop(self, interaction: Pressed, asked: Gesture) -> None:
        """No more reminders for this one, at once; for all of them with a second tap."""
        verb = members.stop(self.core, people.presser(interaction), asked.mobilisation)
        await answer(interaction, verb, _stopped)

    @gesture(Verb.STOP_ALL)
    async def stop_all(self, interaction: Pressed, asked: Gesture) -> None:
        """No more reminders at all; the way back brings those of this mobilisation too."""
        verb = members.stop(self.core, people.presser(interaction))
        only = asked.mobilisation
        painted = lambda told: notes.stopped(told.locale, only, told.title)  # noqa: E731
        await answer(interaction, verb, painted, update=True)

    @gesture(Verb.WELCOME_BACK)
    async def welcome_back(self, interaction: Pressed, asked: Gesture) -> None:
        """Reminders again."""
        only = asked.mobilisation or None
        verb = members.welcome_back(self.core, people.presser(interaction), only)
        await answer(interaction, verb, _again, update=not asked.detail)


def _stopped(told: Stopped) -> Painted:
    return notes.stopped(told.locale, told.mobilisation or 0, told.title)


def _again(told: Stopped) -> Painted:
    if told.title is None:
        return Painted(content=say("welcome_back", told.locale))
    return Painted(content=say("welcome_back.one", told.locale, title=plain(told.title, 200)))
