"""When each reminder of one answer would come, if that person had no other."""

from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple

from bot.reminders.calendar import WorkingTime
from bot.reminders.spans import CountedBack, Slot, Span, chosen_slot, span_of, starts
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

# Looked up for every reminder, and Python 3.11 takes its time to find a member of an enumeration.
_ANNOUNCED, _PRIVATE = State.ANNOUNCED, Delivery.PRIVATE
_OUT, _MAYBE, _CHOSEN_DAY = Choice.OUT, Choice.MAYBE, Kind.CHOSEN_DAY

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

    def order(self) -> tuple[int, datetime, tuple[int, str, int]]:
        """Who is served first when not all have room."""
        return _RANK[self.key.kind], self.moment, self.key.sorting

    @property
    def movable(self) -> bool:
        """Whether it is still itself on another day than its own."""
        return self.key.kind is not _CHOSEN_DAY


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
    found = _Dated(person, call, answer, work, rules).reminders(spans) if spans else []
    if held:
        if spans:
            # The day was chosen for the whole: what has dates decides on it.
            held.pop(Key(call.id, _CHOSEN_DAY), None)
        found += [Withheld(key, reason) for key, reason in held.items()]
    return found


def _standing(person: Person, call: Call, answer: Answer) -> Reason | None:
    """What withholds every reminder of an answer, whatever the dates."""
    if call.state is not _ANNOUNCED:
        return _BY_STATE.get(call.state, Reason.CLOSED)
    if call.held:
        return Reason.HELD
    return _of_answer(answer) or _of_person(person)


def _of_answer(answer: Answer) -> Reason | None:
    if answer.posted:
        return Reason.POSTED
    if answer.choice is _OUT:
        return Reason.NOT_THIS_TIME
    if answer.choice is _MAYBE and not answer.remind_once:
        return Reason.NOT_ASKED
    return Reason.STOPPED if answer.stopped else None


def _of_person(person: Person) -> Reason | None:
    if person.left:
        return Reason.LEFT
    if person.stopped_all:
        return Reason.STOPPED_ALL
    if person.delivery is not _PRIVATE:
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
        return chosen, span.early.key, span.late.key
    if span is not None:
        return span.early.key, span.late.key
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
        self._answer = answer
        self._work = work
        self._rules = rules
        self._answered_at = answer.answered_at.astimezone(UTC)
        self._settled = known = self._answered_at + rules.settle
        if call.since is not None and call.since > known:
            known = call.since.astimezone(UTC)
        if person.since is not None and person.since > known:
            known = person.since.astimezone(UTC)
        self._known = known

    def reminders(self, spans: list[Span]) -> list[Candidate | Withheld]:
        """One end for each: of the chosen day alone where it fits, else counted back."""
        if self._answer.choice is _MAYBE:
            return [self._decide(span) for span in spans]
        chosen = self._answer.chosen_day
        found: list[Candidate | Withheld] = []
        if chosen is not None and _fits(chosen, spans):
            over = max([span.over for span in spans])
            slot = chosen_slot(chosen, over, self._work, self._rules.chosen_day_at)
            found.append(self._in_time(Key(self._answer.call, _CHOSEN_DAY), slot))
            for span in spans:
                found += _day_chosen(span.early), _day_chosen(span.late)
            return found
        for span in spans:
            for key, slot in (span.early, span.late):
                found.append(self._in_time(key, slot))
        if chosen is not None:
            found.append(Withheld(Key(self._answer.call, _CHOSEN_DAY), Reason.DAY_DOES_NOT_FIT))
        return found

    def _decide(self, span: Span) -> Candidate | Withheld:
        """Where the early reminder would be, or the late one when the wish came after that."""
        early, slot = span.early.slot, span.late.slot
        if isinstance(early, Slot) and early.moment >= self._settled:
            slot = early._replace(until=span.stop)
        return self._in_time(Key(self._answer.call, Kind.DECIDE, span.early.key.stage), slot)

    def _in_time(self, key: Key, slot: Slot | Reason) -> Candidate | Withheld:
        """Withhold what had passed before the answer, the dates or the wishes it rests on."""
        if not isinstance(slot, Slot):
            return Withheld(key, slot)
        day, moment, until, about = slot
        known = self._known
        if moment >= known:
            return Candidate(key, day, moment, moment, until, about, known)
        # An hour before closing there is little left of a chosen day to speak of.
        if (
            key.kind is _CHOSEN_DAY
            and self._work.day_of(known) == day
            and self._work.allows(known + _HOUR)
        ):
            return Candidate(key, day, moment, known, until, about, known)
        same_day = self._work.day_of(self._answered_at) == day
        just = moment < self._settled and (same_day or moment >= self._answered_at)
        return Withheld(key, Reason.JUST_ANSWERED if just else Reason.ALREADY_PASSED, moment)


def _day_chosen(gone: CountedBack) -> Withheld:
    """A chosen day brings its own reminder alone."""
    moment = gone.slot.moment if isinstance(gone.slot, Slot) else None
    return Withheld(gone.key, Reason.DAY_CHOSEN, moment)


def _fits(chosen: date, spans: list[Span]) -> bool:
    """Whether a chosen day lies inside the dates of what it was chosen for."""
    begun = [span for span in spans if span.first is None or span.first <= chosen]
    return bool(begun) and chosen <= max([span.last for span in spans])
