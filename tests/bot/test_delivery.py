"""Each reminder reaches its person once, whatever happens in between, or its end is recorded."""

from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import select

from bot import answers, members, posts, turns
from bot.face import Unreachable
from bot.reminders.delivery import Delivery
from db.models import Member, Reminder
from db.vocabulary import Choice, Sending, Via
from tests.fakes import Town


async def _say_yes(play: Town, key: int, *numbers: int) -> None:
    for number in numbers:
        await answers.answer(play.core, play.member(number), key, Choice.IN, Via.BUTTON)


async def _rows(play: Town) -> list[Reminder]:
    async with play.core.store.look() as look:
        return list((await look.session.scalars(select(Reminder).order_by(Reminder.id))).all())


async def test_those_who_said_yes_and_only_they_are_reminded_once_at_the_right_hour(
    play: Town,
) -> None:
    key = await play.mobilise(angles="Qu’auriez-vous aimé entendre à 14 ans ?")
    await _say_yes(play, key, 1, 2)
    await answers.answer(play.core, play.member(3), key, Choice.MAYBE, Via.BUTTON)
    await answers.answer(play.core, play.member(4), key, Choice.OUT, Via.BUTTON)
    await play.at("2026-12-01T08:59:00+01:00")
    assert play.face.whispers == []
    await play.at("2026-12-01T09:05:00+01:00")
    assert sorted(whisper.person for whisper in play.face.whispers) == ["m1", "m2"]
    (note,) = play.face.reminders_to("m1")
    assert (note.items[0].title, note.late) == ("WorldSkills", False)
    assert note.items[0].brief == "https://chat.example/1/ch1/ch1.a1"
    assert note.items[0].angle
    await play.at("2026-12-20T12:00:00+01:00")
    assert len(play.face.reminders_to("m1")) == 2
    assert {whisper.person for whisper in play.face.whispers} == {"m1", "m2"}


async def test_the_day_that_was_chosen_brings_one_reminder_that_morning(play: Town) -> None:
    key = await play.mobilise()
    await _say_yes(play, key, 1)
    await answers.choose_day(play.core, play.member(1), key, date(2026, 12, 3))
    await play.at("2026-12-03T08:59:00+01:00")
    assert play.face.reminders_to("m1") == []
    await play.at("2026-12-31T09:00:00+01:00")
    assert len(play.face.reminders_to("m1")) == 1


async def test_another_day_after_the_reminder_brings_another_one(play: Town) -> None:
    key = await play.mobilise()
    await _say_yes(play, key, 1)
    await answers.choose_day(play.core, play.member(1), key, date(2026, 12, 1))
    await play.at("2026-12-01T09:30:00+01:00")
    await answers.choose_day(play.core, play.member(1), key, date(2026, 12, 8))
    await play.at("2026-12-31T09:00:00+01:00")
    assert len(play.face.reminders_to("m1")) == 2


@pytest.mark.parametrize("gesture", ["post", "out", "stop", "stop_all", "suspend", "cancel"])
async def test_after_any_of_these_nothing_comes(play: Town, gesture: str) -> None:
    key = await play.mobilise()
    await _say_yes(play, key, 1)
    actor = play.member(1)
    match gesture:
        case "post":
            await posts.declare(play.core, actor, key, Via.BUTTON)
        case "out":
            await answers.answer(play.core, actor, key, Choice.OUT, Via.BUTTON)
        case "stop":
            await members.stop(play.core, actor, key)
        case "stop_all":
            await members.stop(play.core, actor)
        case _:
            await getattr(turns, gesture)(play.core, play.coordinator, key)
    await play.at("2026-12-31T09:00:00+01:00")
    assert play.face.reminders_to("m1") == []
    assert {row.state for row in await _rows(play)} == {Sending.SKIPPED}


async def test_a_send_whose_answer_was_lost_is_found_and_not_repeated(play: Town) -> None:
    key = await play.mobilise()
    await _say_yes(play, key, 1)
    play.face.remembers_nonces = False
    play.face.lost_answers = 1
    await play.at("2026-12-01T12:00:00+01:00")
    assert len(play.face.reminders_to("m1")) == 1
    first = (await _rows(play))[0]
    assert (first.state, first.attempts, first.message) == (Sending.SENT, 2, "w0")


async def test_a_platform_that_does_not_answer_is_tried_again_for_half_an_hour_and_more(
    play: Town,
) -> None:
    key = await play.mobilise()
    await _say_yes(play, key, 1)
    play.face.troubles = [Unreachable("later") for _ in range(6)]
    await play.at("2026-12-01T10:30:00+01:00")
    assert len(play.face.reminders_to("m1")) == 1
    assert (await _rows(play))[0].attempts == 7


async def test_the_wait_that_the_platform_asks_for_is_kept(play: Town) -> None:
    key = await play.mobilise()
    await _say_yes(play, key, 1)
    play.face.troubles = [Unreachable("later", wait=600)]
    await play.at("2026-12-01T09:09:00+01:00")
    assert play.face.reminders_to("m1") == []
    await play.at("2026-12-01T09:11:00+01:00")
    assert len(play.face.reminders_to("m1")) == 1


async def test_closed_private_messages_are_recorded_and_not_tried_in_a_loop(play: Town) -> None:
    key = await play.mobilise()
    await _say_yes(play, key, 1)
    play.face.closed.add("m1")
    await play.at("2026-12-31T12:00:00+01:00")
    rows = await _rows(play)
    assert [row.attempts for row in rows] == [1, 0]
    assert rows[0].state is Sending.UNREACHABLE
    noted = await answers.answer(
        play.core,
        play.member(1),
        await play.mobilise("mardi 2 février 2027 14h"),
        Choice.IN,
        Via.BUTTON,
    )
    assert not noted.by_message, "told at the next gesture"


async def test_somebody_who_left_is_not_written_to_again(play: Town) -> None:
    key = await play.mobilise()
    await _say_yes(play, key, 1)
    play.face.left.add("m1")
    await play.at("2026-12-31T12:00:00+01:00")
    async with play.core.store.look() as look:
        (member,) = (
            await look.session.scalars(select(Member).where(Member.external_id == "m1"))
        ).all()
    assert member.left_at is not None
    assert [row.attempts for row in await _rows(play)] == [1, 0]


async def test_a_claim_that_a_crash_left_behind_is_settled_by_the_next_start(play: Town) -> None:
    key = await play.mobilise()
    await _say_yes(play, key, 1)
    due = datetime.fromisoformat("2026-12-01T09:00:01+01:00")
    play.clock.set(due)
    lost = Delivery(play.core, "crashed")
    async with play.core.store.look() as look:
        (member,) = (
            await look.session.scalars(select(Member).where(Member.external_id == "m1"))
        ).all()
    claimed = await lost._claim(member.id)
    assert claimed is not None
    await play.ring()
    assert play.face.reminders_to("m1") == [], "the lease holds"
    await play.delivery.start()
    await play.ring()
    assert len(play.face.reminders_to("m1")) == 1


async def test_several_of_one_day_are_one_message(play: Town) -> None:
    first = await play.mobilise(title="Un")
    second = await play.mobilise("mercredi 9 décembre 2026 14h", title="Deux")
    for key in (first, second):
        await _say_yes(play, key, 1)
        await answers.choose_day(play.core, play.member(1), key, date(2026, 12, 3))
    await play.at("2026-12-03T12:00:00+01:00")
    (note,) = play.face.reminders_to("m1")
    assert sorted(item.title for item in note.items) == ["Deux", "Un"]


async def test_moving_the_date_moves_what_is_not_sent_and_tells_those_concerned_once(
    play: Town,
) -> None:
    key = await play.mobilise()
    await _say_yes(play, key, 1, 2)
    await answers.answer(play.core, play.member(3), key, Choice.OUT, Via.BUTTON)
    changed = await turns.reschedule(play.core, play.coordinator, key, "mardi 15 décembre 2026 14h")
    assert changed.told == 2
    await play.ring()
    assert sorted(whisper.person for whisper in play.face.whispers) == ["m1", "m2"]
    await play.at("2026-12-08T08:59:00+01:00")
    assert play.face.reminders_to("m1") == []
    await play.at("2026-12-31T12:00:00+01:00")
    assert len(play.face.reminders_to("m1")) == 2


async def test_what_was_missed_for_days_has_one_recorded_end(play: Town) -> None:
    key = await play.mobilise()
    await _say_yes(play, key, *range(1, 6))
    play.clock.set(datetime.fromisoformat("2026-12-01T09:00:00+01:00") + timedelta(hours=72))
    await play.ring()
    await play.at("2027-01-15T12:00:00+01:00")
    ends = [row.state for row in await _rows(play)]
    assert len(ends) >= 5
    assert set(ends) <= {Sending.SENT, Sending.SKIPPED}
    for number in range(1, 6):
        assert len(play.face.reminders_to(f"m{number}")) <= 2


async def test_who_answers_in_the_end_is_no_longer_asked_and_the_first_answer_counts(
    play: Town,
) -> None:
    first = await play.mobilise("mardi 1 décembre 2026 14h")
    for key in (first, await play.mobilise("jeudi 3 décembre 2026 14h")):
        await _say_yes(play, key, 1)
    await play.at("2026-12-08T10:00:00+01:00")
    await _say_yes(play, await play.mobilise("mardi 22 décembre 2026 14h"), 1)

    async def kinds() -> set[str]:
        rows = await _rows(play)
        return {row.kind for row in rows if row.state is Sending.PLANNED}

    assert await kinds() == {"carry_on"}
    await _say_yes(play, first, 1)
    assert await kinds() == {"week_before", "days_before"}
    await play.at("2026-12-08T11:00:00+01:00")
    await _say_yes(play, first, 1)
    heard = [row.answered_at for row in await _rows(play) if row.state is Sending.SENT]
    assert set(heard) == {datetime.fromisoformat("2026-12-08T10:00:00+01:00"), None}


async def test_who_answers_nothing_is_asked_once_whether_to_carry_on(play: Town) -> None:
    for when in ("mardi 1 décembre 2026 14h", "jeudi 3 décembre 2026 14h"):
        await _say_yes(play, await play.mobilise(when), 1)
    await play.at("2026-12-08T10:00:00+01:00")
    before = len(play.face.reminders_to("m1"))
    await _say_yes(play, await play.mobilise("mardi 22 décembre 2026 14h"), 1)
    await play.at("2026-12-15T09:01:00+01:00")
    (question,) = play.face.reminders_to("m1")[before:]
    assert [item.reason for item in question.items] == ["carry_on"]
    await play.at("2026-12-31T12:00:00+01:00")
    assert len(play.face.reminders_to("m1")) == before + 1
