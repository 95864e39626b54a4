"""Silence is never held against anyone: nobody can be shown who did not answer or did not post."""

import re
from collections.abc import AsyncIterator
from datetime import date
from typing import Any

import pytest

from bot import answers, communities, members, mobilisations, own_data, posts, previews, turns
from bot.health.metrics import figures
from bot.reminders import brake, thread_notes
from db import harm
from db.vocabulary import Choice, Via, Visibility
from tests.fakes import Town

POSTED, SHOWN, IN, MAYBE, OUT, STOPPED, LATER = 11, 22, 33, 44, 55, 66, 77
ANYBODY = re.compile(r"\bm(?:11|22|33|44|55|66|77)\b")


async def _everybody_does_something_else(play: Town) -> int:
    key = await play.mobilise()
    core = play.core
    said = {MAYBE: Choice.MAYBE, OUT: Choice.OUT}
    for number in (POSTED, SHOWN, IN, MAYBE, OUT, STOPPED, LATER):
        actor = play.member(number)
        await answers.answer(core, actor, key, said.get(number, Choice.IN), Via.BUTTON)
    await posts.declare(core, play.member(POSTED), key, Via.BUTTON)
    await members.prefer(core, play.member(SHOWN), visibility=Visibility.NAMED)
    await members.stop(core, play.member(STOPPED), key)
    await answers.choose_day(core, play.member(LATER), key, date(2026, 12, 7))
    await play.at("2026-12-02T12:00:00+01:00")
    return key


async def _all_that_a_coordinator_can_ask(play: Town, key: int) -> AsyncIterator[tuple[str, Any]]:
    core, who = play.core, play.coordinator
    yield "preview", await previews.preview(core, who, key)
    yield "list", await mobilisations.listing(core, who)
    yield "brief", await mobilisations.show(core, who, key)
    yield "suggestions", await mobilisations.suggestions(core, who, "")
    yield "setup", await communities.settings_of(core, who)
    yield "own agenda", await members.agenda(core, who)
    yield "own reminders", await members.reminders(core, who)
    yield "own posts", await members.posts(core, who)
    yield "own data", (await own_data.data(core, who)).decode()
    yield "note", await thread_notes.want(core, who, key, wanted=True)
    yield "figures", await figures(core)
    yield "moved", await turns.reschedule(core, who, key, "mardi 15 décembre 14h")
    yield "suspended", await turns.suspend(core, who, key)
    yield "resumed", await turns.resume(core, who, key)
    async with core.store.work() as work:
        await harm.hold(work, key, core.now())
    await brake.tell_owners(core)
    yield "told of the brake", [one.note for one in play.face.whispers if one.person == "c1"]
    yield "closed", await turns.close(core, who, key)


async def test_nothing_shown_to_a_coordinator_tells_who_did_not(play: Town) -> None:
    key = await _everybody_does_something_else(play)
    asked = 0
    async for what, told in _all_that_a_coordinator_can_ask(play, key):
        assert set(ANYBODY.findall(str(told))) <= {f"m{SHOWN}"}, what
        asked += 1
    assert asked == 16


async def test_a_card_names_only_who_is_in_and_wants_to_be_named(play: Town) -> None:
    await _everybody_does_something_else(play)
    for card in await play.paint():
        assert set(ANYBODY.findall(str(card))) == {f"m{SHOWN}"}
        assert (card.voices.certain, card.voices.perhaps, card.voices.posts) == (5, 1, 1)


async def test_no_message_to_anybody_speaks_of_somebody_else(play: Town) -> None:
    await _everybody_does_something_else(play)
    assert play.face.whispers
    for whisper in play.face.whispers:
        assert set(ANYBODY.findall(str(whisper.note))) <= {whisper.person}


@pytest.mark.parametrize("choice", [Choice.OUT, None])
async def test_who_said_no_or_nothing_is_never_written_to(
    play: Town, choice: Choice | None
) -> None:
    key = await play.mobilise()
    await members.preferences(play.core, play.member(1))
    if choice is not None:
        await answers.answer(play.core, play.member(1), key, choice, Via.BUTTON)
    await turns.reschedule(play.core, play.coordinator, key, "mardi 15 décembre 14h")
    await play.at("2026-12-14T12:00:00+01:00")
    await turns.cancel(play.core, play.coordinator, key)
    await play.at("2027-02-01T12:00:00+01:00")
    assert [whisper for whisper in play.face.whispers if whisper.person == "m1"] == []
