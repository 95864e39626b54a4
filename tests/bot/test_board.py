"""The board: one edit for many presses, and no card left behind."""

import asyncio
from datetime import timedelta

from sqlalchemy import select

from bot import answers, turns
from bot.board import Board
from bot.face import Unreachable
from db.models import Announcement
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


async def _threads(play: Town) -> list[tuple[str | None, str | None]]:
    async with play.core.store.look() as look:
        rows = (await look.session.scalars(select(Announcement))).all()
    return [(row.thread, row.trouble) for row in rows]


async def test_a_thread_that_could_not_be_made_is_made_later(play: Town) -> None:
    busy, forbidden = Unreachable("later"), Unreachable("forbidden", detail="create_threads")
    play.face.no_threads = [busy, forbidden]
    await play.mobilise()
    assert await _threads(play) == [(None, "later")]
    play.clock.set(play.clock.now() + timedelta(minutes=2))
    await play.paint()
    assert await _threads(play) == [(None, "create_threads")]
    play.clock.set(play.clock.now() + timedelta(minutes=2))
    await play.paint()
    assert await _threads(play) == [("thread.a1", None)]
    await play.paint()
    assert play.face.threads == 3


async def test_a_thread_is_not_asked_for_in_a_loop_and_holds_no_card_up(play: Town) -> None:
    play.face.no_threads = [Unreachable("forbidden") for _ in range(1000)]
    key = await play.mobilise()
    begin = play.clock.now()
    for number in range(120):
        play.clock.set(begin + timedelta(seconds=number * 30))
        await answers.answer(play.core, play.member(number), key, Choice.IN, Via.BUTTON)
        (card,) = await play.paint()
        assert card.voices.certain == number + 1
    assert play.face.threads <= 10, "in an hour"


async def test_a_card_that_is_over_gets_no_thread_any_more(play: Town) -> None:
    play.face.no_threads = [Unreachable("later")]
    key = await play.mobilise()
    await turns.close(play.core, play.coordinator, key)
    play.clock.set(play.clock.now() + timedelta(hours=1))
    await play.paint()
    assert await _threads(play) == [(None, "later")]
