"""The limits that nobody passes, whatever a community sets."""

from datetime import time, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.reminders.terms import Person, Rules


@pytest.mark.parametrize(
    "beyond",
    [
        {"per_mobilisation": 4},
        {"per_day": 2},
        {"per_week": 4},
        {"per_week": -1},
        {"opens": time(8, 0)},
        {"closes": time(19, 0)},
        {"opens": time(18, 0), "closes": time(9, 0)},
        {"settle": timedelta(hours=-1)},
    ],
)
def test_no_rule_passes_a_hard_limit(beyond: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"must|cannot"):
        Rules(**beyond)


@given(
    st.integers(),
    st.integers(),
    st.integers(),
    st.times(),
    st.times(),
)
def test_stored_rules_beyond_the_limits_are_lowered(
    mobilisation: int, day: int, week: int, opens: time, closes: time
) -> None:
    rules = Rules.within(
        per_mobilisation=mobilisation, per_day=day, per_week=week, opens=opens, closes=closes
    )
    assert 0 <= rules.per_mobilisation <= 3
    assert 0 <= rules.per_day <= 1
    assert 0 <= rules.per_week <= 3
    assert time(8, 30) <= rules.opens < rules.closes <= time(18, 30)


def test_lower_rules_are_kept() -> None:
    rules = Rules.within(per_mobilisation=1, per_week=1, opens=time(10), closes=time(16))
    assert (rules.per_mobilisation, rules.per_week) == (1, 1)
    assert (rules.opens, rules.closes) == (time(10), time(16))


def test_own_hours_are_in_order() -> None:
    with pytest.raises(ValueError, match="order"):
        Person(hours=(time(12), time(9)))
