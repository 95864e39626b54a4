"""The world as one person sees it."""

from __future__ import annotations

from typing import Any

from sandbox.people.visit import House
from sandbox.shapes.guilds import locale_code, scheduled_event_json
from sandbox.shapes.messages import message_json
from sandbox.shapes.users import stamp
from sandbox.world.channels import KIND_NAMES, WRITABLE, Channel, ChannelType
from sandbox.world.commands import leaves
from sandbox.world.messages import Message, MessageFlag
from sandbox.world.nouns import Role, User
from sandbox.world.permissions import P
from sandbox.world.world import World

Json = dict[str, Any]


def clock_json(world: World) -> Json:
    """World time, its speed, and when the program under trial plans to act next."""
    clock = world.clock
    then = None if clock.next is None else stamp(clock.next)
    return {"now": stamp(clock.now()), "speed": clock.speed, "next": then}


def color_of(number: int) -> str | None:
    """A role's colour for a page."""
    return f"#{number:06x}" if number else None


def person_json(world: World, user: User) -> Json:
    """A person of the collective, or the bot."""
    member = world.home.members.get(user.id)
    roles = [world.home.roles[each] for each in member.roles] if member else []
    roles.sort(key=lambda role: -role.position)
    colored = next((role.color for role in roles if role.color), 0)
    return {
        "id": str(user.id),
        "handle": user.handle,
        "name": member.shown_name if member else user.name,
        "bot": user.bot,
        "here": member is not None,
        "roles": [str(role.id) for role in roles],
        "coordinator": any(role.coordinator for role in roles),
        "locale": user.locale,
        "zone": user.zone,
        "dms_open": user.dms_open,
        "color": color_of(colored),
        "blurb": user.blurb,
    }


def some_people(world: World, most: int | None, first: list[User]) -> list[User]:
    """At most so many: those named, then coordinators, then the others; all of them for None."""
    people = [user for user in world.users.values() if not user.bot]
    if most is None or len(people) <= most:
        return people
    roles, members = world.home.roles, world.home.members
    leading = {
        user.id
        for user in people
        if user.id in members and any(roles[each].coordinator for each in members[user.id].roles)
    }
    named = {user.id for user in first}
    others = sorted(people, key=lambda user: (user.id not in named, user.id not in leading))
    return others[:most]


def role_json(role: Role) -> Json:
    """A role for a page."""
    return {
        "id": str(role.id),
        "name": role.name,
        "color": color_of(role.color),
        "position": role.position,
        "mentionable": role.mentionable,
    }


def channel_view(world: World, channel: Channel, viewer: User) -> Json:
    """A channel, thread or private channel for a page."""
    rights = world.rights(viewer.id, channel)
    facts = channel.thread
    sending = P.SEND_MESSAGES_IN_THREADS if facts is not None else P.SEND_MESSAGES
    locked = facts is not None and facts.locked and not rights & P.MANAGE_THREADS
    threadable = channel.kind in {ChannelType.TEXT, ChannelType.ANNOUNCEMENT, ChannelType.FORUM}
    return {
        "id": str(channel.id),
        "name": world.bot.name if channel.is_direct else channel.name,
        "kind": KIND_NAMES[channel.kind],
        "topic": channel.topic,
        "parent": None if channel.parent_id is None else str(channel.parent_id),
        "position": channel.position,
        "can_send": bool(rights & sending) and channel.kind in WRITABLE and not locked,
        "can_react": bool(rights & P.ADD_REACTIONS),
        "can_pin": channel.is_direct or bool(rights & P.PIN_MESSAGES),
        "can_thread": threadable and bool(rights & P.CREATE_PUBLIC_THREADS),
        "last_message": None if channel.last_message_id is None else str(channel.last_message_id),
        "archived": facts is not None and facts.archived,
        "locked": facts is not None and facts.locked,
        "message_count": facts.message_count if facts is not None else len(channel.messages),
        "with": None if channel.recipient_id is None else str(channel.recipient_id),
    }


def message_view(world: World, message: Message, viewer: User) -> Json:
    """A message for a page: Discord's own shape, with its text, and who alone sees it."""
    shape = message_json(world, message, viewer.id)
    if message.private_to is not None:
        shape["private"] = True
    if message.flags & MessageFlag.LOADING:
        shape["thinking"] = True
    return shape


def translated(thing: Json, key: str, locale: str) -> str:
    """The name or description of a command in a person's language, as Discord falls back."""
    texts = thing.get(f"{key}_localizations") or {}
    code = locale_code(locale)
    if code in texts:
        return str(texts[code])
    if code.startswith("en-"):
        other = next((text for each, text in texts.items() if each.startswith("en-")), None)
        return str(other or thing[key])
    return str(thing[key])


def may_use(world: World, command: Json, viewer: User) -> bool:
    """Whether the server's settings let this person find the command."""
    asked = command["default_member_permissions"]
    if asked is None:
        return True
    rights = world.rights_in_guild(viewer.id, world.home)
    if rights & P.ADMINISTRATOR:
        return True
    return int(asked) != 0 and not int(asked) & ~int(rights)


def contexts_of(command: Json) -> list[int]:
    """Where a command can be used: 0 in a server, 1 in private with the bot, 2 elsewhere."""
    if "guild_id" in command:
        return [0]
    contexts = command.get("contexts")
    return [0, 1, 2] if contexts is None else list(contexts)


def commands_view(world: World, viewer: User) -> list[Json]:
    """All that this person can call, one entry each, in their language."""
    found: list[Json] = []
    for command in world.commands.reaching(world.home.id):
        usable = may_use(world, command, viewer)
        contexts = [each for each in contexts_of(command) if usable or each != 0]
        if not contexts:
            continue
        for chain, leaf in leaves(command):
            found.append(_command_view(command, [*chain, leaf], leaf, contexts, viewer.locale))
    return sorted(found, key=lambda each: (each["type"], each["name"]))


def _command_view(
    command: Json, path: list[Json], leaf: Json, contexts: list[int], locale: str
) -> Json:
    return {
        "id": command["id"],
        "type": command["type"],
        "name": " ".join(each["name"] for each in path),
        "shown": " ".join(translated(each, "name", locale) for each in path),
        "description": translated(leaf, "description", locale),
        "options": [
            _option_view(option, locale)
            for option in leaf.get("options", ())
            if option["type"] not in {1, 2}
        ],
        "contexts": contexts,
    }


def _option_view(option: Json, locale: str) -> Json:
    kept = ("min_value", "max_value", "min_length", "max_length", "channel_types")
    shape: Json = {
        "name": option["name"],
        "shown": translated(option, "name", locale),
        "description": translated(option, "description", locale),
        "type": option["type"],
        "required": option["required"],
        "autocomplete": option.get("autocomplete", False),
        "choices": choices_view(option.get("choices", []), locale),
    }
    return shape | {name: option[name] for name in kept if name in option}


def choices_view(choices: list[Json], locale: str) -> list[Json]:
    """Choices in a person's language."""
    return [{"name": translated(each, "name", locale), "value": each["value"]} for each in choices]


def bot_view(house: House) -> Json:
    """The bot: there or not, and its program."""
    world, program = house.world, house.program()
    return {
        "id": str(world.bot.id),
        "name": world.bot.name,
        "status": "online" if house.hub.online else "offline",
        "here": world.bot.id in world.home.members,
        "program": None if program is None else program.as_json(),
    }


def state_view(house: House, viewer: User, most: int | None = None) -> Json:
    """Everything a page needs to begin; of people at most so many."""
    world, guild = house.world, house.world.home
    visible = [each for each in guild.channels.values() if world.sees(viewer.id, each)]
    threads = [each for each in guild.threads.values() if world.sees(viewer.id, each)]
    people = [world.bot, *some_people(world, most, [viewer])]
    return {
        "clock": clock_json(world),
        "language": guild.locale,
        "me": person_json(world, viewer),
        "people": [person_json(world, user) for user in people],
        "bot": bot_view(house),
        "guild": {
            "id": str(guild.id),
            "name": guild.name,
            "locale": guild.locale,
            "owner": str(guild.owner_id),
        },
        "roles": [role_json(role) for role in guild.roles.values()],
        "channels": [channel_view(world, each, viewer) for each in visible],
        "threads": [channel_view(world, each, viewer) for each in threads],
        # Who shares a server with the bot can write to it first, as on Discord.
        "dms": [channel_view(world, world.direct(viewer), viewer)],
        "commands": commands_view(world, viewer),
        "scheduled_events": [
            scheduled_event_json(world, each, counted=True)
            for each in guild.scheduled_events.values()
        ],
        "faults": house.faults.as_json(),
    }
