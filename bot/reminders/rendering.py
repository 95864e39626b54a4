"""What a reminder says, put together when it is about to leave."""

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from bot import words
from bot.core import Core
from bot.face import Face
from bot.notes import Item, ReminderNote
from bot.reminders.parcels import Parcel
from db import reminders as memory
from db.models import Announcement, Community, Mobilisation, Reminder


async def note(core: Core, face: Face, parcel: Parcel) -> ReminderNote:
    """Rendered now, so that a changed title, date or place is never stale."""
    async with core.store.look() as look:
        contents = await memory.contents(look, parcel.ids)
        shown = await memory.cards_of(look, [row.mobilisation_id for row in parcel.rows])
    return ReminderNote(
        locale=words.closest(parcel.member.locale, parcel.community.locale),
        mark=parcel.mark,
        items=tuple(
            _item(row, mobilisation, address_of(face, parcel.community, shown, mobilisation))
            for row, mobilisation, _, _ in contents
        ),
        late=any(row.late for row in parcel.rows),
    )


def address_of(
    face: Face, community: Community, shown: Sequence[Announcement], mobilisation: Mobilisation
) -> str | None:
    """Where the brief of a mobilisation can be read, if its card is shown anywhere."""
    for card in shown:
        if card.mobilisation_id == mobilisation.id and card.message is not None:
            return face.address(community.external_id, card.channel, card.message)
    return None


def _item(row: Reminder, mobilisation: Mobilisation, address: str | None) -> Item:
    """One angle only, a different one from person to person: no two posts need look alike."""
    angles = mobilisation.angles
    starts = mobilisation.starts_at or mobilisation.starts_on
    return Item(
        mobilisation=mobilisation.id,
        title=mobilisation.title,
        starts=starts,
        zone=str(ZoneInfo(mobilisation.zone)),
        angle=angles[row.member_id % len(angles)] if angles else None,
        brief=address,
        reason=row.kind,
        day=None,
    )
