"""Coordinators mobilise: forms, private previews, announcing and all that comes after."""

from typing import Any

import discord
from discord import app_commands

from bot import drafts, mobilisations, previews, turns
from bot.forms import Complement, Consent, Form
from bot.mobilisations import Announced
from bot.permissions import EDITABLE
from bot.previews import Preview
from bot.reminders import thread_notes
from cogs.reception import Receptionist
from cogs.rights import lacking_in
from cogs.ui import forms, people
from cogs.ui.buttons import Gesture, Verb, gesture
from cogs.ui.paint import cards, lists
from cogs.ui.paint import drafts as paint
from cogs.ui.paint.ink import Painted
from cogs.ui.speaking import answer
from cogs.ui.suggesting import dates, meant, titles
from cogs.ui.translator import named, options
from db.vocabulary import SHOWN, State

Pressed = discord.Interaction[Any]


class Mobilisations(Receptionist):
    """`/mobilisation` for coordinators, `/mobilisations` for everybody."""

    # Discord's own permission setting works on the top of a group only; ours is checked below.
    group = app_commands.Group(
        **named("mobilisation"), default_permissions=discord.Permissions(manage_guild=True)
    )

    @app_commands.command(**named("mobilisations"))
    async def open_ones(self, interaction: Pressed) -> None:
        """What is open."""
        await self._list(interaction)

    @group.command(**named("mobilisation.list"))
    async def list_(self, interaction: Pressed) -> None:
        """What is open, and drafts."""
        await self._list(interaction)

    async def _list(self, interaction: Pressed) -> None:
        verb = mobilisations.listing(self.core, people.presser(interaction))
        await answer(interaction, verb, lists.listing)

    @group.command(**named("mobilisation.new"))
    async def new(self, interaction: Pressed) -> None:
        """The first form, at once: a form must be the first answer."""
        await drafts.blank(self.core, people.presser(interaction))
        await interaction.response.send_modal(forms.mobilisation(people.language(interaction)))

    @gesture(Verb.FORM_NEW)
    async def drafted(self, interaction: Pressed, asked: Gesture) -> None:
        """The first form, filled."""
        verb = drafts.draft(self.core, people.presser(interaction), _form(asked))
        await answer(interaction, verb, paint.preview)

    @group.command(**named("mobilisation.show"))
    @options("mobilisation")
    @app_commands.autocomplete(mobilisation=titles())
    async def show(self, interaction: Pressed, mobilisation: str) -> None:
        """The private preview again."""
        id_ = await meant(interaction, mobilisation)
        verb = previews.preview(self.core, people.presser(interaction), id_)
        await answer(interaction, verb, paint.preview)

    @group.command(**named("mobilisation.edit"))
    @options("mobilisation")
    @app_commands.autocomplete(mobilisation=titles(*EDITABLE))
    async def edit(self, interaction: Pressed, mobilisation: str) -> None:
        """The first form, as it stands."""
        await self._edit(interaction, await meant(interaction, mobilisation))

    @gesture(Verb.EDIT)
    async def edit_again(self, interaction: Pressed, asked: Gesture) -> None:
        """The same, from the preview."""
        await self._edit(interaction, asked.mobilisation)

    async def _edit(self, interaction: Pressed, id_: int) -> None:
        shown = await self._before_a_form(interaction, id_)
        await interaction.response.send_modal(
            forms.mobilisation(
                people.language(interaction),
                id_,
                shown.form,
                dated=shown.card.state is State.DRAFT,
            )
        )

    @gesture(Verb.FORM_EDIT)
    async def revised(self, interaction: Pressed, asked: Gesture) -> None:
        """The first form, changed."""
        actor = people.presser(interaction)
        verb = drafts.revise(self.core, actor, asked.mobilisation, _form(asked))
        await self._previewed(interaction, verb)

    @group.command(**named("mobilisation.brief"))
    @options("mobilisation")
    @app_commands.autocomplete(mobilisation=titles(*EDITABLE))
    async def brief(self, interaction: Pressed, mobilisation: str) -> None:
        """The second form."""
        await self._angles(interaction, await meant(interaction, mobilisation))

    @gesture(Verb.ANGLES)
    async def angles_again(self, interaction: Pressed, asked: Gesture) -> None:
        """The same, from the preview."""
        await self._angles(interaction, asked.mobilisation)

    async def _angles(self, interaction: Pressed, id_: int) -> None:
        shown = await self._before_a_form(interaction, id_)
        sheet = forms.angles(people.language(interaction), id_, shown.complement)
        await interaction.response.send_modal(sheet)

    @gesture(Verb.FORM_ANGLES)
    async def completed(self, interaction: Pressed, asked: Gesture) -> None:
        """The second form, filled."""
        typed = asked.form
        complement = Complement(
            reached=typed.get("reached", ""),
            blind_spot=typed.get("blind_spot", ""),
            angles=typed.get("angles", ""),
            networks=typed.get("networks", ""),
            benefit=typed.get("benefit", ""),
        )
        actor = people.presser(interaction)
        verb = drafts.complete(self.core, actor, asked.mobilisation, complement)
        await self._previewed(interaction, verb)

    @group.command(**named("mobilisation.agreement"))
    @options("mobilisation")
    @app_commands.autocomplete(mobilisation=titles(*EDITABLE))
    async def agreement(self, interaction: Pressed, mobilisation: str) -> None:
        """The third form."""
        await self._agree(interaction, await meant(interaction, mobilisation))

    @gesture(Verb.AGREE)
    async def agree_again(self, interaction: Pressed, asked: Gesture) -> None:
        """The same, from the preview."""
        await self._agree(interaction, asked.mobilisation)

    async def _agree(self, interaction: Pressed, id_: int) -> None:
        shown = await self._before_a_form(interaction, id_)
        sheet = forms.agreement(people.language(interaction), id_, shown.consent)
        await interaction.response.send_modal(sheet)

    @gesture(Verb.FORM_AGREE)
    async def agreed(self, interaction: Pressed, asked: Gesture) -> None:
        """The third form, filled."""
        typed = asked.form
        consent = Consent(
            kind=typed.get("kind", ""),
            by=typed.get("by", ""),
            on=typed.get("on", ""),
            scope=typed.get("scope", ""),
        )
        actor = people.presser(interaction)
        verb = drafts.agree(self.core, actor, asked.mobilisation, consent)
        await self._previewed(interaction, verb)

    @gesture(Verb.PICK_DATE)
    async def date_picked(self, interaction: Pressed, asked: Gesture) -> None:
        """Which of several readings was meant."""
        actor = people.presser(interaction)
        verb = drafts.pick_date(self.core, actor, asked.mobilisation, asked.values[0])
        await answer(interaction, verb, paint.preview, update=True)

    @gesture(Verb.PICK_CHANNELS)
    async def channels_picked(self, interaction: Pressed, asked: Gesture) -> None:
        """Where it will be announced."""
        actor = people.presser(interaction)
        verb = drafts.pick_channels(self.core, actor, asked.mobilisation, asked.values)
        await answer(interaction, verb, paint.preview, update=True)

    @gesture(Verb.DROP)
    async def dropped(self, interaction: Pressed, asked: Gesture) -> None:
        """Throw the draft away."""
        locale = people.language(interaction)
        verb = drafts.drop(self.core, people.presser(interaction), asked.mobilisation)
        await answer(interaction, verb, lambda title: paint.dropped(title, locale), update=True)

    @gesture(Verb.ANNOUNCE)
    async def announced(self, interaction: Pressed, asked: Gesture) -> None:
        """Make it public, from the preview."""
        actor = people.presser(interaction)
        verb = mobilisations.announce(self.core, actor, asked.mobilisation)
        await answer(interaction, verb, lambda told: _announced(interaction, told), update=True)

    @group.command(**named("mobilisation.announce"))
    @options("mobilisation")
    @app_commands.autocomplete(mobilisation=titles(*EDITABLE))
    async def announce(self, interaction: Pressed, mobilisation: str) -> None:
        """Make it public, or show it again where its card was deleted."""
        id_ = await meant(interaction, mobilisation)
        shown = await self._preview(interaction, id_)
        verb = (
            mobilisations.announce
            if shown.card.state is State.DRAFT
            else mobilisations.announce_again
        )
        actor = people.presser(interaction)
        await answer(
            interaction, verb(self.core, actor, id_), lambda told: _announced(interaction, told)
        )

    @group.command(**named("mobilisation.reschedule"))
    @options("mobilisation", "when", "until")
    @app_commands.autocomplete(mobilisation=titles(*EDITABLE), when=dates, until=dates)
    async def reschedule(
        self, interaction: Pressed, mobilisation: str, when: str, until: str = ""
    ) -> None:
        """Another date; answers are kept."""
        id_ = await meant(interaction, mobilisation)
        verb = turns.reschedule(self.core, people.presser(interaction), id_, when, until)
        await answer(interaction, verb, lambda told: paint.changed(told, moved=True))

    @group.command(**named("mobilisation.suspend"))
    @options("mobilisation")
    @app_commands.autocomplete(mobilisation=titles(State.ANNOUNCED))
    async def suspend(self, interaction: Pressed, mobilisation: str) -> None:
        """A pause."""
        id_ = await meant(interaction, mobilisation)
        verb = turns.suspend(self.core, people.presser(interaction), id_)
        await answer(interaction, verb, paint.changed)

    @group.command(**named("mobilisation.resume"))
    @options("mobilisation")
    @app_commands.autocomplete(mobilisation=titles(*SHOWN))
    async def resume(self, interaction: Pressed, mobilisation: str) -> None:
        """After a pause."""
        id_ = await meant(interaction, mobilisation)
        verb = turns.resume(self.core, people.presser(interaction), id_)
        await answer(interaction, verb, paint.changed)

    @group.command(**named("mobilisation.notice"))
    @options("mobilisation", "wanted")
    @app_commands.autocomplete(mobilisation=titles(*EDITABLE))
    async def notice(self, interaction: Pressed, mobilisation: str, wanted: bool = True) -> None:
        """One note in the thread before the date, without any mention."""
        id_ = await meant(interaction, mobilisation)
        verb = thread_notes.want(self.core, people.presser(interaction), id_, wanted=wanted)
        await answer(interaction, verb, paint.thread_note)

    @group.command(**named("mobilisation.cancel"))
    @options("mobilisation")
    @app_commands.autocomplete(mobilisation=titles(*SHOWN))
    async def cancel(self, interaction: Pressed, mobilisation: str) -> None:
        """Called off."""
        id_ = await meant(interaction, mobilisation)
        verb = turns.cancel(self.core, people.presser(interaction), id_)
        await answer(interaction, verb, paint.changed)

    @group.command(**named("mobilisation.close"))
    @options("mobilisation")
    @app_commands.autocomplete(mobilisation=titles(*SHOWN))
    async def close(self, interaction: Pressed, mobilisation: str) -> None:
        """Over."""
        id_ = await meant(interaction, mobilisation)
        verb = turns.close(self.core, people.presser(interaction), id_)
        await answer(interaction, verb, paint.changed)

    @gesture(Verb.BRIEF)
    async def whole_brief(self, interaction: Pressed, asked: Gesture) -> None:
        """The whole brief, for whoever asks."""
        verb = mobilisations.show(self.core, people.presser(interaction), asked.mobilisation)
        await answer(interaction, verb, lambda told: cards.brief(told[0]))

    async def _preview(self, interaction: Pressed, id_: int) -> Preview:
        return await previews.preview(self.core, people.presser(interaction), id_)

    async def _before_a_form(self, interaction: Pressed, id_: int) -> Preview:
        return await previews.before_a_form(self.core, people.presser(interaction), id_)

    async def _previewed(self, interaction: Pressed, verb: Any) -> None:
        """A form opened from a preview changes it; one opened by a command answers anew."""
        again = interaction.message is not None
        await answer(interaction, verb, paint.saved, update=again)


def _form(asked: Gesture) -> Form:
    typed = asked.form
    return Form(
        title=typed.get("title", ""),
        when=typed.get("when", ""),
        until=typed.get("until", ""),
        purpose=typed.get("purpose", ""),
        organiser=typed.get("organiser", ""),
    )


def _announced(interaction: Pressed, told: Announced) -> Painted:
    return paint.announced(
        told,
        {
            shown.channel: lacking_in(interaction.guild, shown.channel)
            for shown in told.shown
            if shown.trouble is not None
        },
    )
