"""The account in words: every reason has its sentence, and bars keep to scale."""

from typing import Any

import pytest
from babel.dates import get_day_names

from bot import words
from bot.reminders.terms import Kind, Reason
from bot.simulation.account import RESPONSES, most_in_seven_days
from bot.simulation.telling import GROUPS, PROMISES, bar, reason_of, tell
from bot.simulation.withheld import NOT_PLANNED
from bot.words import LOCALES


def test_every_reason_stands_in_one_group() -> None:
    grouped = [reason for reasons in GROUPS.values() for reason in reasons]
    assert len(grouped) == len(set(grouped))
    assert set(grouped) == {*Reason, NOT_PLANNED}


@pytest.mark.parametrize("locale", LOCALES)
def test_whatever_happens_can_be_said(locale: str) -> None:
    for reason in (*Reason, NOT_PLANNED):
        assert reason_of(reason, locale)
    for family, known in (("kind", tuple(Kind)), ("answer", (*RESPONSES, "none"))):
        for word in known:
            assert words.known(f"simulation.{family}.{word}", locale), word
    for promise in PROMISES:
        assert words.known(f"simulation.promise.{promise}", locale), promise


@pytest.mark.parametrize("locale", LOCALES)
def test_the_account_is_told_in_each_language(told: dict[str, Any], locale: str) -> None:
    said = tell(told, locale)
    assert words.say("simulation.kept", locale) in said
    monday = get_day_names("wide", locale=locale)[0]
    (line,) = [line for line in said.splitlines() if line.strip().startswith(monday)]
    assert line.split()[-1] == str(told["summary"]["weekdays"].get("1", 0))
    assert all(len(line) < 200 for line in said.splitlines())


def test_a_promise_that_is_not_kept_is_said_with_the_seed(told: dict[str, Any]) -> None:
    broken = {**told["summary"]["broken"], "weekends": 2}
    said = tell({**told, "summary": {**told["summary"], "broken": broken}}, "en")
    assert "A promise is not kept" in said
    assert f"seed {told['seed']}." in said


@pytest.mark.parametrize(
    ("number", "drawn"), [(0, ""), (1, "▏"), (50, "█████"), (55, "█████▌"), (100, "██████████")]
)
def test_a_bar_keeps_to_scale_and_never_hides_something(number: int, drawn: str) -> None:
    assert bar(number, 100, width=10) == drawn


def test_seven_days_are_counted_from_any_day() -> None:
    days = ("2027-03-01", "2027-03-07", "2027-03-08", "2027-03-13")
    messages = [{"member": "m1", "at": f"{day}T09:00:00+01:00"} for day in days]
    assert most_in_seven_days(messages) == 3
    assert most_in_seven_days(messages[:1]) == 1
    assert most_in_seven_days([]) == 0
