"""Suggestions while somebody types: mobilisations by title, dates in full, time zones."""

from collections.abc import Callable, Coroutine, Sequence
from typing import Any
from zoneinfo import ZoneInfo

import discord
from discord import app_commands

from bot import communities, mobilisations, words
from bot import dates as reading
from bot import territories as known_territories
from bot.core import Core
from bot.refusals import Refusal
from cogs.reception import core_of
from cogs.ui import people
from db.vocabulary import State

Typing = discord.Interaction[Any]
Suggested = list[app_commands.Choice[str]]
Suggest = Callable[[Typing, str], Coroutine[Any, Any, Suggested]]

LONGEST = 100


def titles(*states: State) -> Suggest:
    """Mobilisations in these states whose title contains what was typed."""
    allowed = frozenset(states) or None

    async def suggest(interaction: Typing, typed: str) -> Suggested:
        actor = people.presser(interaction)
        found = await mobilisations.suggestions(core_of(interaction), actor, typed, allowed)
        return _told_apart(found[:25])

    return suggest


def _told_apart(found: Sequence[tuple[int, str]]) -> Suggested:
    """Two of the same name are told apart by their number; a list may not say one name twice."""
    names = [(title or "…")[:LONGEST] for _, title in found]
    return [
        app_commands.Choice(
            name=name if names.count(name) == 1 else f"{name[: LONGEST - 21]} · {id_}",
            value=str(id_),
        )
        for (id_, _), name in zip(found, names, strict=True)
    ]


async def meant(interaction: Typing, said: str, states: frozenset[State] | None = None) -> int:
    """The mobilisation that was picked, or the only one whose title contains what was typed.

    Raises:
        Refusal: `unknown_mobilisation`.
    """
    if said.isdigit() and len(said) < 19:
        return int(said)
    actor = people.presser(interaction)
    found = await mobilisations.suggestions(core_of(interaction), actor, said, states)
    if len(found) != 1:
        raise Refusal("unknown_mobilisation")
    return found[0][0]


async def dates(interaction: Typing, typed: str) -> Suggested:
    """The readings of a date, in full; nothing where it cannot be read yet."""
    if not typed.strip():
        return []
    core = core_of(interaction)
    locale = people.language(interaction)
    zone = await _zone(core, interaction)
    match reading.read(typed, locale=locale, now=core.now(), zone=ZoneInfo(zone)):
        case reading.Understood(at=at):
            found: tuple[reading.Moment, ...] = (at,)
        case reading.Ambiguous(candidates=candidates):
            found = candidates
        case _:
            found = ()
    return [
        app_commands.Choice(
            name=words.moment(at, locale, zone)[:LONGEST], value=at.isoformat()[:LONGEST]
        )
        for at in found[:25]
    ]


async def _zone(core: Core, interaction: Typing) -> str:
    try:
        async with core.store.look() as look:
            community = await communities.home(core, look, people.presser(interaction))
    except Refusal:
        # In private, of several communities or none: the command itself will say so.
        community = None
    return community.zone if community else core.defaults.zone


async def zones(_: Typing, typed: str) -> Suggested:
    """Time zones by the name of a city."""
    return [app_commands.Choice(name=zone, value=zone) for zone in communities.zones(typed)[:25]]


async def territories(interaction: Typing, typed: str) -> Suggested:
    """Regions of France first, then countries, by their name."""
    found = known_territories.suggestions(typed, people.language(interaction))
    return [app_commands.Choice(name=name[:LONGEST], value=code) for code, name in found]


async def own_territories(interaction: Typing, typed: str) -> Suggested:
    """The same, and the way back to the community's own."""
    as_collective = words.say("prefs.as_collective", people.language(interaction))
    back = [app_commands.Choice(name=as_collective, value=known_territories.NONE)]
    return [*(back if not typed.strip() else []), *await territories(interaction, typed)][:25]
