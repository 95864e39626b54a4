"""The promises of gentle reminders, over years that nobody chose."""

import random
from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import holidays
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.reminders.calendar import allowed, next_allowed
from bot.reminders.policy import plan
from bot.reminders.terms import Choice, Kind, Moved, Person, Rules, Sent, SentItem, State
from tests.bot.reminders.years import COUNTED_ONCE, Life, Witness, busy_year, lives, people, rules

WEEK = timedelta(days=7)
DAY = timedelta(days=1)
START = datetime(2025, 1, 1, tzinfo=UTC)
ZONE_COUNTRY = {
    "Europe/Paris": "FR",
    "Europe/Rome": "IT",
    "America/Martinique": "MQ",
    "America/Cayenne": "GF",
    "Indian/Reunion": "RE",
    "Pacific/Noumea": "NC",
    "Pacific/Auckland": "NZ",
    "America/New_York": "US",
}
SPECIAL = {"FR-GES": ("FR", "57"), "FR-BRE": ("FR", None)}


def is_holiday(person: Person, day: date) -> bool:
    """Asked of the library directly, by a way of our own."""
    named = person.territory or ZONE_COUNTRY[person.zone.key]
    country, part = SPECIAL.get(named) or (named[:2], named[3:] or None)
    return day in holidays.country_holidays(country, subdiv=part, years=day.year)


def expected_hours(witness: Witness, limits: Rules) -> bool:
    opens, closes = witness.person.hours or (limits.opens, limits.closes)
    return opens <= witness.local.time() < closes


@settings(max_examples=200, deadline=None)
@given(lives())
def test_the_promises_hold_in_any_life(life: Life) -> None:
    the_promises_hold(life)


@settings(max_examples=10, deadline=None)
@given(people(wishes=False), st.integers(2025, 2032), st.randoms(use_true_random=True))
def test_the_promises_hold_for_somebody_in_for_everything_a_whole_year(
    person: Person, year: int, chance: random.Random
) -> None:
    life = busy_year(person, year, chance)
    the_promises_hold(life)
    assert len(life.witnessed) > 25


def the_promises_hold(life: Life) -> None:
    for witness in life.witnessed:
        for item in witness.items:
            nothing_without_a_yes(witness, item, life.rules)
        gentle_hours(witness, life.rules)
    within_budgets(life)
    never_twice(life)


def nothing_without_a_yes(witness: Witness, item: SentItem, limits: Rules) -> None:
    answer = witness.answers[item.key.call]
    assert answer.choice is Choice.IN or (answer.choice is Choice.MAYBE and answer.remind_once)
    assert witness.at >= answer.answered_at + limits.settle
    assert not answer.stopped
    assert not answer.posted
    assert witness.calls[item.key.call].state is State.ANNOUNCED
    assert not witness.person.stopped_all
    assert witness.person.reachable
    until = witness.person.paused_until
    assert until is None or witness.local.date() >= until


def gentle_hours(witness: Witness, limits: Rules) -> None:
    assert expected_hours(witness, limits)
    day = witness.local.date()
    assert witness.person.weekends or day.weekday() < 5
    assert witness.person.holidays_too or not is_holiday(witness.person, day)
    assert day.month not in limits.quiet_months


def within_budgets(life: Life) -> None:
    limits, ats = life.rules, [witness.at for witness in life.witnessed]
    days = [witness.local.date() for witness in life.witnessed]
    assert all(count <= limits.per_day for count in Counter(days).values())
    for first in range(len(ats) - limits.per_week):
        last = first + limits.per_week
        assert ats[last] - ats[first] >= WEEK
        assert days[last] - days[first] >= WEEK
    per_call = Counter(item.key.call for each in life.witnessed for item in each.items)
    assert all(count <= limits.per_mobilisation for count in per_call.values())


def never_twice(life: Life) -> None:
    keys = Counter(item.key for each in life.witnessed for item in each.items)
    assert all(keys[key] == 1 for key in keys if key.kind in COUNTED_ONCE)
    chosen = Counter(
        (item.key, each.answers[item.key.call].chosen_day)
        for each in life.witnessed
        for item in each.items
        if item.key.kind is Kind.CHOSEN_DAY
    )
    assert all(count == 1 for count in chosen.values())


@settings(max_examples=100, deadline=None)
@given(lives(), st.randoms(use_true_random=False))
def test_a_plan_does_not_depend_on_order_and_does_not_change_by_itself(
    life: Life, chance: random.Random
) -> None:
    calls, answers = list(life.calls.values()), list(life.answers.values())
    now = life.now - 70 * DAY
    answers = [each for each in answers if each.answered_at <= now]
    sent = [answered(each) for each in life.sent if each.at <= now]

    def again(when: datetime, sent: list[Sent]) -> object:
        return plan(life.person, calls, answers, sent, life.rules, when)

    first = plan(life.person, calls, answers, sent, life.rules, now)
    chance.shuffle(calls)
    chance.shuffle(answers)
    chance.shuffle(sent)
    assert again(now, sent) == first
    if not first.due or first.due[0].at <= now:
        return
    due = first.due[0]
    assert plan(life.person, calls, answers, sent, life.rules, due.at - DAY / 24).due == first.due
    sent.append(answered(Sent(due.at, tuple(SentItem(item.key) for item in due.items))))
    assert plan(life.person, calls, answers, sent, life.rules, due.at).due == first.due[1:]


def answered(message: Sent) -> Sent:
    return Sent(message.at, tuple(SentItem(item.key, answered=True) for item in message.items))


@settings(max_examples=100, deadline=None)
@given(lives())
def test_every_reminder_is_either_to_come_or_withheld_with_its_reason(life: Life) -> None:
    found = plan(
        life.person, life.calls.values(), life.answers.values(), [], life.rules, life.now - 90 * DAY
    )
    keys = [item.key for due in found.due for item in due.items]
    keys += [gone.key for gone in found.withheld]
    assert len(keys) == len(set(keys))
    assert {key.call for key in keys} == set(life.answers)
    for ident, answer in life.answers.items():
        kinds = {key.kind for key in keys if key.call == ident}
        if answer.choice is Choice.MAYBE:
            assert kinds == {Kind.DECIDE}
        elif answer.chosen_day is None:
            assert kinds in (
                {Kind.WEEK_BEFORE, Kind.DAYS_BEFORE},
                {Kind.THIRD_IN, Kind.DAYS_BEFORE},
            )
        else:
            assert Kind.CHOSEN_DAY in kinds


@settings(max_examples=100, deadline=None)
@given(lives())
def test_messages_to_come_are_apart_useful_and_in_order(life: Life) -> None:
    found = plan(
        life.person, life.calls.values(), life.answers.values(), [], life.rules, life.now - 85 * DAY
    )
    assert all(before.at < after.at for before, after in pairwise(found.due))
    for due in found.due:
        assert due.at.tzinfo is UTC
        assert all(due.at < item.useful_until <= due.useful_until for item in due.items)
        assert all(
            due.at >= item.moment or item.moved in (Moved.BUDGET, None) for item in due.items
        )
        assert allowed(due.at, life.person, life.rules)


@settings(max_examples=60, deadline=None)
@given(lives(), st.integers(1, 400))
def test_after_a_stop_nothing_comes(life: Life, hours: int) -> None:
    calls = list(life.calls.values())
    moment = life.now - 100 * DAY + timedelta(hours=hours)
    stopped = plan(
        replace(life.person, stopped_all=True), calls, life.answers.values(), [], life.rules, moment
    )
    assert stopped.due == ()
    quiet = [replace(answer, stopped=True) for answer in life.answers.values()]
    assert plan(life.person, calls, quiet, [], life.rules, moment).due == ()
    assert plan(life.person, calls, [], life.sent, life.rules, moment) == plan(
        life.person, [], [], [], life.rules, moment
    )


@settings(max_examples=300, deadline=None)
@given(
    people(),
    rules(),
    st.integers(0, 8 * 365 * 24 * 60).map(lambda minutes: START + timedelta(minutes=minutes)),
)
def test_the_next_allowed_moment_is_allowed_and_nothing_before_it(
    person: Person, limits: Rules, moment: datetime
) -> None:
    found = next_allowed(moment, person, limits)
    assert found is not None
    assert found >= moment
    assert allowed(found, person, limits)
    step = moment
    while step < found:
        assert not allowed(step, person, limits)
        step += timedelta(minutes=43)
