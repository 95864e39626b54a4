"""What the story keeps for itself: who had said yes, and why something did not come."""

from datetime import UTC, date, datetime, timedelta

import pytest

from bot.clock import SetClock
from bot.face import Unreachable
from bot.notes import ReminderNote
from bot.reminders.terms import Due, Item, Key, Kind, Plan, Reason, Withheld
from bot.simulation.diary import Diary
from bot.simulation.face import ListFace
from bot.simulation.withheld import Withholding

NOON = datetime(2027, 3, 1, 12, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
SOON, LATER = NOON + DAY, NOON + 3 * DAY


@pytest.mark.parametrize(
    ("deeds", "welcome"),
    [
        ("", False),
        ("in", True),
        ("maybe", False),
        ("maybe remind_once", True),
        ("in out", False),
        ("in out in", True),
        ("in taken_back", False),
        ("maybe remind_once taken_back maybe", False),
        ("in stop", False),
        ("in stop in", True),
        ("in stop_all", False),
        ("in stop_all in", False),
        ("in stop_all welcome_back", True),
        ("in posted day networks", True),
        ("out remind_once", True),
    ],
)
def test_a_reminder_is_welcome_after_a_yes_and_no_stop(deeds: str, welcome: bool) -> None:
    diary = Diary()
    for hour, did in enumerate(deeds.split()):
        of_all = did in ("stop_all", "welcome_back")
        diary.note(NOON + hour * HOUR, "m1", did, None if of_all else 1)
    diary.note(NOON, "m2", "in", 1)
    diary.note(NOON, "m1", "in", 2)
    assert diary.opted_in("m1", 1, LATER) is welcome
    assert not diary.opted_in("m1", 1, NOON - HOUR)


def due(kind: Kind, at: datetime) -> Due:
    return Due(at, at + DAY, (Item(Key(1, kind), at, at + DAY, date(2027, 3, 9)),))


def held(kind: Kind, reason: Reason, moment: datetime | None = None) -> Withheld:
    return Withheld(Key(1, kind), reason, moment)


EARLY, LATE = Kind.WEEK_BEFORE, Kind.DAYS_BEFORE


@pytest.mark.parametrize(
    ("first", "second", "reason"),
    [
        (Plan((due(EARLY, SOON),)), Plan(), "not_planned"),
        (Plan((due(EARLY, SOON),)), Plan(withheld=(held(EARLY, Reason.POSTED),)), "posted"),
        (
            Plan(withheld=(held(EARLY, Reason.PER_WEEK, NOON - HOUR),)),
            Plan(withheld=(held(EARLY, Reason.POSTED),)),
            "per_week",
        ),
        (
            Plan(withheld=(held(EARLY, Reason.SUSPENDED),)),
            Plan(withheld=(held(EARLY, Reason.CLOSED),)),
            "suspended",
        ),
        (
            Plan(withheld=(held(EARLY, Reason.SUSPENDED),)),
            Plan(withheld=(held(EARLY, Reason.NOT_THIS_TIME),)),
            "not_this_time",
        ),
        (Plan(withheld=(held(EARLY, Reason.SUSPENDED),)), Plan((due(EARLY, LATER),)), None),
        (Plan(withheld=(held(EARLY, Reason.PER_DAY, LATER),)), Plan(), None),
        (Plan(withheld=(held(EARLY, Reason.PER_DAY, NOON - HOUR),)), Plan(), "per_day"),
    ],
)
def test_the_reason_is_the_last_before_its_moment(
    first: Plan, second: Plan, reason: str | None
) -> None:
    watch = Withholding()
    watch.see("m1", first, NOON)
    watch.see("m1", second, NOON + 2 * HOUR)
    watch.see("m1", second, NOON + 2 * DAY)
    found = [gone.reason for gone in watch.not_sent(LATER)]
    assert found == ([] if reason is None else [reason])


def test_what_arrived_is_not_told_as_missing() -> None:
    watch = Withholding()
    watch.see("m1", Plan((due(EARLY, NOON), due(LATE, LATER))), NOON)
    watch.sent("m1", Key(1, EARLY))
    watch.see("m1", Plan(withheld=(held(EARLY, Reason.ALREADY_SENT),)), SOON)
    assert [(gone.key.kind, gone.was_due) for gone in watch.not_sent(LATER)] == [(LATE, LATER)]
    assert watch.not_sent(SOON) == []


def test_what_arrived_unheard_is_not_told_as_missing_either() -> None:
    watch, plan = Withholding(), Plan((due(EARLY, NOON),))
    watch.see("m1", plan, NOON - HOUR)
    watch.sent("m1", Key(1, EARLY))
    watch.see("m1", plan, NOON)
    watch.see("m1", Plan(withheld=(held(EARLY, Reason.CLOSED),)), LATER)
    assert watch.not_sent(LATER) == []


async def test_a_message_with_the_same_nonce_arrives_once_while_that_is_remembered() -> None:
    clock = SetClock(NOON, speed=0)
    face = ListFace(clock, seed=1)
    note = ReminderNote("fr", "r1", (), late=False)
    first = await face.whisper("dm.m1", note, nonce="r1")
    assert await face.whisper("dm.m1", note, nonce="r1") == first
    clock.set(NOON + HOUR)
    assert await face.said_before("dm.m1", "r1") == first
    assert await face.whisper("dm.m1", note, nonce="r1") != first
    assert len(face.arrivals) == 2


async def test_bad_hours_let_nothing_through_and_closed_doors_stay_closed() -> None:
    clock = SetClock(NOON, speed=0)
    face = ListFace(clock, seed=1, bad_hours=[(NOON, NOON + HOUR)])
    with pytest.raises(Unreachable, match="later"):
        await face.open_private("m1")
    clock.set(NOON + HOUR)
    assert await face.open_private("m1") == "dm.m1"
    face.closed.add("m1")
    face.left.add("m2")
    note = ReminderNote("fr", "r1", (), late=False)
    for person, reason in (("m1", "closed"), ("m2", "left")):
        with pytest.raises(Unreachable, match=reason):
            await face.whisper(f"dm.{person}", note)
