"""What one member receives, told in examples. The year is 2027: Easter Monday is 29 March."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.reminders.policy import plan, preview
from bot.reminders.terms import (
    Answer,
    Call,
    Choice,
    Delivery,
    Key,
    Kind,
    Moved,
    Person,
    Plan,
    Reason,
    Rules,
    Sent,
    SentItem,
    Stage,
    State,
    Withheld,
)

PARIS = ZoneInfo("Europe/Paris")
MONDAY = datetime(2027, 1, 11, 10, 0, tzinfo=PARIS)
"""A Monday without anything special about it."""
THURSDAY = datetime(2027, 1, 28, 18, 0, tzinfo=PARIS)
"""When most events here begin."""
FAIR = Call(1, State.ANNOUNCED, THURSDAY)
YES = Answer(1, Choice.IN, MONDAY)
ANNE = Person()


def paris(month: int, day: int, hour: int = 9, minute: int = 0) -> datetime:
    return datetime(2027, month, day, hour, minute, tzinfo=PARIS)


def planned(
    *answers: Answer,
    calls: tuple[Call, ...] = (FAIR,),
    person: Person = ANNE,
    sent: tuple[Sent, ...] = (),
    rules: Rules | None = None,
    now: datetime = MONDAY,
    promised: set[Key] | None = None,
) -> Plan:
    return plan(person, calls, answers, sent, rules or Rules(), now, promised)


def moments(found: Plan, zone: str = "Europe/Paris") -> list[tuple[str, list[str]]]:
    return [
        (
            due.at.astimezone(ZoneInfo(zone)).strftime("%a %d %b %H:%M"),
            sorted(f"{item.key.kind} {item.key.call}" for item in due.items),
        )
        for due in found.due
    ]


def reasons(found: Plan) -> dict[Kind, Reason]:
    return {gone.key.kind: gone.reason for gone in found.withheld}


def was_sent(at: datetime, call: int, kind: Kind, *, answered: bool = False) -> Sent:
    return Sent(at, (SentItem(Key(call, kind), answered),))


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


def test_the_publishing_window_says_which_days_can_be_chosen() -> None:
    window = replace(FAIR, window_opens=date(2027, 1, 25), window_closes=date(2027, 2, 4))
    after = planned(replace(YES, chosen_day=date(2027, 2, 3)), calls=(window,))
    assert moments(after) == [("Wed 03 Feb 09:00", ["chosen_day 1"])]
    before = planned(replace(YES, chosen_day=date(2027, 1, 20)), calls=(window,))
    assert reasons(before) == {Kind.CHOSEN_DAY: Reason.DAY_DOES_NOT_FIT}


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


def test_a_date_to_be_confirmed_schedules_nothing() -> None:
    unknown = replace(FAIR, starts=None)
    found = planned(YES, calls=(unknown,))
    assert found.due == ()
    assert set(reasons(found).values()) == {Reason.TO_BE_CONFIRMED}
    found = planned(replace(YES, chosen_day=date(2027, 1, 20)), calls=(unknown,))
    assert reasons(found) == {Kind.CHOSEN_DAY: Reason.TO_BE_CONFIRMED}


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


def test_reminders_of_one_day_are_one_message() -> None:
    other = replace(FAIR, id=2, starts=paris(2, 2, 12))
    found = planned(YES, replace(YES, call=2), calls=(FAIR, other))
    assert moments(found)[1] == ("Tue 26 Jan 09:00", ["days_before 1", "week_before 2"])


def three_in_a_week() -> tuple[Call, ...]:
    return tuple(
        Call(number, State.ANNOUNCED, paris(2, day, 18)) for number, day in ((1, 3), (2, 4), (3, 5))
    )


def test_the_week_has_room_for_two_messages_over_all_mobilisations() -> None:
    chosen = [
        replace(YES, call=number, chosen_day=date(2027, 2, day))
        for number, day in ((1, 1), (2, 2), (3, 3))
    ]
    found = planned(*chosen, calls=three_in_a_week())
    assert moments(found) == [
        ("Mon 01 Feb 09:00", ["chosen_day 1"]),
        ("Tue 02 Feb 09:00", ["chosen_day 2"]),
    ]
    gone = [each for each in found.withheld if each.reason is Reason.PER_WEEK]
    assert [each.key for each in gone] == [Key(3, Kind.CHOSEN_DAY)]


def test_a_week_may_begin_on_any_day() -> None:
    before = (
        was_sent(paris(1, 28), 8, Kind.DAYS_BEFORE, answered=True),
        was_sent(paris(1, 29), 9, Kind.DAYS_BEFORE, answered=True),
    )
    chosen = replace(YES, chosen_day=date(2027, 2, 3))
    full = planned(chosen, calls=three_in_a_week(), sent=before, now=paris(1, 30))
    assert reasons(full)[Kind.CHOSEN_DAY] is Reason.PER_WEEK


def test_a_chosen_day_goes_before_what_nobody_asked_for() -> None:
    found = planned(
        YES,
        replace(YES, call=2, chosen_day=date(2027, 1, 29)),
        calls=(FAIR, three_in_a_week()[1]),
        rules=Rules(per_week=1),
    )
    assert moments(found) == [
        ("Thu 21 Jan 09:00", ["week_before 1"]),
        ("Fri 29 Jan 09:00", ["chosen_day 2"]),
    ]
    assert Withheld(Key(1, Kind.DAYS_BEFORE), Reason.PER_WEEK, paris(1, 26)) in found.withheld


def test_a_reminder_without_room_joins_a_message_that_goes_out_anyway() -> None:
    found = planned(
        YES,
        replace(YES, call=2),
        replace(YES, call=3, chosen_day=date(2027, 2, 3)),
        calls=three_in_a_week(),
        rules=Rules(per_week=1),
    )
    assert ("Wed 03 Feb 09:00", ["chosen_day 3", "days_before 1", "days_before 2"]) in moments(
        found
    )
    moved = {item.key.call: item.moved for item in found.due[-1].items}
    assert moved == {1: Moved.BUDGET, 2: Moved.BUDGET, 3: None}


def test_it_may_join_a_message_shortly_before_its_day() -> None:
    soon = Call(2, State.ANNOUNCED, paris(1, 29, 8))
    found = planned(
        replace(YES, chosen_day=date(2027, 1, 26)),
        replace(YES, call=2),
        calls=(FAIR, soon),
        rules=Rules(per_week=1),
    )
    assert moments(found)[-1] == ("Tue 26 Jan 09:00", ["chosen_day 1", "days_before 2"])


def test_at_most_two_for_one_mobilisation_however_often_the_day_is_changed() -> None:
    sent = (
        was_sent(paris(1, 20), 1, Kind.CHOSEN_DAY, answered=True),
        was_sent(paris(1, 25), 1, Kind.CHOSEN_DAY, answered=True),
    )
    third = Answer(1, Choice.IN, paris(1, 25, 11), chosen_day=date(2027, 1, 27))
    found = planned(third, sent=sent, now=paris(1, 25, 11))
    assert found.due == ()
    assert reasons(found)[Kind.CHOSEN_DAY] is Reason.PER_MOBILISATION
    allowed_three = planned(
        third, sent=sent[1:], rules=Rules(per_mobilisation=3), now=paris(1, 25, 11)
    )
    assert moments(allowed_three) == [("Wed 27 Jan 09:00", ["chosen_day 1"])]


def test_the_same_chosen_day_is_not_spoken_of_twice() -> None:
    sent = (was_sent(paris(1, 25), 1, Kind.CHOSEN_DAY, answered=True),)
    again = Answer(1, Choice.IN, paris(1, 25, 9, 30), chosen_day=date(2027, 1, 25))
    found = planned(again, sent=sent, now=paris(1, 25, 9, 30))
    assert reasons(found)[Kind.CHOSEN_DAY] is Reason.ALREADY_SENT


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


@pytest.mark.parametrize(
    ("state", "reason"),
    [
        (State.DRAFT, Reason.NOT_ANNOUNCED),
        (State.SUSPENDED, Reason.SUSPENDED),
        (State.CANCELLED, Reason.CANCELLED),
        (State.CLOSED, Reason.CLOSED),
        (State.ARCHIVED, Reason.CLOSED),
    ],
)
def test_only_an_announced_mobilisation_reminds(state: State, reason: Reason) -> None:
    found = planned(YES, calls=(replace(FAIR, state=state),))
    assert found.due == ()
    assert set(reasons(found).values()) == {reason}


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ({"choice": Choice.OUT}, Reason.NOT_THIS_TIME),
        ({"posted": True}, Reason.POSTED),
        ({"stopped": True}, Reason.STOPPED),
    ],
)
def test_it_stops_by_itself(said: dict[str, Any], reason: Reason) -> None:
    found = planned(replace(YES, **said))
    assert found.due == ()
    assert set(reasons(found).values()) == {reason}


@pytest.mark.parametrize(
    ("wish", "reason"),
    [
        ({"left": True}, Reason.LEFT),
        ({"stopped_all": True}, Reason.STOPPED_ALL),
        ({"delivery": Delivery.NONE}, Reason.DELIVERY_NONE),
        ({"delivery": Delivery.THREAD}, Reason.DELIVERY_THREAD),
        ({"reachable": False}, Reason.UNREACHABLE),
        ({"paused_until": date(2027, 2, 1)}, Reason.PAUSED),
        ({"paused_until": paris(2, 1)}, Reason.PAUSED),
        ({"quiet": True}, Reason.QUIET),
    ],
)
def test_the_member_has_the_last_word(wish: dict[str, Any], reason: Reason) -> None:
    found = planned(YES, person=replace(ANNE, **wish))
    assert [due for due in found.due if due.items[0].key.kind is not Kind.CARRY_ON] == []
    assert set(reasons(found).values()) == {reason}


def test_who_did_not_answer_has_no_plan_at_all() -> None:
    assert planned() == Plan()
    assert planned(replace(YES, call=99)) == Plan()


def test_a_pause_ends_by_itself_on_its_day() -> None:
    found = planned(YES, person=replace(ANNE, paused_until=date(2027, 1, 26)))
    assert moments(found) == [("Tue 26 Jan 09:00", ["days_before 1"])]
    assert reasons(found) == {Kind.WEEK_BEFORE: Reason.PAUSED}


def test_what_a_pause_swallowed_does_not_come_after_it() -> None:
    found = planned(YES, person=replace(ANNE, paused_until=date(2027, 1, 22)), now=paris(1, 22, 10))
    assert moments(found) == [("Tue 26 Jan 09:00", ["days_before 1"])]
    ended_early = planned(YES, person=replace(ANNE, since=paris(1, 22)), now=paris(1, 22))
    assert reasons(ended_early) == {Kind.WEEK_BEFORE: Reason.ALREADY_PASSED}


def test_what_was_missed_is_caught_up_in_the_next_slot_while_it_is_of_use() -> None:
    found = planned(YES, now=paris(1, 22, 20))
    assert moments(found) == [("Tue 26 Jan 09:00", ["days_before 1"])]
    assert reasons(found) == {Kind.WEEK_BEFORE: Reason.TOO_LATE}
    night = planned(YES, now=paris(1, 21, 20))
    assert moments(night)[0] == ("Fri 22 Jan 08:30", ["week_before 1"])
    assert night.due[0].late
    assert not night.due[1].late


def test_only_what_had_been_promised_is_caught_up() -> None:
    never = planned(YES, now=paris(1, 22, 10), promised={Key(1, Kind.DAYS_BEFORE)})
    assert reasons(never) == {Kind.WEEK_BEFORE: Reason.ALREADY_PASSED}
    promised = planned(YES, now=paris(1, 22, 10), promised={Key(1, Kind.WEEK_BEFORE)})
    assert moments(promised)[0] == ("Fri 22 Jan 08:30", ["week_before 1"])


def test_a_chosen_day_that_was_missed_is_of_use_until_the_next_working_day_ends() -> None:
    chosen = replace(YES, chosen_day=date(2027, 1, 20))
    next_day = planned(chosen, now=paris(1, 21, 11))
    assert moments(next_day) == [("Thu 21 Jan 08:30", ["chosen_day 1"])]
    assert next_day.due[0].late
    two_days = planned(chosen, now=paris(1, 22, 11))
    assert reasons(two_days)[Kind.CHOSEN_DAY] is Reason.TOO_LATE


def test_many_missed_become_one_message() -> None:
    calls = tuple(Call(n, State.ANNOUNCED, THURSDAY + timedelta(minutes=n)) for n in range(10))
    answers = [replace(YES, call=n) for n in range(10)]
    found = planned(*answers, calls=calls, now=paris(1, 26, 20))
    assert len(found.due) == 1
    assert len(found.due[0].items) == 10
    assert moments(found)[0][0] == "Wed 27 Jan 08:30"


def test_nothing_comes_once_the_event_has_begun() -> None:
    found = planned(YES, now=paris(1, 28, 18))
    assert found.due == ()
    assert set(reasons(found).values()) == {Reason.TOO_LATE}


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


class TestGoingQuiet:
    """Two mobilisations in a row without any answer."""

    IGNORED = (
        was_sent(paris(1, 4), 8, Kind.DAYS_BEFORE),
        was_sent(paris(1, 6), 9, Kind.DAYS_BEFORE),
    )

    def test_the_next_reminder_becomes_the_question_whether_to_carry_on(self) -> None:
        found = planned(YES, sent=self.IGNORED)
        assert moments(found) == [("Thu 21 Jan 09:00", ["carry_on 1"])]
        assert set(reasons(found).values()) == {Reason.QUIET}

    def test_the_question_comes_once(self) -> None:
        asked = (*self.IGNORED, was_sent(paris(1, 21), 1, Kind.CARRY_ON))
        found = planned(YES, sent=asked, person=replace(ANNE, quiet=True), now=paris(1, 22))
        assert found.due == ()

    def test_who_wants_to_carry_on_is_reminded_again(self) -> None:
        asked = (*self.IGNORED, was_sent(paris(1, 21), 1, Kind.CARRY_ON))
        back = replace(ANNE, carry_on_at=paris(1, 21, 10), since=paris(1, 21, 10))
        found = planned(YES, sent=asked, person=back, now=paris(1, 21, 10))
        assert moments(found) == [("Tue 26 Jan 09:00", ["days_before 1"])]

    def test_an_answer_to_either_is_enough(self) -> None:
        answered = (self.IGNORED[0], was_sent(paris(1, 6), 9, Kind.DAYS_BEFORE, answered=True))
        assert len(planned(YES, sent=answered).due) == 2

    def test_a_reminder_of_the_day_before_yesterday_may_still_be_answered(self) -> None:
        fresh = (self.IGNORED[0], was_sent(paris(1, 9), 9, Kind.DAYS_BEFORE))
        assert len(planned(YES, sent=fresh).due) == 2

    def test_one_mobilisation_without_an_answer_means_nothing(self) -> None:
        assert len(planned(YES, sent=self.IGNORED[:1]).due) == 2

    def test_one_message_about_two_mobilisations_counts_once(self) -> None:
        merged = Sent(paris(1, 4), (self.IGNORED[0].items[0], self.IGNORED[1].items[0]))
        assert len(planned(YES, sent=(merged,)).due) == 2

    def test_without_a_reminder_to_come_nothing_is_asked(self) -> None:
        assert planned(sent=self.IGNORED).due == ()


def test_the_preview_tells_what_a_yes_now_would_bring() -> None:
    draft = replace(FAIR, state=State.DRAFT)
    found = preview(draft, Rules(), PARIS, MONDAY)
    assert moments(found) == moments(planned(YES))


def test_the_preview_of_a_tour_covers_each_stage() -> None:
    found = preview(replace(TOUR, state=State.DRAFT), Rules(), PARIS, MONDAY)
    assert {item.key.stage for due in found.due for item in due.items} == {7, 8}
    assert {gone.reason for gone in found.withheld} == {Reason.CANCELLED, Reason.TO_BE_CONFIRMED}


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="without a zone"):
        planned(YES, now=MONDAY.replace(tzinfo=None))
    with pytest.raises(ValueError, match="without a zone"):
        Answer(1, Choice.IN, MONDAY.replace(tzinfo=None))
