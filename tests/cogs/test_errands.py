"""What goes out besides reminders, on the wire: the note in a thread, the word to a coordinator."""

from collections.abc import AsyncIterator
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.notes import Held
from bot.reminders.errands import Errands
from db.models import Announcement
from tests.cogs.stage import Stage, custom_ids, pretend, staged, text

MOMENT = datetime.fromisoformat("2026-12-04T09:01:00+01:00")


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[Stage]:
    """A bot on a pretend Discord."""
    async with pretend() as box, staged(tmp_path, box) as playing:
        yield playing


async def test_the_note_that_a_coordinator_asked_for_stands_once_in_the_thread(
    stage: Stage,
) -> None:
    number, _ = await stage.mobilise()
    told = await stage.person("ines").calls(
        "mobilisations", "mobilisation notice", mobilisation=str(number)
    )
    assert "vendredi 4 décembre 2026" in text(told["message"])
    async with stage.core.store.look() as look:
        thread = (await look.session.scalars(select(Announcement.thread))).one()
    assert thread is not None
    stage.clock.set(MOMENT)
    errands = Errands(stage.core, "stage")
    await errands.run()
    await errands.run()
    own = [one for one in await stage.person("noe").reads(thread) if one["author"]["bot"]]
    (note,) = [one for one in own if custom_ids(one) == [f"pv:brief:{number}:t{number}"]]
    assert "Semaine de l’industrie" in text(note)
    assert note["mentions"] == note["mention_roles"] == []
    assert await stage.client.face.said_before(thread, f"t{number}") == note["id"]
    brief = await stage.person("noe").presses(thread, note["id"], custom_ids(note)[0])
    assert "Ouvrir nos ateliers" in text(brief["message"])


async def test_it_can_be_taken_back(stage: Stage) -> None:
    number, _ = await stage.mobilise()
    ines = stage.person("ines")
    for wanted in (True, False):
        told = await ines.calls(
            "mobilisations", "mobilisation notice", mobilisation=str(number), wanted=wanted
        )
    assert "pas de note" in text(told["message"])


async def test_the_word_to_a_coordinator_is_in_counts_and_names_the_command(stage: Stage) -> None:
    face = stage.client.face
    person = str(stage.box.world.handles["ines"])
    channel = await face.open_private(person)
    note = Held("fr", 1, "WorldSkills", reminded=40, stopped=2, mark="h1.40")
    await face.whisper(channel, note, nonce="h1.40")
    (told,) = await stage.person("ines").reads("dm")
    assert await face.said_before(channel, "h1.40") == told["id"]
    assert "2 personnes sur 40" in text(told)
    assert "/mobilisation reprendre" in text(told)


async def test_news_of_a_change_comes_once_and_is_found_again(stage: Stage) -> None:
    number, card = await stage.mobilise()
    await stage.person("noe").presses("mobilisations", card, f"pv:in:{number}")
    await stage.person("ines").calls(
        "mobilisations", "mobilisation cancel", mobilisation=str(number)
    )
    errands = Errands(stage.core, "stage")
    await errands.run()
    await errands.run()
    (news,) = await stage.person("noe").reads("dm")
    assert "est annulée" in text(news)
    (button,) = custom_ids(news)
    mark = button.rpartition(":")[2]
    channel = await stage.client.face.open_private(str(stage.box.world.handles["noe"]))
    assert await stage.client.face.said_before(channel, mark) == news["id"]
    brief = await stage.person("noe").presses("dm", news["id"], button)
    assert "Ouvrir nos ateliers" in text(brief["message"])
