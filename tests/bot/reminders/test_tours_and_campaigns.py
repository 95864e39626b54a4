"""Mobilisations without one date: campaigns with a window, tours with stages."""

from dataclasses import replace
from datetime import date

from bot.reminders.policy import preview
from bot.reminders.terms import (
    Call,
    Kind,
    Reason,
    Rules,
    Stage,
    State,
)
from tests.bot.reminders.anne import (
    MONDAY,
    PARIS,
    YES,
    moments,
    paris,
    planned,
    reasons,
)


def test_a_campaign_reminds_a_third_in_and_before_it_closes() -> None:
    campaign = Call(
        1,
        State.ANNOUNCED,
        None,
        window_opens=date(2027, 2, 1),
        window_closes=date(2027, 2, 25),
    )
    assert moments(planned(YES, calls=(campaign,))) == [
        ("Tue 09 Feb 09:00", ["third_in 1"]),
        ("Tue 23 Feb 09:00", ["days_before 1"]),
    ]


def test_a_campaign_of_a_few_days_reminds_once_and_not_before_it_opens() -> None:
    campaign = Call(
        1,
        State.ANNOUNCED,
        None,
        window_opens=date(2027, 2, 4),
        window_closes=date(2027, 2, 5),
    )
    found = planned(YES, calls=(campaign,))
    assert moments(found) == [("Thu 04 Feb 09:00", ["days_before 1"])]
    assert reasons(found) == {Kind.THIRD_IN: Reason.TOO_CLOSE}


TOUR = Call(
    1,
    State.ANNOUNCED,
    None,
    stages=(
        Stage(7, date(2027, 2, 4)),
        Stage(8, date(2027, 3, 4)),
        Stage(9, date(2027, 4, 8), cancelled=True),
        Stage(10, None),
    ),
)


def test_of_a_tour_the_stage_that_was_named_counts() -> None:
    found = planned(replace(YES, stages=(8,)), calls=(TOUR,))
    assert moments(found) == [
        ("Thu 25 Feb 09:00", ["week_before 1"]),
        ("Tue 02 Mar 09:00", ["days_before 1"]),
    ]
    assert {item.key.stage for due in found.due for item in due.items} == {8}


def test_of_a_tour_without_a_named_stage_the_next_one_counts() -> None:
    assert {i.key.stage for due in planned(YES, calls=(TOUR,)).due for i in due.items} == {7}
    later = paris(2, 5)
    found = planned(replace(YES, answered_at=later), calls=(TOUR,), now=later)
    assert {item.key.stage for due in found.due for item in due.items} == {8}


def test_stages_that_are_cancelled_or_to_be_confirmed_bring_nothing() -> None:
    found = planned(replace(YES, stages=(9, 10)), calls=(TOUR,))
    assert found.due == ()
    assert {(gone.key.stage, gone.reason) for gone in found.withheld} == {
        (9, Reason.CANCELLED),
        (10, Reason.TO_BE_CONFIRMED),
    }


def test_a_day_chosen_for_a_tour_counts_for_the_whole() -> None:
    found = planned(replace(YES, stages=(8, 10), chosen_day=date(2027, 3, 1)), calls=(TOUR,))
    assert moments(found) == [("Mon 01 Mar 09:00", ["chosen_day 1"])]
    assert Kind.CHOSEN_DAY not in reasons(found)


def test_the_stages_of_a_tour_share_the_budget_of_one_mobilisation() -> None:
    found = planned(replace(YES, stages=(7, 8)), calls=(TOUR,))
    assert moments(found) == [
        ("Tue 02 Feb 09:00", ["days_before 1"]),
        ("Tue 02 Mar 09:00", ["days_before 1"]),
    ]
    assert reasons(found) == {Kind.WEEK_BEFORE: Reason.PER_MOBILISATION}


def test_the_preview_of_a_tour_covers_each_stage() -> None:
    found = preview(replace(TOUR, state=State.DRAFT), Rules(), PARIS, MONDAY)
    assert {item.key.stage for due in found.due for item in due.items} == {7, 8}
    assert {gone.reason for gone in found.withheld} == {Reason.CANCELLED, Reason.TO_BE_CONFIRMED}
