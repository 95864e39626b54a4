"""Declaring a contribution: by button, by a message's menu, with a link or without."""

from typing import Any

import discord
from discord import app_commands

from bot import mobilisations, posts
from bot.links import first_link
from cogs.reception import Receptionist
from cogs.ui import forms, people
from cogs.ui.buttons import Gesture, Verb, gesture, on
from cogs.ui.paint import asking, notes
from cogs.ui.speaking import answer, speak
from cogs.ui.translator import word
from db.vocabulary import State, Via

Pressed = discord.Interaction[Any]


class Posts(Receptionist):
    """No check, no score: what a member declares is recorded and shown."""

    async def cog_load(self) -> None:
        """Menus of messages cannot be declared on a class, so they are added here."""
        self._menu = app_commands.ContextMenu(
            name=word("command.menu.posted"), callback=self.posted_by_menu
        )
        self.client.tree.add_command(self._menu)

    async def cog_unload(self) -> None:
        """The menu leaves with its receptionist."""
        self.client.tree.remove_command(self._menu.name, type=self._menu.type)

    @gesture(Verb.POSTED)
    async def posted(self, interaction: Pressed, asked: Gesture) -> None:
        """ "It's out", on a card."""
        actor = people.presser(interaction)
        verb = posts.declare(self.core, actor, asked.mobilisation, Via.BUTTON)
        await answer(interaction, verb, notes.noted)

    @gesture(Verb.POST_NETWORK)
    async def network(self, interaction: Pressed, asked: Gesture) -> None:
        """Where it came out."""
        actor = people.presser(interaction)
        where = asked.values[0] if asked.values else None
        verb = posts.detail(self.core, actor, asked.mobilisation, network=where)
        await answer(interaction, verb, notes.noted, update=True)

    @gesture(Verb.POST_LINK)
    async def ask_link(self, interaction: Pressed, asked: Gesture) -> None:
        """The form for its address."""
        locale = people.language(interaction)
        await interaction.response.send_modal(forms.link(locale, asked.mobilisation))

    @gesture(Verb.FORM_LINK)
    async def link(self, interaction: Pressed, asked: Gesture) -> None:
        """Its address, as typed."""
        actor = people.presser(interaction)
        typed = asked.form.get("link", "")
        verb = posts.detail(self.core, actor, asked.mobilisation, link=typed)
        await answer(interaction, verb, notes.noted, update=interaction.message is not None)

    @gesture(Verb.POST_UNDO)
    async def undo(self, interaction: Pressed, asked: Gesture) -> None:
        """Take it back."""
        actor = people.presser(interaction)
        verb = posts.undo(self.core, actor, asked.mobilisation)
        await answer(interaction, verb, notes.unposted, update=True)

    async def posted_by_menu(self, interaction: Pressed, message: discord.Message) -> None:
        """ "It's out", from the menu of a message: a card, or one's own message with its link."""
        actor = people.presser(interaction)
        own = message.author.id == interaction.user.id
        link = first_link(message.content) if own else None
        shown = next((known.mobilisation for known in on(message) if known.mobilisation), None)
        if shown is None:
            announced = frozenset({State.ANNOUNCED, State.CLOSED})
            found = await mobilisations.suggestions(self.core, actor, "", announced)
            if len(found) != 1:
                await speak(
                    interaction, asking.which_post(found, link, people.language(interaction))
                )
                return
            shown = found[0][0]
        verb = posts.declare(self.core, actor, shown, Via.COMMAND, link=link)
        await answer(interaction, verb, notes.noted)

    @gesture(Verb.POST_FOR)
    async def chosen(self, interaction: Pressed, asked: Gesture) -> None:
        """The mobilisation that a post is for; its link stands in the question itself."""
        question = interaction.message.content if interaction.message else ""
        link = first_link(question)
        actor = people.presser(interaction)
        verb = posts.declare(self.core, actor, int(asked.values[0]), Via.COMMAND, link=link)
        await answer(interaction, verb, notes.noted, update=True)
