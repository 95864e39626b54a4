"""A small bot that uses everything a page has to show: commands, forms, selects, layouts."""

import asyncio
from io import BytesIO
from typing import Any

import discord
from discord import app_commands, ui

FRENCH = {
    "try": "essai",
    "form": "formulaire",
    "Open a form": "Ouvrir un formulaire",
    "find": "trouver",
    "which": "laquelle",
}
FRUITS = ("Apricot", "Blackberry", "Cherry", "Damson")


class Words(app_commands.Translator):
    """French for some names, as a real bot has them."""

    async def translate(
        self,
        string: app_commands.locale_str,
        locale: discord.Locale,
        context: app_commands.TranslationContextTypes,
    ) -> str | None:
        return FRENCH.get(string.message) if locale is discord.Locale.french else None


class Everything(ui.Modal, title="Every field"):
    """A form with every part that discord.py knows, five at a time."""

    hint: ui.TextDisplay[Any] = ui.TextDisplay("Dates are written **as one says them**.")
    name: ui.Label["Everything"] = ui.Label(
        text="Name",
        description="Short and clear",
        component=ui.TextInput(custom_id="name", min_length=3, max_length=20, default="Fair"),
    )
    why: ui.Label["Everything"] = ui.Label(
        text="Why",
        component=ui.TextInput(custom_id="why", style=discord.TextStyle.paragraph, required=False),
    )
    fruit: ui.Label["Everything"] = ui.Label(
        text="Fruit",
        component=ui.Select(
            custom_id="fruit",
            max_values=2,
            options=[discord.SelectOption(label=fruit) for fruit in FRUITS],
        ),
    )
    agreed: ui.Label["Everything"] = ui.Label(
        text="Agreement",
        component=ui.RadioGroup(
            custom_id="agreed",
            options=[
                discord.RadioGroupOption(label="Given", value="given"),
                discord.RadioGroupOption(label="Not needed", value="none"),
            ],
        ),
    )

    async def on_submit(self, interaction: discord.Interaction) -> None:
        said = [
            self.name.component.value,  # type: ignore[attr-defined]
            self.why.component.value or "nothing",  # type: ignore[attr-defined]
            " and ".join(self.fruit.component.values),  # type: ignore[attr-defined]
            str(self.agreed.component.value),  # type: ignore[attr-defined]
        ]
        await interaction.response.send_message("Heard: " + ", ".join(said), ephemeral=True)


class Boxes(ui.Modal, title="Boxes and files"):
    """The other parts of forms."""

    days: ui.Label["Boxes"] = ui.Label(
        text="Days",
        component=ui.CheckboxGroup(
            custom_id="days",
            options=[
                discord.CheckboxGroupOption(label="Monday", value="mon", default=True),
                discord.CheckboxGroupOption(label="Tuesday", value="tue"),
            ],
        ),
    )
    seen: ui.Label["Boxes"] = ui.Label(
        text="Visible", component=ui.Checkbox(custom_id="seen", default=False)
    )
    where: ui.Label["Boxes"] = ui.Label(text="Where", component=ui.ChannelSelect(custom_id="where"))
    picture: ui.Label["Boxes"] = ui.Label(
        text="Picture", component=ui.FileUpload(custom_id="picture", required=False)
    )

    async def on_submit(self, interaction: discord.Interaction) -> None:
        days = " and ".join(self.days.component.values)  # type: ignore[attr-defined]
        seen = self.seen.component.value  # type: ignore[attr-defined]
        rooms = self.where.component.values  # type: ignore[attr-defined]
        files = self.picture.component.values  # type: ignore[attr-defined]
        text = f"Ticked: {days}, {seen}, {rooms[0].name}, {[file.filename for file in files]}"
        await interaction.response.send_message(text, ephemeral=True)


class Bench(ui.View):
    """Buttons and selects of every style."""

    def __init__(self) -> None:
        super().__init__(timeout=None)
        self.add_item(ui.Button(label="Elsewhere", url="https://example.org/there"))
        self.add_item(ui.Button(label="Asleep", disabled=True, custom_id="asleep"))

    @ui.button(label="Count", style=discord.ButtonStyle.success, emoji="✋", custom_id="count")
    async def count(self, interaction: discord.Interaction, button: ui.Button["Bench"]) -> None:
        presses = int((button.label or "0").removeprefix("Count").strip() or 0) + 1
        button.label = f"Count {presses}"
        await interaction.response.edit_message(view=self)

    @ui.button(label="Whisper", style=discord.ButtonStyle.primary, custom_id="whisper")
    async def whisper(self, interaction: discord.Interaction, button: ui.Button["Bench"]) -> None:
        await interaction.response.send_message("Between us.", ephemeral=True)

    @ui.button(label="Mute", style=discord.ButtonStyle.danger, custom_id="mute")
    async def mute(self, interaction: discord.Interaction, button: ui.Button["Bench"]) -> None:
        """Never answers."""

    @ui.select(
        placeholder="One fruit",
        custom_id="one",
        options=[discord.SelectOption(label=fruit, description="A fruit") for fruit in FRUITS],
    )
    async def one(self, interaction: discord.Interaction, select: ui.Select["Bench"]) -> None:
        await interaction.response.send_message(f"One: {select.values[0]}", ephemeral=True)

    @ui.select(
        placeholder="Several fruits",
        custom_id="several",
        min_values=1,
        max_values=2,
        options=[discord.SelectOption(label=fruit) for fruit in FRUITS],
    )
    async def several(self, interaction: discord.Interaction, select: ui.Select["Bench"]) -> None:
        chosen = " and ".join(select.values)
        await interaction.response.send_message(f"Several: {chosen}", ephemeral=True)

    @ui.select(cls=ui.UserSelect, placeholder="Somebody", custom_id="somebody")
    async def somebody(
        self, interaction: discord.Interaction, select: ui.UserSelect["Bench"]
    ) -> None:
        name = select.values[0].display_name
        await interaction.response.send_message(f"Somebody: {name}", ephemeral=True)


class Card(ui.LayoutView):
    """A card of components v2."""

    def __init__(self) -> None:
        super().__init__(timeout=None)
        button: ui.Button[Card] = ui.Button(label="Brief", custom_id="brief")
        box: ui.Container[Card] = ui.Container(accent_colour=0xC2571A)
        box.add_item(ui.TextDisplay("## The fair\nGiving **voice** <t:1796130000:F>"))
        box.add_item(ui.Section(ui.TextDisplay("Where: *Lyon*"), accessory=button))
        box.add_item(ui.Separator())
        picture = discord.MediaGalleryItem("attachment://dot.png", description="A dot")
        box.add_item(ui.MediaGallery(picture))
        self.add_item(box)


DOT = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154"
    "789c6360f8cf00000301010018dd8db00000000049454e44ae426082"
)


class TrialBot(discord.Client):
    """Answers at once, and never decides anything."""

    def __init__(self) -> None:
        intents = discord.Intents(guilds=True, guild_messages=True, dm_messages=True)
        super().__init__(intents=intents, allowed_mentions=discord.AllowedMentions.none())
        self.tree = app_commands.CommandTree(self)
        self.may_answer = asyncio.Event()
        self.tree.add_command(Trial(self.may_answer))
        self.tree.add_command(app_commands.ContextMenu(name="Length", callback=length))
        self.tree.add_command(app_commands.ContextMenu(name="Greet", callback=greet))

    async def setup_hook(self) -> None:
        self.add_view(Bench())
        await self.tree.set_translator(Words())
        await self.tree.sync()

    async def write_to(self, person: int) -> None:
        """A private message, as a reminder would be."""
        member = await self.guilds[0].fetch_member(person)
        await member.send(f"Hello {member.display_name}")

    async def on_message(self, message: discord.Message) -> None:
        if self.user in message.mentions and not message.author.bot:
            async with message.channel.typing():
                await message.reply("Yes?", mention_author=False)


async def length(interaction: discord.Interaction, message: discord.Message) -> None:
    await interaction.response.send_message(f"Length {len(message.content)}", ephemeral=True)


async def greet(interaction: discord.Interaction, member: discord.Member) -> None:
    await member.send(f"Hello {member.display_name}")
    await interaction.response.send_message("Greeted.", ephemeral=True)


class Trial(app_commands.Group):
    """Everything under /try."""

    def __init__(self, may_answer: asyncio.Event) -> None:
        super().__init__(name="try", description="Try things", guild_only=True)
        self.may_answer = may_answer

    @app_commands.command(description="Open a form")
    async def form(self, interaction: discord.Interaction) -> None:
        await interaction.response.send_modal(Everything(timeout=60))

    @app_commands.command(description="Open another form")
    async def boxes(self, interaction: discord.Interaction) -> None:
        await interaction.response.send_modal(Boxes(timeout=60))

    @app_commands.command(description="Find a fruit")
    @app_commands.describe(which="Its name", who="For whom", many="How many")
    async def find(
        self,
        interaction: discord.Interaction,
        which: str,
        who: discord.Member | None = None,
        many: app_commands.Range[int, 1, 5] = 1,
    ) -> None:
        name = who.display_name if who else "nobody"
        await interaction.response.send_message(f"{many} times {which} for {name}", ephemeral=True)

    @find.autocomplete("which")
    async def fruits(
        self, interaction: discord.Interaction, typed: str
    ) -> list[app_commands.Choice[str]]:
        fits = [fruit for fruit in FRUITS if typed.lower() in fruit.lower()]
        return [app_commands.Choice(name=fruit, value=f"<{fruit}>") for fruit in fits]

    @app_commands.command(description="Answer later")
    async def later(self, interaction: discord.Interaction) -> None:
        await interaction.response.defer(ephemeral=True, thinking=True)
        await self.may_answer.wait()
        await interaction.followup.send("Here it is.")

    @app_commands.command(description="Put the bench here")
    async def bench(self, interaction: discord.Interaction) -> None:
        await interaction.response.send_message("The bench", view=Bench())

    @app_commands.command(description="Put the card here")
    async def card(self, interaction: discord.Interaction) -> None:
        await interaction.response.send_message(view=Card(), file=dot())

    @app_commands.command(description="Put an embed here")
    async def embed(self, interaction: discord.Interaction) -> None:
        embed = discord.Embed(title="A title", url="https://example.org/", colour=0x12617F)
        embed.description = "Some **bold** words"
        embed.add_field(name="Field", value="Worth", inline=True)
        embed.set_footer(text="Below")
        embed.set_image(url="attachment://dot.png")
        await interaction.response.send_message(embed=embed, file=dot())


def dot() -> discord.File:
    """A picture of one point, with its alternative text."""
    return discord.File(BytesIO(DOT), "dot.png", description="A dot")
