"""What one member receives, told in examples. The year is 2027: Easter Monday is 29 March."""

from dataclasses import replace
from datetime import date, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.reminders.policy import preview
from bot.reminders.terms import (
    Answer,
    Call,
    Choice,
    Kind,
    Person,
    Reason,
    Rules,
    State,
)
from tests.bot.reminders.anne import (
    ANNE,
    FAIR,
    MONDAY,
    PARIS,
    YES,
    moments,
    paris,
    planned,
    reasons,
    was_sent,
)


def test_without_a_chosen_day_a_week_before_and_two_working_days_before() -> None:
    assert moments(planned(YES)) == [
        ("Thu 21 Jan 09:00", ["week_before 1"]),
        ("Tue 26 Jan 09:00", ["days_before 1"]),
    ]


def test_two_working_days_before_a_monday_is_the_thursday() -> None:
    monday = replace(FAIR, starts=paris(2, 1, 14))
    assert moments(planned(YES, calls=(monday,)))[-1] == ("Thu 28 Jan 09:00", ["days_before 1"])


def test_a_week_before_a_sunday_comes_on_the_friday() -> None:
    sunday = replace(FAIR, starts=date(2027, 1, 31))
    assert moments(planned(YES, calls=(sunday,))) == [
        ("Fri 22 Jan 09:00", ["week_before 1"]),
        ("Thu 28 Jan 09:00", ["days_before 1"]),
    ]


def test_an_undecided_member_hears_once_and_only_if_asked_for() -> None:
    maybe = replace(YES, choice=Choice.MAYBE)
    assert reasons(planned(maybe)) == {Kind.DECIDE: Reason.NOT_ASKED}
    asked = replace(maybe, remind_once=True)
    assert moments(planned(asked)) == [("Thu 21 Jan 09:00", ["decide 1"])]
    again = planned(asked, sent=(was_sent(paris(1, 21), 1, Kind.DECIDE),), now=paris(1, 22))
    assert again.due == ()
    assert reasons(again) == {Kind.DECIDE: Reason.ALREADY_SENT}


def test_who_asks_late_for_a_reminder_to_decide_gets_it_two_working_days_before() -> None:
    late = paris(1, 22, 16)
    asked = Answer(1, Choice.MAYBE, late, remind_once=True)
    assert moments(planned(asked, now=late)) == [("Tue 26 Jan 09:00", ["decide 1"])]


def test_a_yes_after_the_moment_does_not_bring_a_late_reminder() -> None:
    late = paris(1, 23, 12)
    found = planned(replace(YES, answered_at=late), now=late)
    assert moments(found) == [("Tue 26 Jan 09:00", ["days_before 1"])]
    assert reasons(found) == {Kind.WEEK_BEFORE: Reason.ALREADY_PASSED}


def test_a_yes_is_not_followed_by_a_reminder_within_hours() -> None:
    early = paris(1, 21, 7, 30)
    found = planned(replace(YES, answered_at=early), now=early)
    assert reasons(found) == {Kind.WEEK_BEFORE: Reason.JUST_ANSWERED}


def test_what_came_is_told_as_sent_though_its_person_answers_again_the_same_day() -> None:
    sent = (was_sent(paris(1, 21), 1, Kind.WEEK_BEFORE, answered=True),)
    again = paris(1, 21, 9, 5)
    found = planned(replace(YES, answered_at=again), sent=sent, now=again)
    assert moments(found) == [("Tue 26 Jan 09:00", ["days_before 1"])]
    assert reasons(found) == {Kind.WEEK_BEFORE: Reason.ALREADY_SENT}


def test_a_date_to_be_confirmed_schedules_nothing() -> None:
    unknown = replace(FAIR, starts=None)
    found = planned(YES, calls=(unknown,))
    assert found.due == ()
    assert set(reasons(found).values()) == {Reason.TO_BE_CONFIRMED}
    found = planned(replace(YES, chosen_day=date(2027, 1, 20)), calls=(unknown,))
    assert reasons(found) == {Kind.CHOSEN_DAY: Reason.TO_BE_CONFIRMED}


def test_moving_the_date_never_repeats_a_reminder() -> None:
    sent = (was_sent(paris(1, 21), 1, Kind.WEEK_BEFORE, answered=True),)
    moved = replace(FAIR, starts=paris(3, 11, 18), since=paris(1, 22))
    found = planned(YES, calls=(moved,), sent=sent, now=paris(1, 22))
    assert moments(found) == [("Tue 09 Mar 09:00", ["days_before 1"])]
    assert reasons(found) == {Kind.WEEK_BEFORE: Reason.ALREADY_SENT}


def test_a_date_that_comes_nearer_does_not_bring_a_late_reminder_at_once() -> None:
    moved = replace(FAIR, starts=paris(1, 15, 18), since=MONDAY)
    found = planned(replace(YES, answered_at=paris(1, 4)), calls=(moved,))
    assert moments(found) == [("Wed 13 Jan 09:00", ["days_before 1"])]
    assert reasons(found) == {Kind.WEEK_BEFORE: Reason.ALREADY_PASSED}


def test_a_reminder_is_in_the_members_own_morning() -> None:
    noumea = Person(zone=ZoneInfo("Pacific/Noumea"))
    found = planned(YES, person=noumea)
    # The fair begins on Friday 29 at 04:00 over there.
    assert moments(found, "Pacific/Noumea") == [
        ("Fri 22 Jan 09:00", ["week_before 1"]),
        ("Wed 27 Jan 09:00", ["days_before 1"]),
    ]


def test_nine_is_nine_on_both_sides_of_a_clock_change() -> None:
    spring = Call(1, State.ANNOUNCED, paris(4, 1, 18))
    found = planned(YES, calls=(spring,))
    assert [due.at.astimezone(PARIS).hour for due in found.due] == [9, 9]
    assert [due.at.hour for due in found.due] == [8, 7]


def test_own_hours_replace_those_of_the_community() -> None:
    found = planned(YES, person=replace(ANNE, hours=(time(17), time(21))))
    assert moments(found)[0] == ("Thu 21 Jan 17:00", ["week_before 1"])


def test_a_quiet_month_is_skipped_backwards_by_a_few_days_only() -> None:
    rules = Rules(quiet_months=frozenset({8}))
    early = planned(
        YES, calls=(replace(FAIR, starts=paris(8, 9, 12)),), rules=rules, now=paris(7, 12)
    )
    assert moments(early) == [("Fri 30 Jul 09:00", ["days_before 1"])]
    assert reasons(early) == {Kind.WEEK_BEFORE: Reason.TOO_CLOSE}
    in_the_middle = planned(
        YES, calls=(replace(FAIR, starts=paris(8, 19, 12)),), rules=rules, now=paris(7, 12)
    )
    assert set(reasons(in_the_middle).values()) == {Reason.NO_WORKING_DAY}


def test_the_last_word_on_a_mobilisation_counts_in_whatever_order_it_is_told() -> None:
    later = replace(YES, choice=Choice.OUT, answered_at=MONDAY + timedelta(minutes=5))
    assert planned(YES, later, now=paris(1, 12)).due == ()
    assert planned(later, YES, now=paris(1, 12)).due == ()


def test_the_preview_tells_what_a_yes_now_would_bring() -> None:
    draft = replace(FAIR, state=State.DRAFT)
    found = preview(draft, Rules(), PARIS, MONDAY)
    assert moments(found) == moments(planned(YES))


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="without a zone"):
        planned(YES, now=MONDAY.replace(tzinfo=None))
    with pytest.raises(ValueError, match="without a zone"):
        Answer(1, Choice.IN, MONDAY.replace(tzinfo=None))
