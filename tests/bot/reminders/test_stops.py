"""What stops reminders, what pauses them, and what becomes of those that were missed."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from bot.reminders.terms import (
    Call,
    Choice,
    Delivery,
    Key,
    Kind,
    Plan,
    Reason,
    Sent,
    State,
)
from tests.bot.reminders.anne import (
    ANNE,
    FAIR,
    THURSDAY,
    YES,
    moments,
    paris,
    planned,
    reasons,
    was_sent,
)


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

    def test_the_question_keeps_its_place_when_its_moment_has_come(self) -> None:
        found = planned(
            YES, sent=self.IGNORED, now=paris(1, 21, 9, 1), promised={Key(1, Kind.CARRY_ON)}
        )
        assert [item.key.kind for item in found.due[0].items] == [Kind.CARRY_ON]
        assert found.due[0].at.date() == date(2027, 1, 21)

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
