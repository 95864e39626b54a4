"""What coordinators type into the forms, as they type it: nothing misread, nothing lost."""

from datetime import datetime

import pytest

from bot import drafts, networks, previews, turns
from bot.forms import Complement, Consent, Form
from bot.refusals import Refusal
from cogs.ui.apologies import refused
from cogs.ui.paint import drafts as paint
from db.models import Mobilisation
from tests.fakes import Town

FRIDAY = "vendredi 4 décembre 18h"


async def _drafted(play: Town, when: str, until: str) -> previews.Preview:
    return await drafts.draft(play.core, play.coordinator, Form("Portes ouvertes", when, until))


@pytest.mark.parametrize(
    ("when", "until", "ends"),
    [
        (FRIDAY, "20h", "2026-12-04T20:00:00+01:00"),
        (FRIDAY, "samedi", "2026-12-05"),
        (FRIDAY, "samedi 12h", "2026-12-05T12:00:00+01:00"),
        (FRIDAY, "5 décembre", "2026-12-05"),
        ("4 décembre", "20h", "2026-12-04T20:00:00+01:00"),
        ("demain 9h", "17h", "2026-11-24T17:00:00+01:00"),
        ("aujourd’hui 18h", "20h", "2026-11-23T20:00:00+01:00"),
        ("mardi 24 novembre", "jeudi", "2026-11-26"),
    ],
)
async def test_the_end_is_read_from_the_start(play: Town, when: str, until: str, ends: str) -> None:
    shown = await _drafted(play, when, until)
    wanted = datetime.fromisoformat(ends) if "T" in ends else datetime.fromisoformat(ends).date()
    assert shown.card.ends == wanted
    assert not [one for one in shown.problems if one.key.startswith("until")]
    again = await drafts.revise(play.core, play.coordinator, shown.mobilisation, shown.form)
    assert again.card.ends == wanted


@pytest.mark.parametrize("until", ["demain", "dans trois jours", "26 novembre 2026"])
async def test_an_end_before_the_start_is_told_not_guessed(play: Town, until: str) -> None:
    shown = await _drafted(play, FRIDAY, until)
    assert [one.key for one in shown.problems if "until" in one.key] == ["until.before_start"]


async def test_moving_with_an_hour_as_end_is_understood(play: Town) -> None:
    key = await play.mobilise()
    told = await turns.reschedule(play.core, play.coordinator, key, "mardi 15 décembre 14h", "17h")
    assert told.starts == datetime.fromisoformat("2026-12-15T14:00:00+01:00")
    shown = await previews.preview(play.core, play.coordinator, key)
    assert shown.card.ends == datetime.fromisoformat("2026-12-15T17:00:00+01:00")


@pytest.mark.parametrize("said", ["à confirmer", "Date à confirmer", "TBC", "da confermare"])
async def test_a_date_to_be_confirmed_is_no_mistake(play: Town, said: str) -> None:
    shown = await _drafted(play, said, "")
    assert "when.unconfirmed" in [one.key for one in shown.problems]
    assert "reste à confirmer" in str(paint.preview(shown).content)
    key = await play.mobilise()
    with pytest.raises(Refusal) as no:
        await turns.reschedule(play.core, play.coordinator, key, said)
    assert "/mobilisation suspendre" in str(refused(no.value, "fr").content)


@pytest.mark.parametrize(
    "consent",
    [
        Consent("given", by="Service presse", on="le 45 octobre", scope="Tout, sauf le logo"),
        Consent("given", by="", scope="Tout, sauf le logo"),
        Consent("not_needed", by="Service presse", scope=""),
    ],
)
async def test_an_agreement_that_is_refused_comes_back_filled_and_is_none(
    play: Town, consent: Consent
) -> None:
    shown = await _drafted(play, FRIDAY, "")
    with pytest.raises(Refusal, match="agreement"):
        await drafts.agree(play.core, play.coordinator, shown.mobilisation, consent)
    again = await previews.preview(play.core, play.coordinator, shown.mobilisation)
    assert again.consent == Consent("", by=consent.by, on="", scope=consent.scope)
    assert "agreement.missing" in [one.key for one in again.problems]
    assert "🤝" not in str(paint.preview(again).content)


async def test_a_form_is_not_offered_for_what_is_over(play: Town) -> None:
    key = await play.mobilise()
    assert (await previews.before_a_form(play.core, play.coordinator, key)).mobilisation == key
    await turns.cancel(play.core, play.coordinator, key)
    with pytest.raises(Refusal, match="not_editable"):
        await previews.before_a_form(play.core, play.coordinator, key)
    assert (await previews.preview(play.core, play.coordinator, key)).mobilisation == key


async def test_looking_does_not_claim_to_have_saved(play: Town) -> None:
    key = await play.mobilise()
    shown = await previews.preview(play.core, play.coordinator, key)
    assert "enregistré" not in str(paint.preview(shown).content)
    assert "enregistré" in str(paint.saved(shown).content)


@pytest.mark.parametrize(
    ("said", "known", "unknown"),
    [
        ("LinkedIn, radio, en classe…", ("linkedin", "radio", "school"), ()),
        ("presse locale et de vive voix", ("press", "in_person"), ()),
        ("Lettre d’information; Intervention en classe", ("school", "newsletter"), ()),
        ("stampa, a scuola", ("press", "school"), ()),
        ("linkedn tiktok #A #B", ("linkedin", "tiktok"), ()),
        (
            "linkedin, télévision régionale, #SemaineIndustrie",
            ("linkedin",),
            ("télévision régionale",),
        ),
        ("", (), ()),
    ],
)
def test_networks_are_known_by_the_names_people_give_them(
    said: str, known: tuple[str, ...], unknown: tuple[str, ...]
) -> None:
    found = networks.typed(said)
    assert found.networks == known
    assert found.unknown == unknown


async def test_a_network_that_is_not_known_is_told_and_the_form_speaks_as_people_do(
    play: Town,
) -> None:
    shown = await _drafted(play, FRIDAY, "")
    brief = Complement(networks="LinkedIn, en classe, télévision, #Industrie")
    told = await drafts.complete(play.core, play.coordinator, shown.mobilisation, brief)
    assert "télévision" in str(paint.preview(told).content)
    assert told.complement.networks == "LinkedIn, Intervention en classe #Industrie"
    again = await drafts.complete(play.core, play.coordinator, shown.mobilisation, told.complement)
    assert again.complement == told.complement
    async with play.core.store.look() as look:
        kept = await look.session.get_one(Mobilisation, shown.mobilisation)
    assert (kept.networks, kept.hashtags) == (["linkedin", "school"], ["#Industrie"])


@pytest.mark.parametrize(("length", "hinted"), [(200, False), (400, True)])
async def test_an_angle_that_could_be_pasted_is_kindly_pointed_out(
    play: Town, length: int, hinted: bool
) -> None:
    shown = await _drafted(play, FRIDAY, "")
    brief = Complement(angles="Une question ?\n" + "x" * length)
    told = await drafts.complete(play.core, play.coordinator, shown.mobilisation, brief)
    assert ("long_angle" in [one.key for one in told.hints]) is hinted
    assert ("les mots seront ceux" in str(paint.preview(told).content)) is hinted
