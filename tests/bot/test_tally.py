"""A coordinator sees what became of the reminders of a mobilisation, in counts."""

from bot import answers, members, previews
from bot.previews import Tally
from db.vocabulary import Choice, Via
from tests.fakes import Town

MORNING = "2026-12-01T09:05:00+01:00"


async def _tally(play: Town, key: int) -> Tally:
    return (await previews.preview(play.core, play.coordinator, key)).tally


async def test_reminders_are_counted_by_what_became_of_them(play: Town) -> None:
    key = await play.mobilise()
    assert await _tally(play, key) == Tally(0, 0, 0, 0)
    for number in range(1, 31):
        await answers.answer(play.core, play.member(number), key, Choice.IN, Via.BUTTON)
    play.face.closed.add("m30")
    await play.at(MORNING)
    assert await _tally(play, key) == Tally(sent=29, answered=0, stopped=0, unreachable=1)
    await answers.answer(play.core, play.member(1), key, Choice.OUT, Via.BUTTON)
    await members.stop(play.core, play.member(2), key)
    tally = await _tally(play, key)
    assert (tally.sent, tally.stopped, tally.unreachable) == (29, 1, 1)
    assert 1 <= tally.answered <= 2
