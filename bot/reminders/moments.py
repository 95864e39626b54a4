"""When each reminder of one answer would come, if that person had no other."""

from datetime import UTC, date, datetime, timedelta

from bot.reminders.calendar import WorkingTime
from bot.reminders.spans import Candidate, Span, on_chosen_day, span_of, starts
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

_BY_STATE = {
    State.DRAFT: Reason.NOT_ANNOUNCED,
    State.SUSPENDED: Reason.SUSPENDED,
    State.CANCELLED: Reason.CANCELLED,
    State.CLOSED: Reason.CLOSED,
    State.ARCHIVED: Reason.CLOSED,
}


Possible = tuple[list[Candidate], list[Withheld]]
"""Each reminder that an answer could bring, once: what may come, and what is withheld."""


def known_since(person: Person, call: Call, answer: Answer, rules: Rules) -> datetime:
    """Nothing may come before: the answer, its dates and wishes are so young (UTC)."""
    known = answer.answered_at.astimezone(UTC) + rules.settle
    if call.since is not None and call.since > known:
        known = call.since.astimezone(UTC)
    if person.since is not None and person.since > known:
        known = person.since.astimezone(UTC)
    return known


def refusal_of(person: Person) -> Reason | None:
    """What withholds every reminder to somebody, whatever they answered."""
    if person.left:
        return Reason.LEFT
    if person.stopped_all:
        return Reason.STOPPED_ALL
    if person.delivery is not _PRIVATE:
        thread = person.delivery is Delivery.THREAD
        return Reason.DELIVERY_THREAD if thread else Reason.DELIVERY_NONE
    return None if person.reachable else Reason.UNREACHABLE


def possible(
    call: Call,
    answer: Answer,
    known: datetime,
    personal: Reason | None,
    work: WorkingTime,
    rules: Rules,
) -> Possible:
    """What an answer could bring.

    `known` as of `known_since`, `personal` as of `refusal_of`.
    """
    refused = _refusal_of(call, answer) or personal
    if refused is None and not call.stages:
        # The usual case, spared what tours and refusals need.
        span = span_of(call, None, work, rules.default_at)
        if span is not None:
            return _dated([span], answer, known, work, rules)
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
    candidates, withheld = _dated(spans, answer, known, work, rules) if spans else ([], [])
    if held:
        if spans:
            # The day was chosen for the whole: what has dates decides on it.
            held.pop(Key(call.id, _CHOSEN_DAY), None)
        withheld += [Withheld(key, reason) for key, reason in held.items()]
    return candidates, withheld


def _refusal_of(call: Call, answer: Answer) -> Reason | None:
    """What withholds every reminder of an answer, whoever gave it and whatever the dates."""
    if call.state is not _ANNOUNCED:
        return _BY_STATE.get(call.state, Reason.CLOSED)
    if call.held:
        return Reason.HELD
    if answer.posted:
        return Reason.POSTED
    if answer.choice is _OUT:
        return Reason.NOT_THIS_TIME
    if answer.choice is _MAYBE and not answer.remind_once:
        return Reason.NOT_ASKED
    return Reason.STOPPED if answer.stopped else None


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


def _dated(
    spans: list[Span], answer: Answer, known: datetime, work: WorkingTime, rules: Rules
) -> Possible:
    """Of something that has dates: the chosen day's alone where it fits, else counted back."""
    ends: list[Candidate | Withheld] = []
    candidates: list[Candidate] = []
    withheld: list[Withheld] = []
    chosen = answer.chosen_day
    if answer.choice is _MAYBE:
        ends += [_decide(span, answer, rules) for span in spans]
    elif chosen is not None and _fits(chosen, spans):
        over = max([span.over for span in spans])
        ends.append(on_chosen_day(answer.call, chosen, over, work, rules.chosen_day_at))
        for span in spans:
            withheld += span.day_chosen
    else:
        for span in spans:
            ends += span.early, span.late
        if chosen is not None:
            withheld.append(Withheld(Key(answer.call, _CHOSEN_DAY), Reason.DAY_DOES_NOT_FIT))
    for end in ends:
        if isinstance(end, Withheld):
            withheld.append(end)
        elif end.earliest >= known:
            candidates.append(end)
        elif later := _in_time(end, known, work):
            candidates.append(later)
        else:
            withheld.append(_too_young(end, answer, work, rules))
    return candidates, withheld


def _decide(span: Span, answer: Answer, rules: Rules) -> Candidate | Withheld:
    """Where the early reminder would be, or the late one when the wish came after that."""
    found = span.early
    settled = answer.answered_at.astimezone(UTC) + rules.settle
    if isinstance(found, Withheld) or found.moment < settled:
        found = span.late
    key = Key(answer.call, Kind.DECIDE, span.early.key.stage)
    if isinstance(found, Withheld):
        return Withheld(key, found.reason)
    return found.known_as(key, span.stop)


def _in_time(found: Candidate, known: datetime, work: WorkingTime) -> Candidate | None:
    """What can still come on its day, later than its moment: a day chosen that same day."""
    if found.movable or work.day_of(known).toordinal() != found.day:
        return None
    # An hour before closing there is little left of a chosen day to speak of.
    return Candidate.of(found.item, found.day, known) if work.allows(known + _HOUR) else None


def _too_young(found: Candidate, answer: Answer, work: WorkingTime, rules: Rules) -> Withheld:
    """What had its moment before the answer, the dates or the wishes it rests on were known."""
    moment, answered_at = found.moment, answer.answered_at.astimezone(UTC)
    same_day = work.day_of(answered_at).toordinal() == found.day
    just = moment < answered_at + rules.settle and (same_day or moment >= answered_at)
    return Withheld(found.key, Reason.JUST_ANSWERED if just else Reason.ALREADY_PASSED, moment)


def _fits(chosen: date, spans: list[Span]) -> bool:
    """Whether a chosen day lies inside the dates of what it was chosen for."""
    begun = [span for span in spans if span.first is None or span.first <= chosen]
    return bool(begun) and chosen <= max([span.last for span in spans])
