"""One reminder on the morning of the chosen day, and what happens when that cannot be."""

from dataclasses import replace
from datetime import date

import pytest

from bot.reminders.terms import (
    Answer,
    Call,
    Choice,
    Kind,
    Moved,
    Reason,
    State,
)
from tests.bot.reminders.anne import (
    ANNE,
    FAIR,
    MONDAY,
    YES,
    moments,
    paris,
    planned,
    reasons,
    was_sent,
)


def test_with_a_chosen_day_one_that_morning_and_nothing_before() -> None:
    found = planned(replace(YES, chosen_day=date(2027, 1, 27)))
    assert moments(found) == [("Wed 27 Jan 09:00", ["chosen_day 1"])]
    assert reasons(found) == {
        Kind.WEEK_BEFORE: Reason.DAY_CHOSEN,
        Kind.DAYS_BEFORE: Reason.DAY_CHOSEN,
    }


def test_a_chosen_saturday_is_spoken_of_on_the_friday() -> None:
    weekend = replace(FAIR, starts=date(2027, 1, 31))
    found = planned(replace(YES, chosen_day=date(2027, 1, 30)), calls=(weekend,))
    assert moments(found) == [("Fri 29 Jan 09:00", ["chosen_day 1"])]
    item = found.due[0].items[0]
    assert (item.moved, item.about) == (Moved.WORKING_DAY, date(2027, 1, 30))


def test_a_chosen_saturday_stays_on_the_saturday_for_who_works_then() -> None:
    weekend = replace(FAIR, starts=date(2027, 1, 31))
    found = planned(
        replace(YES, chosen_day=date(2027, 1, 30)),
        calls=(weekend,),
        person=replace(ANNE, weekends=True),
    )
    assert moments(found) == [("Sat 30 Jan 09:00", ["chosen_day 1"])]


def test_a_chosen_easter_monday_is_spoken_of_on_the_last_working_day_of_the_territory() -> None:
    easter = Call(1, State.ANNOUNCED, date(2027, 3, 31))
    answer = replace(YES, chosen_day=date(2027, 3, 29))
    in_brittany = planned(answer, calls=(easter,), person=replace(ANNE, territory="FR-BRE"))
    assert moments(in_brittany) == [("Fri 26 Mar 09:00", ["chosen_day 1"])]
    in_moselle = planned(answer, calls=(easter,), person=replace(ANNE, territory="FR-57"))
    assert moments(in_moselle) == [("Thu 25 Mar 09:00", ["chosen_day 1"])]


def test_today_chosen_in_the_morning_is_spoken_of_in_the_afternoon() -> None:
    assert moments(planned(replace(YES, chosen_day=MONDAY.date()))) == [
        ("Mon 11 Jan 14:00", ["chosen_day 1"])
    ]


@pytest.mark.parametrize("hour", [14, 17, 22])
def test_today_chosen_in_the_afternoon_needs_no_reminder(hour: int) -> None:
    late = paris(1, 11, hour)
    found = planned(Answer(1, Choice.IN, late, date(2027, 1, 11)), now=late)
    assert found.due == ()
    assert reasons(found)[Kind.CHOSEN_DAY] is Reason.JUST_ANSWERED


def test_a_chosen_day_outside_the_dates_brings_the_usual_reminders() -> None:
    found = planned(replace(YES, chosen_day=date(2027, 2, 3)))
    assert [kinds for _, kinds in moments(found)] == [["week_before 1"], ["days_before 1"]]
    assert reasons(found) == {Kind.CHOSEN_DAY: Reason.DAY_DOES_NOT_FIT}


def test_what_came_instead_of_such_a_day_ends_with_the_same_reason_as_the_day() -> None:
    outside = replace(YES, chosen_day=date(2027, 2, 3), stopped=True)
    assert reasons(planned(outside)) == {
        Kind.CHOSEN_DAY: Reason.STOPPED,
        Kind.WEEK_BEFORE: Reason.STOPPED,
        Kind.DAYS_BEFORE: Reason.STOPPED,
    }


def test_the_publishing_window_says_which_days_can_be_chosen() -> None:
    window = replace(FAIR, window_opens=date(2027, 1, 25), window_closes=date(2027, 2, 4))
    after = planned(replace(YES, chosen_day=date(2027, 2, 3)), calls=(window,))
    assert moments(after) == [("Wed 03 Feb 09:00", ["chosen_day 1"])]
    before = planned(replace(YES, chosen_day=date(2027, 1, 20)), calls=(window,))
    assert reasons(before) == {Kind.CHOSEN_DAY: Reason.DAY_DOES_NOT_FIT}


def test_the_same_chosen_day_is_not_spoken_of_twice() -> None:
    sent = (was_sent(paris(1, 25), 1, Kind.CHOSEN_DAY, answered=True),)
    again = Answer(1, Choice.IN, paris(1, 25, 9, 30), chosen_day=date(2027, 1, 25))
    found = planned(again, sent=sent, now=paris(1, 25, 9, 30))
    assert reasons(found)[Kind.CHOSEN_DAY] is Reason.ALREADY_SENT


def test_the_same_chosen_day_is_told_as_sent_whatever_is_said_after_it() -> None:
    sent = (was_sent(paris(1, 22), 1, Kind.CHOSEN_DAY), was_sent(paris(1, 25), 1, Kind.CHOSEN_DAY))
    for said in (paris(1, 25, 20), paris(1, 26, 9, 30)):
        again = Answer(1, Choice.IN, said, chosen_day=date(2027, 1, 25))
        found = planned(again, sent=sent, now=said)
        assert reasons(found)[Kind.CHOSEN_DAY] is Reason.ALREADY_SENT


def test_a_day_chosen_too_late_is_not_told_by_what_was_sent_of_another() -> None:
    sent = (was_sent(paris(1, 22), 1, Kind.CHOSEN_DAY),)
    late = paris(1, 25, 20)
    found = planned(Answer(1, Choice.IN, late, chosen_day=date(2027, 1, 25)), sent=sent, now=late)
    assert reasons(found)[Kind.CHOSEN_DAY] is Reason.JUST_ANSWERED


def test_a_new_wish_about_weekends_does_not_repeat_what_was_said_on_friday() -> None:
    weekend = replace(FAIR, starts=date(2027, 1, 31))
    found = planned(
        replace(YES, chosen_day=date(2027, 1, 30)),
        calls=(weekend,),
        person=replace(ANNE, weekends=True),
        sent=(was_sent(paris(1, 29), 1, Kind.CHOSEN_DAY),),
        now=paris(1, 29, 12),
    )
    assert reasons(found)[Kind.CHOSEN_DAY] is Reason.ALREADY_SENT


def test_a_chosen_day_that_was_missed_is_of_use_until_the_next_working_day_ends() -> None:
    chosen = replace(YES, chosen_day=date(2027, 1, 20))
    next_day = planned(chosen, now=paris(1, 21, 11))
    assert moments(next_day) == [("Thu 21 Jan 08:30", ["chosen_day 1"])]
    assert next_day.due[0].late
    two_days = planned(chosen, now=paris(1, 22, 11))
    assert reasons(two_days)[Kind.CHOSEN_DAY] is Reason.TOO_LATE
