"""Whoever stopped, paused or was left alone can find the way back, and is told the truth."""

from datetime import date

import pytest

from bot import answers, members, turns
from bot.refusals import Refusal
from bot.reminders import brake
from cogs.ui.buttons import Verb, read
from cogs.ui.paint import lists, notes
from cogs.ui.paint.ink import Painted
from db import harm
from db import members as memory
from db.vocabulary import Choice, Via
from tests.fakes import Town


def _verbs(painted: Painted) -> list[tuple[Verb, int]]:
    rows = painted.view.to_components() if painted.view else []
    found = [read(item["custom_id"]) for row in rows for item in row["components"]]
    return [(one.verb, one.mobilisation) for one in found if one]


async def _in(play: Town, choice: Choice = Choice.IN) -> int:
    key = await play.mobilise()
    await answers.answer(play.core, play.member(1), key, choice, Via.BUTTON)
    return key


async def test_back_from_all_brings_back_what_was_stopped_just_before(play: Town) -> None:
    key = await _in(play)
    actor = play.member(1)
    await members.stop(play.core, actor, key)
    await members.stop(play.core, actor)
    painted = notes.stopped("fr", key, None)
    assert _verbs(painted) == [(Verb.WELCOME_BACK, key)]
    told = await members.welcome_back(play.core, actor, key)
    assert told.title is None, "all of them are back, and that is said"
    assert len((await members.reminders(play.core, actor)).promises) == 2


async def test_whoever_stopped_all_finds_a_button_where_reminders_are_told(play: Town) -> None:
    await _in(play)
    actor = play.member(1)
    assert _verbs(lists.coming(await members.reminders(play.core, actor))) == []
    await members.stop(play.core, actor)
    coming = await members.reminders(play.core, actor)
    assert _verbs(lists.coming(coming)) == [(Verb.WELCOME_BACK, 0)]


async def test_whoever_the_bot_went_quiet_for_finds_it_too(play: Town) -> None:
    await _in(play)
    actor = play.member(1)
    async with play.core.store.work() as work:
        ((member, _),) = await memory.memberships(work, actor.platform, actor.id)
        await memory.change(work, member.id, quiet_since=play.core.now())
    for painted in (
        lists.coming(await members.reminders(play.core, actor)),
        lists.preferences(await members.preferences(play.core, actor)),
    ):
        assert (Verb.WELCOME_BACK, 0) in _verbs(painted)
        assert "nouvelles de vous" not in str(painted.embed.to_dict() if painted.embed else "")
    await members.welcome_back(play.core, actor)
    assert len((await members.reminders(play.core, actor)).promises) == 2


@pytest.mark.parametrize("how", ["suspended", "held"])
async def test_what_waits_for_the_coordinators_is_told_with_its_own_reason(
    play: Town, how: str
) -> None:
    key = await _in(play)
    if how == "suspended":
        await turns.suspend(play.core, play.coordinator, key)
    else:
        async with play.core.store.work() as work:
            await harm.hold(work, key, play.core.now())
    coming = await members.reminders(play.core, play.member(1))
    assert {gone.reason for gone in coming.withheld} == {how}
    assert coming.promises == ()
    if how == "held":
        await brake.tell_owners(play.core)
        await turns.resume(play.core, play.coordinator, key)
        assert len((await members.reminders(play.core, play.member(1))).promises) == 2


@pytest.mark.parametrize(
    ("said", "locale"),
    [
        ("jusqu’au 15 décembre", "fr"),
        ("Jusqu'à mardi 15 décembre", "fr"),
        ("15 décembre", "fr"),
        ("until 15 December", "en"),
        ("fino al 15 dicembre", "it"),
    ],
)
async def test_a_pause_is_read_as_people_say_it(play: Town, said: str, locale: str) -> None:
    wishes = await members.pause(play.core, play.member(1, locale), said)
    assert wishes.paused_until == date(2026, 12, 15)


async def test_a_pause_is_still_read_strictly(play: Town) -> None:
    for said in ("jusqu’à bientôt", "until", "jusqu’au 31 novembre"):
        with pytest.raises(Refusal, match="when"):
            await members.pause(play.core, play.member(1), said)


async def test_each_question_has_its_own_buttons(play: Town) -> None:
    key = await _in(play, Choice.MAYBE)
    actor = play.member(1)
    noted = await answers.answer(play.core, actor, key, Choice.MAYBE, Via.BUTTON)
    maybe = notes.noted(noted)
    assert [verb for verb, _ in _verbs(maybe)] == [Verb.REMIND_ONCE, Verb.DONE]
    assert "pour vous décider" in str(maybe.content)
    assert "Un jour ou un lieu" not in str(maybe.content)
    assert "décider" not in notes.without_questions(str(maybe.content), "fr")
    await answers.answer(play.core, actor, key, Choice.IN, Via.BUTTON)
    await answers.choose_networks(play.core, actor, key, ["radio"])
    out = notes.noted(await answers.answer(play.core, actor, key, Choice.OUT, Via.BUTTON))
    assert "Radio" not in str(out.content)
