"""The whole pretend world: what is there, how to find it, and who is told when it changes."""

from __future__ import annotations

import time
from collections.abc import Callable

from sandbox.clock import WorldClock
from sandbox.refusals import refuse
from sandbox.snowflakes import Snowflakes, real_now
from sandbox.world.changes import Change
from sandbox.world.channels import Channel, ChannelType
from sandbox.world.commands import CommandBook
from sandbox.world.interactions import TOKEN_LIFE, Interaction
from sandbox.world.messages import Attachment, Message
from sandbox.world.nouns import Application, Guild, Member, User
from sandbox.world.permissions import DIRECT, NONE, Permission, in_channel, in_guild

Listener = Callable[[Change], None]


class World:
    """State without I/O. Verbs on it live in the modules beside this one."""

    def __init__(self, clock: WorldClock, monotonic: Callable[[], float] = time.monotonic) -> None:
        self.clock = clock
        self.monotonic = monotonic
        self.ids = Snowflakes(clock.now, lane=1)
        self.interaction_ids = Snowflakes(real_now, lane=2)
        self.users: dict[int, User] = {}
        self.handles: dict[str, int] = {}
        self.guilds: dict[int, Guild] = {}
        self.channels: dict[int, Channel] = {}
        self.directs: dict[int, Channel] = {}
        self.attachments: dict[int, Attachment] = {}
        self.commands = CommandBook()
        self.interactions: dict[int, Interaction] = {}
        self.by_token: dict[str, Interaction] = {}
        self.nonces: dict[tuple[int, int, str], tuple[float, Message]] = {}
        self.application: Application
        self.bot: User
        self.home: Guild
        self.base_url = ""
        self._listeners: list[Listener] = []

    # Being told

    def listen(self, listener: Listener) -> Callable[[], None]:
        """Tell `listener` of every change from now on; returns what ends it."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def tell(self, change: Change) -> None:
        """Say to all listeners what has happened."""
        for listener in tuple(self._listeners):
            listener(change)

    # Finding (each raises Discord's own refusal when the thing is not there)

    def channel(self, channel_id: int) -> Channel:
        """The channel or thread with that id."""
        channel = self.channels.get(channel_id)
        if channel is None:
            raise refuse(10003)
        return channel

    def guild(self, guild_id: int) -> Guild:
        """The server with that id, if the bot is in it."""
        guild = self.guilds.get(guild_id)
        if guild is None or self.bot.id not in guild.members:
            raise refuse(10004)
        return guild

    def message(self, channel: Channel, message_id: int) -> Message:
        """A message that everybody in the channel can see."""
        message = channel.messages.get(message_id)
        if message is None:
            raise refuse(10008)
        return message

    def user(self, user_id: int) -> User:
        """The person with that id."""
        user = self.users.get(user_id)
        if user is None:
            raise refuse(10013)
        return user

    def person(self, key: str) -> User | None:
        """A person by id or handle."""
        user = self.users.get(int(key)) if key.isascii() and key.isdigit() else None
        return user or self.users.get(self.handles.get(key, 0))

    def guild_of(self, channel: Channel) -> Guild | None:
        """The server a channel is in; None for private channels."""
        return None if channel.guild_id is None else self.guilds[channel.guild_id]

    def member_in(self, channel: Channel, user_id: int) -> Member | None:
        """The person as a member of the channel's server."""
        guild = self.guild_of(channel)
        return None if guild is None else guild.members.get(user_id)

    def direct(self, user: User) -> Channel:
        """The private channel of a person with the bot, made when first asked for."""
        channel = self.directs.get(user.id)
        if channel is None:
            channel = Channel(self.ids.next(), ChannelType.DM, user.name, recipient_id=user.id)
            self.directs[user.id] = self.channels[channel.id] = channel
        return channel

    # Rights

    def rights(self, user_id: int, channel: Channel) -> Permission:
        """What someone may do in a channel; nothing when they cannot see it."""
        if channel.is_direct:
            return DIRECT if user_id in {self.bot.id, channel.recipient_id} else NONE
        guild = self.guilds[channel.guild_id or 0]
        member = guild.members.get(user_id)
        if member is None:
            return NONE
        bits = in_channel(guild, member, channel)
        if channel.kind == ChannelType.PRIVATE_THREAD and not self._in_thread(
            user_id, channel, bits
        ):
            return NONE
        return bits

    @staticmethod
    def _in_thread(user_id: int, channel: Channel, bits: Permission) -> bool:
        facts = channel.thread
        return bool(bits & Permission.MANAGE_THREADS) or (
            facts is not None and user_id in facts.members
        )

    def rights_in_guild(self, user_id: int, guild: Guild) -> Permission:
        """What someone may do in a server as a whole."""
        member = guild.members.get(user_id)
        return NONE if member is None else in_guild(guild, member)

    def sees(self, user_id: int, channel: Channel) -> bool:
        """Whether someone can see a channel."""
        return bool(self.rights(user_id, channel) & Permission.VIEW_CHANNEL)

    # Interactions

    def keep_interaction(self, interaction: Interaction) -> None:
        """Remember an interaction as long as its token serves."""
        now = self.monotonic()
        while self.interactions:
            old = next(iter(self.interactions.values()))
            if now - old.made <= TOKEN_LIFE * 2:
                break
            del self.interactions[old.id], self.by_token[old.token]
        self.interactions[interaction.id] = interaction
        self.by_token[interaction.token] = interaction

    # Reading, for tests

    def channel_named(self, name: str) -> Channel:
        """A channel of the home server by name; raises KeyError."""
        for channel in self.home.channels.values():
            if channel.name == name:
                return channel
        raise KeyError(name)

    def messages_in(self, name: str) -> list[Message]:
        """All public messages of a channel of the home server, oldest first."""
        return list(self.channel_named(name).messages)

    def messages_to(self, handle: str) -> list[Message]:
        """What the bot wrote privately to a person, oldest first."""
        channel = self.directs.get(self.handles[handle])
        return [m for m in channel.messages if m.author_id == self.bot.id] if channel else []
