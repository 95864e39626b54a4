"""The grammar of custom ids: one gesture, one id, and no id that two answer to."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cogs.ui import buttons
from cogs.ui.buttons import Choice, Gesture, Verb, read

DETAILS = st.from_regex(r"[\w.+-]{0,60}", fullmatch=True).filter(str.isascii)


@given(st.sampled_from(Verb), st.integers(0, 10**18 - 1), DETAILS)
def test_a_gesture_survives_its_custom_id(verb: Verb, mobilisation: int, detail: str) -> None:
    gesture = Gesture(verb, mobilisation, detail)
    assert read(gesture.custom_id) == gesture
    assert len(gesture.custom_id) <= buttons.LONGEST_ID


@pytest.mark.parametrize(
    "id_",
    [
        "",
        "pv:in",
        "pv:in:",
        "pv:in:x",
        "pv:unknown:1",
        "in:1",
        "pv:in:1:",
        "pv:in:1:a b",
        "pv:in:1 and more",
    ],
)
def test_what_is_not_ours_is_left_alone(id_: str) -> None:
    assert read(id_) is None


async def test_all_that_can_be_pressed_is_ours_and_nothing_is_kept() -> None:
    rows = buttons.view(
        buttons.button(Verb.IN, 1, "Oui"),
        buttons.menu(Verb.DAY, 1, "Jour", [Choice("a", "A")], row=1),
        buttons.channels(Verb.PICK_CHANNELS, 1, "Où", ["12"], row=2),
    )
    assert all(read(item.custom_id) for item in rows.children if hasattr(item, "custom_id"))
    assert len(rows.children) == 3
    assert rows.is_finished()


async def test_a_menu_shows_twenty_five_choices_at_most() -> None:
    many = [Choice(str(number), f"{number}") for number in range(60)]
    drawn = buttons.menu(Verb.NETWORKS, 1, "Où", many, several=True).to_component_dict()
    assert len(drawn["options"]) == drawn["max_values"] == 25
