"""What people did while the bot was away."""

from bot import answers, turns
from bot.returning import catch_up
from db import answers as memory
from db.vocabulary import Choice, Via
from tests.fakes import Town


async def _said(play: Town, key: int) -> dict[str, Choice | None]:
    async with play.core.store.look() as look:
        record = await memory.record_of(look, key)
    return {person: choice for person, (choice, _, _) in record.items()}


async def test_reactions_added_and_removed_meanwhile_are_found(play: Town) -> None:
    key = await play.mobilise()
    await answers.answer(play.core, play.member(1), key, Choice.IN, Via.REACTION)
    await answers.answer(play.core, play.member(2), key, Choice.IN, Via.REACTION)
    play.face.reactions = {"✋": ["m3"], "🤔": ["m2", "m4"]}
    assert await catch_up(play.core, "discord") == 4
    assert await _said(play, key) == {"m2": Choice.MAYBE, "m3": Choice.IN, "m4": Choice.MAYBE}
    assert await catch_up(play.core, "discord") == 0
    assert play.face.whispers == [], "nobody is written to"


async def test_a_press_counts_more_than_a_reaction_of_unknown_time(play: Town) -> None:
    key = await play.mobilise()
    await answers.answer(play.core, play.member(1), key, Choice.OUT, Via.BUTTON)
    play.face.reactions = {"✋": ["m1", "m2"], "👋": ["m2"]}
    assert await catch_up(play.core, "discord") == 0
    assert await _said(play, key) == {"m1": Choice.OUT}


async def test_a_post_declared_by_reaction_is_kept_once(play: Town) -> None:
    await play.mobilise()
    play.face.reactions = {"📣": ["m1"]}
    assert await catch_up(play.core, "discord") == 1
    assert await catch_up(play.core, "discord") == 0
    (card,) = await play.paint()
    assert card.voices.posts == 1


async def test_what_is_closed_is_left_alone(play: Town) -> None:
    key = await play.mobilise()
    await turns.close(play.core, play.coordinator, key)
    play.face.reactions = {"✋": ["m1"]}
    assert await catch_up(play.core, "discord") == 0
    assert await _said(play, key) == {}
