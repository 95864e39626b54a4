"""What a coordinator sees before anybody else, and what is still to be mended or considered."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot import cards
from bot.cards import Brief, Card
from bot.communities import language_of
from bot.core import Core
from bot.forms import (
    Complement,
    Consent,
    Form,
    Problem,
    ReadDate,
    complement_of,
    consent_of,
    form_of,
    read_date,
    read_end,
)
from bot.people import Actor
from bot.permissions import EDITABLE, known, require_coordinator
from bot.refusals import Refusal
from bot.reminders import planning, policy
from db import harm as harm_memory
from db import mobilisations as memory
from db import reminders as reminders_memory
from db.look import Look
from db.models import Community, Mobilisation
from db.vocabulary import Agreement, State

FAR = timedelta(days=548)
"""Beyond eighteen months a date is more often a slip than a plan: shown as a hint."""
LONG_ANGLE = 280
"""Characters beyond which an angle is more often a post than a question or a fact."""
BUSY_WITHIN = timedelta(days=3)


@dataclass(frozen=True)
class Tally:
    """What became of the reminders so far: counts, never names."""

    sent: int
    answered: int
    stopped: int
    """People who received one and want no more of them."""
    unreachable: int
    """People who could not be written to in private."""


@dataclass(frozen=True)
class Preview:
    """What the coordinator sees before anybody else: nothing is lost, nothing is public yet."""

    mobilisation: int
    locale: str
    card: Card
    brief: Brief
    channels: tuple[str, ...]
    form: Form
    complement: Complement
    consent: Consent | None
    problems: tuple[Problem, ...]
    candidates: tuple[date | datetime, ...]
    """Readings of the date among which the coordinator picks."""
    reminders: tuple[datetime, ...]
    """When somebody who says yes now, without choosing a day, would be reminded."""
    hints: tuple[Problem, ...]
    tally: Tally
    ready: bool


async def preview(core: Core, actor: Actor, mobilisation_id: int) -> Preview:
    """What would be announced, to whom, and when reminders would go out.

    Raises:
        Refusal: `unknown_mobilisation`, `coordinator_only`, `not_editable`.
    """
    now = core.now()
    async with core.store.look() as look:
        mobilisation, community = await known(look, actor, mobilisation_id)
        require_coordinator(actor, community)
        hints = await _hints(look, mobilisation, community, now)
        tally = await _tally(look, mobilisation_id)
    locale = language_of(actor, community)
    shown = cards.card(
        mobilisation, cards.Voices(), locale=community.locale, guild=community.external_id
    )
    starts = read_date(mobilisation.when_said, locale, mobilisation, now)
    problems = _problems(mobilisation, starts, locale, now)
    return Preview(
        mobilisation=mobilisation.id,
        locale=locale,
        card=shown,
        brief=cards.brief(mobilisation, shown),
        channels=tuple(mobilisation.channels),
        form=form_of(mobilisation),
        complement=complement_of(mobilisation, locale),
        consent=consent_of(mobilisation),
        problems=problems,
        candidates=starts.candidates if mobilisation.starts_on is None else (),
        reminders=_reminders(mobilisation, community, now),
        hints=hints,
        tally=tally,
        ready=mobilisation.state is State.DRAFT and not problems,
    )


async def before_a_form(core: Core, actor: Actor, mobilisation_id: int) -> Preview:
    """The same, where it may still change: nothing is typed into a form for nothing.

    Raises:
        Refusal: as `preview`; `not_editable`.
    """
    shown = await preview(core, actor, mobilisation_id)
    if shown.card.state not in EDITABLE:
        raise Refusal("not_editable", title=shown.card.title)
    return shown


async def _tally(look: Look, mobilisation_id: int) -> Tally:
    ended = await reminders_memory.tally(look, mobilisation_id)
    harmed = await harm_memory.counted(look, mobilisation_id)
    return Tally(ended.sent, ended.answered, harmed.stopped, ended.unreachable)


def _problems(
    mobilisation: Mobilisation, starts: ReadDate, locale: str, now: datetime
) -> tuple[Problem, ...]:
    """What has to be mended before anything can be announced."""
    problems = []
    if mobilisation.starts_on is None and starts.problem is not None:
        problems.append(starts.problem)
    elif planning.is_over(mobilisation, now):
        problems.append(Problem("when.past", {"said": mobilisation.when_said}))
    if mobilisation.until_said and mobilisation.ends_on is None:
        begins = mobilisation.starts_at or mobilisation.starts_on
        ends = read_end(mobilisation.until_said, locale, mobilisation, now, begins)
        if ends.problem is not None:
            problems.append(Problem("until.unclear", {"said": mobilisation.until_said}))
    if _ends_first(mobilisation):
        problems.append(Problem("until.before_start"))
    if mobilisation.agreement is None:
        problems.append(Problem("agreement.missing"))
    elif mobilisation.agreement is Agreement.WITHDRAWN:
        problems.append(Problem("agreement.withdrawn"))
    if not mobilisation.purpose:
        problems.append(Problem("purpose.missing"))
    if not mobilisation.channels:
        problems.append(Problem("channel.missing"))
    return tuple(problems)


def _ends_first(mobilisation: Mobilisation) -> bool:
    if mobilisation.starts_on is None or mobilisation.ends_on is None:
        return False
    if mobilisation.starts_at is not None and mobilisation.ends_at is not None:
        return mobilisation.ends_at <= mobilisation.starts_at
    return mobilisation.ends_on < mobilisation.starts_on


async def _hints(
    look: Look, mobilisation: Mobilisation, community: Community, now: datetime
) -> tuple[Problem, ...]:
    """Kind hints that block nothing."""
    hints = []
    if not mobilisation.blind_spot:
        hints.append(Problem("blind_spot"))
    if not mobilisation.angles:
        hints.append(Problem("angles"))
    if any(len(angle) > LONG_ANGLE for angle in mobilisation.angles):
        hints.append(Problem("long_angle"))
    day = mobilisation.starts_on
    if day is not None:
        if day - now.date() > FAR:
            hints.append(Problem("far"))
        others = await memory.of_community(look, community.id, (State.ANNOUNCED,))
        near = [
            other.title
            for other in others
            if other.id != mobilisation.id
            and other.starts_on is not None
            and abs(other.starts_on - day) <= BUSY_WITHIN
        ]
        if near:
            hints.append(Problem("busy", {"others": near[:3]}))
    return tuple(hints)


def _reminders(
    mobilisation: Mobilisation, community: Community, now: datetime
) -> tuple[datetime, ...]:
    zone = ZoneInfo(community.zone)
    plan = policy.preview(
        planning.call_of(mobilisation, mobilisation.id), planning.rules_of(community), zone, now
    )
    return tuple(due.at.astimezone(zone) for due in plan.due)
