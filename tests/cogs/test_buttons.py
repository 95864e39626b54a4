"""The grammar of custom ids: one gesture, one id, and no id that two answer to."""

import itertools
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cogs.ui import buttons
from cogs.ui.buttons import BUTTONS, FORMS, MENUS, Choice, Gesture, Verb, read, template

DETAILS = st.from_regex(r"[\w.+-]{0,60}", fullmatch=True).filter(str.isascii)


def test_every_verb_is_of_one_kind() -> None:
    kinds = (BUTTONS, MENUS, FORMS)
    assert frozenset().union(*kinds) == frozenset(Verb)
    assert not any(one & other for one, other in itertools.combinations(kinds, 2))


@given(st.sampled_from(Verb), st.integers(0, 10**18 - 1), DETAILS)
def test_a_gesture_survives_its_custom_id(verb: Verb, mobilisation: int, detail: str) -> None:
    gesture = Gesture(verb, mobilisation, detail)
    assert read(gesture.custom_id) == gesture
    assert len(gesture.custom_id) <= buttons.LONGEST_ID


@given(st.sampled_from(Verb), st.integers(0, 10**18 - 1), DETAILS)
def test_no_two_patterns_answer_to_the_same_id(verb: Verb, number: int, detail: str) -> None:
    id_ = Gesture(verb, number, detail).custom_id
    patterns = [item.__discord_ui_compiled_template__ for item in buttons.LASTING]
    patterns.append(template(FORMS))
    assert sum(pattern.fullmatch(id_) is not None for pattern in patterns) == 1


@given(st.sampled_from(Verb), st.sampled_from(Verb), st.integers(0, 99))
def test_each_verb_has_its_own_ids(one: Verb, other: Verb, number: int) -> None:
    id_ = Gesture(one, number).custom_id
    assert (template(frozenset({other})).fullmatch(id_) is not None) == (one is other)


@pytest.mark.parametrize(
    "id_", ["", "pv:in", "pv:in:", "pv:in:x", "pv:unknown:1", "in:1", "pv:in:1:", "pv:in:1:a b"]
)
def test_what_is_not_ours_is_left_alone(id_: str) -> None:
    assert read(id_) is None


async def test_rows_are_made_only_of_lasting_items_and_are_not_kept() -> None:
    rows = buttons.view(
        buttons.button(Verb.IN, 1, "Oui"),
        buttons.menu(Verb.DAY, 1, "Jour", [Choice("a", "A")], row=1),
        buttons.channels(Verb.PICK_CHANNELS, 1, "Où", ["12"], row=2),
    )
    assert all(isinstance(item, buttons.LASTING) for item in rows.children)
    assert rows.is_finished()


async def test_a_menu_shows_twenty_five_choices_at_most() -> None:
    many = [Choice(str(number), f"{number}") for number in range(60)]
    drawn = buttons.menu(Verb.NETWORKS, 1, "Où", many, several=True).to_component_dict()
    assert len(drawn["options"]) == drawn["max_values"] == 25


def test_patterns_stop_at_their_end() -> None:
    # The library builds an item on a prefix and dispatches on the whole: both must agree.
    for item in buttons.LASTING:
        assert re.fullmatch(item.__discord_ui_compiled_template__, "pv:in:1 and more") is None
