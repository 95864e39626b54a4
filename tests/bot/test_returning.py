"""What people did while the bot was away."""

from sqlalchemy import select

from bot import answers, gestures, members, own_data, posts, reactions, turns
from bot.face import Unreachable
from bot.refusals import Refusal
from bot.returning import catch_up
from db import answers as memory
from db.models import Mark
from db.vocabulary import Choice, Via
from tests.fakes import Town


async def _said(play: Town, key: int) -> dict[str, Choice | None]:
    async with play.core.store.look() as look:
        record = await memory.record_of(look, key)
    return {person: choice for person, (choice, _, _) in record.items()}


async def _react(play: Town, number: int, sign: str) -> None:
    """A reaction that comes while the bot is there, and stays."""
    await play.paint()
    message = next(iter(play.face.cards))
    play.face.reactions.setdefault(sign, []).append(f"m{number}")
    assert await gestures.reacted(play.core, play.member(number), "ch1", message, sign)


async def test_reactions_added_and_removed_meanwhile_are_found(play: Town) -> None:
    key = await play.mobilise()
    await _react(play, 1, "✋")
    await _react(play, 2, "✋")
    play.face.whispers.clear()
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


async def test_a_hand_of_any_colour_is_found_and_stays(play: Town) -> None:
    key = await play.mobilise()
    await _react(play, 1, "✋🏽")
    play.face.reactions["👋🏿"] = ["m2"]
    assert await catch_up(play.core, "discord") == 1
    assert await catch_up(play.core, "discord") == 0
    assert await _said(play, key) == {"m1": Choice.IN, "m2": Choice.OUT}
    play.face.reactions = {}
    assert await catch_up(play.core, "discord") == 2
    assert await _said(play, key) == {}


async def test_nothing_is_concluded_from_half_a_list(play: Town) -> None:
    key = await play.mobilise()
    await _react(play, 1, "✋")
    play.face.reactions = {}
    play.face.troubles = [Unreachable("later", detail="many_reactors")]
    assert await catch_up(play.core, "discord") == 0
    assert await _said(play, key) == {"m1": Choice.IN}


async def test_an_answer_from_before_traces_were_kept_is_not_taken_back(play: Town) -> None:
    key = await play.mobilise()
    await answers.answer(play.core, play.member(1), key, Choice.IN, Via.REACTION)
    await play.paint()
    assert await catch_up(play.core, "discord") == 0
    assert await _said(play, key) == {"m1": Choice.IN}


async def test_who_is_forgotten_stays_so_though_their_reaction_stands(play: Town) -> None:
    key = await play.mobilise()
    await _react(play, 1, "✋")
    await _react(play, 2, "📣")
    play.face.reactions["🤔"] = ["m3"]
    await catch_up(play.core, "discord")
    for number in (1, 2, 3):
        await own_data.forget(play.core, play.member(number))
    assert await catch_up(play.core, "discord") == 0
    assert await _said(play, key) == {}
    for name, value in await _marks(play):
        assert not any(f"m{number}" in f"{name} {value}" for number in (1, 2, 3))


async def _marks(play: Town) -> list[tuple[str, str]]:
    async with play.core.store.look() as look:
        return [(mark.name, mark.value) for mark in await look.session.scalars(select(Mark))]


async def test_a_post_undone_by_button_does_not_come_back(play: Town) -> None:
    key = await play.mobilise()
    await _react(play, 1, "📣")
    await posts.undo(play.core, play.member(1), key)
    assert await catch_up(play.core, "discord") == 0
    assert await members.posts(play.core, play.member(1)) == ()


async def test_a_post_goes_with_its_reaction_and_only_that_one(play: Town) -> None:
    key = await play.mobilise()
    await _react(play, 1, "📣")
    link = "https://www.linkedin.com/posts/1"
    await posts.declare(play.core, play.member(2), key, Via.REPLY, link=link)
    await _react(play, 3, "📣")
    play.face.reactions = {"📣": ["m3"]}
    assert await catch_up(play.core, "discord") == 1
    kept = [len(await members.posts(play.core, play.member(number))) for number in (1, 2, 3)]
    assert kept == [0, 1, 1]


async def test_one_refusal_does_not_end_the_catching_up(play: Town) -> None:
    key = await play.mobilise()
    await play.paint()
    play.face.reactions = {"📣": ["m1"], "✋": ["m2"]}
    declare = posts.declare

    async def refused(*_: object, **__: object) -> None:
        raise Refusal("closed.cancelled")

    posts.declare = refused  # type: ignore[assignment]
    try:
        assert await catch_up(play.core, "discord") == 1
    finally:
        posts.declare = declare
    assert await _said(play, key) == {"m2": Choice.IN}
    assert await catch_up(play.core, "discord") == 1, "what was refused is tried again"


async def test_the_sign_added_last_while_away_counts(play: Town) -> None:
    key = await play.mobilise()
    await _react(play, 1, "✋")
    play.face.reactions["🤔"] = ["m1"]
    assert await catch_up(play.core, "discord") == 1
    assert await _said(play, key) == {"m1": Choice.MAYBE}
    play.face.reactions = {"✋": ["m1"]}
    assert await catch_up(play.core, "discord") == 1
    assert await _said(play, key) == {"m1": Choice.IN}


async def _traces(play: Town) -> list[str]:
    async with play.core.store.look() as look:
        names = await look.session.scalars(select(Mark.name).order_by(Mark.name))
        return [name for name in names if name.startswith("seen.") and name != "seen.salt"]


async def test_traces_of_what_is_over_are_dropped_and_only_these(play: Town) -> None:
    over = await play.mobilise(title="Une")
    await _react(play, 1, "✋")
    await play.mobilise(title="Deux")
    await catch_up(play.core, "discord")
    assert len(await _traces(play)) == 2
    await turns.suspend(play.core, play.coordinator, over)
    await reactions.forget_over(play.core)
    assert len(await _traces(play)) == 2, "it may go on"
    await turns.close(play.core, play.coordinator, over)
    await reactions.forget_over(play.core)
    (left,) = await _traces(play)
    assert left.startswith("seen.ch1.a2.")
    assert await catch_up(play.core, "discord") == 0
