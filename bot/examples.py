"""The examples: real mobilisations for a first look, told to the bot as a coordinator would."""

import json
import logging
from pathlib import Path
from typing import Any

from bot import communities, drafts, mobilisations
from bot.core import Core
from bot.forms import Complement, Consent, Form
from bot.people import Actor

log = logging.getLogger(__name__)

FILE = Path(__file__).parent.parent / "examples" / "mobilisations.json"


def read(file: Path = FILE) -> list[dict[str, Any]]:
    """The examples with their sources, as in the file."""
    told: list[dict[str, Any]] = json.loads(file.read_text(encoding="utf-8"))["mobilisations"]
    return told


async def plant(core: Core, coordinator: Actor, *, role: str, channel: str, language: str) -> int:
    """Set the community up and announce the examples in its channel; how many.

    Cards are painted by the board once a face is there. Does nothing where something is known
    already.
    """
    if (await mobilisations.listing(core, coordinator)).rows:
        return 0
    await communities.setup(
        core,
        coordinator,
        language=language,
        zone="Europe/Paris",
        territory="FR",
        channel=channel,
        role=role,
    )
    told = read()
    for example in told:
        await _tell(core, coordinator, example, example[language])
    log.info("%d examples planted", len(told))
    return len(told)


async def _tell(
    core: Core, coordinator: Actor, example: dict[str, Any], words: dict[str, Any]
) -> None:
    link = example.get("link")
    draft = await drafts.draft(
        core,
        coordinator,
        Form(
            title=words["title"],
            when=example.get("starts") or "",
            until=example.get("ends") or "",
            purpose=words["purpose"],
            organiser="\n".join(
                part for part in (words.get("organiser"), link, words.get("place")) if part
            ),
        ),
    )
    key = draft.mobilisation
    await drafts.complete(
        core,
        coordinator,
        key,
        Complement(
            reached=words.get("reached") or "",
            blind_spot=words.get("blind_spot") or "",
            angles="\n".join(words.get("angles") or ()),
            networks=" ".join([*example.get("networks", ()), *example.get("hashtags", ())]),
            benefit=words.get("benefit") or "",
        ),
    )
    if example.get("agreement"):
        spoken = words["agreement"]
        consent = Consent(example["agreement"]["kind"], spoken["by"], "", spoken["scope"])
        await drafts.agree(core, coordinator, key, consent)
    if example["state"] == "announced":
        await mobilisations.announce(core, coordinator, key)
