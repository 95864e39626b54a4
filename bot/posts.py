"""Posts as their authors declare them: recorded and shown; no one approves anything."""

from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from bot import answers
from bot.answers import Said
from bot.core import Core
from bot.listening.networks import NETWORKS
from bot.notes import Noted
from bot.people import Actor
from bot.refusals import Refusal
from bot.reminders import planning
from db import answers as answers_memory
from db import members as members_memory
from db import mobilisations as mobilisations_memory
from db import posts as memory
from db.answers import Standing
from db.look import Work
from db.models import Member
from db.vocabulary import State, Via

TAKES_POSTS = (State.ANNOUNCED, State.CLOSED, State.SUSPENDED)
"""A post may be declared after the end too: saying yes is no condition, and time is free."""
LONGEST_LINK = 500


async def declare(
    core: Core,
    actor: Actor,
    mobilisation_id: int,
    via: Via,
    *,
    network: str | None = None,
    link: str | None = None,
) -> Noted:
    """Record that the actor's contribution is out.

    Declared again within the day without a link, it is the same one: a second tap is no second
    post.

    Raises:
        Refusal: `unknown_mobilisation`, `elsewhere`, `closed.*`, `bad_link`.
    """
    link = checked_link(link)
    now = core.now()
    async with core.store.work() as work:
        standing, member = await _author(core, work, actor, mobilisation_id)
        today = now.astimezone(ZoneInfo(standing.mobilisation.zone)).date()
        known = await memory.of_member(work, member.id, mobilisation_id)
        same = next(
            (post for post, _ in known if post.posted_on == today and _same(post.link, link)), None
        )
        if same is None:
            chosen = network or _only(standing)
            await memory.add(
                work,
                mobilisation_id,
                member.id,
                network=chosen,
                link=link,
                via=via,
                posted_on=today,
                now=now,
            )
        else:
            fields = {"network": network or same.network, "link": link or same.link}
            await memory.change(work, same.id, **fields)
        noted = await _settle(core, work, actor, standing, member)
    core.changed()
    return noted


async def detail(
    core: Core,
    actor: Actor,
    mobilisation_id: int,
    *,
    network: str | None = None,
    link: str | None = None,
) -> Noted:
    """Complete the newest post that the actor declared, or declare one.

    Raises:
        Refusal: as `declare`.
    """
    link = checked_link(link)
    async with core.store.work() as work:
        standing, member = await _author(core, work, actor, mobilisation_id)
        known = await memory.of_member(work, member.id, mobilisation_id)
        if known:
            newest = known[0][0]
            fields = {"network": network or newest.network, "link": link or newest.link}
            await memory.change(work, newest.id, **fields)
            noted = await _settle(core, work, actor, standing, member)
    if not known:
        return await declare(core, actor, mobilisation_id, Via.BUTTON, network=network, link=link)
    core.changed()
    return noted


async def undo(core: Core, actor: Actor, mobilisation_id: int) -> Noted:
    """Take back the newest post that the actor declared.

    Raises:
        Refusal: `unknown_mobilisation`, `elsewhere`, `closed.*`.
    """
    async with core.store.work() as work:
        standing, member = await _author(core, work, actor, mobilisation_id)
        known = await memory.of_member(work, member.id, mobilisation_id)
        if known:
            await memory.drop(work, known[0][0].id)
        noted = await _settle(core, work, actor, standing, member)
    core.changed()
    return noted


async def take_back(core: Core, actor: Actor, mobilisation_id: int) -> bool:
    """Take back the newest post that the actor declared by a reaction; whether there was one.

    Raises:
        Refusal: as `undo`.
    """
    async with core.store.work() as work:
        standing = await answers_memory.standing(work, mobilisation_id, actor.platform, actor.id)
        if standing is None or standing.member is None:
            return False
        standing, member = await _author(core, work, actor, mobilisation_id)
        known = await memory.of_member(work, member.id, mobilisation_id)
        # A post that was given a link or a network since is still the one of that reaction.
        found = next((post for post, _ in known if post.via is Via.REACTION), None)
        if found is None:
            return False
        await memory.drop(work, found.id)
        await _settle(core, work, actor, standing, member)
    core.changed()
    return True


def checked_link(link: str | None) -> str | None:
    """A web address as typed, or None for nothing.

    Raises:
        Refusal: `bad_link`.
    """
    if link is None or not link.strip():
        return None
    link = link.strip()
    try:
        parts = urlsplit(link)
    except ValueError:
        raise Refusal("bad_link", said=link[:100]) from None
    if parts.scheme not in ("http", "https") or "." not in parts.netloc or len(link) > LONGEST_LINK:
        raise Refusal("bad_link", said=link[:100])
    return link


async def _author(
    core: Core, work: Work, actor: Actor, mobilisation_id: int
) -> tuple[Standing, Member]:
    standing = await answers_memory.standing(work, mobilisation_id, actor.platform, actor.id)
    if standing is None:
        raise Refusal("unknown_mobilisation")
    if actor.place is not None and actor.place.id != standing.community.external_id:
        raise Refusal("elsewhere")
    if standing.mobilisation.state not in TAKES_POSTS:
        raise Refusal(f"closed.{standing.mobilisation.state}", title=standing.mobilisation.title)
    member = standing.member
    if member is None:
        member = await members_memory.settle(
            work, standing.community.id, actor.id, locale=actor.locale, now=core.now()
        )
    return standing, member


async def _settle(
    core: Core, work: Work, actor: Actor, standing: Standing, member: Member
) -> Noted:
    """What follows from any change of posts: reminders stop or return, the card changes."""
    now = core.now()
    mobilisation = standing.mobilisation
    await mobilisations_memory.touch(work, mobilisation.id)
    planned = await planning.replan(work, member, standing.community, now, answered=mobilisation.id)
    known = await memory.of_member(work, member.id, mobilisation.id)
    said = standing.answer
    newest = known[0][0] if known else None
    networks = (newest.network,) if newest and newest.network else ()
    return answers.note(
        actor,
        standing,
        member,
        Said(
            choice=said.choice if said else None, day=said.day if said else None, networks=networks
        ),
        now,
        planned.promises(mobilisation.id),
        posted=bool(known),
        posts=len(known),
    )


def _same(known: str | None, link: str | None) -> bool:
    return link is None or known is None or known == link


def _only(standing: Standing) -> str | None:
    """The network that was chosen with the yes, where exactly one was."""
    chosen = standing.answer.networks if standing.answer else []
    return chosen[0] if len(chosen) == 1 and chosen[0] in NETWORKS else None
