"""The small line below a card is shown as it is: Discord reads no markup there."""

import pytest

from bot import communities, members
from bot.words import LOCALES
from cogs.ui.paint import lists
from db.store import Store
from tests.fakes import town


@pytest.mark.parametrize("locale", LOCALES)
async def test_no_footer_has_markup(small_store: Store, locale: str) -> None:
    async with town(small_store) as play:
        actor = play.member(1, locale)
        shown = [
            lists.preferences(await members.preferences(play.core, actor)),
            lists.coming(await members.reminders(play.core, actor)),
            lists.settings(await communities.settings_of(play.core, actor)),
        ]
    for painted in shown:
        assert painted.embed is not None
        assert painted.embed.footer.text
        assert not set("`*_~[]") & set(painted.embed.footer.text)
