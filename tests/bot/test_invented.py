"""The invented life of a collective: what is over, what is open, what is still a draft."""

from bot import invented, mobilisations
from db.vocabulary import State
from tests.fakes import Town

MANY = 60


async def titles(play: Town, state: State) -> list[str]:
    found = await mobilisations.suggestions(play.core, play.coordinator, "", [state])
    return [title for _, title in found]


async def test_most_is_over_some_are_open_and_only_those_have_cards(play: Town) -> None:
    told: list[tuple[int, int]] = []
    members = [play.member(number) for number in range(50)]
    await invented.plant(
        play.core,
        play.coordinator,
        members,
        many=MANY,
        language="fr",
        told=lambda done, many: told.append((done, many)),
    )
    assert told == [(number, MANY) for number in range(1, MANY + 1)]
    opened, drafted = await titles(play, State.ANNOUNCED), await titles(play, State.DRAFT)
    assert set(opened) == {f"Exemple {number}" for number in range(41, 61)}
    assert set(drafted) == {f"Exemple {number}" for number in range(37, 41)}
    assert len(await titles(play, State.CLOSED)) == 25, "as many as a platform offers at once"
    cards = await play.paint()
    assert {card.title for card in cards} == set(opened)
    assert {(card.voices.certain, card.voices.perhaps) for card in cards} == {(20, 10)}
    assert await play.ring() is not None, "those who said yes will be reminded"
    assert play.face.whispers == [], "nothing goes out for what is over"


async def test_a_few_are_all_open(play: Town) -> None:
    await invented.plant(
        play.core, play.coordinator, [], many=3, language="it", told=lambda *_: None
    )
    assert set(await titles(play, State.ANNOUNCED)) == {"Esempio 1", "Esempio 2", "Esempio 3"}
