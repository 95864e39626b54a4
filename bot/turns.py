"""The turns a mobilisation takes once it is public: moved, paused, resumed, called off, ended."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.answers import window_of
from bot.communities import language_of
from bot.core import Core
from bot.forms import read_dates, readings, set_dates
from bot.people import Actor
from bot.permissions import editable
from bot.refusals import Refusal
from bot.reminders import notices, planning
from db import answers as answers_memory
from db import mobilisations as memory
from db.look import Work
from db.models import Community, Mobilisation
from db.vocabulary import SHOWN, Agreement, State


@dataclass(frozen=True)
class Changed:
    """What a coordinator changed, and how many people are told."""

    locale: str
    mobilisation: int
    title: str
    state: State
    starts: date | datetime | None
    zone: str
    told: int


async def reschedule(
    core: Core, actor: Actor, mobilisation_id: int, when: str, until: str = ""
) -> Changed:
    """Move the date: answers are kept, unsent reminders move, those concerned are told once.

    Raises:
        Refusal: `unknown_mobilisation`, `coordinator_only`, `not_editable`, `when.*`, `until.*`,
            `unconfirmed`.
    """
    now = core.now()
    async with core.store.work() as work:
        mobilisation, community, by = await editable(core, work, actor, mobilisation_id)
        locale = language_of(actor, community)
        starts, ends = read_dates(mobilisation, when, until, locale, now)
        for said, read in ((when, starts), (until, ends)):
            if read.candidates:
                choices = readings(read.candidates, locale, mobilisation.zone)
                raise Refusal("readings", said=said, readings=choices)
            if read.problem is not None and read.problem.key == "when.unconfirmed":
                raise Refusal("unconfirmed", title=mobilisation.title)
            if read.problem is not None:
                raise Refusal(read.problem.key, **dict(read.problem.details))
        before = (mobilisation.starts_on, mobilisation.starts_at)
        set_dates(mobilisation, starts.at, ends.at or _as_long(mobilisation, starts.at))
        if ends.at is not None and _backwards(mobilisation):
            raise Refusal("until.before_start")
        moved = before != (mobilisation.starts_on, mobilisation.starts_at)
        await memory.change(work, mobilisation, when_said=when, until_said=until, since=now)
        await memory.touch(work, mobilisation.id)
        await memory.note(work, mobilisation.id, "rescheduled", by=by, now=now)
        await _drop_days(work, mobilisation)
        concerned = await planning.replan_all(work, mobilisation.id, community, now)
        told = 0
        if moved and mobilisation.state is State.ANNOUNCED:
            told = await notices.plan(work, mobilisation, community, concerned, "moved", now)
    core.changed()
    return _changed(actor, mobilisation, community, told)


async def suspend(core: Core, actor: Actor, mobilisation_id: int) -> Changed:
    """Stop reminders and answers for now; those concerned are told once.

    Raises:
        Refusal: `unknown_mobilisation`, `coordinator_only`, `not_editable`, `not_announced`.
    """
    return await _turn(
        core, actor, mobilisation_id, State.SUSPENDED, (State.ANNOUNCED,), "suspended"
    )


async def resume(core: Core, actor: Actor, mobilisation_id: int) -> Changed:
    """Go on after a suspension, or where reminders were held back after too many stops.

    It needs an agreement that was not withdrawn. Those concerned after a suspension are told once.

    Raises:
        Refusal: `unknown_mobilisation`, `coordinator_only`, `not_suspended`, `agreement.withdrawn`.
    """
    return await _turn(core, actor, mobilisation_id, State.ANNOUNCED, (State.SUSPENDED,), "resumed")


async def cancel(core: Core, actor: Actor, mobilisation_id: int) -> Changed:
    """Call it off: nothing is sent any more but one note to those who were in or undecided.

    Raises:
        Refusal: `unknown_mobilisation`, `coordinator_only`, `not_editable`, `not_announced`.
    """
    return await _turn(core, actor, mobilisation_id, State.CANCELLED, SHOWN, "cancelled")


async def close(core: Core, actor: Actor, mobilisation_id: int) -> Changed:
    """End it: no more answers and reminders; posts may still be declared.

    Raises:
        Refusal: `unknown_mobilisation`, `coordinator_only`, `not_editable`, `not_announced`.
    """
    return await _turn(core, actor, mobilisation_id, State.CLOSED, SHOWN)


async def close_over(core: Core) -> int:
    """Close what is over, days after its last one in every zone of the world; how many."""
    now = core.now()
    async with core.store.look() as look:
        over = await memory.over(look, now, now.date() - timedelta(days=3))
    for mobilisation in over:
        async with core.store.work() as work:
            found = await memory.find(work, mobilisation.id)
            if found is None or found[0].state is not State.ANNOUNCED:
                continue
            await memory.change(work, found[0], state=State.CLOSED, ended_at=now)
            await memory.note(work, mobilisation.id, "closed", by=None, now=now)
            await planning.replan_all(work, mobilisation.id, found[1], now)
    if over:
        core.changed()
    return len(over)


async def _turn(
    core: Core,
    actor: Actor,
    mobilisation_id: int,
    to: State,
    allowed: tuple[State, ...],
    tell: str | None = None,
) -> Changed:
    """Bring a mobilisation into another state, with all that follows for reminders and cards."""
    now = core.now()
    async with core.store.work() as work:
        mobilisation, community, by = await editable(core, work, actor, mobilisation_id)
        released = {"held_at": None, "held_told_at": None} if to is State.ANNOUNCED else {}
        held = bool(released) and mobilisation.held_at is not None
        if mobilisation.state not in allowed and not held:
            raise Refusal(
                "not_suspended" if allowed == (State.SUSPENDED,) else "not_announced",
                title=mobilisation.title,
            )
        if to is State.ANNOUNCED and mobilisation.agreement is Agreement.WITHDRAWN:
            raise Refusal("agreement.withdrawn")
        news = tell if mobilisation.state is not to else None
        ended = now if to in (State.CANCELLED, State.CLOSED) else None
        await memory.change(work, mobilisation, state=to, ended_at=ended, since=now, **released)
        await memory.note(work, mobilisation.id, to.value, by=by, now=now)
        concerned = await planning.replan_all(work, mobilisation.id, community, now)
        told = 0
        if news is not None:
            told = await notices.plan(work, mobilisation, community, concerned, news, now)
    core.changed()
    return _changed(actor, mobilisation, community, told)


def _as_long(mobilisation: Mobilisation, starts: date | datetime | None) -> date | datetime | None:
    """The end that keeps the length, where none is named: a fair of five days stays one."""
    if mobilisation.starts_on is None or mobilisation.ends_on is None or starts is None:
        return None
    if isinstance(starts, datetime) and mobilisation.starts_at and mobilisation.ends_at:
        return starts + (mobilisation.ends_at - mobilisation.starts_at)
    day = (
        starts.astimezone(ZoneInfo(mobilisation.zone)).date()
        if isinstance(starts, datetime)
        else starts
    )
    return day + (mobilisation.ends_on - mobilisation.starts_on)


async def _drop_days(work: Work, mobilisation: Mobilisation) -> None:
    """Let go of chosen days that the new dates leave outside: the usual reminders come instead."""
    opens, closes = window_of(mobilisation)
    if opens is None or closes is None:
        return
    for _, answer in await answers_memory.members_of(work, mobilisation.id):
        if answer.day is not None and not opens <= answer.day <= closes:
            await answers_memory.change(work, answer.id, day=None)


def _backwards(mobilisation: Mobilisation) -> bool:
    starts, ends = mobilisation.starts_on, mobilisation.ends_on
    return starts is not None and ends is not None and ends < starts


def _changed(actor: Actor, mobilisation: Mobilisation, community: Community, told: int) -> Changed:
    return Changed(
        locale=language_of(actor, community),
        mobilisation=mobilisation.id,
        title=mobilisation.title,
        state=mobilisation.state,
        starts=mobilisation.starts_at or mobilisation.starts_on,
        zone=mobilisation.zone,
        told=told,
    )
