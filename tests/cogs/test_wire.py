"""The four steps on the wire: the real library, a pretend Discord, the real memory."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.cogs.stage import Stage, is_card, number_of, pretend, staged, text


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[Stage]:
    """A connected bot in a small collective."""
    async with (
        pretend() as box,
        staged(tmp_path, box) as playing,
    ):
        yield playing


async def test_a_mobilisation_goes_from_command_to_public_card(stage: Stage) -> None:
    ines = stage.person("ines")
    asked = await ines.calls("mobilisations", "mobilisation new")
    assert asked["outcome"] == "modal"
    told = await ines.submits(
        asked["modal"],
        title="Portes ouvertes",
        when="mardi 8 décembre 2026 14h",
        purpose="Ouvrir nos ateliers",
    )
    preview = told["message"]
    assert preview["private"]
    assert "mardi 8 décembre 2026" in preview["content"]
    assert "accord" in preview["content"]
    number = number_of(preview)
    asked = await ines.presses("mobilisations", preview["id"], f"pv:agree:{number}")
    told = await ines.submits(asked["modal"], kind=["not_needed"], scope="Notre propre atelier")
    assert "Tout est prêt" in text(told["message"])
    done = await ines.presses("mobilisations", preview["id"], f"pv:announce:{number}")
    assert "est annoncée" in text(done["message"]), done
    card = await stage.card(number)
    assert card["embeds"][0]["title"] == "Portes ouvertes"
    assert card["thread"]["name"] == "Portes ouvertes"
    assert "interaction_metadata" not in card


async def test_a_press_is_answered_privately_and_shown(stage: Stage) -> None:
    number, message = await stage.mobilise()
    noe = stage.person("noe")
    said = await noe.presses("mobilisations", message, f"pv:in:{number}")
    assert said["message"]["private"]
    assert "vous êtes partant·e" in text(said["message"])
    assert "Ce que vous recevrez" in text(said["message"])
    await stage.until_card(number, "**1** personne partante")


async def test_two_taps_choose_a_day_and_networks(stage: Stage) -> None:
    number, message = await stage.mobilise()
    noe = stage.person("noe")
    said = await noe.presses("mobilisations", message, f"pv:in:{number}")
    private = said["message"]["id"]
    said = await noe.presses("mobilisations", private, f"pv:day:{number}", ["2026-12-08"])
    assert "Votre jour : **mardi 8 décembre**" in text(said["message"])
    said = await noe.presses(
        "mobilisations", private, f"pv:networks:{number}", ["linkedin", "radio"]
    )
    assert "LinkedIn et Radio" in text(said["message"])
    said = await noe.presses("mobilisations", private, f"pv:done:{number}")
    assert said["message"]["components"] == []
    assert "Votre jour" in text(said["message"])


async def test_reactions_and_replies_lead_to_the_same_record(stage: Stage) -> None:
    number, message = await stage.mobilise()
    await stage.person("yanis").reacts("mobilisations", message, "✋")
    await stage.person("elouan").says("mobilisations", "j'en suis !", reply_to=message)
    card = await stage.until_card(number, "**2** personnes partantes")
    assert card is not None
    await stage.person("yanis").unreacts("mobilisations", message, "✋")
    await stage.until_card(number, "**1** personne partante")
    replies = await stage.person("elouan").reads("mobilisations")
    said = next(one for one in replies if one["content"] == "j'en suis !")
    assert [one["emoji"]["name"] for one in said["reactions"]] == ["✅"]


async def test_a_reply_without_the_ping_gets_a_kind_word(stage: Stage) -> None:
    _, message = await stage.mobilise()
    await stage.person("elouan").says("mobilisations", "j'en suis", reply_to=message, ping=False)
    async with stage.person("elouan").listens() as ear:
        said = [text(one) for one in await stage.person("elouan").reads("mobilisations")]
        while not any("pas pu lire" in one for one in said):
            event = await ear.next(lambda event: event["type"] == "message")
            said.append(text(event["message"]))


async def test_a_link_in_a_reply_is_a_post(stage: Stage) -> None:
    number, message = await stage.mobilise()
    await stage.person("yanis").says(
        "mobilisations", "c'est publié https://www.linkedin.com/posts/1", reply_to=message
    )
    await stage.until_card(number, "**1** publication")


async def test_posting_by_button_then_link_then_undo(stage: Stage) -> None:
    number, message = await stage.mobilise()
    noe = stage.person("noe")
    said = await noe.presses("mobilisations", message, f"pv:posted:{number}")
    private = said["message"]["id"]
    assert "compte" in text(said["message"])
    asked = await noe.presses("mobilisations", private, f"pv:post-link:{number}")
    said = await noe.submits(asked["modal"], link="https://www.tiktok.com/@x/video/1")
    assert said["outcome"] == "update"
    asked = await noe.presses("mobilisations", private, f"pv:post-link:{number}")
    said = await noe.submits(asked["modal"], link="nonsense")
    assert "pas reconnu d’adresse" in text(said["message"])
    said = await noe.presses("mobilisations", private, f"pv:post-undo:{number}")
    assert said["outcome"] == "update"
    await stage.until_card(number, "premières voix")


async def test_the_menu_of_a_message_declares_a_post(stage: Stage) -> None:
    number, _ = await stage.mobilise()
    noe = stage.person("noe")
    mine = await noe.says("atelier", "Voilà : https://bsky.app/profile/x/post/1")
    said = await noe.opens_menu("atelier", "It’s out", mine["id"])
    assert "compte" in text(said["message"])
    await stage.until_card(number, "**1** publication")


async def test_buttons_and_forms_made_before_a_restart_work_after_it(stage: Stage) -> None:
    number, message = await stage.mobilise()
    ines = stage.person("ines")
    form = await ines.calls("mobilisations", "mobilisation new")
    noe = stage.person("noe")
    before = await noe.presses("mobilisations", message, f"pv:in:{number}")
    await stage.restart()
    said = await noe.presses("mobilisations", message, f"pv:maybe:{number}")
    assert "Rien ne presse" in text(said["message"])
    said = await noe.presses(
        "mobilisations", before["message"]["id"], f"pv:day:{number}", ["2026-12-08"]
    )
    assert "mardi 8 décembre" in text(said["message"])
    told = await ines.submits(form["modal"], title="Après le redémarrage", when="")
    assert "Il manque une date" in text(told["message"])


async def test_a_closed_mobilisation_says_so_kindly(stage: Stage) -> None:
    number, message = await stage.mobilise()
    ines = stage.person("ines")
    said = await ines.calls("mobilisations", "mobilisation cancel", mobilisation=str(number))
    assert "est annulée" in text(said["message"])
    await stage.person("yanis").says("mobilisations", "j'en suis", reply_to=message)
    async with stage.person("yanis").listens() as ear:
        said_ = [text(one) for one in await stage.person("yanis").reads("mobilisations")]
        while not any("Merci d’y avoir pensé" in one for one in said_):
            event = await ear.next(lambda event: event["type"] == "message")
            said_.append(text(event["message"]))


@pytest.mark.parametrize(
    ("command", "options", "expected"),
    [
        ("mobilisations", {}, "Semaine de l’industrie"),
        ("mobilisation list", {}, "Semaine de l’industrie"),
        ("me agenda", {}, "Rien de prévu"),
        ("me reminders", {}, "rappel"),
        ("me preferences", {}, "préférences"),
        ("me preferences", {"visibility": "named", "weekends": True}, "par votre nom"),
        ("me pause", {"until": "mardi 8 décembre"}, "En pause jusqu’au"),
        ("me posts", {}, "Rien de déclaré"),
        ("me data", {}, "tout ce que je sais"),
        ("me forget", {}, "Tout effacer"),
        ("setup", {}, "Réglages"),
        ("setup", {"language": "it", "zone": "Europe/Rome"}, "Rome"),
    ],
)
async def test_every_command_answers(
    stage: Stage, command: str, options: dict[str, object], expected: str
) -> None:
    await stage.mobilise()
    said = await stage.person("ines").calls("mobilisations", command, **options)
    assert said["outcome"] == "message", said
    assert expected in text(said["message"])
    assert said["message"]["private"]


async def test_suggestions_while_typing(stage: Stage) -> None:
    number, _ = await stage.mobilise()
    ines = stage.person("ines")
    said = await ines.suggests(
        "mobilisations", "mobilisation show", "mobilisation", mobilisation="ind"
    )
    assert said["choices"] == [{"name": "Semaine de l’industrie", "value": str(number)}]
    said = await ines.suggests(
        "mobilisations", "mobilisation reschedule", "when", when="9 décembre 2026 18h"
    )
    assert [one["name"] for one in said["choices"]] == [
        "mercredi 9 décembre 2026, 18:00 (heure de Paris)"
    ]
    said = await ines.suggests("mobilisations", "setup", "zone", zone="martin")
    assert {"name": "America/Martinique", "value": "America/Martinique"} in said["choices"]


async def test_turns_of_a_public_mobilisation(stage: Stage) -> None:
    number, _ = await stage.mobilise()
    ines = stage.person("ines")

    async def turn(command: str, **options: str) -> str:
        said = await ines.calls(
            "mobilisations", f"mobilisation {command}", mobilisation=str(number), **options
        )
        return text(said["message"])

    assert "jeudi 10 décembre" in await turn("reschedule", when="jeudi 10 décembre 2026 9h")
    assert "en pause" in await turn("suspend")
    await stage.until_card(number, "En pause")
    assert "reprend" in await turn("resume")
    assert "est terminée" in await turn("close")
    await stage.until_card(number, "Terminée")
    assert "ne change plus" in await turn("suspend")


async def test_the_agenda_shows_what_one_said_yes_to(stage: Stage) -> None:
    number, message = await stage.mobilise()
    noe = stage.person("noe")
    await noe.presses("mobilisations", message, f"pv:in:{number}")
    said = await noe.calls("general", "me agenda")
    assert "Semaine de l’industrie" in text(said["message"])
    assert "vous : partant·e" in text(said["message"])
    said = await noe.calls("general", "me reminders")
    assert "une semaine avant" in text(said["message"])


async def test_a_deleted_card_can_be_shown_again(stage: Stage) -> None:
    number, message = await stage.mobilise()
    ines = stage.person("ines")
    await ines.deletes("mobilisations", message)
    cards = set[str]()
    while not cards:
        # Until the bot has heard of the deletion, there is nothing to show again.
        said = await ines.calls("mobilisations", "mobilisation announce", mobilisation=str(number))
        assert "est annoncée" in text(said["message"])
        cards = {one["id"] for one in await ines.reads("mobilisations") if is_card(one, number)}
    assert message not in cards


async def test_two_of_the_same_name_are_told_apart_while_typing(stage: Stage) -> None:
    numbers = [(await stage.mobilise())[0] for _ in range(2)]
    said = await stage.person("ines").suggests(
        "mobilisations", "mobilisation show", "mobilisation", mobilisation="ind"
    )
    assert sorted(one["name"] for one in said["choices"]) == [
        f"Semaine de l’industrie · {number}" for number in sorted(numbers)
    ]
