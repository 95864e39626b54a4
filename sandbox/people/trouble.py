"""The doors for making trouble, for the bot's program, and for the clock."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

from sandbox.clock import ClockRefusal
from sandbox.faults import AFTER, BEFORE, KINDS
from sandbox.fields import parse_moment, whole_number
from sandbox.people.views import bot_view, clock_json
from sandbox.people.visit import Visit
from sandbox.people.wrong import Wrong, malformed, missing, not_now
from sandbox.world import building, posting
from sandbox.world.changes import (
    ClockMoved,
    FaultsChanged,
    MemberChanged,
    NextTold,
    PersonChanged,
    RoleChanged,
)
from sandbox.world.channels import Channel
from sandbox.world.nouns import Overwrite
from sandbox.world.permissions import NONE, Permission, named
from sandbox.world.threads import archive_idle
from sandbox.world.world import World

Json = dict[str, Any]

_METHODS = {"GET", "POST", "PUT", "PATCH", "DELETE"}
LONGEST_SLOWNESS = 600.0
MOST_TIMES = 1_000_000


def clock(visit: Visit) -> Json:
    """GET world time."""
    return clock_json(visit.world)


def move_clock(visit: Visit) -> Json:
    """POST: to a moment, by seconds, or another speed."""
    world, body = visit.world, visit.body
    if not body.keys() & {"to", "by", "speed"}:
        raise malformed("Give “to”, “by” or “speed”.")
    try:
        if "speed" in body:
            world.clock.set_speed(_number(visit, "speed"))
        if "to" in body:
            moment = parse_moment(visit.text("to"))
            if moment is None:
                raise malformed("“to” is a moment like 2026-11-23T10:00:00+01:00.", to="invalid")
            world.clock.move_to(moment)
        if "by" in body:
            world.clock.move_by(_number(visit, "by"))
    except ClockRefusal as refusal:
        status = 409 if refusal.code == "clock_backwards" else 400
        raise Wrong(status, refusal.code, str(refusal)) from refusal
    _end_timeouts(visit)
    archive_idle(world)
    world.tell(ClockMoved())
    return clock_json(world)


def tell_next(visit: Visit) -> Json:
    """PUT: when the program under trial will act next, or null."""
    if "at" not in visit.body:
        raise malformed("Give “at”: a moment, or null.", at="required")
    plan(visit.world, visit.body["at"])
    return clock_json(visit.world)


def plan(world: World, told: object) -> None:
    """Take the program's word for its next moment; raises Wrong."""
    moment = parse_moment(told) if isinstance(told, str) else None
    if told is not None and moment is None:
        raise malformed("“at” is a moment like 2026-11-23T10:00:00+01:00, or null.", at="invalid")
    try:
        news = world.clock.tell_next(moment)
    except ClockRefusal as refusal:
        raise Wrong(400, refusal.code, str(refusal)) from refusal
    if news:
        world.tell(NextTold())


def _end_timeouts(visit: Visit) -> None:
    now = visit.world.clock.now()
    for member in visit.world.home.members.values():
        member.timed_out = member.timeout_until is not None and member.timeout_until > now


def _number(visit: Visit, name: str, default: float | None = None) -> float:
    value = visit.body.get(name, default)
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise malformed(f"“{name}” is a number.", **{name: "not_number"})
    return float(value)


def _times(visit: Visit) -> int:
    times = whole_number(visit.body.get("times", 1))
    if times is None or not 1 <= times <= MOST_TIMES:
        raise malformed("“times” is a whole number from 1.", times="range")
    return times


def faults(visit: Visit) -> Json:
    """GET what is pending."""
    return {"faults": visit.house.faults.as_json()}


def clear_faults(visit: Visit) -> Json:
    """DELETE what is pending."""
    visit.house.faults.clear()
    visit.house.hub.be_deaf(0)
    visit.world.tell(FaultsChanged())
    return faults(visit)


def add_fault(visit: Visit) -> Json:
    """POST a fault: it happens at once, or waits for a request that fits."""
    kind = visit.text("fault")
    if kind in KINDS:
        _add_pending(visit, kind)
    elif kind in _AT_ONCE:
        _AT_ONCE[kind](visit)
    else:
        known = ", ".join(sorted((*KINDS, *_AT_ONCE)))
        raise malformed(f"There is no fault {kind}; there are {known}.", fault="unknown")
    visit.world.tell(FaultsChanged())
    return faults(visit)


def _add_pending(visit: Visit, kind: str) -> None:
    body = visit.body
    when = body.get("when", BEFORE)
    method = body.get("method")
    path = body.get("path")
    if when not in {BEFORE, AFTER}:
        raise malformed("“when” is before or after.", when="unknown")
    if method is not None and method not in _METHODS:
        raise malformed("“method” is GET, POST, PUT, PATCH or DELETE.", method="unknown")
    if path is not None and not (isinstance(path, str) and path.startswith("/")):
        raise malformed("“path” is like /channels/*/messages.", path="invalid")
    status = whole_number(body.get("status", 503))
    if status is None or not 500 <= status <= 599:
        raise malformed("“status” is from 500 to 599.", status="range")
    seconds, retry_after = _number(visit, "seconds", 1.0), _number(visit, "retry_after", 1.0)
    if not (0 <= seconds <= LONGEST_SLOWNESS and 0 <= retry_after <= LONGEST_SLOWNESS):
        raise malformed(f"Seconds are from 0 to {LONGEST_SLOWNESS:.0f}.", seconds="range")
    visit.house.faults.add(
        kind,
        when=when,
        method=method,
        path=None if path is None else tuple(path.strip("/").split("/")),
        times=_times(visit),
        status=status,
        seconds=seconds,
        retry_after=retry_after,
        everywhere=visit.flag("global", default=False),
    )


def _drop(visit: Visit) -> None:
    code = whole_number(visit.body["code"]) if visit.body.get("code") is not None else None
    if code is not None and not (4000 <= code <= 4999 or code in {1000, 1001}):
        raise malformed("“code” is a close code: 1000, 1001 or 4000 to 4999.", code="range")
    visit.house.hub.drop(code, max(_number(visit, "for", 0.0), 0.0))


def _reconnect(visit: Visit) -> None:
    visit.house.hub.ask_reconnect()


def _invalidate(visit: Visit) -> None:
    visit.house.hub.invalidate(resumable=visit.flag("resumable", default=False))


def _deaf(visit: Visit) -> None:
    visit.house.hub.be_deaf(_times(visit))


def _dms(visit: Visit) -> None:
    user = visit.person(visit.text("person"))
    user.dms_open = visit.flag("open", default=False)
    visit.world.tell(PersonChanged(user))


def _bits(visit: Visit, name: str) -> Permission:
    given = visit.body.get(name) or []
    try:
        return named(list(given))
    except (KeyError, TypeError) as error:
        raise malformed(f"“{name}” lists permissions by name.", **{name: "unknown"}) from error


def _permissions(visit: Visit) -> None:
    world = visit.world
    allow, deny = _bits(visit, "allow"), _bits(visit, "deny")
    member = world.home.members.get(world.bot.id)
    if member is None:
        raise not_now("bot_gone", "The bot is not in the server.")
    if visit.body.get("channel") is None:
        role = next(r for r in world.home.roles.values() if r.bot_id == world.bot.id)
        role.permissions = role.permissions & ~deny | allow
        # Clients reckon what they may do from the roles that they know.
        world.tell(RoleChanged(world.home, role, "changed"))
        world.tell(MemberChanged(world.home, member))
        # What everybody may do is taken from the bot alone: people go on.
        shared = deny & world.home.everyone.permissions
        for each in tuple(world.home.channels.values()):
            _overwrite(world, each, NONE, shared, given_back=allow)
        return
    owner = world.users[world.home.owner_id]
    _overwrite(world, visit.channel(owner), allow, deny, given_back=allow)


def _overwrite(
    world: World, channel: Channel, allow: Permission, deny: Permission, given_back: Permission
) -> None:
    old = channel.overwrites.get(world.bot.id) or Overwrite(world.bot.id, 1, NONE, NONE)
    new = Overwrite(world.bot.id, 1, old.allow & ~deny | allow, old.deny & ~given_back | deny)
    if new != old:
        building.set_overwrite(world, channel, new)


def _delete(visit: Visit) -> None:
    world = visit.world
    number = whole_number(visit.body.get("channel"))
    channel = world.channels.get(number) if number is not None else None
    channel = channel or visit.channel(world.users[world.home.owner_id])
    if visit.body.get("message") is None:
        if channel.is_direct:
            raise not_now("direct", "A private channel cannot be deleted.")
        building.remove_channel(world, channel)
        return
    message = channel.messages.get(visit.number("message"))
    if message is None:
        raise missing("message", "That message is not there.")
    posting.delete(world, channel, [message])


def _kick(visit: Visit) -> None:
    if visit.world.bot.id not in visit.world.home.members:
        raise not_now("bot_gone", "The bot is not in the server.")
    building.leave_guild(visit.world, visit.world.home, visit.world.bot)


def _invite(visit: Visit) -> None:
    building.join_guild(visit.world, visit.world.home, visit.world.bot)


_AT_ONCE: dict[str, Callable[[Visit], None]] = {
    "drop": _drop,
    "reconnect": _reconnect,
    "invalidate": _invalidate,
    "deaf": _deaf,
    "dms": _dms,
    "permissions": _permissions,
    "delete": _delete,
    "kick": _kick,
    "invite": _invite,
}


def faults_at_once() -> list[str]:
    """The names of the faults that happen when they are asked for."""
    return list(_AT_ONCE)


async def program(visit: Visit) -> Json:
    """POST: start, stop, kill or restart the bot's program."""
    known = visit.house.program()
    if known is None:
        raise not_now("no_program", "The sandbox was started without a program.")
    action = visit.text("action")
    actions = {
        "start": known.start,
        "stop": known.stop,
        "kill": known.kill,
        "restart": known.restart,
    }
    if action not in actions:
        raise malformed("“action” is start, stop, kill or restart.", action="unknown")
    await actions[action]()
    return {"bot": bot_view(visit.house)}
