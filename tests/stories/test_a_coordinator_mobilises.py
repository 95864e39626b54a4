"""A coordinator mobilises: command, form, private preview, agreement, announcement."""

from datetime import datetime

from tests.stories.stage import HERE, Scene, button, text
from tests.stories.telling import mobilise


async def test_from_a_command_to_a_card_with_its_thread(play: Scene) -> None:
    ines = play.person("ines")
    asked = await ines.calls(HERE, "mobilisation new")
    assert asked["outcome"] == "modal"

    # A date that nobody could keep: the preview says why, and the form comes back filled.
    told = await ines.submits(
        asked["modal"],
        title="WorldSkills, la finale",
        when="mardi 9 décembre 2026 14h",
        purpose="Parler aux parents de collégiens",
        organiser="WorldSkills France, https://www.worldskills-france.org",
    )
    preview = told["message"]
    assert preview["private"]
    assert "mardi 9 décembre 2026 14h" in text(preview)
    again = await ines.presses(HERE, preview["id"], button(preview, "edit"))
    assert "mardi 9 décembre 2026 14h" in str(again["modal"])
    told = await ines.submits(again["modal"], when="mardi 8 décembre 2026 14h")
    preview = told["message"]
    for said in (
        "mardi 8 décembre 2026",
        "14:00",
        "heure de Paris",
        *(f"<t:{moment('2026-12-' + day)}:" for day in ("01", "04")),
    ):
        assert said in text(preview), (said, text(preview))
    assert f"<#{await _channel_id(play)}>" in text(preview)

    # Without the organiser's agreement nothing can be announced.
    refused = await ines.presses(HERE, preview["id"], button(preview, "agree"))
    told = await ines.submits(refused["modal"], kind=["given"], by="Camille, service de presse")
    done = await ines.presses(HERE, told["message"]["id"], button(told["message"], "announce"))
    assert "annoncée" in text(done["message"])

    card = await play.card("WorldSkills, la finale")
    assert "interaction_metadata" not in card, "an ordinary message, so that people can reply"
    assert card["mention_everyone"] is False
    assert card["thread"]["name"] == "WorldSkills, la finale"


def moment(day: str) -> int:
    """Nine in the morning in Paris, as a message tells it."""
    return int(datetime.fromisoformat(f"{day}T09:00:00+01:00").timestamp())


async def _channel_id(play: Scene) -> str:
    state = await play.person("ines").state()
    return next(str(one["id"]) for one in state["channels"] if one["name"] == HERE)


async def test_only_coordinators_may(play: Scene) -> None:
    noe = play.person("noe")
    state = await noe.state()
    names = {command["name"] for command in state["commands"]}
    assert "mobilisations" in names
    assert "mobilisation new" not in names, "the menu hides it"


async def test_an_announcement_survives_being_deleted_by_hand(play: Scene) -> None:
    card = await mobilise(play)
    await play.person("yanis").presses(HERE, card["id"], button(card, "in"))
    await play.card("**1** personne partante")
    await play.person("ines").breaks("delete", channel=HERE, message=card["id"])
    listed = await play.person("yanis").calls(HERE, "me agenda")
    assert "WorldSkills" in text(listed["message"]), "the answer is still there"


async def test_the_bot_speaks_the_language_of_each_person(play: Scene) -> None:
    card = await mobilise(play)
    giulia = play.person("giulia")
    said = await giulia.presses(HERE, card["id"], button(card, "in"))
    assert "ci stai" in text(said["message"])
    yanis = play.person("yanis")
    await yanis.changes(locale="en")
    said = await yanis.presses(HERE, card["id"], button(card, "in"))
    assert "you are in" in text(said["message"])
