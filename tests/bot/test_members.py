"""Members decide: reminders, pauses, visibility, and their own data."""

import json
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import datetime

import pytest
from sqlalchemy import text

from bot import answers, members, own_data, posts, turns
from bot.core import Core
from bot.people import Actor, Place
from bot.refusals import Refusal
from bot.reminders import planning
from db import members as members_memory
from db.models import Base
from db.vocabulary import Choice, Delivery, Via, Visibility
from tests.fakes import Town

Verb = Callable[[Core, Actor], Awaitable[object]]


async def test_reminders_are_told_with_their_reason_and_so_is_what_will_not_come(
    play: Town,
) -> None:
    key = await play.mobilise()
    actor = play.member(1)
    await answers.answer(play.core, actor, key, Choice.IN, Via.BUTTON)
    coming = await members.reminders(play.core, actor)
    assert [promise.reason for promise in coming.promises] == ["week_before", "days_before"]
    await members.stop(play.core, actor, key)
    coming = await members.reminders(play.core, actor)
    assert coming.promises == ()
    assert {gone.reason for gone in coming.withheld} == {"stopped"}
    assert [gone.kind for gone in coming.withheld] == ["week_before", "days_before"]
    await members.welcome_back(play.core, actor, key)
    assert len((await members.reminders(play.core, actor)).promises) == 2


async def test_in_private_somebody_of_one_community_is_at_home(play: Town) -> None:
    key = await play.mobilise()
    actor = play.member(1)
    await answers.answer(play.core, actor, key, Choice.IN, Via.BUTTON)
    await posts.declare(play.core, actor, key, Via.BUTTON)
    private = replace(actor, place=None)
    for verb in (members.reminders, members.agenda, members.posts):
        assert await verb(play.core, private) == await verb(play.core, actor)
    await members.pause(play.core, private, "3 décembre 2026")
    await members.prefer(play.core, private, weekends=True)
    wishes = await members.preferences(play.core, actor)
    assert (str(wishes.paused_until), wishes.weekends) == ("2026-12-03", True)


async def test_in_private_nothing_is_guessed_of_none_or_of_several_communities(play: Town) -> None:
    private, elsewhere = replace(play.member(1), place=None), Place("discord", "2", "Une autre")
    verbs = (members.reminders, members.preferences, members.agenda, members.posts)

    async def refused() -> list[str]:
        keys = []
        for verb in verbs:
            with pytest.raises(Refusal) as no:
                await verb(play.core, private)
            keys.append(no.value.key)
        return keys

    assert await refused() == ["unknown_in_private"] * len(verbs)
    await members.prefer(play.core, play.member(1), weekends=True)
    assert (await members.preferences(play.core, private)).weekends
    await members.prefer(play.core, replace(private, place=elsewhere), weekends=False)
    assert await refused() == ["several_in_private"] * len(verbs)
    async with play.core.store.work() as work:
        *_, (second, _) = await members_memory.memberships(work, "discord", "m1")
        await members_memory.mark_left(work, second.id, play.clock.now())
    assert (await members.preferences(play.core, private)).weekends


@pytest.mark.parametrize("verb", [members.reminders, members.preferences])
async def test_whoever_asks_on_the_server_is_back(play: Town, verb: Verb) -> None:
    key = await play.mobilise()
    actor = play.member(1)
    await answers.answer(play.core, actor, key, Choice.IN, Via.BUTTON)
    async with play.core.store.work() as work:
        ((member, community),) = await members_memory.memberships(work, "discord", "m1")
        await members_memory.mark_left(work, member.id, play.clock.now())
    async with play.core.store.work() as work:
        ((member, community),) = await members_memory.memberships(work, "discord", "m1")
        await planning.replan(work, member, community, play.clock.now())
    with pytest.raises(Refusal, match="unknown_in_private"):
        await verb(play.core, replace(actor, place=None))
    await verb(play.core, actor)
    assert len((await members.reminders(play.core, replace(actor, place=None))).promises) == 2
    await play.at("2026-12-31T12:00:00+01:00")
    assert len(play.face.reminders_to("m1")) == 2


async def test_a_pause_ends_by_itself(play: Town) -> None:
    key = await play.mobilise()
    actor = play.member(1)
    await answers.answer(play.core, actor, key, Choice.IN, Via.BUTTON)
    wishes = await members.pause(play.core, actor, "3 décembre 2026")
    assert str(wishes.paused_until) == "2026-12-03"
    await play.at("2026-12-31T12:00:00+01:00")
    assert len(play.face.reminders_to("m1")) == 1
    assert (await members.preferences(play.core, actor)).paused_until is None, "it has ended"
    assert (await members.reminders(play.core, actor)).paused_until is None
    assert (await members.pause(play.core, actor, "")).paused_until is None
    with pytest.raises(Refusal, match=r"when\."):
        await members.pause(play.core, actor, "bientôt")


async def test_a_pause_ends_with_the_morning_of_its_day_where_the_member_lives(play: Town) -> None:
    actor = play.member(1)
    await members.prefer(play.core, actor, zone="America/Martinique")
    await members.pause(play.core, actor, "3 décembre 2026")
    for moment, until in (
        ("2026-12-03T03:59:00+00:00", "2026-12-03"),
        ("2026-12-03T04:00:00+00:00", "None"),
    ):
        play.clock.set(datetime.fromisoformat(moment))
        assert str((await members.reminders(play.core, actor)).paused_until) == until
        assert str((await members.preferences(play.core, actor)).paused_until) == until


async def test_wishes_are_kept_and_mistakes_told(play: Town) -> None:
    actor = play.member(1)
    wishes = await members.prefer(
        play.core,
        actor,
        language="it",
        zone="America/Martinique",
        territory="MQ",
        networks=("press", "nowhere"),
        delivery=Delivery.NONE,
    )
    assert (wishes.language, wishes.zone, wishes.networks) == (
        "it",
        "America/Martinique",
        ("press",),
    )
    assert wishes.delivery is Delivery.NONE
    for mistake in ({"language": "de"}, {"zone": "Mars/Olympus"}):
        with pytest.raises(Refusal, match="unknown_"):
            await members.prefer(play.core, actor, **mistake)
    assert (await members.preferences(play.core, actor)).language == "it"


async def test_a_card_names_only_those_who_wish_it(play: Town) -> None:
    key = await play.mobilise()
    for number in (1, 2):
        await answers.answer(play.core, play.member(number), key, Choice.IN, Via.BUTTON)
    (card,) = await play.paint()
    assert (card.voices.certain, card.voices.named) == (2, ())
    await members.prefer(play.core, play.member(2), visibility=Visibility.NAMED)
    (card,) = await play.paint()
    assert card.voices.named == ("m2",)


async def test_what_is_remembered_can_be_read(play: Town) -> None:
    key = await play.mobilise()
    actor = play.member(1)
    await answers.answer(play.core, actor, key, Choice.IN, Via.BUTTON)
    await posts.declare(play.core, actor, key, Via.BUTTON, link="https://a.example/1")
    await turns.close(play.core, play.coordinator, key)
    (held,) = json.loads(await own_data.data(play.core, actor))
    assert held["you"]["external_id"] == "m1"
    assert held["answers"][0]["choice"] == "in"
    assert held["posts"][0]["link"] == "https://a.example/1"


async def test_erasure_leaves_no_trace_of_the_identifier(play: Town) -> None:
    key = await play.mobilise()
    actor = play.member(77777)
    await answers.answer(play.core, actor, key, Choice.IN, Via.BUTTON)
    await posts.declare(play.core, actor, key, Via.BUTTON, link="https://a.example/1")
    await members.prefer(play.core, actor, visibility=Visibility.NAMED)
    await own_data.forget(play.core, actor)
    (card,) = await play.paint()
    assert (card.voices.certain, card.voices.named) == (0, ())
    async with play.core.store.look() as look:
        for table in Base.metadata.sorted_tables:
            for row in await look.rows(table.select()):
                assert not any("77777" in str(value) for value in row), table.name
        assert (await look.rows(text("SELECT count(*) FROM answer"))).scalar() == 0
    await play.at("2026-12-31T12:00:00+01:00")
    assert play.face.whispers == []


async def test_the_agenda_holds_what_one_said_yes_or_maybe_to(play: Town) -> None:
    keys = [await play.mobilise(title=title) for title in ("Un", "Deux", "Trois")]
    actor = play.member(1)
    for key, choice in zip(keys, (Choice.IN, Choice.MAYBE, Choice.OUT), strict=True):
        await answers.answer(play.core, actor, key, choice, Via.BUTTON)
    agenda = await members.agenda(play.core, actor)
    assert sorted(row.title for row in agenda.rows) == ["Deux", "Un"]
    await turns.suspend(play.core, play.coordinator, keys[0])
    await turns.close(play.core, play.coordinator, keys[1])
    (row,) = (await members.agenda(play.core, actor)).rows
    assert (row.title, row.mine) == ("Un", Choice.IN)
