"""When each reminder of one answer would come, if that person had no other."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

from bot.reminders.calendar import WorkingTime
from bot.reminders.terms import (
    Answer,
    Call,
    Choice,
    Delivery,
    Key,
    Kind,
    Person,
    Reason,
    Rules,
    Stage,
    State,
    Withheld,
)

_DAY = timedelta(days=1)
_EVER = datetime.min.replace(tzinfo=UTC)
_APART = timedelta(days=2)
"""Two reminders of one mobilisation are at least so far apart."""
_BACK = 6
"""A reminder comes at most so many days before its own day when that one is not fit."""

# What was asked for by the member goes first when a budget has no room for all.
_RANK = {
    Kind.CHOSEN_DAY: 0,
    Kind.DECIDE: 1,
    Kind.DAYS_BEFORE: 2,
    Kind.THIRD_IN: 3,
    Kind.WEEK_BEFORE: 3,
}

_BY_STATE = {
    State.DRAFT: Reason.NOT_ANNOUNCED,
    State.SUSPENDED: Reason.SUSPENDED,
    State.CANCELLED: Reason.CANCELLED,
    State.CLOSED: Reason.CLOSED,
    State.ARCHIVED: Reason.CLOSED,
}


class Candidate(NamedTuple):
    """A reminder that nothing but time and budgets can still withhold."""

    key: Key
    day: date
    """Local day of `moment`."""
    moment: datetime
    earliest: datetime
    """Later than `moment` where the answer itself came that same day."""
    until: datetime
    about: date
    known: datetime = _EVER
    """Nothing may come before: the answer, its dates and wishes are so young."""

    def since(self, known: datetime) -> "Candidate":
        """The same, held to what is known only since then."""
        earliest = max(self.moment, known)
        return Candidate(self.key, self.day, self.moment, earliest, self.until, self.about, known)

    @property
    def order(self) -> tuple[int, datetime, tuple[int, str, int]]:
        """Who is served first when not all have room."""
        return _RANK[self.key.kind], self.moment, self.key.sorting

    @property
    def movable(self) -> bool:
        """Whether it is still itself on another day than its own."""
        return self.key.kind is not Kind.CHOSEN_DAY


class _Slot(NamedTuple):
    day: date
    moment: datetime
    until: datetime
    about: date


class _Span(NamedTuple):
    """The dates of a mobilisation or of one stage, made simple."""

    stage: int | None
    kind: Kind
    """Of the early reminder."""
    early: _Slot | Reason
    late: _Slot | Reason
    first: date | None
    """The first day on which a post is of use, where a window was given."""
    last: date
    stop: datetime
    """When reminders counted back from the date stop being of use."""
    over: datetime


def possible(
    person: Person, call: Call, answer: Answer, work: WorkingTime, rules: Rules
) -> Iterator[Candidate | Withheld]:
    """Each reminder that an answer could bring, once: a candidate, or withheld with its reason."""
    refused = _standing(person, call, answer)
    stages, cancelled = _stages(call, answer)
    held = {
        _key(call, kind, stage.id): Reason.CANCELLED
        for stage in cancelled
        for kind in _kinds(answer)
    }
    spans = []
    for stage_id, dates in stages:
        span = _span(stage_id, dates, call.zone, work, rules.default_at)
        if span is not None and refused is None:
            spans.append(span)
        else:
            held |= {
                _key(call, kind, stage_id): Reason.TO_BE_CONFIRMED for kind in _kinds(answer, span)
            }
    if spans:
        # The day was chosen for the whole: what has dates decides on it.
        held.pop(_key(call, Kind.CHOSEN_DAY, None), None)
    for key, reason in held.items():
        yield Withheld(key, refused or reason)
    for found in _in_time(call, answer, spans, work, rules) if spans else ():
        if isinstance(found, Candidate):
            found = _known_in_time(found, person, call, answer, work, rules)
        yield found


def _key(call: Call, kind: Kind, stage: int | None) -> Key:
    return Key(call.id, kind, None if kind is Kind.CHOSEN_DAY else stage)


def _standing(person: Person, call: Call, answer: Answer) -> Reason | None:
    """What withholds every reminder of an answer, whatever the dates."""
    if call.state is not State.ANNOUNCED:
        return _BY_STATE.get(call.state, Reason.CLOSED)
    return _of_answer(answer) or _of_person(person)


def _of_answer(answer: Answer) -> Reason | None:
    if answer.posted:
        return Reason.POSTED
    if answer.choice is Choice.OUT:
        return Reason.NOT_THIS_TIME
    if answer.choice is Choice.MAYBE and not answer.remind_once:
        return Reason.NOT_ASKED
    return Reason.STOPPED if answer.stopped else None


def _of_person(person: Person) -> Reason | None:
    if person.left:
        return Reason.LEFT
    if person.stopped_all:
        return Reason.STOPPED_ALL
    if person.delivery is not Delivery.PRIVATE:
        thread = person.delivery is Delivery.THREAD
        return Reason.DELIVERY_THREAD if thread else Reason.DELIVERY_NONE
    return None if person.reachable else Reason.UNREACHABLE


def _kinds(answer: Answer, span: _Span | None = None) -> tuple[Kind, ...]:
    if answer.choice is Choice.MAYBE:
        return (Kind.DECIDE,)
    if answer.chosen_day is not None:
        return (Kind.CHOSEN_DAY,)
    return (span.kind if span else Kind.WEEK_BEFORE, Kind.DAYS_BEFORE)


def _stages(
    call: Call, answer: Answer
) -> tuple[list[tuple[int | None, Call | Stage]], list[Stage]]:
    """The stages that an answer is about, and those of them that were cancelled."""
    if not call.stages:
        return [(None, call)], []
    named = [stage for stage in call.stages if stage.id in answer.stages]
    if named:
        return (
            [(stage.id, stage) for stage in named if not stage.cancelled],
            [stage for stage in named if stage.cancelled],
        )
    live = [stage for stage in call.stages if not stage.cancelled]
    if not live:
        return [], list(call.stages[:1])
    starts = [(_starts(stage, call.zone), stage.id, stage) for stage in live]
    dated = sorted((start, ident, stage) for start, ident, stage in starts if start is not None)
    ahead = [row for row in dated if row[0] > answer.answered_at]
    stage = (ahead[:1] or dated[-1:])[0][2] if dated else min(live, key=lambda each: each.id)
    return [(stage.id, stage)], []


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(), zone).astimezone(UTC)


def _local_day(when: datetime | date, zone: ZoneInfo) -> date:
    return when.astimezone(zone).date() if isinstance(when, datetime) else when


def _starts(dates: Call | Stage, zone: ZoneInfo) -> datetime | None:
    when = dates.starts
    if when is None:
        return _midnight(dates.window_closes + _DAY, zone) if dates.window_closes else None
    return when.astimezone(UTC) if isinstance(when, datetime) else _midnight(when, zone)


@lru_cache(maxsize=4096)
def _span(
    stage: int | None, dates: Call | Stage, zone: ZoneInfo, work: WorkingTime, at: time
) -> _Span | None:
    """The dates in `zone`, seen from a person; None while they are to be confirmed.

    Remembered, because everybody of one mobilisation and one working time shares them.
    """
    stop = _starts(dates, zone)
    shown = dates.window_closes if dates.starts is None else _local_day(dates.starts, zone)
    if stop is None or shown is None:
        return None
    anchor, third = shown, None
    if isinstance(dates.starts, datetime):
        anchor = _local_day(dates.starts, work.zone)
    elif dates.starts is None and dates.window_opens is not None:
        third = dates.window_opens + (shown - dates.window_opens) // 3
    last = max(shown, _local_day(dates.ends, zone)) if dates.ends is not None else shown
    over = _midnight(last + _DAY, zone)
    if dates.window_closes is not None:
        last = dates.window_closes
        over = _midnight(last + _DAY, zone)
    elif isinstance(dates.ends, datetime) and dates.ends > stop:
        over = dates.ends.astimezone(UTC)
    # Of an event the reminders announce the date, be the window open or not; a campaign has
    # nothing to announce before it opens.
    floor = None if third is None else dates.window_opens
    late = _counted_back(work.working_days_before(anchor, 2), floor, stop, shown, work, at)
    own = anchor - 7 * _DAY if third is None else third
    early = _counted_back(own, floor, stop, shown, work, at)
    if isinstance(early, _Slot) and isinstance(late, _Slot):
        apart = late.moment - _APART
        early = early._replace(until=apart) if early.moment < apart else Reason.TOO_CLOSE
    kind = Kind.WEEK_BEFORE if third is None else Kind.THIRD_IN
    return _Span(stage, kind, early, late, dates.window_opens, last, stop, over)


def _counted_back(
    own: date, first: date | None, until: datetime, about: date, work: WorkingTime, at: time
) -> _Slot | Reason:
    """The last fit day up to `own`, not before the window opens; else the first one after."""
    floor = own if first is None else max(own, first)
    day = work.on_or_before(floor, _BACK)
    if day is None or (first is not None and day < first):
        day = next(work.fit_days(floor), None)
    moment = None if day is None else work.slot(day, at)
    if day is None or moment is None or moment >= until:
        return Reason.NO_WORKING_DAY
    return _Slot(day, moment, until, about)


def _in_time(
    call: Call, answer: Answer, spans: list[_Span], work: WorkingTime, rules: Rules
) -> Iterator[Candidate | Withheld]:
    if answer.choice is Choice.MAYBE:
        for span in spans:
            yield _decide(Key(call.id, Kind.DECIDE, span.stage), answer, span, rules)
        return
    chosen = answer.chosen_day
    holds = chosen is not None and _holds(chosen, spans)
    if chosen is not None:
        key = Key(call.id, Kind.CHOSEN_DAY)
        if holds:
            slot = _on_chosen_day(chosen, max(span.over for span in spans), work, rules)
            yield _candidate(key, slot)
        else:
            yield Withheld(key, Reason.DAY_DOES_NOT_FIT)
    for span in spans:
        for kind, slot in ((span.kind, span.early), (Kind.DAYS_BEFORE, span.late)):
            key = Key(call.id, kind, span.stage)
            if holds:
                moment = slot.moment if isinstance(slot, _Slot) else None
                yield Withheld(key, Reason.DAY_CHOSEN, moment)
            else:
                yield _candidate(key, slot)


def _holds(chosen: date, spans: list[_Span]) -> bool:
    """Whether a chosen day lies inside the dates of what it was chosen for."""
    firsts = [span.first for span in spans]
    opens = min((first for first in firsts if first is not None), default=chosen)
    return (None in firsts or opens <= chosen) and chosen <= max(span.last for span in spans)


def _candidate(key: Key, slot: _Slot | Reason) -> Candidate | Withheld:
    if isinstance(slot, Reason):
        return Withheld(key, slot)
    return Candidate(key, slot.day, slot.moment, slot.moment, slot.until, slot.about)


def _on_chosen_day(chosen: date, over: datetime, work: WorkingTime, rules: Rules) -> _Slot | Reason:
    """The morning of the chosen day; the last fit one before where that day is not fit.

    The member's own choice of a Saturday is no leave to write on Saturdays: that leave is a
    preference of its own. Late, it is of use until the end of the next fit day.
    """
    day = work.on_or_before(chosen, _BACK)
    moment = None if day is None else work.slot(day, rules.chosen_day_at)
    if day is None or moment is None or moment >= over:
        return Reason.NO_WORKING_DAY
    after = next(work.fit_days(chosen + _DAY), chosen + _DAY)
    closing = datetime.combine(after, work.closes, work.zone).astimezone(UTC)
    return _Slot(day, moment, min(over, closing), chosen)


def _decide(key: Key, answer: Answer, span: _Span, rules: Rules) -> Candidate | Withheld:
    """Where the early reminder would be, or the late one when the wish came after that."""
    early = span.early
    if isinstance(early, _Slot) and early.moment >= answer.answered_at + rules.settle:
        return _candidate(key, early._replace(until=span.stop))
    return _candidate(key, span.late)


def _known_in_time(
    found: Candidate, person: Person, call: Call, answer: Answer, work: WorkingTime, rules: Rules
) -> Candidate | Withheld:
    """Withhold what had passed before the answer, the dates or the wishes that it rests on."""
    settled = answer.answered_at + rules.settle
    known = max(moment for moment in (settled, call.since, person.since) if moment is not None)
    if found.moment >= known:
        return found.since(known)
    if found.key.kind is Kind.CHOSEN_DAY:
        known = known.astimezone(UTC)
        # An hour before closing there is little left of the day to speak of.
        useful = work.allows(known + timedelta(hours=1))
        if useful and work.day_of(known) == found.day:
            return found.since(known)
    same_day = work.day_of(answer.answered_at) == found.day
    just = found.moment < settled and (same_day or found.moment >= answer.answered_at)
    return Withheld(
        found.key, Reason.JUST_ANSWERED if just else Reason.ALREADY_PASSED, found.moment
    )
