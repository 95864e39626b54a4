"""Reactions and replies in chat: understood strictly, or left alone."""

import logging
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from bot import answers, listening, posts, private, reactions, words
from bot.answers import Said
from bot.communities import language_of
from bot.core import Core
from bot.face import Unreachable
from bot.listening import Heard
from bot.listening.links import network_of, without_links_to
from bot.people import Actor
from db import announcements, members, mobilisations, reminders
from db import answers as answers_memory
from db.models import Announcement, Mobilisation
from db.vocabulary import Choice, State, Via

log = logging.getLogger(__name__)

SIGNS = {"✋": Choice.IN, "🤔": Choice.MAYBE, "👋": Choice.OUT}
POSTED_SIGN = "📣"
UNDERSTOOD = "✅"
SIGN_OF = {Choice.IN: UNDERSTOOD, Choice.MAYBE: "🤔", Choice.OUT: "👋"}
MOST_LINKS = 5
"""Posts that one reply may declare."""


@dataclass(frozen=True)
class Understood:
    """What to show under a reply: a sign, a trouble to tell kindly, or nothing at all."""

    sign: str | None = None
    trouble: str | None = None
    locale: str = "en"
    which: tuple[tuple[int, str], ...] = ()
    """Mobilisations that it may be about, where it can be several: to be asked, not guessed."""
    links: tuple[str, ...] | None = None
    """The links of a post that is about one of them; None where it is no post."""


async def reacted(core: Core, actor: Actor, channel: str, message: str, sign: str) -> bool:
    """Take a reaction on a card as an answer; whether it was one.

    Raises:
        Refusal: as `answers.answer`.
    """
    sign = reactions.plain(sign)
    if sign not in SIGNS and sign != POSTED_SIGN:
        return False
    found = await _card_of(core, actor, message)
    if found is None:
        return False
    shown, mobilisation = found
    if sign == POSTED_SIGN:
        noted = await posts.declare(core, actor, mobilisation.id, Via.REACTION)
    else:
        noted = await answers.answer(core, actor, mobilisation.id, SIGNS[sign], Via.REACTION)
    await reactions.see(core, shown, actor.id, sign)
    await private.tell(core, actor, noted)
    return True


async def unreacted(core: Core, actor: Actor, channel: str, message: str, sign: str) -> bool:
    """Take a reaction back; whether that changed an answer or a declared post.

    Another sign of the same person that still stands counts again.

    Raises:
        Refusal: as `answers.answer`.
    """
    sign = reactions.plain(sign)
    if sign not in SIGNS and sign != POSTED_SIGN:
        return False
    found = await _card_of(core, actor, message)
    if found is None:
        return False
    shown, mobilisation = found
    if sign == POSTED_SIGN:
        await reactions.unsee(core, shown, actor.id, sign)
        return await posts.take_back(core, actor, mobilisation.id)
    async with core.store.look() as look:
        known = await answers_memory.standing(look, mobilisation.id, actor.platform, actor.id)
    said = known.answer if known else None
    if said is None or said.choice is not SIGNS[sign] or said.via is not Via.REACTION:
        await reactions.unsee(core, shown, actor.id, sign)
        return False
    left = await _left(core, actor, shown)
    if sign in left:
        return False
    await reactions.unsee(core, shown, actor.id, sign)
    if len(left) == 1:
        (stays,) = left
        await answers.answer(core, actor, mobilisation.id, SIGNS[stays], Via.REACTION)
        return True
    return await answers.take_back(core, actor, mobilisation.id, SIGNS[sign])


async def _left(core: Core, actor: Actor, shown: Announcement) -> frozenset[str]:
    """The signs of a person that still stand under a card, as far as it can be read."""
    face = core.faces.get(actor.platform)
    if face is None or shown.message is None:
        return frozenset()
    try:
        standing = await reactions.standing(face, shown.channel, shown.message, SIGNS)
    except Unreachable as trouble:
        log.info("reactions of announcement %d not read: %s", shown.id, trouble.reason)
        return frozenset()
    return standing.get(actor.id, frozenset())


async def replied(
    core: Core, actor: Actor, channel: str, replied_to: str | None, text: str
) -> Understood:
    """Take a reply to a card, or in private to one of our messages, as an answer or a post.

    Raises:
        Refusal: as `answers.answer`.
    """
    mobilisation = await _spoken_of(core, actor, channel, replied_to)
    if mobilisation is None:
        return await _one_of_several(core, actor, replied_to, text)
    async with core.store.look() as look:
        standing = await answers_memory.standing(look, mobilisation.id, actor.platform, actor.id)
    if standing is None:
        return Understood()
    locale = language_of(actor, standing.community, standing.member)
    said_here = without_links_to(mobilisation.link, text)
    zone = ZoneInfo(mobilisation.zone)
    heard = listening.listen(said_here, locale=locale, now=core.now(), zone=zone)
    if heard.posted:
        await _declare(core, actor, mobilisation.id, heard)
        return Understood(POSTED_SIGN, locale=locale)
    said = await _said(core, actor, mobilisation, heard)
    if said is None:
        return Understood()
    noted = await answers.say(core, actor, mobilisation.id, said, Via.REPLY)
    await private.tell(core, actor, noted)
    return Understood(SIGN_OF[Choice(noted.choice or Choice.IN)], locale=locale)


async def _one_of_several(
    core: Core, actor: Actor, replied_to: str | None, text: str
) -> Understood:
    """In private, an answer or a post that could be about several mobilisations."""
    several = [] if actor.place is not None else await _in_question(core, actor, replied_to)
    if len(several) < 2:
        return Understood()
    locale = await language_for(core, actor)
    zone = ZoneInfo(several[0].zone)
    heard = listening.listen(text, locale=locale, now=core.now(), zone=zone)
    if not heard.posted and heard.choice is None:
        return Understood()
    return Understood(
        locale=locale,
        which=tuple((one.id, one.title) for one in several),
        links=heard.links if heard.posted else None,
    )


async def _declare(core: Core, actor: Actor, mobilisation_id: int, heard: Heard) -> None:
    """Each link is a post of its own; the person is told once."""
    links = [posts.checked_link(link) for link in heard.links[:MOST_LINKS]] or [None]
    alone = len(links) == 1 or len(heard.networks) == 1
    named = heard.networks[0] if heard.networks and alone else None
    for link in links:
        network = (network_of(link) if link else None) or named
        noted = await posts.declare(
            core, actor, mobilisation_id, Via.REPLY, network=network, link=link
        )
    await private.tell(core, actor, noted)


async def _said(core: Core, actor: Actor, mobilisation: Mobilisation, heard: Heard) -> Said | None:
    """A choice as it was said; a day or a network alone speaks only for somebody already in."""
    networks = heard.networks or None
    if heard.choice is not None:
        return Said(choice=Choice(heard.choice), day=heard.day, networks=networks)
    if heard.day is None and networks is None:
        return None
    if not await answers.is_in(core, actor, mobilisation.id):
        return None
    return Said(day=heard.day, networks=networks)


async def language_for(core: Core, actor: Actor) -> str:
    """The language in which to answer somebody whose client did not tell theirs."""
    async with core.store.look() as look:
        found = await members.memberships(look, actor.platform, actor.id)
    here = [
        (member, community)
        for member, community in found
        if actor.place is None or community.external_id == actor.place.id
    ]
    if not here:
        return words.closest(actor.locale, actor.place.locale if actor.place else None)
    member, community = next((pair for pair in here if pair[0].locale), here[0])
    return language_of(actor, community, member)


async def _shown_as(core: Core, actor: Actor, message: str) -> Mobilisation | None:
    found = await _card_of(core, actor, message)
    return None if found is None else found[1]


async def _card_of(
    core: Core, actor: Actor, message: str
) -> tuple[Announcement, Mobilisation] | None:
    async with core.store.look() as look:
        return await announcements.shown_as(look, actor.platform, message)


async def _spoken_of(
    core: Core, actor: Actor, channel: str, replied_to: str | None
) -> Mobilisation | None:
    """The mobilisation that a reply is about: its card's, or the one of our private message."""
    if replied_to is not None:
        shown = await _shown_as(core, actor, replied_to)
        if shown is not None or actor.place is not None:
            return shown
    if actor.place is not None:
        return await _shown_as(core, actor, channel)
    return await _spoken_of_in_private(core, actor, replied_to)


async def _spoken_of_in_private(
    core: Core, actor: Actor, replied_to: str | None
) -> Mobilisation | None:
    """The message replied to, else the only open mobilisation that the person said yes to."""
    found = await _in_question(core, actor, replied_to)
    return found[0] if len(found) == 1 else None


async def _in_question(core: Core, actor: Actor, replied_to: str | None) -> list[Mobilisation]:
    """What our private message was about, else all that is open and not declined."""
    async with core.store.look() as look:
        about = []
        if replied_to is not None:
            for one in await reminders.behind_message(look, actor.platform, replied_to):
                found = await mobilisations.find(look, one)
                about += [found[0]] if found else []
        if about:
            return about
        for member, _ in await members.memberships(look, actor.platform, actor.id):
            said = await answers_memory.of_member(look, member.id, [State.ANNOUNCED])
            about += [call for answer, call, _ in said if answer.choice is not Choice.OUT]
    return about
