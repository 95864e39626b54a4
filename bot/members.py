"""What members decide for themselves: reminders, pauses, visibility, territory."""

import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from bot import dates, territories, words
from bot.communities import home, language_of, only, settle, territory_named, zone_named
from bot.core import Core
from bot.forms import readings
from bot.listening.networks import NETWORKS
from bot.mobilisations import Row, rows_of
from bot.notes import Promise, Withheld
from bot.people import Actor
from bot.refusals import Refusal
from bot.reminders import brake, planning
from db import answers as answers_memory
from db import members as memory
from db import mobilisations as mobilisations_memory
from db import posts as posts_memory
from db.look import Look, Work
from db.models import Community, Member
from db.vocabulary import SHOWN, Choice, Delivery, State, Visibility


@dataclass(frozen=True)
class Stopped:
    """Reminders that will not come any more: for one mobilisation, or all (`title` None)."""

    locale: str
    mobilisation: int | None
    title: str | None


@dataclass(frozen=True)
class Agenda:
    """The open mobilisations that a member is in for, or thinking about."""

    locale: str
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Coming:
    """What will be sent to a member, when and why; and what will not, and why."""

    locale: str
    promises: tuple[Promise, ...]
    withheld: tuple[Withheld, ...]
    stopped: bool = False
    """Whether nothing comes, by the member's own wish or because the bot went quiet."""
    paused_until: date | None = None


@dataclass(frozen=True)
class Preferences:
    """A member's wishes."""

    locale: str
    language: str | None
    zone: str
    by_territory: bool
    """Whether the zone follows from the territory, no other having been chosen."""
    territory: str | None
    delivery: Delivery
    visibility: Visibility
    weekends: bool
    networks: tuple[str, ...]
    paused_until: date | None
    stopped: bool
    reachable: bool


@dataclass(frozen=True)
class Declared:
    """A post as its author declared it."""

    id: int
    mobilisation: int
    title: str
    network: str | None
    link: str | None
    day: date


_UNTIL = re.compile(
    r"^\s*(?:jusqu['’]\s*(?:aux?|à|a|en)\b|until\b|till\b|fino\s+(?:all['’]|al?\b))", re.IGNORECASE
)
"""What people put before the day until which they pause; the option is called so already."""


async def stop(core: Core, actor: Actor, mobilisation_id: int | None = None) -> Stopped:
    """No more reminders, for one mobilisation or for all; at once, no reason asked.

    Raises:
        Refusal: `unknown_mobilisation`.
    """
    now = core.now()
    title: str | None = None
    locale = language_of(actor, None)
    async with core.store.work() as work:
        if mobilisation_id is not None:
            standing = await answers_memory.standing(
                work, mobilisation_id, actor.platform, actor.id
            )
            if standing is None or standing.member is None or standing.answer is None:
                raise Refusal("unknown_mobilisation")
            title, locale = standing.mobilisation.title, language_of(actor, standing.community)
            await answers_memory.change(work, standing.answer.id, stopped=True)
            await planning.replan(
                work, standing.member, standing.community, now, answered=mobilisation_id
            )
            await brake.consider(work, standing.member, standing.community, now)
        else:
            for member, community in await memberships(work, actor):
                locale = language_of(actor, community)
                member.stopped_at = now
                await work.session.flush()
                await planning.replan(work, member, community, now)
                await brake.consider(work, member, community, now)
    core.changed()
    return Stopped(locale, mobilisation_id, title)


async def welcome_back(core: Core, actor: Actor, mobilisation_id: int | None = None) -> Stopped:
    """Reminders again, for one mobilisation or for all that was stopped, paused or gone quiet.

    Raises:
        Refusal: `unknown_mobilisation`.
    """
    now = core.now()
    title: str | None = None
    locale = language_of(actor, None)
    async with core.store.work() as work:
        if mobilisation_id is not None:
            standing = await answers_memory.standing(
                work, mobilisation_id, actor.platform, actor.id
            )
            if standing is None or standing.member is None or standing.answer is None:
                raise Refusal("unknown_mobilisation")
            title = standing.mobilisation.title
            await answers_memory.change(work, standing.answer.id, stopped=False)
        for member, community in await memberships(work, actor):
            locale = language_of(actor, community)
            if member.stopped_at is not None or member.quiet_since is not None:
                title = None
            member.stopped_at = None
            member.quiet_since = None
            member.carry_on_at = member.wishes_at = now
            await work.session.flush()
            await planning.replan(work, member, community, now)
    core.changed()
    return Stopped(locale, mobilisation_id, title)


async def memberships(work: Work, actor: Actor) -> list[tuple[Member, Community]]:
    """The actor's memberships: of the community at hand, or in private of all of them."""
    found = await memory.memberships(work, actor.platform, actor.id)
    if actor.place is None:
        return list(found)
    return [pair for pair in found if pair[1].external_id == actor.place.id]


async def agenda(core: Core, actor: Actor) -> Agenda:
    """What the actor is in for, or thinking about.

    Raises:
        Refusal: `unknown_in_private`, `several_in_private`.
    """
    async with core.store.look() as look:
        community = await home(core, look, actor)
        member = await memory.find(look, community.id, actor.id) if community else None
        if community is None or member is None:
            return Agenda(language_of(actor, community), ())
        said = await answers_memory.of_member(look, member.id, SHOWN)
        found = [call for answer, call, _ in said if answer.choice is not Choice.OUT]
        rows = await rows_of(core, look, actor, community, found)
    return Agenda(language_of(actor, community), rows)


async def reminders(core: Core, actor: Actor) -> Coming:
    """The actor's reminders to come with the reason of each, and of each that will not come.

    Raises:
        Refusal: `unknown_in_private`, `several_in_private`.
    """
    async with core.store.look() as look:
        community = await home(core, look, actor)
        member = await memory.find(look, community.id, actor.id) if community else None
        if community is None or member is None:
            return Coming(language_of(actor, community), (), ())
        if member.left_at is None:
            return await _coming(core, look, actor, member, community)
    async with core.store.work() as work:
        return await _coming(core, work, actor, *await _myself(core, work, actor))


async def _coming(
    core: Core, look: Look, actor: Actor, member: Member, community: Community
) -> Coming:
    planned = await planning.foresee(look, member, community, core.now())
    said = await answers_memory.of_member(look, member.id, SHOWN)
    current = {mobilisation.id for _, mobilisation, _ in said}
    withheld = tuple(gone for gone in planned.withheld() if gone.mobilisation in current)
    stopped = member.stopped_at is not None or member.quiet_since is not None
    paused = _paused_until(member, community, core.now())
    return Coming(language_of(actor, community), planned.promises(), withheld, stopped, paused)


async def preferences(core: Core, actor: Actor) -> Preferences:
    """The actor's wishes as remembered.

    Raises:
        Refusal: `unknown_in_private`, `several_in_private`.
    """
    async with core.store.work() as work:
        member, community = await _myself(core, work, actor)
        return _preferences(core, actor, member, community)


async def prefer(core: Core, actor: Actor, **changes: Any) -> Preferences:
    """Change wishes: language, zone, territory, delivery, visibility, weekends, networks.

    Raises:
        Refusal: `unknown_in_private`, `several_in_private`, `unknown_language`,
            `unknown_zone…`, `unknown_territory…`.
    """
    language = changes.get("language")
    if language is not None and language not in words.LOCALES:
        raise Refusal("unknown_language", said=language)
    for name, read in (("zone", zone_named), ("territory", territory_named)):
        said = changes.get(name)
        if said is not None:
            locale = language_of(actor, None)
            changes[name] = None if said == territories.NONE else read(said, locale)
    if "networks" in changes:
        changes["networks"] = [net for net in NETWORKS if net in changes["networks"]]
    now = core.now()
    async with core.store.work() as work:
        member, community = await _myself(core, work, actor)
        seen = member.visibility
        for name, value in changes.items():
            setattr(member, "locale" if name == "language" else name, value)
        member.wishes_at = now
        await work.session.flush()
        if member.visibility is not seen:
            said = await answers_memory.of_member(work, member.id, [State.ANNOUNCED])
            for answer, mobilisation, _ in said:
                if answer.choice is Choice.IN:
                    await mobilisations_memory.touch(work, mobilisation.id)
        await planning.replan(work, member, community, now)
        wishes = _preferences(core, actor, member, community)
    core.changed()
    return wishes


async def pause(core: Core, actor: Actor, until: str) -> Preferences:
    """Pause all reminders until a day, which resumes them by itself; "" ends the pause.

    Raises:
        Refusal: `unknown_in_private`, `several_in_private`, `when.*` where the day cannot be read.
    """
    now = core.now()
    async with core.store.work() as work:
        member, community = await _myself(core, work, actor)
        member.paused_until = _day(until, actor, member, community, now) if until.strip() else None
        member.wishes_at = now
        await work.session.flush()
        await planning.replan(work, member, community, now)
        wishes = _preferences(core, actor, member, community)
    core.changed()
    return wishes


def _day(said: str, actor: Actor, member: Member, community: Community, now: datetime) -> date:
    zone = territories.zone_of(member, community)
    locale = language_of(actor, community)
    match dates.read(_UNTIL.sub("", said), locale=locale, now=now, zone=zone):
        case dates.Understood(at=at):
            return at.astimezone(zone).date() if isinstance(at, datetime) else at
        case dates.Ambiguous(candidates=candidates):
            told = readings(candidates, locale, str(zone))
            raise Refusal("readings", said=said, readings=told)
        case dates.Refused(reason=reason):
            raise Refusal(f"when.{reason}", said=said)


async def posts(core: Core, actor: Actor) -> tuple[Declared, ...]:
    """What the actor declared, newest first.

    Raises:
        Refusal: `unknown_in_private`, `several_in_private`.
    """
    async with core.store.look() as look:
        community = await home(core, look, actor)
        member = await memory.find(look, community.id, actor.id) if community else None
        if member is None:
            return ()
        found = await posts_memory.of_member(look, member.id)
    return tuple(
        Declared(post.id, mob.id, mob.title, post.network, post.link, post.posted_on)
        for post, mob in found
    )


async def _myself(core: Core, work: Work, actor: Actor) -> tuple[Member, Community]:
    known = only(work, actor) if actor.place is None else settle(core, work, actor)
    community = await known
    member = await memory.settle(work, community.id, actor.id, locale=actor.locale, now=core.now())
    if member.left_at is not None:
        # Whoever asks on the server is back; in private, who left is nobody's member.
        member.left_at = None
        await work.session.flush()
        await planning.replan(work, member, community, core.now())
    return member, community


def _preferences(core: Core, actor: Actor, member: Member, community: Community) -> Preferences:
    return Preferences(
        locale=language_of(actor, community),
        language=member.locale,
        zone=territories.zone_of(member, community).key,
        by_territory=member.zone is None and territories.zone(member.territory) is not None,
        territory=member.territory,
        delivery=member.delivery,
        visibility=member.visibility,
        weekends=member.weekends,
        networks=tuple(member.networks),
        paused_until=_paused_until(member, community, core.now()),
        stopped=member.stopped_at is not None or member.quiet_since is not None,
        reachable=member.unreachable_since is None,
    )


def _paused_until(member: Member, community: Community, now: datetime) -> date | None:
    """The day on which a member's pause ends; none where it has ended."""
    today = now.astimezone(territories.zone_of(member, community)).date()
    until = member.paused_until
    return until if until is not None and today < until else None
