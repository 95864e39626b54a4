"""A reminder on the wire: one private message, four buttons, alive after a restart."""

from collections.abc import AsyncIterator
from datetime import datetime
from pathlib import Path

import pytest

from db.models import Community
from tests.cogs.stage import Json, Stage, custom_ids, delivery, pretend, staged, text


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[Stage]:
    """A connected bot in a small collective."""
    async with pretend() as box, staged(tmp_path, box) as playing:
        yield playing


async def remind(stage: Stage, *handles: str) -> tuple[int, list[Json]]:
    """Let people say yes, move the clock, and let what is due go out."""
    number, message = await stage.mobilise()
    for handle in handles:
        await stage.person(handle).presses("mobilisations", message, f"pv:in:{number}")
    stage.clock.set(datetime.fromisoformat("2026-12-01T15:00:00+01:00"))
    sender = delivery(stage)
    await sender.sweep()
    while sender.under_way:
        await sender.settled()
        await sender.sweep()
    return number, [(await stage.person(handle).reads("dm"))[-1] for handle in handles]


async def test_those_who_said_yes_and_only_they_hear_of_it(stage: Stage) -> None:
    number, received = await remind(stage, "yanis", "thandi")
    french, english = (text(one) for one in received)
    assert "Petit rappel" in french
    assert "gentle reminder" in english
    assert "avec vos mots" in french
    assert custom_ids(received[0])[0].startswith(f"pv:r-posted:{number}:r")
    assert await stage.person("elouan").reads("dm") == []
    said = await stage.person("ines").calls(
        "mobilisations", "mobilisation show", mobilisation=str(number)
    )
    assert "Rappels jusqu’ici : 2 envoyés." in text(said["message"])


async def test_each_button_acts_at_once(stage: Stage) -> None:
    number, received = await remind(stage, "yanis", "elouan", "capucine", "thandi")
    by_id = [dict.fromkeys(custom_ids(one)) for one in received]
    posted, day, out, stop = (list(ids)[place] for place, ids in enumerate(by_id))
    said = await stage.person("yanis").presses("dm", received[0]["id"], posted)
    assert "compte" in text(said["message"])
    said = await stage.person("elouan").presses("dm", received[1]["id"], day)
    assert "Quel jour" in text(said["message"])
    private = said["message"]["id"]
    said = await stage.person("elouan").presses("dm", private, f"pv:day:{number}", ["2026-12-08"])
    assert "mardi 8 décembre" in text(said["message"])
    said = await stage.person("capucine").presses("dm", received[2]["id"], out)
    assert "pas cette fois" in text(said["message"])
    said = await stage.person("thandi").presses("dm", received[3]["id"], stop)
    assert "no more reminders" in text(said["message"])
    private = said["message"]["id"]
    said = await stage.person("thandi").presses("dm", private, f"pv:stop-all:{number}")
    assert "at all" in text(said["message"])
    said = await stage.person("thandi").presses("dm", private, f"pv:welcome-back:{number}")
    assert "With pleasure" in text(said["message"])
    await stage.until_card(number, "**1** publication")


async def test_the_buttons_work_after_a_restart(stage: Stage) -> None:
    number, received = await remind(stage, "yanis")
    await stage.restart()
    stop = custom_ids(received[0])[3]
    said = await stage.person("yanis").presses("dm", received[0]["id"], stop)
    assert "plus aucun rappel" in text(said["message"])
    private = said["message"]["id"]
    said = await stage.person("yanis").presses("dm", private, f"pv:welcome-back:{number}")
    assert "reprennent" in text(said["message"])


async def test_a_reminder_is_found_again_by_its_mark(stage: Stage) -> None:
    _, received = await remind(stage, "yanis")
    face, channel = stage.client.face, received[0]["channel_id"]
    mark = custom_ids(received[0])[0].split(":")[-1]
    assert await face.said_before(channel, mark) == received[0]["id"]
    assert await face.said_before(channel, mark + "0") is None


async def test_why_can_be_asked_where_reminders_come(stage: Stage) -> None:
    await remind(stage, "yanis")
    yanis = stage.person("yanis")
    said = await yanis.calls("dm", "me reminders")
    assert "deux jours ouvrés avant" in text(said["message"])
    said = await yanis.calls("dm", "me pause", until="10 décembre 2026")
    assert "jeudi 10 décembre" in text(said["message"])
    days = await yanis.suggests("dm", "me pause", "until", until="10/12")
    assert [one["name"] for one in days["choices"]] == ["jeudi 10 décembre 2026"]
    said = await yanis.calls("dm", "me agenda")
    assert "vous : partant·e" in text(said["message"])


async def test_dates_are_suggested_in_private_as_the_community_reads_them(stage: Stage) -> None:
    await remind(stage, "yanis")
    async with stage.core.store.work() as work:
        community = await work.session.get_one(Community, 1)
        community.zone = "Pacific/Noumea"
    days = await stage.person("yanis").suggests("dm", "me pause", "until", until="10/12 14h")
    assert "Nouméa" in days["choices"][0]["name"]


async def test_what_is_erased_in_private_is_erased_everywhere_and_so_it_is_said(
    stage: Stage,
) -> None:
    number, message = await stage.mobilise()
    yanis = stage.person("yanis")
    await yanis.presses("mobilisations", message, f"pv:in:{number}")
    said = await yanis.calls("mobilisations", "me forget")
    assert "de vous ici" in text(said["message"])
    await remind(stage, "yanis")
    said = await yanis.calls("dm", "me forget")
    assert "dans tous les collectifs" in text(said["message"])
    said = await yanis.presses("dm", said["message"]["id"], custom_ids(said["message"])[0])
    assert "rien de vous" in text(said["message"])
    said = await yanis.calls("dm", "me reminders")
    assert "sur le serveur du vôtre" in text(said["message"])


async def test_who_belongs_to_nothing_is_sent_to_the_server(stage: Stage) -> None:
    await remind(stage, "yanis")
    said = await stage.person("elouan").calls("dm", "me reminders")
    assert "sur le serveur du vôtre" in text(said["message"])
    days = await stage.person("elouan").suggests("dm", "me pause", "until", until="10/12")
    assert len(days["choices"]) == 1


async def test_private_messages_are_answers_too(stage: Stage) -> None:
    number, _ = await remind(stage, "yanis")
    async with stage.person("yanis").listens() as ear:
        said = await stage.person("yanis").says("dm", "c'est publié https://www.tiktok.com/@x/1")
        await ear.next(lambda event: event["type"] == "reaction" and event["message"] == said["id"])
    await stage.until_card(number, "**1** publication")


async def test_closed_private_messages_are_told_at_the_next_gesture(stage: Stage) -> None:
    number, message = await stage.mobilise()
    mahaut = stage.person("mahaut")
    await mahaut.reacts("mobilisations", message, "✋")
    await stage.until_card(number, "**1** personne partante")
    while True:
        said = await mahaut.presses("mobilisations", message, f"pv:in:{number}")
        if "messages privés me sont fermés" in text(said["message"]):
            break
