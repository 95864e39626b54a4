"""A reminder falls due: at the right hour, to those who said yes, with four buttons."""

from tests.stories.stage import HERE, Scene, button, ids, text
from tests.stories.telling import mobilise

CLOSED = 50007
"""What Discord says of closed private messages."""


async def test_those_who_said_yes_and_only_they_are_reminded(play: Scene) -> None:
    card = await mobilise(play)
    await play.person("noe").presses(HERE, card["id"], button(card, "in"))
    await play.person("yanis").presses(HERE, card["id"], button(card, "in"))
    await play.person("elouan").presses(HERE, card["id"], button(card, "out"))
    ines = play.person("ines")

    await ines.moves_clock(to="2026-12-01T08:55:00+01:00")
    await ines.moves_clock(to="2026-12-01T09:01:00+01:00")
    for handle in ("noe", "yanis"):
        told = await play.seen(handle, "dm", lambda message: "WorldSkills" in text(message))
        assert len(told["content"]) < 500
        assert [one.split(":")[1] for one in ids(told)] == [
            "r-posted",
            "r-day",
            "r-out",
            "r-stop",
        ]
        assert told["timestamp"].startswith("2026-12-01T08:0"), told["timestamp"]
    assert await play.person("elouan").reads("dm") == []
    assert await play.person("capucine").reads("dm") == []


async def test_each_of_the_four_buttons_works_after_a_restart(play: Scene) -> None:
    card = await mobilise(play)
    people = {"noe": "r-posted", "yanis": "r-day", "elouan": "r-out", "salome": "r-stop"}
    for handle in people:
        await play.person(handle).presses(HERE, card["id"], button(card, "in"))
    await play.person("ines").moves_clock(to="2026-12-01T09:01:00+01:00")
    held = {
        handle: await play.seen(handle, "dm", lambda message: bool(ids(message)))
        for handle in people
    }
    await play.program("kill")
    await play.program("start")
    await play.ready()
    for handle, verb in people.items():
        said = await play.person(handle).presses(
            "dm", held[handle]["id"], button(held[handle], verb)
        )
        assert said["outcome"] in ("message", "update"), (handle, said)
        if verb == "r-day":
            asked = said["message"]
            said = await play.person(handle).presses(
                "dm", asked["id"], button(asked, "day"), ["2026-12-08"]
            )
            assert "mardi 8 décembre" in text(said["message"])
    await play.card("**3** personnes partantes", "**1** publication")

    # The week after: only the one who chose another day hears of it again, that morning.
    await play.person("ines").moves_clock(to="2026-12-04T09:30:00+01:00")
    await play.person("ines").moves_clock(to="2026-12-08T09:01:00+01:00")
    await play.seen("yanis", "dm", lambda message: message["timestamp"] > "2026-12-08")
    for handle in ("noe", "elouan", "salome"):
        late = [
            one for one in await play.person(handle).reads("dm") if one["timestamp"] > "2026-12-02"
        ]
        assert late == [], handle


async def test_what_fell_due_while_the_bot_was_away_comes_once_when_it_is_back(
    play: Scene,
) -> None:
    card = await mobilise(play)
    await play.person("noe").presses(HERE, card["id"], button(card, "in"))
    await play.program("stop")
    await play.person("ines").moves_clock(to="2026-12-01T11:00:00+01:00")
    await play.program("start")
    await play.ready()
    await play.seen("noe", "dm", lambda message: "WorldSkills" in text(message))
    await play.program("kill")
    await play.program("start")
    await play.ready()
    await play.person("ines").moves_clock(by=60)
    await play.person("noe").calls(HERE, "me reminders")
    assert len(await play.person("noe").reads("dm")) == 1


async def test_closed_private_messages_are_told_at_the_next_gesture_and_nowhere_else(
    play: Scene,
) -> None:
    card = await mobilise(play)
    mahaut = play.person("mahaut")
    await mahaut.presses(HERE, card["id"], button(card, "in"))
    await play.person("ines").moves_clock(to="2026-12-01T09:01:00+01:00")
    await play.box.wait_until(lambda: any(one.code == CLOSED for one in play.box.door.seen))
    await play.person("yanis").presses(HERE, card["id"], button(card, "in"))
    await play.card("**2** personnes partantes")
    said = await mahaut.presses(HERE, card["id"], button(card, "in"))
    assert "messages privés" in text(said["message"])
