"""The policy of gentle reminders, pure: what may be sent to one person, when, and why not."""

from collections import defaultdict
from collections.abc import Collection, Container, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta
from enum import StrEnum
from operator import attrgetter
from zoneinfo import ZoneInfo

from bot.reminders.budget import History, Ledger
from bot.reminders.calendar import WorkingTime, working_time
from bot.reminders.moments import known_since, possible, refusal_of
from bot.reminders.quiet import asked, goes_quiet
from bot.reminders.spans import Candidate
from bot.reminders.terms import (
    Answer,
    Call,
    Choice,
    Due,
    Item,
    Key,
    Kind,
    Person,
    Plan,
    Reason,
    Rules,
    Sent,
    State,
    Withheld,
)

LATE_AFTER = timedelta(minutes=30)
"""A message that leaves later than this after its time says so."""


def plan(
    person: Person,
    calls: Iterable[Call],
    answers: Iterable[Answer],
    sent: Iterable[Sent],
    rules: Rules,
    now: datetime,
    planned: Collection[Key] | None = None,
) -> Plan:
    """Every reminder that a member's answers could bring: to come, or withheld with its reason.

    `sent` holds all that this person was sent about `calls`, and some three months of everything
    else: budgets look back 35 days, and `goes_quiet` no further than what it is given. `planned`
    names the reminders that an earlier plan had promised: only these are caught up once their
    moment has passed (None: all of them). Whatever the order of the arguments the plan is the
    same, and without a change it stays the same while time passes and messages leave. Raises
    ValueError for a moment without a zone.
    """
    if now.tzinfo is None:
        raise ValueError("a moment without a zone means nothing")
    now, sent = now.astimezone(UTC), sorted(sent, key=attrgetter("at"))
    work = working_time(person, rules)
    said = _last_words(calls, answers)
    history = _history(sent, said)
    personal, paused_until = refusal_of(person), _paused_until(person, work)
    candidates: list[Candidate] = []
    withheld: list[Withheld] = []
    known: dict[int, datetime] = {}
    for call, answer in said.values():
        known[call.id] = since = known_since(person, call, answer, rules)
        found, gone = possible(call, answer, since, personal, work, rules)
        before = history.get(call.id, ())
        withheld += [_told_apart(each, before) for each in gone] if before else gone
        for each in found:
            reason = _over(each, answer, before, now, planned, paused_until)
            if reason is None:
                candidates.append(each)
            else:
                withheld.append(Withheld(each.key, reason, each.moment))
    ledger = Ledger(work, rules, sent, history, known, now)
    for each in sorted(candidates, key=attrgetter("order")):
        reason = ledger.place(each)
        if reason is not None:
            withheld.append(Withheld(each.key, reason, each.moment))
    due = ledger.due()
    if due and (person.quiet or goes_quiet(sent, now, person.carry_on_at)):
        withheld += [
            Withheld(i.key, Reason.QUIET, i.moment) for message in due for i in message.items
        ]
        due = () if asked(sent, person.carry_on_at) else _shall_we_carry_on(due)
    return Plan(due, tuple(sorted(withheld, key=lambda each: each.key.sorting)))


def preview(call: Call, rules: Rules, zone: ZoneInfo, now: datetime) -> Plan:
    """What somebody of the community's zone who says yes now, without a day, would receive.

    Of a tour: for each stage. Shown to coordinators before they announce.
    """
    call = replace(call, state=State.ANNOUNCED, since=None, held=False)
    person = Person(zone=zone, territory=rules.territory)
    each_stage: list[tuple[int, ...]] = [(stage.id,) for stage in call.stages] or [()]
    plans = [
        plan(person, [call], [Answer(call.id, Choice.IN, now, stages=stages)], (), rules, now)
        for stages in each_stage
    ]
    return Plan(
        tuple(sorted((due for each in plans for due in each.due), key=lambda due: due.at)),
        tuple(held for each in plans for held in each.withheld),
    )


def thread_note(call: Call, rules: Rules, zone: ZoneInfo, now: datetime) -> datetime | None:
    """When the one note without mention may go to a mobilisation's thread; None for never.

    Two working days before, in the community's own morning, if that is still to come.
    """
    found = preview(call, rules, zone, now - rules.settle)
    moments = (
        item.moment
        for due in found.due
        for item in due.items
        if item.key.kind is Kind.DAYS_BEFORE and item.moved is None
    )
    return next((moment for moment in moments if moment >= now), None)


class Action(StrEnum):
    """What to do with a message whose time has come."""

    SEND = "send"
    WAIT = "wait"
    SKIP = "skip"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What to do with a message now. `items` are those still of use."""

    action: Action
    items: tuple[Item, ...] = ()
    until: datetime | None = None
    """When to look again, for WAIT."""
    late: bool = False
    """Whether the message must say that it is late."""
    reason: Reason | None = None
    """Why not at all, for SKIP."""


def lateness(due: Due, now: datetime, person: Person, rules: Rules) -> Verdict:
    """Whether a planned message may leave now, must wait for the next allowed slot, or is over.

    It looks at the clock only; whatever else changed since is the business of a new plan.
    """
    now = now.astimezone(UTC)
    if now < due.at:
        return Verdict(Action.WAIT, due.items, until=due.at, late=due.late)
    slot = working_time(person, rules).next_allowed(now)
    items = () if slot is None else tuple(i for i in due.items if slot < i.useful_until)
    if slot is None or not items:
        return Verdict(Action.SKIP, reason=Reason.TOO_LATE)
    late = due.late or slot - due.at > LATE_AFTER
    if slot > now:
        return Verdict(Action.WAIT, items, until=slot, late=late)
    return Verdict(Action.SEND, items, late=late)


def _last_words(calls: Iterable[Call], answers: Iterable[Answer]) -> dict[int, tuple[Call, Answer]]:
    """What a member last said of each known mobilisation."""
    known = {call.id: call for call in calls}
    said: dict[int, tuple[Call, Answer]] = {}
    for answer in answers:
        call, before = known.get(answer.call), said.get(answer.call)
        if call is not None and (before is None or answer.answered_at >= before[1].answered_at):
            said[call.id] = call, answer
    return said


def _history(sent: Iterable[Sent], about: Container[int]) -> History:
    """What was sent about these mobilisations."""
    history: dict[int, list[tuple[Key, datetime]]] = defaultdict(list)
    for each in sent:
        for item in each.items:
            if item.key.call in about:
                history[item.key.call].append((item.key, each.at))
    return history


def _over(
    found: Candidate,
    answer: Answer,
    before: Sequence[tuple[Key, datetime]],
    now: datetime,
    planned: Collection[Key] | None,
    paused_until: datetime | None,
) -> Reason | None:
    """What withholds a candidate before any budget is looked at."""
    for key, at in before:
        if key == found.key and _same_reminder(found, answer, at):
            return Reason.ALREADY_SENT
    if paused_until is not None and found.earliest < paused_until:
        return Reason.PAUSED
    if found.until <= now:
        return Reason.TOO_LATE
    if planned is not None and found.earliest < now and not _promised(found.key, planned):
        return Reason.ALREADY_PASSED
    return None


def _promised(key: Key, planned: Collection[Key]) -> bool:
    """Whether an earlier plan holds a reminder, or the question that took its place."""
    return key in planned or Key(key.call, Kind.CARRY_ON) in planned


_TOO_YOUNG = (Reason.ALREADY_PASSED, Reason.JUST_ANSWERED)
"""What a moment is told by that had passed before the answer or the dates were known."""


def _told_apart(gone: Withheld, before: Sequence[tuple[Key, datetime]]) -> Withheld:
    """What was sent is told as sent, though it is too young for what was said since too."""
    if gone.reason in _TOO_YOUNG and any(_was(gone, key, at) for key, at in before):
        return gone._replace(reason=Reason.ALREADY_SENT)
    return gone


def _was(gone: Withheld, key: Key, sent_at: datetime) -> bool:
    """Whether this is what was sent.

    Another chosen day is another reminder, and a later one: none is chosen once it is past. Of a
    day that was spoken of early or late this cannot be told, when its neighbour is chosen after.
    """
    if key != gone.key or key.kind is not Kind.CHOSEN_DAY:
        return key == gone.key
    return gone.moment is not None and sent_at >= gone.moment


def _same_reminder(found: Candidate, answer: Answer, sent_at: datetime) -> bool:
    """Another chosen day is another reminder; another date of the event is not."""
    return found.movable or sent_at >= min(answer.answered_at, found.moment)


def _paused_until(person: Person, work: WorkingTime) -> datetime | None:
    until = person.paused_until
    if until is None or isinstance(until, datetime):
        return until
    return datetime.combine(until, time(), work.zone).astimezone(UTC)


def _shall_we_carry_on(due: tuple[Due, ...]) -> tuple[Due, ...]:
    """The question that takes the place of the next reminder."""
    item = due[0].items[0]
    question = item._replace(key=Key(item.key.call, Kind.CARRY_ON), moved=None)
    return (Due(due[0].at, item.useful_until, (question,)),)
