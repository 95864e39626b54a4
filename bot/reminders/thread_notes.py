"""The one note in a mobilisation's thread before its date: if wanted, once, without mention."""

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.communities import language_of
from bot.core import Core
from bot.face import Unreachable, nobody_waits
from bot.notes import ThreadNote
from bot.people import Actor
from bot.permissions import editable
from bot.reminders import planning, policy
from bot.reminders.calendar import working_time
from bot.reminders.terms import Person
from db import mobilisations as mobilisations_memory
from db import thread_notes as memory
from db.models import Announcement, Community, Mobilisation

log = logging.getLogger(__name__)

LATE = timedelta(hours=12)
"""After that it is not of use any more: nobody is told of a date on the day after."""
LEASE = timedelta(minutes=5)
REFUSED = timedelta(hours=2)
"""Before another attempt where a permission is missing, which somebody may give."""


@dataclass(frozen=True)
class Wanted:
    """Whether a mobilisation's thread gets its note, and when."""

    locale: str
    title: str
    zone: str
    wanted: bool
    at: datetime | None


async def want(core: Core, actor: Actor, mobilisation_id: int, *, wanted: bool) -> Wanted:
    """Ask for the one note in the thread, or take that back.

    Raises:
        Refusal: `unknown_mobilisation`, `coordinator_only`, `not_editable`.
    """
    now = core.now()
    async with core.store.work() as work:
        mobilisation, community, by = await editable(core, work, actor, mobilisation_id)
        if mobilisation.wants_note is not wanted:
            mobilisation.wants_note = wanted
            what = "note wanted" if wanted else "note taken back"
            await mobilisations_memory.note(work, mobilisation.id, what, by=by, now=now)
        at = None if mobilisation.noted_at else _moment(mobilisation, community, now)
    return Wanted(language_of(actor, community), mobilisation.title, community.zone, wanted, at)


async def write_due(core: Core) -> None:
    """Write each note whose moment has come; a note that may stand already is looked for first."""
    nobody_waits.set(True)
    async with core.store.look() as look:
        to_come = await memory.to_come(look)
    for mobilisation, community, announcement in to_come:
        if community.platform in core.faces and _is_due(mobilisation, community, core.now()):
            await _write(core, mobilisation, community, announcement)


async def _write(
    core: Core, mobilisation: Mobilisation, community: Community, announcement: Announcement
) -> None:
    now = core.now()
    async with core.store.work() as work:
        attempt = await memory.claim(work, mobilisation.id, now, now + LEASE)
    if attempt is None or announcement.thread is None:
        return
    face, mark = core.faces[community.platform], f"t{mobilisation.id}"
    note = ThreadNote(
        locale=community.locale,
        mobilisation=mobilisation.id,
        title=mobilisation.title,
        starts=mobilisation.starts_at or mobilisation.starts_on,
        mark=mark,
    )
    try:
        stands = attempt > 1 and await face.said_before(announcement.thread, mark)
        if not stands:
            await face.whisper(announcement.thread, note, nonce=mark)
    except Unreachable as trouble:
        log.info("no note in the thread of %d: %s", mobilisation.id, trouble.reason)
        rest = LEASE if trouble.reason == "later" else REFUSED
        async with core.store.work() as work:
            until = core.now() + max(rest, timedelta(seconds=trouble.wait))
            await memory.rest(work, mobilisation.id, until)
        return
    async with core.store.work() as work:
        await memory.mark(work, mobilisation.id, core.now())
    log.info("the thread of %d has its note, at attempt %d", mobilisation.id, attempt)


def _is_due(mobilisation: Mobilisation, community: Community, now: datetime) -> bool:
    moment = _moment(mobilisation, community, now - LATE)
    if moment is None or moment > now:
        return False
    here = Person(zone=ZoneInfo(community.zone), territory=community.territory)
    return working_time(here, planning.rules_of(community)).allows(now)


def _moment(mobilisation: Mobilisation, community: Community, now: datetime) -> datetime | None:
    call = planning.call_of(mobilisation, mobilisation.id)
    rules = planning.rules_of(community)
    return policy.thread_note(call, rules, ZoneInfo(community.zone), now)
