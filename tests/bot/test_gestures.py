"""Reactions and replies, and what follows when one of several is taken back."""

from dataclasses import replace

import pytest

from bot import answers, gestures, members, posts, turns
from bot.people import Place
from bot.refusals import Refusal
from cogs.ui.paint import asking
from db.vocabulary import Choice, Via
from tests.fakes import Town

ELSEWHERE = Place("discord", "2", "Une autre collective", "it")


async def _card(play: Town) -> str:
    """The message of the only card."""
    await play.paint()
    return next(iter(play.face.cards))


async def test_every_link_of_a_reply_is_a_post_and_the_person_is_told_once(play: Town) -> None:
    await play.mobilise()
    message = await _card(play)
    links = [f"https://www.linkedin.com/posts/{number}" for number in range(6)]
    links[1] = "https://www.tiktok.com/@x/video/1"
    said = f"c'est publié {' '.join(links)}"
    await gestures.replied(play.core, play.member(1), "ch1", message, said)
    declared = await members.posts(play.core, play.member(1))
    assert [post.link for post in reversed(declared)] == links[:5]
    assert [post.network for post in reversed(declared)][:2] == ["linkedin", "tiktok"]
    assert len(play.face.whispers) == 1


@pytest.mark.parametrize(
    ("said", "posted"),
    [
        ("https://www.ws.example/programme/lyon", None),
        ("le programme : https://ws.example/actus/1.", None),
        ("c’est publié https://ws.example/actus/1", (None, None)),
        (
            "c’est publié https://ws.example/a https://lnkd.in/e5",
            ("linkedin", "https://lnkd.in/e5"),
        ),
    ],
)
async def test_the_page_of_the_organiser_is_nobodys_post(
    play: Town, said: str, posted: tuple[str | None, str | None] | None
) -> None:
    await play.mobilise()
    await gestures.replied(play.core, play.member(1), "ch1", await _card(play), said)
    declared = await members.posts(play.core, play.member(1))
    assert [(post.network, post.link) for post in declared] == ([posted] if posted else [])


async def test_a_post_for_another_community_is_refused(play: Town) -> None:
    key = await play.mobilise()
    stranger = replace(play.member(1), place=ELSEWHERE)
    for verb in (
        posts.declare(play.core, stranger, key, Via.BUTTON),
        posts.undo(play.core, stranger, key),
    ):
        with pytest.raises(Refusal) as no:
            await verb
        assert no.value.key == "elsewhere"


async def test_the_language_in_private_is_the_one_of_the_member(play: Town) -> None:
    key = await play.mobilise()
    await answers.answer(play.core, play.member(1), key, Choice.IN, Via.BUTTON)
    await answers.answer(play.core, play.member(2, "it"), key, Choice.IN, Via.BUTTON)
    spoken = [
        await gestures.language_for(
            play.core, replace(play.member(number), locale=None, place=None)
        )
        for number in (1, 2, 3)
    ]
    assert spoken == ["fr", "it", "en"]
    newcomer = replace(play.member(3), locale=None, place=ELSEWHERE)
    assert await gestures.language_for(play.core, newcomer) == "it"


async def test_of_two_signs_the_one_that_stays_counts_again(play: Town) -> None:
    key = await play.mobilise()
    message, actor = await _card(play), play.member(1)
    for sign in ("✋🏾", "🤔"):
        play.face.reactions[sign] = ["m1"]
        await gestures.reacted(play.core, actor, "ch1", message, sign)
    play.face.reactions["🤔"] = []
    assert await gestures.unreacted(play.core, actor, "ch1", message, "🤔")
    assert await answers.is_in(play.core, actor, key)
    play.face.reactions["✋"] = ["m1"]
    play.face.reactions["✋🏾"] = []
    assert not await gestures.unreacted(play.core, actor, "ch1", message, "✋🏾")
    assert await answers.is_in(play.core, actor, key), "another hand of theirs still stands"
    play.face.reactions["✋"] = []
    assert await gestures.unreacted(play.core, actor, "ch1", message, "✋")
    assert not await answers.is_in(play.core, actor, key)


async def test_removing_the_loudspeaker_takes_back_only_what_it_declared(play: Town) -> None:
    key = await play.mobilise()
    message, actor = await _card(play), play.member(1)
    link = "https://www.linkedin.com/posts/1"
    await gestures.reacted(play.core, actor, "ch1", message, "📣")
    assert await gestures.unreacted(play.core, actor, "ch1", message, "📣")
    assert await members.posts(play.core, actor) == ()
    await posts.declare(play.core, actor, key, Via.BUTTON, link=link)
    assert not await gestures.unreacted(play.core, actor, "ch1", message, "📣")
    assert [post.link for post in await members.posts(play.core, actor)] == [link]


async def test_a_private_reply_that_may_be_about_several_is_asked_about_not_guessed(
    play: Town,
) -> None:
    keys = [await play.mobilise(title=title) for title in ("Un", "Deux")]
    actor = play.member(1)
    for key in keys:
        await answers.answer(play.core, actor, key, Choice.IN, Via.BUTTON)
    await play.at("2026-12-01T10:00:00+01:00")
    assert len(play.face.reminders_to("m1")[0].items) == 2
    message = next(f"w{at}" for at, one in enumerate(play.face.whispers) if one.person == "m1")
    private = replace(actor, place=None)
    for replied_to in (message, None):
        said = await gestures.replied(
            play.core, private, "dm.m1", replied_to, "c'est publié https://a.example/1"
        )
        assert said.which == tuple(zip(keys, ("Un", "Deux"), strict=True))
        painted = asking.which(said)
        assert "https://a.example/1" in str(painted.content)
        assert painted.view is not None
    assert await members.posts(play.core, actor) == ()
    said = await gestures.replied(play.core, private, "dm.m1", message, "pas cette fois")
    assert (len(said.which), said.links) == (2, None)
    assert "quelle mobilisation" in str(asking.which(said).content)
    await turns.cancel(play.core, play.coordinator, keys[0])
    said = await gestures.replied(play.core, private, "dm.m1", None, "c'est publié")
    assert said.which == (), "only one is open"
    assert len(await members.posts(play.core, actor)) == 1
    for text in ("merci beaucoup", "il fait beau"):
        assert (await gestures.replied(play.core, private, "dm.m1", message, text)).which == ()
