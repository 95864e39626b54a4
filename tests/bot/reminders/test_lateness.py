"""What becomes of a message whose time has come, whenever somebody looks."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.reminders.calendar import allowed
from bot.reminders.policy import Action, lateness, plan, thread_note
from bot.reminders.terms import Answer, Call, Choice, Due, Key, Kind, Person, Reason, Rules, State

PARIS = ZoneInfo("Europe/Paris")
ANNE = Person()
MONDAY = datetime(2027, 1, 11, 10, 0, tzinfo=PARIS)
FAIR = Call(1, State.ANNOUNCED, datetime(2027, 1, 28, 18, 0, tzinfo=PARIS))
LATER = Call(2, State.ANNOUNCED, datetime(2027, 1, 29, 9, 30, tzinfo=PARIS))
YES = Answer(1, Choice.IN, MONDAY)


def last_message(*calls: Call) -> Due:
    answers = [Answer(call.id, Choice.IN, MONDAY) for call in calls]
    return plan(ANNE, calls, answers, (), Rules(), MONDAY).due[-1]


def january(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2027, 1, day, hour, minute, tzinfo=PARIS)


def test_in_time_it_leaves_and_says_nothing_of_being_late() -> None:
    verdict = lateness(last_message(FAIR), january(26, 9, 1), ANNE, Rules())
    assert (verdict.action, verdict.late) == (Action.SEND, False)


def test_before_its_time_it_waits_for_it() -> None:
    verdict = lateness(last_message(FAIR), january(26, 8, 59), ANNE, Rules())
    assert (verdict.action, verdict.until) == (Action.WAIT, january(26, 9))


def test_an_hour_late_it_leaves_and_says_so() -> None:
    verdict = lateness(last_message(FAIR), january(26, 10), ANNE, Rules())
    assert (verdict.action, verdict.late) == (Action.SEND, True)


def test_what_was_planned_again_after_its_day_still_says_that_it_is_late() -> None:
    again = plan(ANNE, [FAIR], [YES], (), Rules(), january(26, 20)).due[0]
    verdict = lateness(again, january(27, 8, 30), ANNE, Rules())
    assert (verdict.action, verdict.late) == (Action.SEND, True)


def test_in_the_evening_it_waits_for_the_next_morning_and_will_say_so() -> None:
    verdict = lateness(last_message(FAIR), january(26, 19), ANNE, Rules())
    assert (verdict.action, verdict.until, verdict.late) == (Action.WAIT, january(27, 8, 30), True)


@pytest.mark.parametrize("now", [january(28, 18), january(30, 9)])
def test_after_the_event_it_is_skipped_with_its_reason(now: datetime) -> None:
    verdict = lateness(last_message(FAIR), now, ANNE, Rules())
    assert (verdict.action, verdict.reason) == (Action.SKIP, Reason.TOO_LATE)


def test_what_would_be_of_no_use_the_next_morning_does_not_wait_for_it() -> None:
    verdict = lateness(last_message(LATER), january(28, 19), ANNE, Rules())
    assert (verdict.action, verdict.until) == (Action.WAIT, january(29, 8, 30))
    early = Call(3, State.ANNOUNCED, january(29, 8))
    verdict = lateness(last_message(early), january(28, 19), ANNE, Rules())
    assert (verdict.action, verdict.reason) == (Action.SKIP, Reason.TOO_LATE)


def test_of_a_merged_message_only_what_is_still_of_use_leaves() -> None:
    tuesday = last_message(FAIR, Call(2, State.ANNOUNCED, january(28, 8, 45)))
    assert {item.key.call for item in tuesday.items} == {1, 2}
    verdict = lateness(tuesday, january(28, 9), ANNE, Rules())
    assert verdict.action is Action.SEND
    assert [item.key for item in verdict.items] == [Key(1, Kind.DAYS_BEFORE)]


@given(st.integers(0, 12 * 24 * 60))
def test_whatever_the_hour_it_never_leaves_outside_working_time(minutes: int) -> None:
    due = last_message(FAIR, LATER)
    now = january(20, 0).astimezone(UTC) + timedelta(minutes=minutes)
    verdict = lateness(due, now, ANNE, Rules())
    if verdict.action is Action.SEND:
        assert allowed(now, ANNE, Rules())
        assert due.at <= now
        assert all(now < item.useful_until for item in verdict.items)
    if verdict.action is Action.WAIT:
        assert verdict.until is not None
        assert verdict.until > now
        assert lateness(due, verdict.until, ANNE, Rules()).action is Action.SEND


def test_the_note_in_the_thread_has_one_moment_which_does_not_come_back() -> None:
    assert thread_note(FAIR, Rules(), PARIS, MONDAY) == january(26, 9)
    assert thread_note(FAIR, Rules(), PARIS, january(26, 9)) == january(26, 9)
    assert thread_note(FAIR, Rules(), PARIS, january(26, 9, 1)) is None
    unknown = Call(1, State.ANNOUNCED, None)
    assert thread_note(unknown, Rules(), PARIS, MONDAY) is None
