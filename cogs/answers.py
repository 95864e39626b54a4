"""Saying yes, maybe, or not this time: by button, by reaction, by reply."""

import logging
from collections.abc import Awaitable, Callable
from datetime import date
from typing import Any

import discord
from discord.ext import commands

from bot import answers, gestures, returning, words
from bot.refusals import Refusal
from cogs.reception import Receptionist
from cogs.ui import people
from cogs.ui.apologies import refused
from cogs.ui.buttons import Gesture, Verb, gesture, on
from cogs.ui.paint import asking, notes, questions
from cogs.ui.paint.ink import Painted
from cogs.ui.speaking import answer, speak
from db.vocabulary import Choice, Via

log = logging.getLogger(__name__)

SAID = {Verb.IN: Choice.IN, Verb.MAYBE: Choice.MAYBE, Verb.OUT: Choice.OUT}
READ_FOR = 60.0
"""Seconds for which a small word about an unreadable reply stays."""

Pressed = discord.Interaction[Any]


class Answers(Receptionist):
    """Three gestures, one record."""

    @gesture(*SAID)
    async def said(self, interaction: Pressed, asked: Gesture) -> None:
        """A button of a card."""
        actor = people.presser(interaction)
        verb = answers.answer(self.core, actor, asked.mobilisation, SAID[asked.verb], Via.BUTTON)
        await answer(interaction, verb, notes.noted)

    @gesture(Verb.DAY)
    async def day(self, interaction: Pressed, asked: Gesture) -> None:
        """A day from the menu, or none in particular."""
        chosen = asked.values[0] if asked.values else questions.NO_DAY
        day = None if chosen == questions.NO_DAY else date.fromisoformat(chosen)
        actor = people.presser(interaction)
        verb = answers.choose_day(self.core, actor, asked.mobilisation, day)
        await answer(interaction, verb, notes.noted, update=True)

    @gesture(Verb.NETWORKS)
    async def networks(self, interaction: Pressed, asked: Gesture) -> None:
        """Networks from the menu."""
        actor = people.presser(interaction)
        verb = answers.choose_networks(self.core, actor, asked.mobilisation, asked.values)
        await answer(interaction, verb, notes.noted, update=True)

    @gesture(Verb.REMIND_ONCE)
    async def remind_once(self, interaction: Pressed, asked: Gesture) -> None:
        """Undecided, and glad to be asked once."""
        actor = people.presser(interaction)
        verb = answers.remind_once(self.core, actor, asked.mobilisation)
        await answer(interaction, verb, notes.noted, update=True)

    @gesture(Verb.DONE)
    async def done(self, interaction: Pressed, _: Gesture) -> None:
        """Nothing more to say: the questions leave, what was noted stays."""
        shown = interaction.message.content if interaction.message else ""
        painted = Painted(content=notes.without_questions(shown, people.language(interaction)))
        await speak(interaction, painted, update=True)

    @commands.Cog.listener()
    async def on_ready(self) -> None:
        """A new session: what was done with reactions since the last one came by no event."""
        await returning.catch_up(self.core, people.PLATFORM)

    @commands.Cog.listener()
    async def on_raw_reaction_add(self, payload: discord.RawReactionActionEvent) -> None:
        """A reaction on a card; on anything else it is left alone."""
        if payload.member is None or not payload.member.bot:
            await self._reaction(payload, gestures.reacted)

    @commands.Cog.listener()
    async def on_raw_reaction_remove(self, payload: discord.RawReactionActionEvent) -> None:
        """A reaction taken back."""
        await self._reaction(payload, gestures.unreacted)

    async def _reaction(
        self, payload: discord.RawReactionActionEvent, verb: Callable[..., Awaitable[bool]]
    ) -> None:
        if self._is_us(payload.user_id):
            return
        guild = self.client.get_guild(payload.guild_id) if payload.guild_id else None
        actor = people.reactor(payload, guild)
        channel, message = str(payload.channel_id), str(payload.message_id)
        try:
            await verb(self.core, actor, channel, message, payload.emoji.name or "")
        except Refusal as no:
            log.info("a reaction on message %s was refused: %s", message, no.key)

    @commands.Cog.listener()
    async def on_message(self, message: discord.Message) -> None:
        """A reply to a card, a word in its thread that calls us, or any private message."""
        if message.author.bot or message.type not in (
            discord.MessageType.default,
            discord.MessageType.reply,
        ):
            return
        asked = self._for_us(message)
        if asked is None:
            return
        replied_to, text = asked
        if not text:
            await self._unreadable(message)
            return
        try:
            understood = await gestures.replied(
                self.core, people.author(message), str(message.channel.id), replied_to, text
            )
        except Refusal as no:
            locale = await gestures.language_for(self.core, people.author(message))
            await self._say(message, refused(no, locale))
            return
        if understood.trouble is not None:
            await self._unreadable(message)
        elif understood.which:
            await self._say(message, asking.which(understood))
        elif understood.sign is not None:
            await self._sign(message, understood.sign)

    def _for_us(self, message: discord.Message) -> tuple[str | None, str] | None:
        """The message replied to and what was said, None where nobody speaks to us."""
        reference = message.reference
        replied_to = str(reference.message_id) if reference and reference.message_id else None
        if message.guild is None:
            return replied_to, message.content.strip()
        us = self.client.user
        called = us is not None and any(one.id == us.id for one in message.mentions)
        if replied_to is not None:
            answered = reference.resolved if reference else None
            if isinstance(answered, discord.Message) and not self.ours(answered):
                return None
        elif not called:
            return None
        text = message.content
        for name in (f"<@{us.id}>", f"<@!{us.id}>") if us is not None else ():
            text = text.replace(name, " ")
        return replied_to, text.strip()

    async def _unreadable(self, message: discord.Message) -> None:
        """A reply without the ping comes without its text: say so, quietly, once."""
        answered = message.reference.resolved if message.reference else None
        if message.attachments or message.stickers or not isinstance(answered, discord.Message):
            return
        if self.ours(answered) and _is_card(answered):
            locale = self._language(message)
            painted = Painted(content=words.say("trouble.unreadable", locale))
            await self._say(message, painted)

    async def _say(self, message: discord.Message, painted: Painted) -> None:
        try:
            said = await message.channel.send(
                reference=message.to_reference(fail_if_not_exists=False),
                silent=True,
                **painted.fresh(),
            )
            if message.guild is not None:
                await said.delete(delay=READ_FOR)
        except discord.HTTPException as trouble:
            log.info("no word under message %d: %s", message.id, trouble.code)

    async def _sign(self, message: discord.Message, sign: str) -> None:
        try:
            await message.add_reaction(sign)
        except discord.HTTPException as trouble:
            log.info("no sign under message %d: %s", message.id, trouble.code)

    def _language(self, message: discord.Message) -> str:
        guild = message.guild
        return words.closest(str(guild.preferred_locale) if guild else None)

    def _is_us(self, person: int) -> bool:
        return self.client.user is not None and person == self.client.user.id


def _is_card(message: discord.Message) -> bool:
    return any(known.verb is Verb.IN for known in on(message))
