"""A member answers: by button, by reaction, by reply; changes their mind; declares a post."""

from tests.stories.stage import HERE, Scene, button, text
from tests.stories.telling import mobilise


async def test_three_gestures_one_record(play: Scene) -> None:
    card = await mobilise(play)

    # By button: asked for a day and a network, told what will come.
    noe = play.person("noe")
    said = await noe.presses(HERE, card["id"], button(card, "in"))
    private = said["message"]
    assert private["private"]
    said = await noe.presses(HERE, private["id"], button(private, "day"), ["2026-12-08"])
    assert "mardi 8 décembre" in text(said["message"])
    said = await noe.presses(HERE, private["id"], button(private, "networks"), ["tiktok"])
    assert "TikTok" in text(said["message"])

    # By reaction, and by reply; both are told privately what was noted.
    await play.person("yanis").reacts(HERE, card["id"], "✋")
    await play.person("elouan").says(
        HERE, "partant, plutôt jeudi 3 sur LinkedIn", reply_to=card["id"]
    )
    await play.card("**3** personnes partantes")
    told = await play.seen("elouan", "dm", lambda message: "WorldSkills" in text(message))
    assert "jeudi 3 décembre" in text(told)
    assert "LinkedIn" in text(told)

    # What is no answer is left alone.
    await play.person("capucine").says(HERE, "Super initiative, bravo !", reply_to=card["id"])
    await play.person("capucine").says(HERE, "Paul est partant ?", reply_to=card["id"])

    # Minds change, by any of the three.
    await noe.reacts(HERE, card["id"], "👋")
    await play.card("**2** personnes partantes")
    await play.person("yanis").says(HERE, "finalement pas cette fois", reply_to=card["id"])
    await play.card("**1** personne partante")
    await play.person("elouan").presses(HERE, card["id"], button(card, "maybe"))
    await play.seen(
        "capucine",
        HERE,
        lambda message: message["id"] == card["id"] and "partante" not in text(message),
    )
    assert await play.person("capucine").reads("dm") == [], "who said nothing hears nothing"


async def test_many_presses_are_one_edit(play: Scene) -> None:
    card = await mobilise(play)
    edits: list[str] = []
    async with play.person("capucine").listens() as ear:
        for handle in ("noe", "salome", "yanis", "elouan"):
            await play.person(handle).presses(HERE, card["id"], button(card, "in"))
        while not edits or "**4**" not in edits[-1]:
            event = await ear.next(lambda event: event["type"] == "message_update")
            if event["message"]["id"] == card["id"]:
                edits.append(text(event["message"]))
    assert len(edits) <= 2, edits


async def test_a_post_is_declared_by_a_link_or_a_tap_and_nobody_approves(play: Scene) -> None:
    card = await mobilise(play)
    await play.person("yanis").says(
        HERE, "https://www.linkedin.com/posts/yanis-1", reply_to=card["id"]
    )
    await play.card("**1** publication")
    said = await play.person("elouan").presses(HERE, card["id"], button(card, "posted"))
    assert said["message"]["private"]
    await play.card("**2** publications")


async def test_buttons_made_before_a_restart_work_after_it(play: Scene) -> None:
    card = await mobilise(play)
    before = await play.person("noe").presses(HERE, card["id"], button(card, "in"))
    await play.program("kill")
    await play.person("yanis").reacts(HERE, card["id"], "✋")
    await play.program("start")
    await play.ready()
    said = await play.person("noe").presses(
        HERE, before["message"]["id"], button(before["message"], "day"), ["2026-12-08"]
    )
    assert "mardi 8 décembre" in text(said["message"])
    await play.card("**2** personnes partantes")


async def test_a_reply_to_what_is_cancelled_gets_a_kind_sentence(play: Scene) -> None:
    card = await mobilise(play)
    await play.person("ines").calls(
        HERE, "mobilisation cancel", mobilisation=button(card, "in").split(":")[2]
    )
    await play.card("annulée")
    await play.person("yanis").says(HERE, "j'en suis", reply_to=card["id"])
    await play.seen("yanis", HERE, lambda message: "annulé" in message["content"])
