"""What ids in a gesture stand for, as Discord adds it under `resolved`."""

from __future__ import annotations

from typing import Any

from sandbox.fields import whole_number
from sandbox.limits.files import store
from sandbox.people.visit import Visit
from sandbox.shapes.interactions import partial_channel_json
from sandbox.shapes.messages import attachment_json, message_json
from sandbox.shapes.users import member_json, role_json, user_json
from sandbox.world.channels import Channel
from sandbox.world.messages import Message
from sandbox.world.nouns import Role, User

Json = dict[str, Any]


class Resolved:
    """Collects people, roles, channels, files and messages by id."""

    def __init__(self, visit: Visit, who: User, place: Channel) -> None:
        self._visit = visit
        self._who = who
        self._place = place
        self.data: Json = {}

    def _put(self, kind: str, key: int, shape: Json) -> None:
        self.data.setdefault(kind, {})[str(key)] = shape

    def person(self, value: object) -> str | None:
        """A person by id or handle."""
        user = self._visit.world.person(str(value))
        if user is None:
            return None
        self._put("users", user.id, user_json(user))
        member = self._visit.world.member_in(self._place, user.id)
        if member is not None:
            shape = member_json(member, with_user=False)
            rights = self._visit.world.rights(user.id, self._place)
            self._put("members", user.id, shape | {"permissions": str(int(rights))})
        return str(user.id)

    def role(self, value: object) -> str | None:
        """A role by id or name."""
        role = self._find_role(value)
        if role is None:
            return None
        self._put("roles", role.id, role_json(role))
        return str(role.id)

    def _find_role(self, value: object) -> Role | None:
        guild = self._visit.world.guild_of(self._place)
        if guild is None:
            return None
        role = guild.roles.get(whole_number(value) or 0)
        return role or next((each for each in guild.roles.values() if each.name == value), None)

    def mentionable(self, value: object) -> str | None:
        """A person or a role."""
        return self.person(value) or self.role(value)

    def channel(self, value: object, kinds: list[int] | None = None) -> str | None:
        """A channel by id or name, of one of these kinds."""
        world = self._visit.world
        guild = world.guild_of(self._place)
        if guild is None:
            return None
        places = guild.channels | guild.threads
        channel = places.get(whole_number(value) or 0)
        if channel is None and isinstance(value, str):
            name = value.removeprefix("#")
            channel = next((each for each in places.values() if each.name == name), None)
        if channel is None or not world.sees(self._who.id, channel):
            return None
        if kinds and channel.kind not in kinds:
            return None
        self._put("channels", channel.id, partial_channel_json(world, channel, self._who.id))
        return str(channel.id)

    def file(self, value: object, name: str) -> str:
        """A file that comes with the gesture."""
        attachment = store(self._visit.world, self._place, self._visit.upload(value, name))
        self._put("attachments", attachment.id, attachment_json(attachment))
        return str(attachment.id)

    def message(self, message: Message) -> None:
        """The message that a menu was opened on; the bot may read it."""
        world = self._visit.world
        shape = message_json(world, message, world.bot.id)
        self._put("messages", message.id, shape)

    def into(self, data: Json) -> Json:
        """The gesture's data with what was found."""
        return data | {"resolved": self.data} if self.data else data
