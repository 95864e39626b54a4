"""What is due for whom: puts the policy's plan into the memory whenever anything changes."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta
from typing import Any, cast
from zoneinfo import ZoneInfo

from bot.notes import Promise, Withheld
from bot.reminders import policy
from bot.reminders.terms import (
    Answer,
    Call,
    Due,
    Item,
    Key,
    Kind,
    Moved,
    Person,
    Plan,
    Rules,
    Sent,
    SentItem,
)
from bot.territories import zone_of
from db import answers as answers_memory
from db import reminders as memory
from db.answers import Dates, Engagement
from db.look import Look, Work
from db.models import Answer as AnswerRow
from db.models import Community, Member, Mobilisation
from db.prepared import Asked, Prepared
from db.reminders import Past, Trace, Waiting
from db.vocabulary import Sending

WINDOW_AFTER = timedelta(days=2)
"""How long after the last day a post is of use, where no window says so."""
BRAKE = "stop_share"
"""The community's own share of stops beyond which reminders are held back (see `brake`)."""
_KINDS = tuple(Kind)
KNOWN_KINDS = frozenset(kind.value for kind in Kind)


@dataclass(frozen=True)
class Planned:
    """A member's plan over all that was looked at, with the titles to tell it by."""

    plan: Plan
    titles: dict[int, str]
    zone: ZoneInfo
    ended: int = 0
    """How many reminders that had been planned will not come any more."""

    @property
    def nearest(self) -> datetime | None:
        """The moment of the next message, if there is one."""
        return min((due.at for due in self.plan.due), default=None)

    def promises(self, mobilisation: int | None = None) -> tuple[Promise, ...]:
        """The reminders to come, of one mobilisation or of all, in the member's own hours."""
        return tuple(
            Promise(
                item.key.call,
                self.titles[item.key.call],
                due.at.astimezone(self.zone),
                _why(due, item, self.zone),
            )
            for due in self.plan.due
            for item in due.items
            if mobilisation in (None, item.key.call)
        )

    def withheld(self) -> tuple[Withheld, ...]:
        """The reminders that will not come, each with its reason: the earlier kinds first."""
        return tuple(
            Withheld(
                gone.key.call, self.titles[gone.key.call], gone.key.kind.value, gone.reason.value
            )
            for gone in sorted(self.plan.withheld, key=lambda each: _in_order(each.key))
            if gone.key.call in self.titles
        )


def _in_order(key: Key) -> tuple[int, int]:
    return key.call, _KINDS.index(key.kind)


def _why(due: Due, item: Item, zone: ZoneInfo) -> str:
    """Why it comes, and where it moved, why then."""
    if item.moved is Moved.LATE:
        return "late"
    if item.key.kind is Kind.CHOSEN_DAY:
        before = due.at.astimezone(zone).date() < item.about
        return "chosen_day_before" if before else item.key.kind.value
    return "some_days_before" if item.moved is Moved.BUDGET else item.key.kind.value


def rules_of(community: Community) -> Rules:
    """The community's rules, lowered to the hard limits where a stored value is above."""
    chosen: dict[str, Any] = dict(community.rules)
    chosen.pop(BRAKE, None)
    for name in ("opens", "closes"):
        if name in chosen:
            chosen[name] = time.fromisoformat(chosen[name])
    chosen.setdefault("territory", community.territory)
    return Rules.within(**chosen)


def person_of(member: Member, community: Community) -> Person:
    """A member as the policy sees them."""
    return Person(
        zone=zone_of(member, community),
        # Whoever named a zone of their own lives there; the community's territory is not theirs.
        territory=member.territory or (None if member.zone else community.territory),
        delivery=member.delivery,
        paused_until=member.paused_until,
        weekends=member.weekends,
        quiet=member.quiet_since is not None,
        carry_on_at=member.carry_on_at,
        stopped_all=member.stopped_at is not None,
        reachable=member.unreachable_since is None,
        left=member.left_at is not None,
        since=member.wishes_at,
    )


def call_of(mobilisation: Dates, key: int) -> Call:
    """A mobilisation as the policy sees it: every day that is offered to members fits it."""
    closes, last = mobilisation.window_closes, mobilisation.ends_on or mobilisation.starts_on
    if closes is None and mobilisation.starts_on is not None and last is not None:
        closes = last + WINDOW_AFTER
    return Call(
        id=key,
        state=mobilisation.state,
        starts=mobilisation.starts_at or mobilisation.starts_on,
        ends=mobilisation.ends_at or mobilisation.ends_on,
        window_opens=mobilisation.window_opens,
        window_closes=closes,
        zone=ZoneInfo(mobilisation.zone),
        since=mobilisation.since,
        held=mobilisation.held_at is not None,
    )


def _answer_of(row: Engagement) -> Answer:
    return Answer(
        call=row.mobilisation_id,
        choice=row.choice,
        answered_at=row.answered_at,
        chosen_day=row.day,
        remind_once=row.remind_once,
        stopped=row.stopped,
        posted=bool(row.posted),
    )


def _sent_of(rows: Sequence[Past], answered: int | None) -> tuple[Sent, ...]:
    messages: dict[datetime, list[SentItem]] = defaultdict(list)
    for row in rows:
        key = _key(row)
        if key is not None:
            heard = row.answered or row.mobilisation_id == answered
            messages[row.sent_at].append(SentItem(key, answered=heard))
    return tuple(Sent(at, tuple(items)) for at, items in sorted(messages.items()))


async def foresee(
    look: Look, member: Member, community: Community, now: datetime, *, over_too: bool = False
) -> Planned:
    """The plan of one member as of now, without keeping it.

    `over_too`: of all that they ever answered, with why nothing comes of what is over.
    """
    ask = answers_memory.engagements if over_too else answers_memory.open_engagements
    planned, _, _ = await _plan(look, member, community, now, ask(member.id))
    return planned


async def replan(
    work: Work,
    member: Member,
    community: Community,
    now: datetime,
    *,
    answered: int | None = None,
) -> Planned:
    """Make what is waiting for a member equal to the plan; what was sent or claimed stays.

    A gesture about the mobilisation `answered` answers every reminder that was sent about it. What
    is over and was promised nothing is left out of the plan: it would only be withheld again.
    """
    engaged = answers_memory.open_engagements(member.id)
    planned, sent, promised = await _plan(work, member, community, now, engaged, answered)
    heard = [row.id for row in sent if _is_answered(row, answered)]
    if heard:
        await memory.mark_answered(work, heard, now)
    waiting = {
        key: row
        for row in promised
        if row.state is Sending.PLANNED and (key := _key(row)) is not None
    }
    wanted, replaced = [], []
    for due in planned.plan.due:
        for item in due.items:
            row = waiting.pop(item.key, None)
            as_it_is = (due.at, item.useful_until, item.about)
            if row is not None and (row.due_at, row.useful_until, row.about) == as_it_is:
                continue
            if row is not None and row.about != item.about:
                replaced.append(row.id)
            wanted.append(_wanted(due, item))
    if replaced:
        await memory.drop(work, replaced)
    await memory.plan(work, member.id, wanted)
    await _skip(work, planned, waiting)
    return replace(planned, ended=len(waiting))


def _wanted(due: Due, item: Item) -> memory.Wanted:
    return memory.Wanted(
        mobilisation_id=item.key.call,
        kind=item.key.kind.value,
        stage=item.key.stage or 0,
        about=item.about,
        due_at=due.at,
        useful_until=item.useful_until,
    )


async def _skip(work: Work, planned: Planned, over: dict[Key, Waiting]) -> None:
    """Record the end of what was planned and will not come, by reason."""
    reasons = {gone.key: gone.reason.value for gone in planned.plan.withheld}
    ends: dict[str, list[int]] = defaultdict(list)
    for key, row in over.items():
        ends[reasons.get(key, "not_planned")].append(row.id)
    for reason, ids in ends.items():
        await memory.skip(work, ids, reason)


def _is_answered(row: Past, answered: int | None) -> bool:
    about = answered is not None and row.mobilisation_id == answered
    return about and row.state is Sending.SENT and not row.answered


async def replan_all(
    work: Work, mobilisation_id: int, community: Community, now: datetime
) -> list[tuple[Member, AnswerRow]]:
    """Replan everybody who is in or undecided; those members, with what they said."""
    concerned = list(await answers_memory.members_of(work, mobilisation_id))
    for member, _ in concerned:
        await replan(work, member, community, now)
    return concerned


async def _plan(
    look: Look,
    member: Member,
    community: Community,
    now: datetime,
    engaged: tuple[Prepared, Asked],
    answered: int | None = None,
) -> tuple[Planned, list[Past], list[Waiting]]:
    # What waits first: what is sent meanwhile by another process is then in both, never in neither.
    asked = await look.ask(engaged, memory.waiting(member.id), memory.sent(member.id, now))
    said, promised, sent = cast("tuple[list[Engagement], list[Waiting], list[Past]]", asked)
    plan = policy.plan(
        person_of(member, community),
        [call_of(row, row.mobilisation_id) for row in said],
        [_answer_of(row) for row in said],
        _sent_of(sent, answered),
        rules_of(community),
        now.astimezone(UTC),
        [key for row in promised if (key := _key(row)) is not None],
    )
    titles = {row.mobilisation_id: row.title for row in said}
    return Planned(plan, titles, zone_of(member, community)), sent, promised


def _key(row: Trace) -> Key | None:
    if row.kind not in KNOWN_KINDS:
        return None
    return Key(row.mobilisation_id, Kind(row.kind), row.stage or None)


def is_over(mobilisation: Mobilisation, now: datetime) -> bool:
    """Whether the last moment of the dates has passed; the day itself lasts until midnight."""
    instant = mobilisation.ends_at or (None if mobilisation.ends_on else mobilisation.starts_at)
    if instant is not None:
        return instant < now
    last = mobilisation.ends_on or mobilisation.starts_on
    return last is not None and last < now.astimezone(ZoneInfo(mobilisation.zone)).date()
