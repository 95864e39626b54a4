"""Mobilisations in public: announced, listed, moved, paused and ended."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from bot import cards
from bot.cards import Brief
from bot.communities import here, language_of
from bot.core import Core
from bot.people import Actor
from bot.permissions import coordinates, editable, known, require_coordinator
from bot.previews import preview
from bot.refusals import Refusal
from db import announcements as announcements_memory
from db import answers as answers_memory
from db import members as members_memory
from db import mobilisations as memory
from db import posts as posts_memory
from db import reminders as reminders_memory
from db.look import Look
from db.models import Announcement, Community, Mobilisation
from db.vocabulary import SHOWN, Choice, State


@dataclass(frozen=True)
class Shown:
    """What became of an announcement in one channel."""

    channel: str
    message: str | None
    trouble: str | None


@dataclass(frozen=True)
class Announced:
    """A mobilisation that is public from now on."""

    mobilisation: int
    locale: str
    title: str
    shown: tuple[Shown, ...]


@dataclass(frozen=True)
class Row:
    """One line of a list."""

    mobilisation: int
    title: str
    state: State
    starts: date | datetime | None
    zone: str
    address: str | None
    certain: int
    mine: Choice | None


@dataclass(frozen=True)
class Listing:
    """What is open, soonest first; coordinators also see drafts."""

    locale: str
    rows: tuple[Row, ...]


async def announce(core: Core, actor: Actor, mobilisation_id: int) -> Announced:
    """Make a draft public: its cards are painted before this returns, where that is possible.

    Raises:
        Refusal: `unknown_mobilisation`, `coordinator_only`, `not_a_draft`, `not_ready`.
    """
    checked = await preview(core, actor, mobilisation_id)
    if checked.problems:
        raise Refusal("not_ready", problems=checked.problems)
    now = core.now()
    async with core.store.work() as work:
        mobilisation, community, by = await editable(core, work, actor, mobilisation_id)
        if mobilisation.state is not State.DRAFT:
            raise Refusal("not_a_draft", title=mobilisation.title)
        await memory.change(work, mobilisation, state=State.ANNOUNCED, announced_at=now, since=now)
        for channel in mobilisation.channels:
            await announcements_memory.add(work, mobilisation.id, channel)
        await memory.note(work, mobilisation.id, "announced", by=by, now=now)
    return await _show(core, actor, mobilisation, community)


async def announce_again(core: Core, actor: Actor, mobilisation_id: int) -> Announced:
    """Show a mobilisation again where its card was deleted, or could not be shown.

    Raises:
        Refusal: `unknown_mobilisation`, `coordinator_only`, `not_editable`, `not_announced`.
    """
    async with core.store.work() as work:
        mobilisation, community, _ = await editable(core, work, actor, mobilisation_id)
        if mobilisation.state is State.DRAFT:
            raise Refusal("not_announced", title=mobilisation.title)
        for channel in mobilisation.channels:
            await announcements_memory.add(work, mobilisation.id, channel)
    return await _show(core, actor, mobilisation, community)


async def _show(
    core: Core, actor: Actor, mobilisation: Mobilisation, community: Community
) -> Announced:
    if core.board is not None:
        await core.board.repaint(mobilisation.id)
    core.changed()
    async with core.store.look() as look:
        shown = await announcements_memory.of_mobilisation(look, mobilisation.id)
    return Announced(
        mobilisation=mobilisation.id,
        locale=language_of(actor, community),
        title=mobilisation.title,
        shown=tuple(Shown(card.channel, card.message, card.trouble) for card in shown),
    )


async def listing(core: Core, actor: Actor) -> Listing:
    """What is open in the actor's community.

    Raises:
        Refusal: `in_private`.
    """
    async with core.store.look() as look:
        community = await here(core, look, actor)
        if community is None:
            return Listing(language_of(actor, None), ())
        states = (State.DRAFT, *SHOWN) if coordinates(actor, community) else SHOWN
        found = await memory.of_community(look, community.id, states, limit=25)
        rows = await rows_of(core, look, actor, community, found)
    return Listing(language_of(actor, community), rows)


async def rows_of(
    core: Core,
    look: Look,
    actor: Actor,
    community: Community,
    found: Sequence[Mobilisation],
) -> tuple[Row, ...]:
    """The lines of a list, with what the actor said to each."""
    ids = [mobilisation.id for mobilisation in found]
    certain = await answers_memory.counts(look, ids)
    shown = await reminders_memory.cards_of(look, ids)
    member = await members_memory.find(look, community.id, actor.id)
    mine = {}
    if member is not None:
        said = await answers_memory.of_member(look, member.id, SHOWN)
        mine = {answer.mobilisation_id: answer.choice for answer, _, _ in said}
    return tuple(
        Row(
            mobilisation=mobilisation.id,
            title=mobilisation.title,
            state=mobilisation.state,
            starts=mobilisation.starts_at or mobilisation.starts_on,
            zone=mobilisation.zone,
            address=address_of(core, community, shown, mobilisation.id),
            certain=certain.get(mobilisation.id, 0),
            mine=mine.get(mobilisation.id),
        )
        for mobilisation in found
    )


def address_of(
    core: Core, community: Community, shown: Sequence[Announcement], mobilisation_id: int
) -> str | None:
    """Where the card of a mobilisation can be opened, if it is shown anywhere."""
    face = core.faces.get(community.platform)
    for card in shown:
        if face and card.mobilisation_id == mobilisation_id and card.message is not None:
            return face.address(community.external_id, card.channel, card.message)
    return None


async def show(core: Core, actor: Actor, mobilisation_id: int) -> tuple[Brief, str]:
    """The whole brief and the language to tell it in; drafts for coordinators only.

    Raises:
        Refusal: `unknown_mobilisation`.
    """
    async with core.store.look() as look:
        if actor.place is None:
            found = await memory.find(look, mobilisation_id)
            if found is None:
                raise Refusal("unknown_mobilisation")
            mobilisation, community = found
        else:
            mobilisation, community = await known(look, actor, mobilisation_id)
        if mobilisation.state is State.DRAFT:
            require_coordinator(actor, community)
        said = await answers_memory.said_to(look, mobilisation.id)
        posts = await posts_memory.number(look, mobilisation.id)
    locale = language_of(actor, community)
    card = cards.card(
        mobilisation, cards.voices(said, posts), locale=locale, guild=community.external_id
    )
    return cards.brief(mobilisation, card), locale


async def suggestions(
    core: Core, actor: Actor, typed: str, states: Collection[State] | None = None
) -> tuple[tuple[int, str], ...]:
    """Mobilisations whose title contains what was typed, newest first, at most 25."""
    async with core.store.look() as look:
        community = await here(core, look, actor)
        if community is None:
            return ()
        allowed = set(states or State)
        if not coordinates(actor, community):
            allowed &= set(SHOWN)
        found = await memory.titled(look, community.id, typed, allowed)
    return tuple((mobilisation.id, mobilisation.title) for mobilisation in found)
