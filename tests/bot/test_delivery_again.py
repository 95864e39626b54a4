"""What was claimed and did not arrive: looked for, and held against the plan of the moment."""

import asyncio
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import select

from bot import answers, members, posts, turns
from bot.clock import SetClock
from bot.face import Unreachable
from bot.reminders.delivery import Delivery, Habits
from db.models import Member, Reminder
from db.vocabulary import Choice, Sending, Via
from tests import UNHURRIED
from tests.fakes import Town

DUE = "2026-12-01T09:00:01+01:00"


async def _say_yes(play: Town, *keys: int, number: int = 1) -> None:
    for key in keys:
        await answers.answer(play.core, play.member(number), key, Choice.IN, Via.BUTTON)


async def _rows(play: Town) -> list[Reminder]:
    async with play.core.store.look() as look:
        return list((await look.session.scalars(select(Reminder).order_by(Reminder.id))).all())


async def _member(play: Town) -> Member:
    async with play.core.store.look() as look:
        found = await look.session.scalars(select(Member).where(Member.external_id == "m1"))
        return found.one()


def _later(times: int) -> list[Unreachable]:
    return [Unreachable("later") for _ in range(times)]


@pytest.mark.parametrize("gesture", ["post", "out", "stop", "stop_all", "suspend", "cancel"])
async def test_after_any_of_these_what_waits_for_another_attempt_does_not_come(
    play: Town, gesture: str
) -> None:
    key = await play.mobilise()
    await _say_yes(play, key)
    play.face.troubles = _later(1)
    await play.at(DUE)
    assert (await _rows(play))[0].state is Sending.CLAIMED
    match gesture:
        case "post":
            await posts.declare(play.core, play.member(1), key, Via.BUTTON)
        case "out":
            await answers.answer(play.core, play.member(1), key, Choice.OUT, Via.BUTTON)
        case "stop":
            await members.stop(play.core, play.member(1), key)
        case "stop_all":
            await members.stop(play.core, play.member(1))
        case _:
            await getattr(turns, gesture)(play.core, play.coordinator, key)
    await play.at("2026-12-31T09:00:00+01:00")
    assert play.face.reminders_to("m1") == []
    assert {row.state for row in await _rows(play)} == {Sending.SKIPPED}


async def test_what_arrived_before_a_stop_is_recorded_as_sent_all_the_same(play: Town) -> None:
    key = await play.mobilise()
    await _say_yes(play, key)
    play.face.lost_answers = 1
    await play.at(DUE)
    await members.stop(play.core, play.member(1), key)
    await play.at("2026-12-31T09:00:00+01:00")
    assert len(play.face.reminders_to("m1")) == 1
    assert [row.state for row in await _rows(play)] == [Sending.SENT, Sending.SKIPPED]


async def test_a_date_that_moves_between_two_attempts_brings_one_reminder_of_the_new_date(
    play: Town,
) -> None:
    key = await play.mobilise()
    await _say_yes(play, key)
    play.face.troubles = _later(1)
    await play.at(DUE)
    await turns.reschedule(play.core, play.coordinator, key, "mardi 15 décembre 2026 14h")
    await play.at("2026-12-08T08:59:00+01:00")
    assert play.face.reminders_to("m1") == []
    await play.at("2026-12-09T09:00:00+01:00")
    (note,) = play.face.reminders_to("m1")
    assert str(note.items[0].starts).startswith("2026-12-15")


async def test_a_platform_that_is_away_until_the_evening_brings_it_the_next_morning(
    play: Town,
) -> None:
    key = await play.mobilise()
    await _say_yes(play, key)
    play.face.troubles = _later(200)
    await play.at("2026-12-01T18:31:00+01:00")
    play.face.troubles = []
    await play.at("2026-12-02T08:29:00+01:00")
    assert play.face.reminders_to("m1") == [], "nothing comes in the evening or at night"
    await play.at("2026-12-02T09:31:00+01:00")
    (note,) = play.face.reminders_to("m1")
    assert note.late


async def test_of_two_in_one_message_the_one_that_was_stopped_is_left_out(play: Town) -> None:
    first = await play.mobilise(title="Un")
    second = await play.mobilise(title="Deux")
    await _say_yes(play, first, second)
    play.face.troubles = _later(1)
    await play.at(DUE)
    await members.stop(play.core, play.member(1), first)
    await play.at("2026-12-01T12:00:00+01:00")
    (note,) = play.face.reminders_to("m1")
    assert [item.title for item in note.items] == ["Deux"]
    ends = {(row.mobilisation_id, row.state) for row in await _rows(play) if row.attempts}
    assert ends == {(first, Sending.SKIPPED), (second, Sending.SENT)}


async def test_while_one_waits_for_another_attempt_nothing_else_goes_to_the_same_person(
    play: Town,
) -> None:
    first = await play.mobilise(title="Un")
    await _say_yes(play, first)
    play.face.troubles = _later(1)
    await play.at(DUE)
    second = await play.mobilise(title="Deux")
    await _say_yes(play, second)
    await play.ring()
    assert play.face.reminders_to("m1") == []
    await play.at("2026-12-01T18:00:00+01:00")
    assert len(play.face.reminders_to("m1")) == 1, "one a day, however many attempts"


async def test_two_processes_never_send_two_parcels_to_one_person(play: Town) -> None:
    first = await play.mobilise(title="Un")
    await _say_yes(play, first)
    play.clock.set(datetime.fromisoformat(DUE))
    other = Delivery(play.core, "other")
    claimed = await other._claim((await _member(play)).id)
    assert claimed is not None
    second = await play.mobilise(title="Deux")
    await _say_yes(play, second)
    await play.ring()
    assert play.face.reminders_to("m1") == []


async def test_a_claim_that_was_taken_over_is_not_settled_by_who_lost_it(play: Town) -> None:
    key = await play.mobilise()
    await _say_yes(play, key)
    play.clock.set(datetime.fromisoformat(DUE))
    slow = Delivery(play.core, "slow")
    parcel = await slow._claim((await _member(play)).id)
    assert parcel is not None
    play.clock.set(play.clock.now() + timedelta(minutes=3))
    await play.ring()
    await slow._failed(parcel, Unreachable("closed"))
    row = (await _rows(play))[0]
    assert (row.state, row.attempts, row.message) == (Sending.SENT, 2, "w0")


async def test_an_attempt_that_takes_too_long_is_given_up_and_looked_for(play: Town) -> None:
    key = await play.mobilise()
    await _say_yes(play, key)
    said = play.face.whisper
    hangs = asyncio.Event()

    async def whisper(channel: str, note: object, *, nonce: str | None = None) -> str:
        message = await said(channel, note, nonce=nonce)  # type: ignore[arg-type]
        if not hangs.is_set():
            hangs.set()
            await asyncio.Event().wait()
        return message

    play.face.whisper = whisper  # type: ignore[method-assign]
    play.delivery = Delivery(play.core, "hasty", Habits(patience=0.05))
    await play.at("2026-12-01T09:05:00+01:00")
    assert hangs.is_set()
    assert len(play.face.reminders_to("m1")) == 1
    row = (await _rows(play))[0]
    assert row.state is Sending.SENT
    assert row.attempts >= 2, "more where the machine is slow"


async def test_whoever_is_due_is_served_whatever_the_number(play: Town) -> None:
    key = await play.mobilise()
    for number in range(1, 101):
        await _say_yes(play, key, number=number)
    play.delivery = Delivery(play.core, "few", Habits(at_once=3))
    play.clock.set(datetime.fromisoformat(DUE))
    await play.delivery.sweep()
    await play.delivery.settled()
    assert len(play.face.whispers) == 100, "without another ring of the bell"
    assert not play.delivery.under_way


async def test_nothing_begins_once_it_drains(play: Town) -> None:
    key = await play.mobilise()
    for number in range(1, 11):
        await _say_yes(play, key, number=number)
    play.clock.set(datetime.fromisoformat(DUE))
    play.delivery = Delivery(play.core, "leaving", Habits(at_once=2))
    await play.delivery.sweep()
    await play.delivery.drain(5)
    sent = len(play.face.whispers)
    assert sent < 10
    await play.delivery.sweep()
    assert not play.delivery.under_way
    assert len(play.face.whispers) == sent
    assert {row.state for row in await _rows(play) if row.attempts} == {Sending.SENT}


async def test_without_a_face_nothing_is_tried(play: Town) -> None:
    key = await play.mobilise()
    await _say_yes(play, key)
    faces, play.core.faces = play.core.faces, {}
    await play.at("2026-12-01T10:00:00+01:00")
    assert (await _rows(play))[0].attempts == 0
    play.core.faces = faces
    await play.ring()
    assert len(play.face.reminders_to("m1")) == 1


async def test_a_kind_that_is_not_known_is_reported_and_kept_with_its_end(
    play: Town, caplog: pytest.LogCaptureFixture
) -> None:
    key = await play.mobilise()
    await _say_yes(play, key)
    async with play.core.store.work() as work:
        row = (await work.session.scalars(select(Reminder).order_by(Reminder.id))).first()
        assert row is not None
        row.kind = "of_tomorrow"
    await play.at("2026-12-01T10:00:00+01:00")
    told = next(one for one in await _rows(play) if one.kind == "of_tomorrow")
    assert (told.state, told.reason) == (Sending.SKIPPED, "unknown_kind")
    assert "do not know" in caplog.text or "does not know" in caplog.text


def _away_until(play: Town, moment: datetime) -> None:
    """A platform that answers nothing until then."""

    def stumble() -> None:
        if play.clock.now() < moment:
            raise Unreachable("later")

    play.face._stumble = stumble  # type: ignore[method-assign]


@pytest.mark.parametrize(
    ("back", "allowed_from", "allowed_until"),
    [
        # The same afternoon: within the hours, or the next morning if those are over.
        ("2026-12-24T17:00:00+01:00", "2026-12-24T17:00:00+01:00", "2026-12-24T18:30:00+01:00"),
        # In the evening before a public holiday and a weekend: on the Monday after, in the morning.
        ("2026-12-24T18:29:00+01:00", "2026-12-28T08:30:00+01:00", "2026-12-28T08:35:00+01:00"),
        ("2026-12-27T03:00:00+01:00", "2026-12-28T08:30:00+01:00", "2026-12-28T08:35:00+01:00"),
    ],
)
async def test_however_long_attempts_last_it_comes_in_allowed_hours(
    play: Town, back: str, allowed_from: str, allowed_until: str
) -> None:
    key = await play.mobilise("mardi 29 décembre 2026 14h")
    await _say_yes(play, key)
    await answers.choose_day(play.core, play.member(1), key, date(2026, 12, 24))
    await play.at("2026-12-24T08:59:00+01:00")
    _away_until(play, datetime.fromisoformat(back))
    await play.at("2026-12-31T09:00:00+01:00")
    (note,) = play.face.reminders_to("m1")
    (sent,) = [row.sent_at for row in await _rows(play) if row.sent_at is not None]
    assert datetime.fromisoformat(allowed_from) <= sent <= datetime.fromisoformat(allowed_until)
    assert note.late


async def test_what_is_of_no_use_any_more_when_the_platform_is_back_is_recorded(
    play: Town,
) -> None:
    key = await play.mobilise("mardi 29 décembre 2026 14h")
    await _say_yes(play, key)
    await answers.choose_day(play.core, play.member(1), key, date(2026, 12, 24))
    await play.at("2026-12-24T08:59:00+01:00")
    _away_until(play, datetime.fromisoformat("2026-12-28T19:00:00+01:00"))
    await play.at("2026-12-31T09:00:00+01:00")
    assert play.face.reminders_to("m1") == []
    assert {(row.state, row.reason) for row in await _rows(play) if row.attempts} == {
        (Sending.SKIPPED, "too_late")
    }


async def test_an_attempt_that_is_held_up_does_not_leave_after_hours(play: Town) -> None:
    key = await play.mobilise()
    await _say_yes(play, key)
    play.core.clock = SetClock(datetime.fromisoformat("2026-12-01T18:29:59.9+01:00"), speed=1)
    held_up = asyncio.Event()

    async def open_private(person: str) -> str:
        held_up.set()
        await asyncio.Event().wait()
        return person

    play.face.open_private = open_private  # type: ignore[method-assign]
    await asyncio.wait_for(play.ring(), UNHURRIED)
    assert held_up.is_set()
    assert [row.state for row in await _rows(play) if row.attempts] == [Sending.CLAIMED]
    del play.face.open_private
    play.core.clock = play.clock
    play.clock.set(datetime.fromisoformat("2026-12-01T18:31:00+01:00"))
    await play.at("2026-12-02T08:29:00+01:00")
    assert play.face.reminders_to("m1") == []
    await play.at("2026-12-02T08:31:00+01:00")
    (note,) = play.face.reminders_to("m1")
    assert note.late
