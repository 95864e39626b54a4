"""The brake: where too many people stop their reminders after a batch, the rest waits."""

import logging
from datetime import datetime

from bot import words
from bot.core import Core
from bot.face import Unreachable
from bot.notes import Held
from bot.reminders.planning import BRAKE
from db import harm as memory
from db import mobilisations as mobilisations_memory
from db.harm import Batch
from db.look import Work
from db.models import Community, Member, Mobilisation

log = logging.getLogger(__name__)

SHARE = 0.03
"""Above this share of stops in one batch the rest is held back, unless the community's rules say
otherwise (domain notes, R24; three in a hundred is our choice)."""
LEAST = 2
"""One person's stop is that person's own choice, in however small a batch."""


async def consider(work: Work, member: Member, community: Community, now: datetime) -> bool:
    """After a stop: hold back what too many people stopped; whether anything was.

    Whatever is held back falls when its turn comes, as the plan is asked again then.
    """
    share = float(community.rules.get(BRAKE, SHARE))
    held = False
    for batch in await memory.batches(work, member.id):
        if batch.stopped < LEAST or batch.stopped <= share * batch.reminded:
            continue
        await memory.hold(work, batch.mobilisation, now)
        fields = {"reminded": batch.reminded, "stopped": batch.stopped}
        await mobilisations_memory.note(
            work, batch.mobilisation, "held", by=None, now=now, fields=fields
        )
        log.warning(
            "reminders of mobilisation %d are held back: %d of %d stopped theirs",
            batch.mobilisation,
            batch.stopped,
            batch.reminded,
        )
        held = True
    return held


async def tell_owners(core: Core) -> None:
    """Tell whoever announced what is held back, once, in private and in counts.

    Raises:
        Unreachable: the platform does not answer, or asks to be left alone for a while.
    """
    async with core.store.look() as look:
        untold = await memory.untold(look)
    for mobilisation, community, owner in untold:
        if community.platform not in core.faces:
            continue
        async with core.store.look() as look:
            batch = await memory.counted(look, mobilisation.id)
        if owner is not None:
            await _tell(core, owner, community, mobilisation, batch)
        async with core.store.work() as work:
            await memory.mark_told(work, mobilisation.id, core.now())


async def _tell(
    core: Core, owner: Member, community: Community, mobilisation: Mobilisation, batch: Batch
) -> None:
    since = mobilisation.held_at or core.now()
    mark = f"h{mobilisation.id}.{int(since.timestamp())}"
    note = Held(
        locale=words.closest(owner.locale, community.locale),
        mobilisation=mobilisation.id,
        title=mobilisation.title,
        reminded=batch.reminded,
        stopped=batch.stopped,
        mark=mark,
    )
    face = core.faces[community.platform]
    try:
        channel = owner.private_channel or await face.open_private(owner.external_id)
        # It is written once in a long while: looking first, for one that a crash kept from being
        # recorded, costs nothing.
        if await face.said_before(channel, mark) is None:
            await face.whisper(channel, note, nonce=mark[:25])
    except Unreachable as trouble:
        log.info("the owner of %d was not told: %s", mobilisation.id, trouble.reason)
        if trouble.reason == "later":
            raise
