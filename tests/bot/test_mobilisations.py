"""From a form to a public card, and every turn after it: nothing is lost, nobody approves."""

from datetime import date, datetime

import pytest

from bot import answers, drafts, members, mobilisations, turns
from bot.face import Unreachable
from bot.forms import Complement, Consent, Form
from bot.notes import Notice
from bot.people import Actor
from bot.previews import preview
from bot.refusals import Refusal
from db.vocabulary import Choice, Delivery, State, Via
from tests.fakes import ATELIER, Town

FORM = Form("8 mars", "lundi 8 mars 2027", "", "Voix d’industrielles", "DGE https://dge.example")


def _keys(problems: object) -> list[str]:
    return [problem.key for problem in problems]  # type: ignore[attr-defined]


async def test_a_draft_becomes_a_card_in_three_steps(play: Town) -> None:
    first = await drafts.draft(play.core, play.coordinator, FORM)
    assert _keys(first.problems) == ["agreement.missing"]
    assert not first.ready
    assert first.card.starts is not None
    assert (first.card.organiser, first.card.link) == ("DGE", "https://dge.example")
    assert [moment.isoformat() for moment in first.reminders] == [
        "2027-03-01T09:00:00+01:00",
        "2027-03-04T09:00:00+01:00",
    ]
    second = await drafts.agree(
        play.core,
        play.coordinator,
        first.mobilisation,
        Consent("not_needed", scope="journée publique"),
    )
    assert second.ready
    third = await mobilisations.announce(play.core, play.coordinator, first.mobilisation)
    assert [(shown.channel, shown.trouble) for shown in third.shown] == [("ch1", None)]
    (card,) = play.face.cards.values()
    assert (card.title, card.state) == ("8 mars", State.ANNOUNCED)


@pytest.mark.parametrize(
    ("when", "problem"),
    [
        ("bientôt", "when."),
        ("31 février 2027", "when.impossible"),
        ("mardi 25 novembre 2026 18h", "when.contradiction"),
        ("12 mars 2020", "when.past"),
        ("du 12 au 14 mars 2027", "when.range"),
        ("", "when.missing"),
    ],
)
async def test_a_date_that_cannot_be_read_comes_back_in_the_form(
    play: Town, when: str, problem: str
) -> None:
    form = Form("Titre", when, "", "Pourquoi", "Organisateur")
    seen = await drafts.draft(play.core, play.coordinator, form)
    assert seen.problems[0].key.startswith(problem)
    assert seen.form == form, "nothing that was typed is lost"
    mended = await drafts.revise(
        play.core,
        play.coordinator,
        seen.mobilisation,
        Form("Titre", "12/03/2027 18h", "", "P", "O"),
    )
    assert _keys(mended.problems) == ["agreement.missing"]


async def test_a_date_with_two_readings_is_asked_about(play: Town) -> None:
    form = Form("Titre", "mardi prochain 18h", "", "Pourquoi", "Organisateur")
    seen = await drafts.draft(play.core, play.coordinator, form)
    assert _keys(seen.problems)[0] == "when.ambiguous"
    assert len(seen.candidates) == 2
    chosen = seen.candidates[1]
    picked = await drafts.pick_date(
        play.core, play.coordinator, seen.mobilisation, chosen.isoformat()
    )
    assert picked.card.starts == chosen
    assert picked.candidates == ()
    assert "when.ambiguous" not in _keys(picked.problems)


async def test_an_end_before_the_start_is_told(play: Town) -> None:
    form = Form("Titre", "8 mars 2027", "5 mars 2027", "Pourquoi", "Organisateur")
    seen = await drafts.draft(play.core, play.coordinator, form)
    assert "until.before_start" in _keys(seen.problems)


async def test_what_is_not_ready_is_not_announced(play: Town) -> None:
    seen = await drafts.draft(play.core, play.coordinator, FORM)
    with pytest.raises(Refusal) as refused:
        await mobilisations.announce(play.core, play.coordinator, seen.mobilisation)
    assert refused.value.key == "not_ready"
    assert play.face.cards == {}


@pytest.mark.parametrize(
    ("consent", "refusal"),
    [
        (Consent("given"), "agreement_by"),
        (Consent("not_needed"), "agreement_reason"),
        (Consent("given", by="Camille", on="dans trois jours"), "agreement_day"),
    ],
)
async def test_an_agreement_says_who_or_why(play: Town, consent: Consent, refusal: str) -> None:
    seen = await drafts.draft(play.core, play.coordinator, FORM)
    with pytest.raises(Refusal, match=refusal):
        await drafts.agree(play.core, play.coordinator, seen.mobilisation, consent)


@pytest.mark.parametrize(
    ("on", "day"),
    [
        ("", "2026-11-23"),
        ("aujourd’hui", "2026-11-23"),
        ("12 octobre 2026", "2026-10-12"),
        ("12 octobre", "2026-10-12"),
        ("03/11/2026", "2026-11-03"),
    ],
)
async def test_the_day_of_an_agreement_lies_in_the_past(play: Town, on: str, day: str) -> None:
    seen = await drafts.draft(play.core, play.coordinator, FORM)
    consent = Consent("given", by="Camille", on=on)
    agreed = await drafts.agree(play.core, play.coordinator, seen.mobilisation, consent)
    assert agreed.consent is not None
    assert agreed.consent.on == day


async def test_withdrawing_the_agreement_stops_everything_at_once(play: Town) -> None:
    key = await play.mobilise()
    await answers.answer(play.core, play.member(1), key, Choice.IN, Via.BUTTON)
    await drafts.agree(play.core, play.coordinator, key, Consent("withdrawn"))
    await play.at("2026-12-31T12:00:00+01:00")
    assert play.face.reminders_to("m1") == []
    with pytest.raises(Refusal, match=r"agreement\.withdrawn"):
        await turns.resume(play.core, play.coordinator, key)


@pytest.mark.parametrize(
    "verb",
    [
        lambda core, actor, key: drafts.blank(core, actor),
        lambda core, actor, key: drafts.draft(core, actor, FORM),
        lambda core, actor, key: drafts.revise(core, actor, key, FORM),
        lambda core, actor, key: drafts.complete(core, actor, key, Complement()),
        lambda core, actor, key: drafts.agree(core, actor, key, Consent("given", by="x")),
        lambda core, actor, key: drafts.drop(core, actor, key),
        lambda core, actor, key: preview(core, actor, key),
        lambda core, actor, key: mobilisations.announce(core, actor, key),
        lambda core, actor, key: turns.reschedule(core, actor, key, "9 mars 2027"),
        lambda core, actor, key: turns.suspend(core, actor, key),
        lambda core, actor, key: turns.resume(core, actor, key),
        lambda core, actor, key: turns.cancel(core, actor, key),
        lambda core, actor, key: turns.close(core, actor, key),
    ],
)
async def test_only_coordinators_coordinate(play: Town, verb: object) -> None:
    key = await play.mobilise()
    with pytest.raises(Refusal, match="coordinator_only"):
        await verb(play.core, play.member(1), key)  # type: ignore[operator]


async def test_a_role_makes_a_coordinator(play: Town) -> None:
    actor = Actor("discord", "m9", "fr", ATELIER, frozenset({"animation"}), channel="ch1")
    seen = await drafts.draft(play.core, actor, FORM)
    assert seen.channels == ("ch1",)


async def test_a_mobilisation_of_another_community_is_unknown_here(play: Town) -> None:
    key = await play.mobilise()
    elsewhere = Actor(
        "discord", "c1", "fr", type(ATELIER)("discord", "2", "Ailleurs", "fr"), manages=True
    )
    with pytest.raises(Refusal, match="unknown_mobilisation"):
        await turns.cancel(play.core, elsewhere, key)
    with pytest.raises(Refusal, match="elsewhere"):
        await answers.answer(play.core, elsewhere, key, Choice.IN, Via.BUTTON)


async def test_cancelling_tells_those_concerned_once_and_nobody_else(play: Town) -> None:
    key = await play.mobilise()
    for number, choice in ((1, Choice.IN), (2, Choice.MAYBE), (3, Choice.OUT)):
        await answers.answer(play.core, play.member(number), key, choice, Via.BUTTON)
    changed = await turns.cancel(play.core, play.coordinator, key)
    assert changed.told == 2
    await play.ring()
    assert sorted(whisper.person for whisper in play.face.whispers) == ["m1", "m2"]


async def test_an_announcement_that_cannot_be_shown_is_told_and_shown_after_repair(
    play: Town,
) -> None:
    seen = await drafts.draft(play.core, play.coordinator, FORM)
    await drafts.agree(play.core, play.coordinator, seen.mobilisation, Consent("given", by="x"))
    play.face.troubles = [Unreachable("forbidden", detail="send_messages")]
    told = await mobilisations.announce(play.core, play.coordinator, seen.mobilisation)
    assert [shown.trouble for shown in told.shown] == ["send_messages"]
    play.clock.set(datetime.fromisoformat("2026-11-23T11:00:00+01:00"))
    assert len(await play.paint()) == 1


async def test_a_card_deleted_by_hand_can_be_shown_again_with_its_answers(play: Town) -> None:
    key = await play.mobilise()
    await answers.answer(play.core, play.member(1), key, Choice.IN, Via.BUTTON)
    (message,) = play.face.cards
    play.face.cards.clear()
    await play.core.gone("discord", message=message)
    assert await play.paint() == [], "not by itself: somebody deleted it"
    again = await mobilisations.announce_again(play.core, play.coordinator, key)
    assert [shown.trouble for shown in again.shown] == [None]
    (card,) = play.face.cards.values()
    assert card.voices.certain == 1


async def test_what_is_over_closes_by_itself(play: Town) -> None:
    key = await play.mobilise()
    play.clock.set(datetime.fromisoformat("2026-12-10T12:00:00+01:00"))
    assert await turns.close_over(play.core) == 0
    play.clock.set(datetime.fromisoformat("2026-12-13T12:00:00+01:00"))
    assert await turns.close_over(play.core) == 1
    with pytest.raises(Refusal, match=r"closed\.closed"):
        await answers.answer(play.core, play.member(1), key, Choice.IN, Via.BUTTON)


async def test_lists_show_drafts_to_coordinators_only(play: Town) -> None:
    await play.mobilise(title="Publique")
    await drafts.draft(play.core, play.coordinator, FORM)
    await answers.answer(play.core, play.member(1), 1, Choice.IN, Via.BUTTON)
    seen = await mobilisations.listing(play.core, play.member(1))
    assert [(row.title, row.certain, row.mine) for row in seen.rows] == [("Publique", 1, Choice.IN)]
    seen = await mobilisations.listing(play.core, play.coordinator)
    assert sorted(row.title for row in seen.rows) == ["8 mars", "Publique"]
    assert await mobilisations.suggestions(play.core, play.member(1), "mars") == ()
    assert len(await mobilisations.suggestions(play.core, play.coordinator, "MARS")) == 1
    assert await mobilisations.suggestions(play.core, play.coordinator, "%") == ()


async def test_a_date_that_was_read_stays_when_the_form_comes_back_later(play: Town) -> None:
    form = Form("Titre", "demain 18h", "", "Pourquoi", "DGE")
    seen = await drafts.draft(play.core, play.coordinator, form)
    play.clock.set(datetime.fromisoformat("2026-11-24T10:00:00+01:00"))
    again = Form("Titre", "demain 18h", "", "Autre raison", "DGE")
    revised = await drafts.revise(play.core, play.coordinator, seen.mobilisation, again)
    assert revised.card.starts == seen.card.starts
    moved = Form("Titre", "demain 19h", "", "Autre raison", "DGE")
    revised = await drafts.revise(play.core, play.coordinator, seen.mobilisation, moved)
    assert str(revised.card.starts).startswith("2026-11-25")


async def test_what_is_over_is_not_announced(play: Town) -> None:
    form = Form("Titre", "mercredi 25 novembre 2026 18h", "", "Pourquoi", "DGE")
    seen = await drafts.draft(play.core, play.coordinator, form)
    await drafts.agree(play.core, play.coordinator, seen.mobilisation, Consent("given", by="x"))
    play.clock.set(datetime.fromisoformat("2026-11-26T10:00:00+01:00"))
    with pytest.raises(Refusal) as refused:
        await mobilisations.announce(play.core, play.coordinator, seen.mobilisation)
    assert _keys(refused.value.details["problems"]) == ["when.past"]


async def test_moving_keeps_the_length_and_lets_go_of_days_that_no_longer_fit(play: Town) -> None:
    key = await play.mobilise("22 septembre 2027", until="26 septembre 2027")
    actor = play.member(1)
    await answers.answer(play.core, actor, key, Choice.IN, Via.BUTTON)
    await answers.choose_day(play.core, actor, key, date(2027, 9, 20))
    await turns.reschedule(play.core, play.coordinator, key, "6 octobre 2027")
    seen = await preview(play.core, play.coordinator, key)
    assert (str(seen.card.starts), str(seen.card.ends)) == ("2027-10-06", "2027-10-10")
    noted = await answers.choose_networks(play.core, actor, key, ["linkedin"])
    assert noted.day is None
    assert [str(promise.at.date()) for promise in noted.promises] == ["2027-09-29", "2027-10-04"]


async def test_a_date_with_two_readings_names_them_when_there_is_no_menu(play: Town) -> None:
    key = await play.mobilise()
    with pytest.raises(Refusal) as refused:
        await turns.reschedule(play.core, play.coordinator, key, "mercredi prochain 18h")
    assert "mercredi 25 novembre 2026" in refused.value.details["readings"]
    assert "mercredi 2 décembre 2026" in refused.value.details["readings"]


async def test_news_respect_wishes_and_arrive_without_a_sound_at_night(play: Town) -> None:
    key = await play.mobilise()
    for number in range(1, 5):
        await answers.answer(play.core, play.member(number), key, Choice.IN, Via.BUTTON)
    await members.prefer(play.core, play.member(1), delivery=Delivery.NONE)
    await members.pause(play.core, play.member(2), "1er janvier 2027")
    await members.stop(play.core, play.member(3), key)
    play.clock.set(datetime.fromisoformat("2026-11-24T23:30:00+01:00"))
    changed = await turns.cancel(play.core, play.coordinator, key)
    assert changed.told == 1
    await play.ring()
    (whisper,) = play.face.whispers
    assert whisper.person == "m4"
    assert isinstance(whisper.note, Notice)
    assert whisper.note.quietly
