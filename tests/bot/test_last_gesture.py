"""Three gestures, one record: in whatever order they come, the last one counts, and once."""

from random import Random

import pytest
from sqlalchemy import select

from bot import answers, gestures
from db.models import Answer, Member
from db.vocabulary import Choice, Via
from tests.fakes import Town

SIGNS = {Choice.IN: "✋", Choice.MAYBE: "🤔", Choice.OUT: "👋"}
WORDS = {Choice.IN: "j'en suis", Choice.MAYBE: "peut-être", Choice.OUT: "pas cette fois"}


@pytest.mark.parametrize("seed", range(4))
async def test_the_last_of_any_gestures_is_what_is_remembered(play: Town, seed: int) -> None:
    chance = Random(seed)  # noqa: S311 (a test needs the same numbers again)
    key = await play.mobilise()
    await play.paint()
    message = next(iter(play.face.cards))
    said: dict[str, Choice] = {}
    for _ in range(40):
        number, choice = chance.randrange(1, 5), chance.choice(list(Choice))
        actor = play.member(number)
        match chance.choice(list(Via)[:3]):
            case Via.BUTTON:
                await answers.answer(play.core, actor, key, choice, Via.BUTTON)
            case Via.REACTION:
                await gestures.reacted(play.core, actor, "ch1", message, SIGNS[choice])
            case _:
                await gestures.replied(play.core, actor, "ch1", message, WORDS[choice])
        said[actor.id] = choice
    async with play.core.store.look() as look:
        asked = select(Member.external_id, Answer.choice).join(Answer)
        rows = [(who, what) for who, what in (await look.session.execute(asked)).all()]
    assert len(rows) == len(said), "each person counts once"
    assert dict(rows) == said
    (card,) = await play.paint()
    counted = list(said.values())
    assert card.voices.certain == counted.count(Choice.IN)
    assert card.voices.perhaps == counted.count(Choice.MAYBE)
