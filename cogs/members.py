"""What members decide for themselves, by command: agenda, wishes, pause, their own data."""

import io
from typing import Any

import discord
from discord import app_commands

from bot import members, own_data
from bot.words import say
from cogs.reception import Receptionist
from cogs.ui import people, suggesting
from cogs.ui.buttons import Gesture, Verb, gesture
from cogs.ui.paint import lists
from cogs.ui.paint.ink import Painted
from cogs.ui.speaking import answer, speak
from cogs.ui.translator import choices, named, options
from db.vocabulary import Delivery, Visibility

Pressed = discord.Interaction[Any]


class Members(Receptionist):
    """The member owns the member's data."""

    # Reminders come in private: what is asked about them can be asked there too.
    me = app_commands.allowed_contexts(guilds=True, dms=True)(app_commands.Group(**named("me")))

    @me.command(**named("me.agenda"))
    async def agenda(self, interaction: Pressed) -> None:
        """What one said yes or maybe to."""
        await answer(
            interaction, members.agenda(self.core, people.presser(interaction)), lists.agenda
        )

    @me.command(**named("me.reminders"))
    async def reminders(self, interaction: Pressed) -> None:
        """What will come, and why."""
        await answer(
            interaction, members.reminders(self.core, people.presser(interaction)), lists.coming
        )

    @me.command(**named("me.preferences"))
    @options("language", "zone", "territory", "delivery", "visibility", "weekends")
    @app_commands.choices(
        language=choices("language.fr", "language.en", "language.it"),
        delivery=choices("choice.delivery.private", "choice.delivery.none"),
        visibility=choices("choice.visibility.named", "choice.visibility.counted"),
    )
    @app_commands.autocomplete(zone=suggesting.zones, territory=suggesting.own_territories)
    async def preferences(
        self,
        interaction: Pressed,
        language: str | None = None,
        zone: str | None = None,
        territory: str | None = None,
        delivery: str | None = None,
        visibility: str | None = None,
        weekends: bool | None = None,
    ) -> None:
        """One's wishes; options change them."""
        said: dict[str, Any] = {
            "language": language,
            "zone": zone,
            "territory": territory,
            "delivery": Delivery(delivery) if delivery else None,
            "visibility": Visibility(visibility) if visibility else None,
            "weekends": weekends,
        }
        changes = {name: value for name, value in said.items() if value is not None}
        actor = people.presser(interaction)
        verb = (
            members.prefer(self.core, actor, **changes)
            if changes
            else members.preferences(self.core, actor)
        )
        await answer(interaction, verb, lists.preferences)

    @gesture(Verb.PREFER_NETWORKS)
    async def prefer_networks(self, interaction: Pressed, asked: Gesture) -> None:
        """One's networks, from the menu."""
        actor = people.presser(interaction)
        verb = members.prefer(self.core, actor, networks=asked.values)
        await answer(interaction, verb, lists.preferences, update=True)

    @me.command(**named("me.pause"))
    @options(until="pause_until")
    @app_commands.autocomplete(until=suggesting.dates)
    async def pause(self, interaction: Pressed, until: str = "") -> None:
        """No reminders until a day."""
        verb = members.pause(self.core, people.presser(interaction), until)
        await answer(interaction, verb, lists.preferences)

    @me.command(**named("me.posts"))
    async def posts(self, interaction: Pressed) -> None:
        """What one declared."""
        locale = people.language(interaction)
        await answer(
            interaction,
            members.posts(self.core, people.presser(interaction)),
            lambda found: lists.posts(found, locale),
        )

    @me.command(**named("me.data"))
    async def data(self, interaction: Pressed) -> None:
        """Everything remembered about oneself, as a file."""
        locale = people.language(interaction)
        await answer(
            interaction,
            own_data.data(self.core, people.presser(interaction)),
            lambda held: Painted(
                content=say("data.here", locale),
                file=discord.File(io.BytesIO(held), filename=say("data.name", locale)),
            ),
        )

    @me.command(**named("me.forget"))
    async def forget(self, interaction: Pressed) -> None:
        """Asked once before all is erased."""
        everywhere = interaction.guild_id is None
        await speak(interaction, lists.forget(people.language(interaction), everywhere=everywhere))

    @gesture(Verb.FORGET)
    async def forgotten(self, interaction: Pressed, _: Gesture) -> None:
        """Erase it all."""
        locale = people.language(interaction)
        await answer(
            interaction,
            own_data.forget(self.core, people.presser(interaction)),
            lambda _: Painted(content=say("forget.done", locale)),
            update=True,
        )

    @gesture(Verb.KEEP)
    async def kept(self, interaction: Pressed, _: Gesture) -> None:
        """Nothing happens."""
        painted = Painted(content=say("forget.kept", people.language(interaction)))
        await speak(interaction, painted, update=True)
