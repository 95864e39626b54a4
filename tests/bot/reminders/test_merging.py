"""Several mobilisations of one person: one message a day, two a week, and who goes first."""

from dataclasses import replace
from datetime import date

from bot.reminders.terms import (
    Answer,
    Call,
    Choice,
    Key,
    Kind,
    Moved,
    Reason,
    Rules,
    State,
    Withheld,
)
from tests.bot.reminders.anne import (
    FAIR,
    YES,
    moments,
    paris,
    planned,
    reasons,
    was_sent,
)


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
