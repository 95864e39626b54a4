"""Parts that the stories share: a mobilisation announced in chat, as a coordinator does it."""

from tests.stories.stage import HERE, Json, Scene, button


async def mobilise(play: Scene, **form: str) -> Json:
    """Inès announces a mobilisation; its card."""
    ines = play.person("ines")
    filled = {
        "title": "WorldSkills, la finale",
        "when": "mardi 8 décembre 2026 14h",
        "purpose": "Parler aux parents de collégiens",
        "organiser": "WorldSkills France, https://www.worldskills-france.org",
        **form,
    }
    asked = await ines.calls(HERE, "mobilisation new")
    preview = (await ines.submits(asked["modal"], **filled))["message"]
    asked = await ines.presses(HERE, preview["id"], button(preview, "agree"))
    await ines.submits(asked["modal"], kind=["given"], by="Camille, service de presse")
    done = await ines.presses(HERE, preview["id"], button(preview, "announce"))
    assert done["outcome"] in ("update", "deferred"), done
    return await play.card(filled["title"])
