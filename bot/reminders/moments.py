"""When each reminder of one answer would come, if that person had no other."""

from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple

from bot.reminders.calendar import WorkingTime
from bot.reminders.spans import BACK, Slot, Span, span_of, starts
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
_HOUR = timedelta(hours=1)

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
    known: datetime
    """Nothing may come before: the answer, its dates and wishes are so young."""

    @property
    def order(self) -> tuple[int, datetime, tuple[int, str, int]]:
        """Who is served first when not all have room."""
        return _RANK[self.key.kind], self.moment, self.key.sorting

    @property
    def movable(self) -> bool:
        """Whether it is still itself on another day than its own."""
        return self.key.kind is not Kind.CHOSEN_DAY


def possible(
    person: Person, call: Call, answer: Answer, work: WorkingTime, rules: Rules
) -> list[Candidate | Withheld]:
    """Each reminder that an answer could bring, once: a candidate, or withheld with its reason."""
    refused = _standing(person, call, answer)
    held: dict[Key, Reason] = {}
    spans: list[Span] = []
    for stage in _stages(call, answer):
        span = span_of(call, stage, work, rules.default_at)
        cancelled = stage is not None and stage.cancelled
        if span is not None and refused is None and not cancelled:
            spans.append(span)
            continue
        reason = refused or (Reason.CANCELLED if cancelled else Reason.TO_BE_CONFIRMED)
        held.update(dict.fromkeys(_keys(call, answer, stage, span), reason))
    if spans:
        # The day was chosen for the whole: what has dates decides on it.
        held.pop(Key(call.id, Kind.CHOSEN_DAY), None)
    found: list[Candidate | Withheld] = [Withheld(key, reason) for key, reason in held.items()]
    if spans:
        found += _Dated(person, call, answer, work, rules).reminders(spans)
    return found


def _standing(person: Person, call: Call, answer: Answer) -> Reason | None:
    """What withholds every reminder of an answer, whatever the dates."""
    if call.state is not State.ANNOUNCED:
        return _BY_STATE.get(call.state, Reason.CLOSED)
    if call.held:
        return Reason.HELD
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


def _keys(call: Call, answer: Answer, stage: Stage | None, span: Span | None) -> tuple[Key, ...]:
    """What an answer could have brought, had nothing stood against it."""
    ident = stage.id if stage else None
    if answer.choice is Choice.MAYBE:
        return (Key(call.id, Kind.DECIDE, ident),)
    if answer.chosen_day is not None:
        chosen = Key(call.id, Kind.CHOSEN_DAY)
        if span is None or _fits(answer.chosen_day, [span]):
            return (chosen,)
        return chosen, span.early_key, span.late_key
    if span is not None:
        return span.early_key, span.late_key
    return Key(call.id, Kind.WEEK_BEFORE, ident), Key(call.id, Kind.DAYS_BEFORE, ident)


def _stages(call: Call, answer: Answer) -> list[Stage] | list[None]:
    """The stages that an answer is about: those it names, else the first one after it."""
    if not call.stages:
        return [None]
    named = [stage for stage in call.stages if stage.id in answer.stages]
    if named:
        return named
    live = [stage for stage in call.stages if not stage.cancelled]
    begins = [(starts(stage, call.zone), stage.id, stage) for stage in live]
    dated = sorted(row[:2] for row in begins if row[0] is not None)
    ahead = [row for row in dated if row[0] is not None and row[0] > answer.answered_at]
    first = (ahead[:1] or dated[-1:] or [(None, min((each.id for each in live), default=0))])[0][1]
    return [stage for stage in live if stage.id == first] or list(call.stages[:1])


class _Dated:
    """The reminders of one answer to something that has dates."""

    def __init__(
        self, person: Person, call: Call, answer: Answer, work: WorkingTime, rules: Rules
    ) -> None:
        self._call = call
        self._answer = answer
        self._work = work
        self._rules = rules
        self._answered_at = known = answer.answered_at.astimezone(UTC)
        self._settled = known = known + rules.settle
        for since in (call.since, person.since):
            if since is not None and since > known:
                known = since.astimezone(UTC)
        self._known = known

    def reminders(self, spans: list[Span]) -> list[Candidate | Withheld]:
        """One end for each: of the chosen day alone where it fits, else counted back."""
        if self._answer.choice is Choice.MAYBE:
            return [self._decide(span) for span in spans]
        found: list[Candidate | Withheld] = []
        chosen = self._answer.chosen_day
        fits = chosen is not None and _fits(chosen, spans)
        if chosen is not None:
            over = max(span.over for span in spans)
            slot = self._on(chosen, over) if fits else Reason.DAY_DOES_NOT_FIT
            found.append(self._in_time(Key(self._call.id, Kind.CHOSEN_DAY), slot))
        for span in spans:
            for key, slot in ((span.early_key, span.early), (span.late_key, span.late)):
                if fits:
                    moment = slot.moment if isinstance(slot, Slot) else None
                    found.append(Withheld(key, Reason.DAY_CHOSEN, moment))
                else:
                    found.append(self._in_time(key, slot))
        return found

    def _on(self, chosen: date, over: datetime) -> Slot | Reason:
        """The morning of the chosen day; the last fit one before where that day is not fit.

        The member's own choice of a Saturday is no leave to write on Saturdays: that leave is a
        preference of its own. Late, it is of use until the end of the next fit day.
        """
        work = self._work
        day = work.on_or_before(chosen, BACK)
        moment = None if day is None else work.slot(day, self._rules.chosen_day_at)
        if day is None or moment is None or moment >= over:
            return Reason.NO_WORKING_DAY
        after = next(work.fit_days(chosen + _DAY), chosen + _DAY)
        closing = datetime.combine(after, work.closes, work.zone).astimezone(UTC)
        return Slot(day, moment, min(over, closing), chosen)

    def _decide(self, span: Span) -> Candidate | Withheld:
        """Where the early reminder would be, or the late one when the wish came after that."""
        slot: Slot | Reason = span.late
        if isinstance(span.early, Slot) and span.early.moment >= self._settled:
            slot = span.early._replace(until=span.stop)
        return self._in_time(Key(self._call.id, Kind.DECIDE, span.early_key.stage), slot)

    def _in_time(self, key: Key, slot: Slot | Reason) -> Candidate | Withheld:
        """Withhold what had passed before the answer, the dates or the wishes it rests on."""
        if isinstance(slot, Reason):
            return Withheld(key, slot)
        day, moment, until, about = slot
        known = self._known
        if moment >= known:
            return Candidate(key, day, moment, moment, until, about, known)
        # An hour before closing there is little left of a chosen day to speak of.
        if (
            key.kind is Kind.CHOSEN_DAY
            and self._work.day_of(known) == day
            and self._work.allows(known + _HOUR)
        ):
            return Candidate(key, day, moment, known, until, about, known)
        same_day = self._work.day_of(self._answered_at) == day
        just = moment < self._settled and (same_day or moment >= self._answered_at)
        return Withheld(key, Reason.JUST_ANSWERED if just else Reason.ALREADY_PASSED, moment)


def _fits(chosen: date, spans: list[Span]) -> bool:
    """Whether a chosen day lies inside the dates of what it was chosen for."""
    return chosen <= max(span.last for span in spans) and any(
        span.first is None or span.first <= chosen for span in spans
    )
