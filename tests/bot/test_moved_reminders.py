"""A reminder that comes at another moment than its own says nothing false about it."""

from datetime import date, datetime, timedelta

import pytest

from bot import answers, members, turns
from bot.face import Unreachable
from bot.notes import ReminderNote
from bot.reminders.rendering import opening
from bot.reminders.terms import Kind
from cogs.ui.paint import notes
from db.vocabulary import Choice, Via
from tests.fakes import Town

MONDAY = date(2027, 1, 11)


async def _yes(play: Town, key: int, day: date | None = None) -> None:
    await answers.answer(play.core, play.member(1), key, Choice.IN, Via.BUTTON)
    if day is not None:
        await answers.choose_day(play.core, play.member(1), key, day)


def _said(note: ReminderNote) -> str:
    return notes.reminder(note).content or ""


@pytest.mark.parametrize(("minutes", "late"), [(20, False), (40, True), (240, True)])
async def test_late_by_more_than_half_an_hour_it_says_so(
    play: Town, minutes: int, late: bool
) -> None:
    key = await play.mobilise()
    await _yes(play, key)
    await play.at("2026-12-01T08:59:00+01:00")
    play.clock.set(datetime.fromisoformat("2026-12-01T09:00:00+01:00") + timedelta(minutes=minutes))
    await play.ring()
    (note,) = play.face.reminders_to("m1")
    assert note.late is late
    assert ("un peu tard" in _said(note)) is late


async def test_turned_down_for_an_hour_it_says_so(play: Town) -> None:
    key = await play.mobilise()
    await _yes(play, key)
    play.face.troubles = [Unreachable("later", wait=3600)]
    await play.at("2026-12-01T12:00:00+01:00")
    (note,) = play.face.reminders_to("m1")
    assert note.late


async def test_asked_for_on_the_day_itself_it_is_not_late(play: Town) -> None:
    key = await play.mobilise()
    await play.at("2026-12-01T10:00:00+01:00")
    await _yes(play, key, date(2026, 12, 1))
    await play.at("2026-12-01T18:00:00+01:00")
    (note,) = play.face.reminders_to("m1")
    assert not note.late
    assert "pour aujourd’hui" in _said(note)


async def test_a_chosen_saturday_is_named_on_the_friday_before(play: Town) -> None:
    key = await play.mobilise()
    await _yes(play, key, date(2026, 12, 5))
    coming = await members.reminders(play.core, play.member(1))
    assert [one.reason for one in coming.promises] == ["chosen_day_before"]
    await play.at("2026-12-04T10:00:00+01:00")
    (note,) = play.face.reminders_to("m1")
    assert "samedi 5 décembre" in _said(note)
    assert "aujourd’hui" not in _said(note)


async def test_the_day_after_the_chosen_one_that_day_is_not_called_today(play: Town) -> None:
    key = await play.mobilise()
    await _yes(play, key, date(2026, 12, 2))
    await play.at("2026-12-02T08:00:00+01:00")
    play.clock.set(datetime.fromisoformat("2026-12-02T22:00:00+01:00"))
    await play.at("2026-12-03T10:00:00+01:00")
    (note,) = play.face.reminders_to("m1")
    assert note.late
    assert "mercredi 2 décembre" in _said(note)


@pytest.mark.parametrize("until", ["", "jeudi 10 décembre 2026"])
async def test_every_day_that_is_offered_brings_its_reminder(play: Town, until: str) -> None:
    key = await play.mobilise(until=until)
    actor = play.member(1)
    noted = await answers.answer(play.core, actor, key, Choice.IN, Via.BUTTON)
    last = date(2026, 12, 12 if until else 10)
    assert noted.days[-1] == last, "two days after the event"
    for day in noted.days:
        chosen = await answers.choose_day(play.core, actor, key, day)
        (promise,) = chosen.promises
        assert promise.reason.startswith("chosen_day"), day
        assert promise.at.date() <= day
    await answers.choose_day(play.core, actor, key, date(2026, 12, 10))
    await play.at("2026-12-10T12:00:00+01:00")
    (note,) = play.face.reminders_to("m1")
    assert "pour aujourd’hui" in _said(note)


async def test_what_was_sent_is_told_as_sent_after_a_pause_of_the_whole(play: Town) -> None:
    key = await play.mobilise()
    await _yes(play, key)
    await play.at("2026-12-01T12:00:00+01:00")
    await turns.suspend(play.core, play.coordinator, key)
    await turns.resume(play.core, play.coordinator, key)
    coming = await members.reminders(play.core, play.member(1))
    assert [gone.reason for gone in coming.withheld] == ["already_sent"]


async def test_what_has_no_room_on_its_own_day_is_not_told_as_a_week_before(play: Town) -> None:
    keys = [await play.mobilise(f"{day} décembre 2026 14h") for day in (9, 10, 11, 16, 17)]
    for key in keys:
        await _yes(play, key)
    coming = await members.reminders(play.core, play.member(1))
    starts = dict(zip(keys, (9, 10, 11, 16, 17), strict=True))
    for one in coming.promises:
        days = (date(2026, 12, starts[one.mobilisation]) - one.at.date()).days
        assert (one.reason == "week_before") <= (days == 7)


@pytest.mark.parametrize(
    ("kind", "days", "said"),
    [
        (Kind.WEEK_BEFORE, 7, "week_before"),
        (Kind.WEEK_BEFORE, 9, "week_before"),
        (Kind.WEEK_BEFORE, 12, "moved"),
        (Kind.WEEK_BEFORE, 3, "days_before"),
        (Kind.CHOSEN_DAY, 0, "chosen_day"),
        (Kind.CHOSEN_DAY, 2, "chosen_other_day"),
        (Kind.CHOSEN_DAY, -1, "chosen_other_day"),
        (Kind.DAYS_BEFORE, 4, "days_before"),
        (Kind.DECIDE, 7, "decide"),
    ],
)
def test_it_begins_with_what_is_true_today(kind: Kind, days: int, said: str) -> None:
    assert opening(kind, MONDAY + timedelta(days=days), MONDAY) == said
