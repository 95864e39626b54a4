"""What members say to a mobilisation: three gestures, one record, the last gesture wins."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot import private, words
from bot.communities import language_of
from bot.core import Core
from bot.listening.networks import NETWORKS
from bot.notes import Noted, Promise
from bot.people import Actor
from bot.refusals import Refusal
from bot.reminders import planning
from bot.territories import own_zone
from db import answers as memory
from db import members as members_memory
from db import mobilisations as mobilisations_memory
from db.answers import Dates, Standing
from db.look import Work
from db.models import Answer, Member
from db.vocabulary import Choice, State, Via

log = logging.getLogger(__name__)

MOST_DAYS = 23
"""Days that may be offered at once: a platform's list holds 25, two of which are ours."""
WINDOW_BEFORE = timedelta(days=7)


@dataclass(frozen=True)
class Said:
    """The fields of an answer that a gesture sets; None leaves what was said before.

    A gesture that completes an answer without a choice comes from somebody who is in, or becomes
    so by it, unless they are undecided: that they stay.
    """

    choice: Choice | None = None
    day: date | None = None
    networks: tuple[str, ...] | None = None
    remind_once: bool | None = None
    forget_day: bool = False


async def answer(core: Core, actor: Actor, mobilisation_id: int, choice: Choice, via: Via) -> Noted:
    """Say yes, maybe, or not this time.

    Somebody whose private messages were closed is tried again: they may have opened them since,
    and this is how they learn whether it worked.

    Raises:
        Refusal: `unknown_mobilisation`, `elsewhere`, or one of `closed.*` when it takes no answers.
    """
    said = Said(choice=choice)
    noted = await say(core, actor, mobilisation_id, said, via)
    if via is Via.BUTTON and not noted.by_message and await private.tell(core, actor, noted):
        return await say(core, actor, mobilisation_id, said, via)
    return noted


async def choose_day(core: Core, actor: Actor, mobilisation_id: int, day: date | None) -> Noted:
    """Choose the day of one's post, or none. It says yes unless the member is undecided.

    Raises:
        Refusal: as `answer`; `day_past` for a day that is over.
    """
    said = Said(day=day, forget_day=day is None)
    return await say(core, actor, mobilisation_id, said, Via.BUTTON)


async def choose_networks(
    core: Core, actor: Actor, mobilisation_id: int, networks: Sequence[str]
) -> Noted:
    """Choose where one will be heard. It says yes unless the member is undecided.

    Raises:
        Refusal: as `answer`.
    """
    known = tuple(network for network in NETWORKS if network in networks)
    return await say(core, actor, mobilisation_id, Said(networks=known), Via.BUTTON)


async def remind_once(core: Core, actor: Actor, mobilisation_id: int) -> Noted:
    """Undecided, and glad to be reminded once to decide.

    Raises:
        Refusal: as `answer`.
    """
    said = Said(choice=Choice.MAYBE, remind_once=True)
    return await say(core, actor, mobilisation_id, said, Via.BUTTON)


async def say(core: Core, actor: Actor, mobilisation_id: int, said: Said, via: Via) -> Noted:
    """Keep what a member said and replan their reminders, in one piece.

    Raises:
        Refusal: `unknown_mobilisation`, `elsewhere`, `closed.*`, `day_past`.
    """
    now = core.now()
    async with core.store.work() as work:
        standing = await require_open(work, actor, mobilisation_id)
        member = await _member(core, work, actor, standing)
        mobilisation, before = standing.mobilisation, standing.answer
        if said.day is not None and said.day < _today(mobilisation, now):
            raise Refusal("day_past", day=said.day.isoformat())
        kept = _merge(said, before)
        changed = before is None or before.choice is not kept.choice
        record = memory.Kept(
            mobilisation_id=mobilisation.id,
            member_id=member.id,
            choice=kept.choice or Choice.IN,
            via=_given_by(said, kept, before, via),
            answered_at=now,
            day=kept.day,
            networks=tuple(kept.networks or ()),
            remind_once=bool(kept.remind_once),
        )
        await memory.put(work, record, changes_card=changed)
        planned = await planning.replan(
            work, member, standing.community, now, answered=mobilisation.id
        )
        promises = planned.promises(mobilisation_id)
        whose_hours = None
        if promises and own_zone(member) is None:
            known = await memory.was_in_for_another(work, member.id, mobilisation_id)
            whose_hours = None if known else standing.community.zone
    core.answered(planned.nearest)
    noted = note(actor, standing, member, kept, now, promises, changed=changed)
    return replace(noted, hours_of=whose_hours) if whose_hours else noted


async def take_back(core: Core, actor: Actor, mobilisation_id: int, choice: Choice) -> bool:
    """Withdraw an answer that was given by a reaction; whether there was one to withdraw.

    A later gesture counts more: removing a reaction undoes only what that reaction had said.
    """
    now = core.now()
    async with core.store.work() as work:
        standing = await memory.standing(work, mobilisation_id, actor.platform, actor.id)
        if standing is None or standing.member is None or standing.answer is None:
            return False
        if standing.answer.choice is not choice or standing.answer.via is not Via.REACTION:
            return False
        await memory.withdraw(work, mobilisation_id, standing.member.id)
        await mobilisations_memory.touch(work, mobilisation_id)
        await planning.replan(work, standing.member, standing.community, now)
    core.changed()
    return True


async def is_in(core: Core, actor: Actor, mobilisation_id: int) -> bool:
    """Whether the actor is in or undecided at present."""
    async with core.store.look() as look:
        standing = await memory.standing(look, mobilisation_id, actor.platform, actor.id)
    answer = None if standing is None else standing.answer
    return answer is not None and answer.choice is not Choice.OUT


async def require_open(work: Work, actor: Actor, mobilisation_id: int) -> Standing:
    """Where the actor stands with a mobilisation that takes answers.

    Raises:
        Refusal: `unknown_mobilisation`, `elsewhere`, `closed.<state>`.
    """
    standing = await memory.standing(work, mobilisation_id, actor.platform, actor.id)
    if standing is None:
        raise Refusal("unknown_mobilisation")
    if actor.place is not None and actor.place.id != standing.community.external_id:
        raise Refusal("elsewhere")
    state = standing.mobilisation.state
    if state is not State.ANNOUNCED:
        raise Refusal(f"closed.{state}", title=standing.mobilisation.title)
    return standing


async def _member(core: Core, work: Work, actor: Actor, standing: Standing) -> Member:
    """The member behind a gesture; their language is learnt from their client."""
    if standing.member is None:
        return await members_memory.settle(
            work,
            standing.community.id,
            actor.id,
            locale=words.closest(actor.locale) if actor.locale else None,
            now=core.now(),
        )
    known = standing.member
    if known.left_at is None and (known.locale is not None or actor.locale is None):
        return known
    locale = known.locale or (words.closest(actor.locale) if actor.locale else None)
    await members_memory.change(work, known.id, left_at=None, locale=locale)
    return await members_memory.settle(
        work, standing.community.id, actor.id, locale=None, now=core.now()
    )


def _merge(said: Said, before: Answer | None) -> Said:
    """What the record holds after a gesture: what it did not say stays as it was."""
    undecided = before is not None and before.choice is Choice.MAYBE
    choice = said.choice or (Choice.MAYBE if undecided else Choice.IN)
    day = said.day or (before.day if before and not said.forget_day else None)
    networks = said.networks
    if networks is None:
        networks = tuple(before.networks) if before else ()
    once = said.remind_once
    if once is None:
        once = before.remind_once if before else False
    if choice is Choice.OUT:
        day = None
    return replace(said, choice=choice, day=day, networks=networks, remind_once=once)


def _given_by(said: Said, kept: Said, before: Answer | None, via: Via) -> Via:
    """The gesture that an answer rests on: completing it does not make it another one.

    A hand on the card stays the yes of somebody who then chooses a day; taken off the card, it
    takes that yes back.
    """
    completes = said.choice is None or said.remind_once
    if before is not None and completes and before.choice is kept.choice:
        return before.via
    return via


def note(
    actor: Actor,
    standing: Standing,
    member: Member,
    said: Said,
    now: datetime,
    promises: tuple[Promise, ...] = (),
    *,
    changed: bool = True,
    posted: bool = False,
    posts: int = 0,
) -> Noted:
    """What a gesture led to, in the words of the person's language."""
    return Noted(
        locale=language_of(actor, standing.community, member),
        mobilisation=standing.mobilisation.id,
        title=standing.mobilisation.title,
        choice=said.choice,
        day=said.day,
        networks=said.networks or (),
        days=days_of(standing.mobilisation, now),
        choices=NETWORKS,
        promises=promises,
        posted=posted,
        posts=posts,
        changed=changed,
        by_message=member.unreachable_since is None,
    )


def window_of(mobilisation: Dates) -> tuple[date | None, date | None]:
    """The first and the last day on which a post is of use, where they are known."""
    last = mobilisation.ends_on or mobilisation.starts_on
    opens, closes = mobilisation.window_opens, mobilisation.window_closes
    if opens is None and mobilisation.starts_on is not None:
        opens = mobilisation.starts_on - WINDOW_BEFORE
    if closes is None and last is not None:
        closes = last + planning.WINDOW_AFTER
    return opens, closes


def days_of(mobilisation: Dates, now: datetime) -> tuple[date, ...]:
    """Days worth choosing: those of the publishing window that are not over, at most 23."""
    opens, closes = window_of(mobilisation)
    if closes is None:
        return ()
    first = max(opens or closes, _today(mobilisation, now))
    span = (closes - first).days + 1
    return tuple(first + timedelta(days=step) for step in range(min(max(span, 0), MOST_DAYS)))


def _today(mobilisation: Dates, now: datetime) -> date:
    return now.astimezone(ZoneInfo(mobilisation.zone)).date()
