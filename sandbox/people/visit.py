"""One request to the sandbox's own doors: who acts, where, with what."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from sandbox.fields import whole_number
from sandbox.limits.files import MOST_BYTES, Upload
from sandbox.people.wrong import Wrong, forbidden, malformed, missing
from sandbox.world.channels import Channel
from sandbox.world.messages import Message
from sandbox.world.nouns import User
from sandbox.world.permissions import NONE, Permission
from sandbox.world.world import World

if TYPE_CHECKING:
    from sandbox.desk import Desk
    from sandbox.faults import Faults
    from sandbox.gateway.hub import Hub
    from sandbox.program import Program

Json = dict[str, Any]


@dataclass(slots=True)
class House:
    """What the doors work with."""

    world: World
    desk: Desk
    hub: Hub
    faults: Faults
    program: Callable[[], Program | None]


@dataclass(slots=True)
class Visit:
    """A request whose door has been found."""

    house: House
    params: dict[str, str]
    query: dict[str, str]
    body: Json = field(default_factory=dict)

    @property
    def world(self) -> World:
        """The world."""
        return self.house.world

    def person(self, key: str | None = None) -> User:
        """Who acts: named in the address, or by `as`."""
        key = key or self.params.get("person") or self.query.get("as")
        if not key:
            raise malformed("Say who you are: ?as=PERSON", **{"as": "required"})
        user = self.world.person(key)
        if user is None or user.bot:
            raise missing("person", f"There is nobody called {key}.")
        return user

    def text(self, name: str, *, required: bool = True) -> str:
        """A string of the body."""
        value = self.body.get(name)
        if value is None and not required:
            return ""
        if not isinstance(value, str) or (required and not value):
            raise malformed(f"“{name}” has to be a text.", **{name: "required"})
        return value

    def number(self, name: str) -> int:
        """An id of the body."""
        number = whole_number(self.body.get(name))
        if number is None:
            raise malformed(f"“{name}” has to be an id.", **{name: "required"})
        return number

    def flag(self, name: str, *, default: bool) -> bool:
        """A boolean of the body."""
        value = self.body.get(name, default)
        if not isinstance(value, bool):
            raise malformed(f"“{name}” is true or false.", **{name: "not_bool"})
        return value

    def channel(self, who: User, key: object = None, wanted: Permission = NONE) -> Channel:
        """A channel that this person sees: by id, by name, or their own `dm`."""
        key = self.body.get("channel") if key is None else key
        channel = self._channel(who, key)
        rights = NONE if channel is None else self.world.rights(who.id, channel)
        if channel is None or not rights & Permission.VIEW_CHANNEL:
            raise missing("channel", f"There is no channel {key} for {who.name}.")
        if wanted & ~rights:
            raise forbidden(f"{who.name} may not do this in {channel.name}.")
        return channel

    def _channel(self, who: User, key: object) -> Channel | None:
        if key == "dm":
            return self.world.direct(who)
        number = whole_number(key)
        if number is not None:
            return self.world.channels.get(number)
        if isinstance(key, str):
            name = key.removeprefix("#")
            places = (*self.world.home.channels.values(), *self.world.home.threads.values())
            return next((each for each in places if each.name == name), None)
        raise malformed("“channel” is an id, a name, or dm.", channel="required")

    def message(self, who: User, channel: Channel, message_id: int) -> Message:
        """A message that this person sees there."""
        message = channel.messages.get(message_id)
        if message is None and who.id in channel.whispers:
            message = channel.whispers[who.id].get(message_id)
        if message is None:
            raise missing("message", "That message is not there.")
        return message

    def upload(self, value: object, name: str = "attachments") -> Upload:
        """A file of the body: its name and its bytes in base64."""
        if not isinstance(value, dict) or not isinstance(value.get("name"), str):
            raise malformed("A file is {name, base64}.", **{name: "not_file"})
        try:
            body = base64.b64decode(str(value.get("base64", "")), validate=True)
        except (binascii.Error, ValueError) as error:
            raise malformed("The file is not base64.", **{name: "not_base64"}) from error
        if len(body) > MOST_BYTES:
            raise Wrong(400, "too_large", "A file has at most 10 MiB.", {name: "too_large"})
        return Upload(value["name"], body)


Handler = Callable[[Visit], Json | Awaitable[Json]]
