"""What a private message carries besides its words."""

from dataclasses import replace

import pytest
from hypothesis import given

from bot.notes import Held
from bot.words import LOCALES
from cogs.ui import buttons
from cogs.ui.paint.composing import composed
from tests.cogs.limits import broken
from tests.cogs.samples import ITEM, LOCALE, NOTICE, REMINDER, TYPED

BRIEF = "https://discord.com/channels/1429402193756160000/1429404710338560000/1574348902981828608"


@pytest.mark.parametrize("locale", LOCALES)
def test_ten_mobilisations_of_one_day_are_all_named_in_one_message(locale: str) -> None:
    items = tuple(replace(ITEM, mobilisation=n, title=f"Titre {n}.") for n in range(1, 11))
    painted = composed(replace(REMINDER, locale=locale, items=items, late=True))
    assert painted.embed is not None
    told = f"{painted.content}\n{painted.embed.description}"
    for number, item in enumerate(items, 1):
        assert told.count(f"{number}. **{item.title}") == 1
    assert broken(painted) == []


@given(locale=LOCALE, title=TYPED)
def test_however_long_their_titles_discord_takes_it(locale: str, title: str) -> None:
    one = replace(ITEM, title=title or "x", brief=BRIEF)
    items = tuple(replace(one, mobilisation=number) for number in range(20))
    assert broken(composed(replace(REMINDER, locale=locale, items=items))) == []


def test_five_have_their_rows_and_need_no_list() -> None:
    painted = composed(replace(REMINDER, items=(ITEM,) * 5))
    assert painted.embed is None


@pytest.mark.parametrize(
    "note", [replace(NOTICE, mark="n7"), Held("fr", 42, "WorldSkills", 40, 2, mark="h42.1")]
)
def test_what_must_be_found_again_says_its_mark(note: object) -> None:
    painted = composed(note)  # type: ignore[arg-type]
    assert painted.view is not None
    (button,) = painted.view.to_components()[0]["components"]
    gesture = buttons.read(button["custom_id"])
    assert gesture is not None
    assert (gesture.mobilisation, gesture.detail) == (42, getattr(note, "mark", ""))
