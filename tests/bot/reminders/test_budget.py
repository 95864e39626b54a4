"""The week counted both ways, at the edges that a calendar hides."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.reminders.policy import plan
from bot.reminders.terms import (
    Answer,
    Call,
    Choice,
    Key,
    Kind,
    Moved,
    Person,
    Plan,
    Reason,
    Rules,
    Sent,
    SentItem,
    State,
)

PARIS = ZoneInfo("Europe/Paris")
ANNE = Person()
ONCE_A_WEEK = Rules(per_week=1)


def paris(month: int, day: int, hour: int = 9, minute: int = 0) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=PARIS)


def chosen(ident: int, month: int, day: int) -> Answer:
    return Answer(ident, Choice.IN, paris(1, 5), chosen_day=date(2026, month, day))


def open_until(month: int, day: int, *idents: int) -> list[Call]:
    return [Call(ident, State.ANNOUNCED, paris(month, day, 18)) for ident in idents]


def sent(at: datetime, ident: int = 99) -> Sent:
    return Sent(at, (SentItem(Key(ident, Kind.DAYS_BEFORE), answered=True),))


def moments(found: Plan) -> list[str]:
    return [due.at.astimezone(PARIS).strftime("%a %d %b %H:%M") for due in found.due]


def test_seven_days_later_at_the_same_hour_is_another_week_with_a_little_to_spare() -> None:
    calls, answers = open_until(2, 20, 1, 2), [chosen(1, 2, 2), chosen(2, 2, 9)]
    found = plan(ANNE, calls, answers, (), ONCE_A_WEEK, paris(1, 30))
    assert moments(found) == ["Mon 02 Feb 09:00", "Mon 09 Feb 09:15"]


def test_a_week_with_a_shorter_night_is_still_168_hours() -> None:
    """Clocks go forward on 29 March 2026."""
    calls, answers = open_until(4, 9, 1, 2), [chosen(1, 3, 24), chosen(2, 3, 31)]
    found = plan(ANNE, calls, answers, (), ONCE_A_WEEK, paris(3, 20))
    assert moments(found) == ["Tue 24 Mar 09:00", "Tue 31 Mar 10:15"]
    sent_before = [sent(paris(3, 24))]
    found = plan(ANNE, calls[1:], answers[1:], sent_before, ONCE_A_WEEK, paris(3, 25))
    assert moments(found) == ["Tue 31 Mar 10:15"]


def test_a_week_with_a_longer_night_is_still_seven_days() -> None:
    """Clocks go back on 25 October 2026; only somebody awake all day can tell the difference."""
    awake = Person(hours=(time(0), time(23, 59)), weekends=True)
    rules = replace(ONCE_A_WEEK, chosen_day_at=time(23, 50))
    found = plan(
        awake,
        open_until(11, 5, 1),
        [chosen(1, 10, 27)],
        [sent(paris(10, 21, 0, 5))],
        rules,
        paris(10, 22),
    )
    assert found.due == ()
    assert found.withheld[0].reason is Reason.PER_WEEK


def test_what_left_in_the_evening_makes_room_in_the_evening() -> None:
    found = plan(
        ANNE,
        open_until(2, 20, 1),
        [chosen(1, 2, 9)],
        [sent(paris(2, 2, 17, 3))],
        ONCE_A_WEEK,
        paris(2, 3),
    )
    assert moments(found) == ["Mon 09 Feb 17:20"]


def test_what_left_too_late_in_the_evening_leaves_no_room_that_day() -> None:
    found = plan(
        ANNE,
        open_until(2, 20, 1),
        [chosen(1, 2, 9)],
        [sent(paris(2, 2, 18, 20))],
        ONCE_A_WEEK,
        paris(2, 3),
    )
    assert found.due == ()


def test_no_room_is_made_after_the_event() -> None:
    noon = Call(1, State.ANNOUNCED, paris(2, 9, 8), ends=paris(2, 9, 12))
    earlier = [sent(paris(2, 2, 17))]
    found = plan(ANNE, [noon], [chosen(1, 2, 9)], earlier, ONCE_A_WEEK, paris(2, 3))
    assert found.due == ()


def test_what_is_overdue_counts_from_now() -> None:
    calls, answers = open_until(2, 20, 1, 2), [chosen(1, 2, 2), chosen(2, 2, 9)]
    found = plan(ANNE, calls, answers, (), ONCE_A_WEEK, paris(2, 2, 16))
    assert moments(found) == ["Mon 02 Feb 09:00", "Mon 09 Feb 16:15"]


def test_joining_a_message_does_not_push_it_into_another_week() -> None:
    afternoons = replace(ONCE_A_WEEK, default_at=time(15))
    calls = [*open_until(2, 20, 1, 2), Call(3, State.ANNOUNCED, paris(2, 4, 18))]
    answers = [chosen(1, 2, 2), chosen(2, 2, 9), Answer(3, Choice.IN, paris(2, 1))]
    found = plan(ANNE, calls, answers, (), afternoons, paris(2, 1))
    assert moments(found) == ["Mon 02 Feb 09:00", "Mon 09 Feb 09:15"]
    assert [gone.reason for gone in found.withheld if gone.key == Key(3, Kind.DAYS_BEFORE)] == [
        Reason.PER_WEEK
    ]


def test_joining_an_earlier_message_still_leaves_time_after_the_yes() -> None:
    monday = paris(2, 9, 6)
    calls = [*open_until(2, 20, 1), Call(2, State.ANNOUNCED, paris(2, 13, 8))]
    answers = [chosen(1, 2, 9), Answer(2, Choice.IN, monday)]
    found = plan(ANNE, calls, answers, (), ONCE_A_WEEK, monday)
    assert [item.key.call for due in found.due for item in due.items] == [1]
    settled = replace(answers[1], answered_at=monday - timedelta(hours=2))
    found = plan(ANNE, calls, [answers[0], settled], (), ONCE_A_WEEK, monday)
    joined = {item.key: item.moved for item in found.due[0].items}
    assert joined == {
        Key(1, Kind.CHOSEN_DAY): None,
        Key(2, Kind.DAYS_BEFORE): Moved.BUDGET,
    }


def test_a_budget_of_nothing_sends_nothing() -> None:
    for rules in (Rules(per_day=0), Rules(per_week=0), Rules(per_mobilisation=0)):
        found = plan(ANNE, open_until(2, 20, 1), [chosen(1, 2, 9)], (), rules, paris(2, 1))
        assert found.due == ()


def test_one_message_recorded_item_by_item_counts_once() -> None:
    at = paris(2, 2)
    found = plan(
        ANNE,
        open_until(2, 20, 1),
        [chosen(1, 2, 4)],
        [sent(at, 98), sent(at, 99)],
        Rules(),
        paris(2, 3),
    )
    assert moments(found) == ["Wed 04 Feb 09:00"]


def test_a_message_that_left_today_takes_the_day() -> None:
    calls, answers = open_until(2, 9, 1), [Answer(1, Choice.IN, paris(1, 5))]
    rules, before = Rules(per_week=3), [sent(paris(2, 2, 8, 35))]
    found = plan(ANNE, calls, answers, before, rules, paris(2, 2, 8, 45))
    assert moments(found) == ["Thu 05 Feb 09:00"]


def test_a_message_does_not_wait_for_another_until_it_is_of_no_use() -> None:
    """The second yes came that morning: its reminder may not come before 12:40."""
    today = date(2026, 2, 2)
    over_at_noon = Call(1, State.ANNOUNCED, paris(2, 2, 10), paris(2, 2, 12))
    calls = [over_at_noon, *open_until(2, 20, 2)]
    late_yes = Answer(2, Choice.IN, paris(2, 2, 8, 40), chosen_day=today)
    found = plan(ANNE, calls, [chosen(1, 2, 2), late_yes], (), Rules(), paris(2, 2, 8, 45))
    assert moments(found) == ["Mon 02 Feb 09:00"]
    (reason,) = [gone.reason for gone in found.withheld if gone.key == Key(2, Kind.CHOSEN_DAY)]
    assert reason is Reason.PER_DAY
