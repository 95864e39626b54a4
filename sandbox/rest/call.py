"""One request to the API, as the resources see it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from sandbox.fields import Fields, whole_number
from sandbox.limits.files import Uploads
from sandbox.refusals import refuse
from sandbox.shapes.messages import message_json
from sandbox.world.channels import Channel, ChannelType
from sandbox.world.messages import Message
from sandbox.world.nouns import Guild
from sandbox.world.permissions import NONE, Permission
from sandbox.world.world import World

if TYPE_CHECKING:
    from sandbox.desk import Desk

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Laws:
    """Rules of the pretend Discord that can be set."""

    #: Real seconds in which the same nonce finds the same message ("a few minutes").
    nonce_window: float = 180.0
    #: Edits of messages older than an hour, in one channel: (edits, real seconds); None: any.
    old_edits: tuple[int, float] | None = (5, 20.0)
    #: New names or topics of one channel: (changes, real seconds); None: any.
    renames: tuple[int, float] | None = (2, 600.0)
    #: New private channels, in real seconds, before Discord says "too fast" (40003); None: any.
    dm_openings: tuple[int, float] | None = None


@dataclass(slots=True)
class Call:
    """A request whose door has been found: parameters, query, body."""

    world: World
    desk: Desk
    laws: Laws
    params: dict[str, str]
    query: dict[str, str]
    body: Any = None
    uploads: Uploads = field(default_factory=dict)

    @property
    def fields(self) -> Fields:
        """The body's fields; raises 50035 when it is not an object."""
        return Fields.of({} if self.body is None else self.body)

    def id(self, name: str) -> int:
        """An id from the address; raises 50035 when it is none."""
        number = whole_number(self.params[name])
        if number is None or number < 0:
            fields = Fields.of({})
            text = f'Value "{self.params[name]}" is not snowflake.'
            fields.refuse(name, "NUMBER_TYPE_COERCE", text)
            raise fields.errors.refusal()
        return number

    def query_fields(self) -> Fields:
        """The query, read like a body."""
        return Fields.of(dict(self.query))

    # What the bot may touch

    def need(self, channel: Channel, wanted: Permission = NONE) -> Permission:
        """What the bot may do there; raises 50001 where it cannot look, 50013 what it may not."""
        rights = self.world.rights(self.world.bot.id, channel)
        if not rights & Permission.VIEW_CHANNEL:
            raise refuse(50001)
        if wanted & ~rights:
            raise refuse(50013)
        return rights

    def channel(self, wanted: Permission = NONE) -> Channel:
        """The channel of the address, with these rights."""
        channel = self.world.channel(self.id("channel_id"))
        self.need(channel, wanted)
        return channel

    def thread(self) -> Channel:
        """The channel of the address, which must be a thread."""
        channel = self.channel()
        if channel.thread is None:
            raise refuse(50024)
        return channel

    def message(self, channel: Channel) -> Message:
        """The message of the address."""
        return self.world.message(channel, self.id("message_id"))

    def guild(self, wanted: Permission = NONE) -> Guild:
        """The server of the address, with these rights."""
        guild = self.world.guild(self.id("guild_id"))
        if wanted & ~self.world.rights_in_guild(self.world.bot.id, guild):
            raise refuse(50013)
        return guild

    # What is shown

    @property
    def hides_text(self) -> bool:
        """Whether others' text is kept from the bot (privileged intent off in the portal)."""
        return "message_content" not in self.world.application.privileged

    def show(self, message: Message) -> Json:
        """A message as the bot sees it over HTTP."""
        bot_id = self.world.bot.id
        return message_json(self.world, message, bot_id, hide_text=self.hides_text)


def send_right(channel: Channel) -> Permission:
    """The permission to write in this kind of channel."""
    in_thread = channel.thread is not None
    return Permission.SEND_MESSAGES_IN_THREADS if in_thread else Permission.SEND_MESSAGES


def is_forum(channel: Channel) -> bool:
    """Whether a channel holds only threads."""
    return channel.kind == ChannelType.FORUM
