"""Territories: chosen from a list by any of their names, with their holidays and their hours."""

import pytest
from sqlalchemy import select

from bot import answers, communities, members, territories
from bot.refusals import Refusal
from bot.reminders.calendar import public_holidays
from bot.words import LOCALES
from cogs.ui.apologies import refused
from cogs.ui.paint import lists
from db.models import Reminder
from db.vocabulary import Choice, Via
from tests.fakes import Town


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("Martinique", "MQ"),
        ("martinica", "MQ"),
        ("FR-972", "MQ"),
        ("972", "MQ"),
        ("bretagne", "FR-BRE"),
        ("Brittany", "FR-BRE"),
        ("BRE", "FR-BRE"),
        ("ile de france", "FR-IDF"),
        ("PACA", "FR-PAC"),
        ("Provence-Alpes-Côte d'Azur", "FR-PAC"),
        ("réunion", "RE"),
        ("Grand-Est", "FR-GES"),
        ("Haut-Rhin", "FR-6AE"),
        ("Italie", "IT"),
        ("it-mi", "IT-MI"),
        ("Québec", "CA-QC"),
        ("France", "FR"),
        ("Bretagnee", None),
        ("FR-XYZ", None),
        ("", None),
        ("x" * 500, None),
    ],
)
def test_a_territory_is_known_by_any_of_its_names(said: str, code: str | None) -> None:
    assert territories.named(said) == code


@pytest.mark.parametrize("locale", LOCALES)
def test_every_territory_of_the_list_has_a_name_that_leads_back_to_it(locale: str) -> None:
    for code in territories.FIRST:
        assert territories.name(code, locale) != code
        assert territories.named(territories.name(code, locale)) == code
        assert len(code) <= 16
        assert public_holidays(code, 2027), code


def test_suggestions_begin_with_the_regions_and_fit() -> None:
    assert [code for code, _ in territories.suggestions("", "fr")][:18] == list(territories.REGIONS)
    assert ("MQ", "Martinique") in territories.suggestions("mar", "fr")
    assert all(len(territories.suggestions(typed, "it")) <= 25 for typed in ("", "a", "an"))


async def test_a_mistake_is_told_with_the_closest_name_and_nothing_changes(play: Town) -> None:
    with pytest.raises(Refusal) as near:
        await members.prefer(play.core, play.member(1), territory="Bretagnee")
    assert "Vouliez-vous dire Bretagne" in str(refused(near.value, "fr").content)
    with pytest.raises(Refusal) as unknown:
        await members.prefer(play.core, play.member(1), territory="@everyone " + "x" * 600)
    said = str(refused(unknown.value, "fr").content)
    assert "@everyone" not in said
    assert len(said) < 400
    assert (await members.preferences(play.core, play.member(1))).territory is None
    with pytest.raises(Refusal, match="unknown_territory_near"):
        await communities.setup(play.core, play.coordinator, territory="Martinik")
    assert (await communities.settings_of(play.core, play.coordinator)).territory is None


async def test_overseas_reminders_come_at_the_hours_of_there(play: Town) -> None:
    key = await play.mobilise()
    actor = play.member(1)
    wishes = await members.prefer(play.core, actor, territory="Martinique")
    assert (wishes.territory, wishes.zone, wishes.by_territory) == (
        "MQ",
        "America/Martinique",
        True,
    )
    shown = {field.name: field.value for field in lists.preferences(wishes).embed.fields}  # type: ignore[union-attr]
    assert shown["Fuseau horaire"] == "Martinique, d’après votre territoire"
    await answers.answer(play.core, actor, key, Choice.IN, Via.BUTTON)
    coming = await members.reminders(play.core, actor)
    assert [str(one.at)[10:] for one in coming.promises] == [" 09:00:00-04:00"] * 2
    wishes = await members.prefer(play.core, actor, zone="Paris")
    assert (wishes.zone, wishes.by_territory) == ("Europe/Paris", False)


async def test_a_territory_can_be_taken_back(play: Town) -> None:
    actor = play.member(1)
    await members.prefer(play.core, actor, territory="MQ", zone="Indian/Reunion")
    wishes = await members.prefer(play.core, actor, territory="-", zone="-")
    assert (wishes.territory, wishes.zone, wishes.by_territory) == (None, "Europe/Paris", False)


@pytest.mark.parametrize("whose", ["member", "community"])
async def test_its_public_holidays_count(play: Town, whose: str) -> None:
    """22 May is a holiday in Martinique: what would come that day comes before Whit Monday."""
    await play.at("2029-05-02T10:00:00+02:00")
    key = await play.mobilise("mardi 29 mai 2029 14h")
    actor = play.member(1)
    await answers.answer(play.core, actor, key, Choice.IN, Via.BUTTON)
    before = await members.reminders(play.core, actor)
    assert str(before.promises[0].at.date()) == "2029-05-22"
    if whose == "member":
        await members.prefer(play.core, actor, territory="Martinique")
    else:
        await communities.setup(play.core, play.coordinator, territory="Martinique")
    async with play.core.store.look() as look:
        kept = (await look.session.scalars(select(Reminder.due_at).order_by(Reminder.due_at))).all()
    assert str(kept[0].date()) == "2029-05-18"
    after = await members.reminders(play.core, actor)
    assert str(after.promises[0].at.date()) == "2029-05-18"


@pytest.mark.parametrize(
    ("said", "zone"),
    [("Paris", "Europe/Paris"), ("new york", "America/New_York"), ("Indian/Reunion", None)],
)
def test_a_zone_is_known_by_its_city(said: str, zone: str | None) -> None:
    assert communities.zone_named(said, "fr") == (zone or said)


def test_a_city_that_nobody_knows_is_told_with_the_closest() -> None:
    with pytest.raises(Refusal) as near:
        communities.zone_named("Parris", "fr")
    assert "Europe/Paris" in str(refused(near.value, "fr").content)
    with pytest.raises(Refusal, match=r"unknown_zone$"):
        communities.zone_named("Mars/Olympus", "fr")
