"""A community's own choices: language, zone, channel, who coordinates."""

from dataclasses import dataclass
from difflib import get_close_matches
from zoneinfo import ZoneInfo, available_timezones

from bot import territories, words
from bot.core import Core
from bot.people import Actor, place_of
from bot.permissions import require_manager
from bot.refusals import Refusal
from bot.reminders import planning
from db import communities as memory
from db import members as members_memory
from db import mobilisations as mobilisations_memory
from db.look import Look, Work
from db.models import Community, Member
from db.vocabulary import State


@dataclass(frozen=True)
class Settled:
    """What a community chose, as shown by /setup."""

    locale: str
    language: str
    zone: str
    territory: str | None
    channel: str | None
    roles: tuple[str, ...]
    controller: str | None


async def here(core: Core, look: Look, actor: Actor) -> Community | None:
    """The community of the actor as remembered, None where nothing is known of it yet."""
    place = place_of(actor)
    return await memory.find(look, place.platform, place.id)


async def home(core: Core, look: Look, actor: Actor) -> Community | None:
    """The community whose member the actor is, for what concerns themselves only.

    That of the place; in private the only one that they belong to.

    Raises:
        Refusal: `unknown_in_private`, `several_in_private`.
    """
    return await (only(look, actor) if actor.place is None else here(core, look, actor))


async def only(look: Look, actor: Actor) -> Community:
    """The one community that somebody in private belongs to.

    Raises:
        Refusal: `unknown_in_private`, `several_in_private`.
    """
    theirs = await members_memory.memberships(look, actor.platform, actor.id)
    match [community for member, community in theirs if member.left_at is None]:
        case [community]:
            return community
        case []:
            raise Refusal("unknown_in_private")
        case _:
            raise Refusal("several_in_private")


async def settle(core: Core, work: Work, actor: Actor) -> Community:
    """The community of the actor, remembered from now on."""
    place = place_of(actor)
    return await memory.settle(
        work,
        place.platform,
        place.id,
        name=place.name,
        locale=words.closest(place.locale, core.defaults.locale)
        if place.locale
        else core.defaults.locale,
        zone=core.defaults.zone,
        now=core.now(),
    )


def language_of(actor: Actor, community: Community | None, member: Member | None = None) -> str:
    """The language in which to answer a person: of their client, as remembered, or of the place.

    Reactions and messages come without the language of the client.
    """
    for wanted in (actor.locale, member.locale if member else None):
        if wanted and wanted.split("-")[0].lower() in words.LOCALES:
            return words.closest(wanted)
    return words.closest(community.locale if community else None)


async def settings_of(core: Core, actor: Actor) -> Settled:
    """What the community of the actor chose so far."""
    async with core.store.work() as work:
        return _settled(await settle(core, work, actor), actor)


async def setup(
    core: Core,
    actor: Actor,
    *,
    language: str | None = None,
    zone: str | None = None,
    territory: str | None = None,
    channel: str | None = None,
    role: str | None = None,
    controller: str | None = None,
) -> Settled:
    """Choose for the community; what is None stays as it is. A role given twice is taken back.

    Raises:
        Refusal: `coordinator_only`, `unknown_language`, `unknown_zone…`, `unknown_territory…`.
    """
    if language is not None and language not in words.LOCALES:
        raise Refusal("unknown_language", said=language)
    locale = language_of(actor, None)
    zone = zone and zone_named(zone, locale)
    territory = territory and territory_named(territory, locale)
    async with core.store.work() as work:
        community = await settle(core, work, actor)
        require_manager(actor)
        roles = list(community.coordinator_roles)
        if role is not None:
            roles = [known for known in roles if known != role] if role in roles else [*roles, role]
        community.coordinator_roles = roles
        community.locale = language or community.locale
        community.zone = zone or community.zone
        community.territory = territory or community.territory
        community.channel = channel or community.channel
        community.controller = controller or community.controller
        if zone or territory:
            await _replan(core, work, community)
        return _settled(community, actor)


async def _replan(core: Core, work: Work, community: Community) -> None:
    """Other hours and holidays, for all who named none of their own."""
    await work.session.flush()
    for one in await mobilisations_memory.of_community(work, community.id, (State.ANNOUNCED,)):
        await planning.replan_all(work, one.id, community, core.now())


def zones(typed: str) -> tuple[str, ...]:
    """Time zones whose name contains what was typed, at most 25."""
    wanted = typed.strip().lower().replace(" ", "_")
    found = [zone for zone in available_timezones() if wanted in zone.lower() and "/" in zone]
    # Where nothing was typed yet, the places where the first collective lives.
    first = ("Europe/", "America/", "Indian/", "Pacific/")
    found.sort(key=lambda zone: (not zone.startswith(first), len(zone), zone))
    return tuple(found[:25])


def zone_named(said: str, locale: str) -> str:
    """The time zone of that name, or of the one city of that name.

    Raises:
        Refusal: `unknown_zone`, `unknown_zone_near`.
    """
    if said in available_timezones():
        return said
    cities = {zone.rsplit("/", 1)[-1].lower(): zone for zone in available_timezones()}
    wanted = said.strip().lower().replace(" ", "_")
    if len(found := [zone for zone in zones(said) if zone.lower().endswith(f"/{wanted}")]) == 1:
        return found[0]
    near = found or [cities[city] for city in get_close_matches(wanted, cities, 3, cutoff=0.75)]
    if near:
        raise Refusal("unknown_zone_near", said=said, closest=words.either(near[:3], locale))
    raise Refusal("unknown_zone", said=said)


def territory_named(said: str, locale: str) -> str:
    """The code of the territory of that name.

    Raises:
        Refusal: `unknown_territory`, `unknown_territory_near`.
    """
    if found := territories.named(said):
        return found
    if near := territories.closest(said, locale):
        raise Refusal("unknown_territory_near", said=said, closest=words.either(near, locale))
    raise Refusal("unknown_territory", said=said)


def zone_of(community: Community) -> ZoneInfo:
    """The zone in which the community reads dates."""
    return ZoneInfo(community.zone)


def _settled(community: Community, actor: Actor) -> Settled:
    return Settled(
        locale=language_of(actor, community),
        language=community.locale,
        zone=community.zone,
        territory=community.territory,
        channel=community.channel,
        roles=tuple(community.coordinator_roles),
        controller=community.controller,
    )
