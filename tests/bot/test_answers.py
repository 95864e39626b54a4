"""Three gestures, one record: the last one wins, and everything can be undone."""

from datetime import date

import pytest

from bot import answers, members, posts, turns
from bot.refusals import Refusal
from db import answers as memory
from db.models import Answer
from db.vocabulary import Choice, Via
from tests.fakes import Town


async def _record(play: Town, mobilisation: int, person: str) -> Answer | None:
    async with play.core.store.look() as look:
        standing = await memory.standing(look, mobilisation, "discord", person)
    return None if standing is None else standing.answer


async def test_a_yes_is_noted_with_what_follows_from_it(play: Town) -> None:
    key = await play.mobilise()
    noted = await answers.answer(play.core, play.member(1), key, Choice.IN, Via.BUTTON)
    assert (noted.choice, noted.title, noted.changed) == (Choice.IN, "WorldSkills", True)
    assert [promise.at.isoformat() for promise in noted.promises] == [
        "2026-12-01T09:00:00+01:00",
        "2026-12-04T09:00:00+01:00",
    ]
    assert date(2026, 12, 8) in noted.days
    assert noted.days[0] >= date(2026, 11, 23)


async def test_whose_hours_were_taken_is_told_once_to_those_who_named_none(play: Town) -> None:
    first, second = await play.mobilise(), await play.mobilise()
    new, overseas = play.member(1), play.member(2)
    for _ in range(2):
        noted = await answers.answer(play.core, new, first, Choice.IN, Via.BUTTON)
        assert noted.hours_of == "Europe/Paris"
    noted = await answers.answer(play.core, new, second, Choice.IN, Via.BUTTON)
    assert noted.hours_of is None
    await turns.close(play.core, play.coordinator, first)
    noted = await answers.answer(play.core, new, second, Choice.MAYBE, Via.BUTTON)
    assert noted.hours_of is None, "known for long, though nothing else is open"
    first, third = await play.mobilise(), await play.mobilise()
    for number, before in ((4, Choice.OUT), (5, Choice.MAYBE)):
        noted = await answers.answer(play.core, play.member(number), third, before, Via.BUTTON)
        assert noted.hours_of is None, "nothing comes at any hour"
        noted = await answers.answer(play.core, play.member(number), first, Choice.IN, Via.BUTTON)
        assert noted.hours_of == "Europe/Paris"
    await answers.remind_once(play.core, play.member(5), third)
    noted = await answers.answer(play.core, play.member(5), first, Choice.IN, Via.BUTTON)
    assert noted.hours_of is None
    await members.prefer(play.core, overseas, zone="America/Martinique")
    noted = await answers.answer(play.core, overseas, first, Choice.IN, Via.BUTTON)
    assert noted.hours_of is None
    assert noted.promises[0].at.isoformat() == "2026-12-01T09:00:00-04:00"
    brazilian = play.member(3)
    await members.prefer(play.core, brazilian, territory="BR")
    noted = await answers.answer(play.core, brazilian, first, Choice.IN, Via.BUTTON)
    assert noted.hours_of == "Europe/Paris", "a country of several zones tells no hour"


async def test_the_last_gesture_wins_and_each_person_counts_once(play: Town) -> None:
    key = await play.mobilise()
    for choice, via in (
        (Choice.IN, Via.BUTTON),
        (Choice.MAYBE, Via.REACTION),
        (Choice.IN, Via.REPLY),
        (Choice.OUT, Via.BUTTON),
        (Choice.IN, Via.REACTION),
    ):
        await answers.answer(play.core, play.member(1), key, choice, via)
    record = await _record(play, key, "m1")
    assert record is not None
    assert (record.choice, record.via) == (Choice.IN, Via.REACTION)
    (card,) = await play.paint()
    assert (card.voices.certain, card.voices.perhaps) == (1, 0)


async def test_a_chosen_day_moves_the_reminder_to_that_morning(play: Town) -> None:
    key = await play.mobilise()
    actor = play.member(1)
    await answers.answer(play.core, actor, key, Choice.IN, Via.BUTTON)
    noted = await answers.choose_day(play.core, actor, key, date(2026, 12, 3))
    assert [promise.at.isoformat() for promise in noted.promises] == ["2026-12-03T09:00:00+01:00"]
    noted = await answers.choose_networks(play.core, actor, key, ["tiktok", "linkedin", "nowhere"])
    assert noted.networks == ("linkedin", "tiktok")
    assert noted.day == date(2026, 12, 3)
    noted = await answers.choose_day(play.core, actor, key, None)
    assert len(noted.promises) == 2


async def test_a_day_that_is_over_is_refused_and_nothing_changes(play: Town) -> None:
    key = await play.mobilise()
    await answers.answer(play.core, play.member(1), key, Choice.MAYBE, Via.BUTTON)
    with pytest.raises(Refusal, match="day_past"):
        await answers.choose_day(play.core, play.member(1), key, date(2026, 11, 20))
    record = await _record(play, key, "m1")
    assert record is not None
    assert record.choice is Choice.MAYBE


async def test_removing_a_reaction_undoes_only_what_it_had_said(play: Town) -> None:
    key = await play.mobilise()
    actor = play.member(1)
    await answers.answer(play.core, actor, key, Choice.IN, Via.REACTION)
    await answers.answer(play.core, actor, key, Choice.IN, Via.BUTTON)
    assert not await answers.take_back(play.core, actor, key, Choice.IN)
    await answers.answer(play.core, actor, key, Choice.IN, Via.REACTION)
    assert await answers.take_back(play.core, actor, key, Choice.IN)
    assert await _record(play, key, "m1") is None


async def test_a_hand_that_chose_a_day_can_still_be_taken_down(play: Town) -> None:
    key, actor = await play.mobilise(), play.member(1)
    await answers.answer(play.core, actor, key, Choice.IN, Via.REACTION)
    await answers.choose_day(play.core, actor, key, date(2026, 12, 3))
    await answers.choose_networks(play.core, actor, key, ["tiktok"])
    assert await answers.take_back(play.core, actor, key, Choice.IN)
    assert await _record(play, key, "m1") is None
    await play.at("2026-12-08T12:00:00+01:00")
    assert play.face.reminders_to("m1") == []


async def test_a_maybe_taken_back_takes_the_wish_to_decide_along(play: Town) -> None:
    key, actor = await play.mobilise(), play.member(1)
    await answers.answer(play.core, actor, key, Choice.MAYBE, Via.REACTION)
    await answers.remind_once(play.core, actor, key)
    assert await answers.take_back(play.core, actor, key, Choice.MAYBE)
    assert await _record(play, key, "m1") is None


async def test_a_day_chosen_after_a_no_is_a_yes_of_its_own(play: Town) -> None:
    key, actor = await play.mobilise(), play.member(1)
    await answers.answer(play.core, actor, key, Choice.OUT, Via.REACTION)
    await answers.choose_day(play.core, actor, key, date(2026, 12, 3))
    record = await _record(play, key, "m1")
    assert record is not None
    assert (record.choice, record.via) == (Choice.IN, Via.BUTTON)


@pytest.mark.parametrize("turn", ["suspend", "cancel", "close"])
async def test_what_takes_no_answers_says_so_kindly(play: Town, turn: str) -> None:
    key = await play.mobilise()
    changed = await getattr(turns, turn)(play.core, play.coordinator, key)
    with pytest.raises(Refusal) as refused:
        await answers.answer(play.core, play.member(1), key, Choice.IN, Via.BUTTON)
    assert refused.value.key == f"closed.{changed.state}"
    assert await _record(play, key, "m1") is None


async def test_a_draft_takes_no_answers(play: Town) -> None:
    with pytest.raises(Refusal, match="unknown_mobilisation"):
        await answers.answer(play.core, play.member(1), 999, Choice.IN, Via.BUTTON)


async def test_a_declared_post_needs_no_yes_and_stops_reminders(play: Town) -> None:
    key = await play.mobilise()
    noted = await posts.declare(play.core, play.member(2), key, Via.BUTTON)
    assert noted.posted
    assert noted.posts == 1
    await answers.answer(play.core, play.member(1), key, Choice.IN, Via.BUTTON)
    noted = await posts.declare(
        play.core, play.member(1), key, Via.REPLY, network="press", link="https://journal.example/a"
    )
    assert noted.promises == ()
    (card,) = await play.paint()
    assert card.voices.posts == 2
    noted = await posts.undo(play.core, play.member(1), key)
    assert not noted.posted
    assert len(noted.promises) == 2


async def test_a_second_tap_is_no_second_post_but_a_second_link_is(play: Town) -> None:
    key = await play.mobilise()
    actor = play.member(1)
    await posts.declare(play.core, actor, key, Via.BUTTON)
    assert (await posts.declare(play.core, actor, key, Via.BUTTON)).posts == 1
    one = await posts.declare(play.core, actor, key, Via.REPLY, link="https://a.example/1")
    assert one.posts == 1, "the link completes what the tap had declared"
    two = await posts.declare(play.core, actor, key, Via.REPLY, link="https://a.example/2")
    assert two.posts == 2


@pytest.mark.parametrize("link", ["linkedin", "ftp://a.example", "https://", "http://[", "x" * 600])
async def test_a_link_that_leads_nowhere_is_refused(play: Town, link: str) -> None:
    key = await play.mobilise()
    with pytest.raises(Refusal, match="bad_link"):
        await posts.declare(play.core, play.member(1), key, Via.BUTTON, link=link)


async def test_messages_opened_again_are_noticed_at_the_next_press(play: Town) -> None:
    key = await play.mobilise()
    actor = play.member(1)
    await answers.answer(play.core, actor, key, Choice.IN, Via.BUTTON)
    play.face.closed.add("m1")
    await play.at("2026-12-01T12:00:00+01:00")
    noted = await answers.answer(play.core, actor, key, Choice.IN, Via.BUTTON)
    assert (noted.by_message, noted.promises) == (False, ()), "still closed, and said so"
    play.face.closed.clear()
    noted = await answers.answer(play.core, actor, key, Choice.IN, Via.BUTTON)
    assert noted.by_message
    assert len(play.face.whispers) == 1, "the answer itself shows that it works"
    assert [promise.at.day for promise in noted.promises] == [4]
