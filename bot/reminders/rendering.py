"""What a reminder says, put together when it is about to leave."""

from datetime import date, timedelta
from typing import Any

from bot import words
from bot.core import Core
from bot.face import Face
from bot.notes import Item, ReminderNote
from bot.reminders.parcels import Parcel
from bot.reminders.terms import Kind
from bot.territories import zone_of
from db import parcels as memory
from db.models import Community

A_WEEK = range(5, 10)
"""Days that may be called a week; holidays and other messages move a reminder."""


async def note(core: Core, face: Face, parcel: Parcel) -> ReminderNote:
    """Rendered now, so that a changed title, date or place is never stale."""
    async with core.store.look() as look:
        contents, cards = await memory.contents(look, parcel.ids)
    shown = {card.mobilisation_id: card for card in reversed(cards)}
    today = core.now().astimezone(zone_of(parcel.member, parcel.community)).date()
    return ReminderNote(
        locale=words.closest(parcel.member.locale, parcel.community.locale),
        mark=parcel.mark,
        items=tuple(
            _item(row, _address(face, parcel.community, shown.get(row.id)), today)
            for row in contents
        ),
        late=any(parcel.late[row.id] for row in parcel.rows),
    )


def _address(face: Face, community: Community, card: Any) -> str | None:
    """Where the brief of a mobilisation can be read, if its card is shown anywhere."""
    return None if card is None else face.address(community.external_id, card.channel, card.message)


def _item(row: Any, address: str | None, today: date) -> Item:
    """One angle only, a different one from person to person: no two posts need look alike."""
    return Item(
        mobilisation=row.id,
        title=row.title,
        starts=row.starts_at or row.starts_on,
        zone=row.zone,
        angle=row.angles[row.member_id % len(row.angles)] if row.angles else None,
        brief=address,
        reason=row.kind,
        opening=opening(row.kind, row.about, today),
        day=row.about,
    )


def opening(kind: str, about: date, today: date) -> str:
    """The key of a first sentence that is true today, though the reminder may have moved."""
    days = (about - today) // timedelta(days=1)
    if kind == Kind.CHOSEN_DAY and days != 0:
        return "chosen_other_day"
    if kind == Kind.WEEK_BEFORE and days not in A_WEEK:
        return Kind.DAYS_BEFORE if days < A_WEEK.start else "moved"
    return kind
