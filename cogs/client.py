"""The client: which Discord, without privileges, alive through restarts and lost connections."""

import asyncio
import logging
import math
import sys
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import aiohttp
import discord
from discord import app_commands
from discord.ext import commands

from bot.core import Core, MemoryLost
from bot.health.vitals import Connection
from cogs import connecting, leaving, registering
from cogs.connecting import CannotConnect, address_discord, either
from cogs.face import DiscordFace
from cogs.pacing import Pace, paced
from cogs.rights import Access, invitation, permissions_missing
from cogs.ui import buttons, forms
from cogs.ui.apologies import apologise
from cogs.ui.buttons import Answerer, Gesture, Verb
from cogs.ui.translator import Translator

__all__ = ["CannotConnect", "PorteVoix", "build", "invitation", "permissions_missing", "register"]

log = logging.getLogger(__name__)

INTENTS = discord.Intents(
    guilds=True, guild_messages=True, guild_reactions=True, dm_messages=True, dm_reactions=True
)
"""None of them privileged: replies to our own messages can be read without."""

STARTS = "discord.starts"
FIRST_WAIT = 1.0
REGISTER_AGAIN = 30.0


class Tree(app_commands.CommandTree["PorteVoix"]):
    """The slash commands; whatever goes wrong in them leads to the desk."""

    async def on_error(
        self,
        interaction: "discord.Interaction[PorteVoix]",
        error: app_commands.AppCommandError,
        /,
    ) -> None:
        if interaction.type is discord.InteractionType.autocomplete:
            log.warning("an autocompletion failed: %s", type(error).__name__)
            return
        await apologise(interaction, error)


class PorteVoix(commands.Bot):
    """Porte-voix on Discord. Nothing here waits for a cache: whatever is known came by itself."""

    def __init__(self, core: Core, access: Access) -> None:
        super().__init__(
            command_prefix=commands.when_mentioned,
            help_command=None,
            tree_cls=Tree,
            intents=INTENTS,
            allowed_mentions=discord.AllowedMentions.none(),
            allowed_contexts=app_commands.AppCommandContext(guild=True),
            allowed_installs=app_commands.AppInstallationType(guild=True),
            member_cache_flags=discord.MemberCacheFlags.none(),
            max_messages=None,
            chunk_guilds_at_startup=False,
            guild_ready_timeout=0.1,
            enable_debug_events=False,
            http_trace=paced(Pace(gentle=access.pace)),
        )
        self.core = core
        self.development_guild = access.development_guild
        self._access = access
        self._answerers: dict[Verb, Answerer] = {}
        self._prepared = False
        self.face = DiscordFace(self)
        self.registered = asyncio.Event()
        """Set once Discord is known to have our commands as they are."""

    async def setup_hook(self) -> None:
        """Everything that needs no network; called at each attempt to log in."""
        if self._prepared:
            return
        self._prepared = True
        await self.tree.set_translator(Translator())
        from cogs.receptionists import RECEPTIONISTS

        for receptionist in RECEPTIONISTS:
            cog = receptionist(self)
            await self.add_cog(cog)
            self._answerers.update(buttons.answerers(cog))

    async def serve(self, stop: asyncio.Event, *, drain: leaving.Drain | None = None) -> None:
        """Stay connected until told to stop, through whatever happens to the connection.

        Told to stop, it hears nothing new, finishes what it has heard and what `drain` finishes,
        and leaves: within some five seconds.

        Raises:
            CannotConnect: the token is refused, or the gateway closed for good.
        """
        address_discord(self._access.api_url, self._access.gateway_url)
        noise = logging.getLogger("discord.client")
        quieter = connecting.OneLine()
        noise.addFilter(quieter)
        try:
            if await self._start_slowly(stop) or not await self._log_in(stop):
                return
            await self._stay(stop, drain)
        finally:
            noise.removeFilter(quieter)
            self._fall_silent()
            await leaving.close(self)

    async def _start_slowly(self, stop: asyncio.Event) -> bool:
        """Wait before one more start in an hour of many; whether we were told to stop."""
        now = self.core.now()
        starts = connecting.starts_of(await self.core.mark(STARTS), now)
        delay = connecting.delay_before(starts)
        if delay:
            log.warning("%d starts in an hour; waiting %.0f s before this one", len(starts), delay)
            if await either(stop, delay):
                return True
        await self.core.set_mark(STARTS, connecting.mark_of([*starts, self.core.now()]))
        return False

    async def _log_in(self, stop: asyncio.Event) -> bool:
        """Log in, however long it takes; False when told to stop first."""
        attempt = 0
        while not stop.is_set():
            try:
                await self.login(self._access.token.get_secret_value())
                if not self._access.gateway_url and self._access.api_url:
                    await connecting.ask_for_gateway(self)
            except discord.LoginFailure as refused:
                await self._forget_session()
                raise CannotConnect("token") from refused
            except (aiohttp.ClientError, OSError, discord.HTTPException) as trouble:
                wait = connecting.wait_before(attempt)
                log.warning(
                    "Discord cannot be reached (%s); trying again in %.0f s",
                    type(trouble).__name__,
                    wait,
                )
                await self._forget_session()
                await either(stop, wait)
                attempt += 1
            else:
                self.face.speaks = True
                self.core.faces[self.face.platform] = self.face
                # Cards and reminders may have waited for us.
                self.core.changed()
                return True
        return False

    def _fall_silent(self) -> None:
        """Nothing more is asked of us: who would speak through us waits for the next face."""
        if self.core.faces.get(self.face.platform) is self.face:
            del self.core.faces[self.face.platform]

    async def _forget_session(self) -> None:
        """What a failed login leaves open, closed; the next one begins anew."""
        await self.http.close()
        self.http.clear()
        self.http.connector = discord.utils.MISSING

    async def _stay(self, stop: asyncio.Event, drain: leaving.Drain | None) -> None:
        staying = asyncio.create_task(self._connected(stop), name="discord gateway")
        registering_ = asyncio.create_task(self._register(stop), name="discord commands")
        stopped = asyncio.create_task(stop.wait(), name="discord stop")
        try:
            await asyncio.wait((staying, stopped), return_when=asyncio.FIRST_COMPLETED)
            if staying.done():
                staying.result()
            staying.cancel()
            await leaving.finish(self, drain)
        finally:
            for task in (staying, registering_, stopped):
                task.cancel()
            await asyncio.gather(staying, registering_, stopped, return_exceptions=True)

    async def _connected(self, stop: asyncio.Event) -> None:
        attempt = 0
        while not stop.is_set():
            try:
                await self.connect(reconnect=True)
            except AttributeError:
                # The library has no answer to a first connection that fails: it looks for the
                # state of a connection that never was.
                if getattr(self, "ws", None) is not None:
                    raise
                wait = connecting.wait_before(attempt)
                log.warning("the gateway cannot be reached; trying again in %.0f s", wait)
                await either(stop, wait)
                attempt += 1
            except discord.PrivilegedIntentsRequired as refused:
                raise CannotConnect("intents") from refused
            except discord.ConnectionClosed as closed:
                reason = "token" if closed.code == 4004 else "refused"
                raise CannotConnect(reason, detail=str(closed.code)) from closed
            else:
                return

    async def _register(self, stop: asyncio.Event) -> None:
        """Tell Discord our commands where it does not have them; buttons never wait for this."""
        attempt = 0
        while not stop.is_set():
            try:
                await registering.register(self)
            except (aiohttp.ClientError, OSError, discord.DiscordException) as trouble:
                wait = REGISTER_AGAIN * (1 + attempt)
                log.warning("commands were not registered: %s", str(trouble)[:300])
                await either(stop, wait)
                attempt += 1
            else:
                self.registered.set()
                return

    def connection(self) -> Connection:
        """How the gateway is doing; the library stays "ready" also while it has lost it."""
        gateway = getattr(self, "ws", None)
        alive = gateway is not None and gateway.open and not self.is_closed() and self.is_ready()
        latency = self.latency
        return Connection(bool(alive), latency if alive and math.isfinite(latency) else None)

    def dispatch(self, event_name: str, /, *args: Any, **kwargs: Any) -> None:
        """Events, except those of a connection that we have closed ourselves."""
        if not self.is_closed():
            super().dispatch(event_name, *args, **kwargs)

    async def receive(self, interaction: "discord.Interaction[Any]", gesture: Gesture) -> None:
        """Take a gesture to whoever answers it; what goes wrong is told kindly."""
        with self.core.vitals.press():
            try:
                await self._answerers[gesture.verb](interaction, gesture)
            except Exception as error:
                await apologise(interaction, error)

    async def on_interaction(self, interaction: "discord.Interaction[Any]") -> None:
        """Buttons, menus and forms, known by their custom id alone.

        The library's own ways keep what was sent in memory, or build the whole message again for
        each press, and leave a person without an answer where something goes wrong.
        """
        form = interaction.type is discord.InteractionType.modal_submit
        if not form and interaction.type is not discord.InteractionType.component:
            return
        data: Mapping[str, Any] = interaction.data or {}
        values = [str(value) for value in data.get("values", ())]
        asked = buttons.read(str(data.get("custom_id", "")), values)
        if asked is None or (asked.verb in buttons.FORMS) is not form:
            return
        if form:
            asked = replace(asked, form=forms.submitted(data))
        await self.receive(interaction, asked)

    async def on_message(self, message: discord.Message, /) -> None:
        """No text commands here; replies are read by the receptionist of answers."""

    async def on_ready(self) -> None:
        """Once connected; also after each new session, so nothing is started here."""
        log.info("connected, %d communities", len(self.guilds))
        # The next round of the bell tells whoever looks after us.
        self.core.changed()

    async def on_error(self, event_method: str, /, *args: Any, **kwargs: Any) -> None:
        """A fault in an event: nobody waits for an answer, so it is only told to the log."""
        error = sys.exception()
        if isinstance(error, MemoryLost):
            log.error("%s was not noted: %s", event_method, error)
        else:
            log.exception("a fault in %s", event_method)


def build(core: Core, access: Access) -> PorteVoix:
    """The client, ready to serve; its face is in the core's hands while it is logged in.

    `access` is what the operator set about Discord.
    """
    client = PorteVoix(core, access)
    core.vitals.connections[client.face.platform] = client.connection
    return client


async def register(core: Core, access: Access, *, force: bool = False) -> bool:
    """Register the commands where they changed, or in any case; whether they were sent.

    Raises:
        CannotConnect: `token` where it is refused, `unreachable` where nobody answers.
    """
    address_discord(access.api_url, access.gateway_url)
    client = build(core, access)
    try:
        await client.login(access.token.get_secret_value())
        return await registering.register(client, force=force)
    except discord.LoginFailure as refused:
        raise CannotConnect("token") from refused
    except (aiohttp.ClientError, OSError, discord.HTTPException) as trouble:
        raise CannotConnect("unreachable", detail=type(trouble).__name__) from trouble
    finally:
        await client.close()
