"""The board: one edit for many presses, and no card left behind."""

import asyncio

from bot import answers
from bot.board import Board
from bot.face import Unreachable
from db.vocabulary import Choice, Via
from tests.fakes import Town


async def test_many_presses_become_one_edit_with_the_right_count(play: Town) -> None:
    key = await play.mobilise()
    await asyncio.gather(
        *(
            answers.answer(play.core, play.member(number), key, Choice.IN, Via.BUTTON)
            for number in range(40)
        )
    )
    edits = len(play.face.painted)
    (card,) = await play.paint()
    assert card.voices.certain == 40
    assert len(play.face.painted) == edits + 1
    await play.paint()
    assert len(play.face.painted) == edits + 1, "nothing is stale, nothing is painted"


async def test_edits_of_one_card_keep_their_distance(play: Town) -> None:
    key = await play.mobilise()
    await play.paint()
    edits = len(play.face.painted)
    assert play.core.board is not None
    for number in range(5):
        await answers.answer(play.core, play.member(number), key, Choice.IN, Via.BUTTON)
        await play.core.board.repaint()
    assert len(play.face.painted) == edits + 1
    (card,) = await play.paint()
    assert card.voices.certain == 5


async def test_a_platform_that_asks_to_wait_is_waited_for(play: Town) -> None:
    key = await play.mobilise()
    await answers.answer(play.core, play.member(1), key, Choice.IN, Via.BUTTON)
    play.face.troubles = [Unreachable("later", wait=45)]
    (card,) = await play.paint()
    assert card.voices.certain == 0
    (card,) = await play.paint()
    assert card.voices.certain == 0, "45 seconds are not over"
    (card,) = await play.paint()
    assert card.voices.certain == 1


async def test_a_crash_between_memory_and_card_is_caught_up(play: Town) -> None:
    key = await play.mobilise()
    await answers.answer(play.core, play.member(1), key, Choice.IN, Via.BUTTON)
    # As after a restart: another board that knows nothing but the memory.
    play.core.board = Board(play.core)
    (card,) = await play.paint()
    assert card.voices.certain == 1
