"""The promises, checked on invented weeks by a few lines that know nothing of the bot."""

import re
from collections.abc import Callable
from copy import deepcopy
from datetime import date, datetime, time, timedelta
from itertools import combinations
from pathlib import Path
from typing import Any

import holidays
import pytest

from bot.simulation.account import as_json
from bot.simulation.promises import broken
from db.vocabulary import Choice
from tests.catalogues import ROOT

Account = dict[str, Any]


def test_the_ten_lines_of_the_page_find_every_promise_kept(
    told: Account, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = (ROOT / "docs" / "simulation.md").read_text("utf-8")
    (lines,) = re.findall(r"^```python\n(.*?)^```", page, re.DOTALL | re.MULTILINE)
    monkeypatch.chdir(tmp_path)
    Path("year.json").write_text(as_json(told), "utf-8")
    seen: dict[str, Any] = {}
    exec(lines, seen)  # noqa: S102 - our own page
    assert sum(map(len, seen["seen"].values())) == len(told["messages"]) > 0


def test_lines_that_know_nothing_of_the_bot_find_every_promise_kept(told: Account) -> None:
    at = [datetime.fromisoformat(one["at"]) for one in told["messages"]]
    for one, when in zip(told["messages"], at, strict=True):
        country, _, part = one["territory"].partition("-")
        assert time(8, 30) <= when.time() < time(18, 30)
        assert when.weekday() < 5
        assert when.date() not in holidays.country_holidays(country, subdiv=part or None)
        assert one["opted_in_before"]
        same = [
            at[n] for n, other in enumerate(told["messages"]) if other["member"] == one["member"]
        ]
        assert sum(other.date() == when.date() for other in same) == 1
        assert sum(timedelta(0) <= when - other < timedelta(days=7) for other in same) <= 2
        said = [g for g in told["gestures"] if g["member"] == one["member"]]
        stops = [g["did"] for g in said if "stop" in g["did"] or g["did"] == "welcome_back"
                 if g["mobilisation"] in (None, *one["mobilisations"])
                 if datetime.fromisoformat(g["at"]) < when]  # fmt: skip
        assert stops[-1:] in ([], ["welcome_back"])


def test_the_account_says_the_same_of_itself(told: Account) -> None:
    assert not any(told["summary"]["broken"].values())
    assert told["summary"]["messages"] == len(told["messages"]) > 3


def test_a_yes_is_looked_for_in_what_people_did(told: Account) -> None:
    """`opted_in_before`, found again from the gestures alone."""
    for one in told["messages"]:
        for call in one["mobilisations"]:
            before = [
                g["did"]
                for g in told["gestures"]
                if g["member"] == one["member"] and g["mobilisation"] == call
                if datetime.fromisoformat(g["at"]) < datetime.fromisoformat(one["at"])
            ]
            choices = [did for did in before if did in {*Choice, "taken_back"}]
            asked = choices[-1] == Choice.MAYBE and "remind_once" in before
            assert choices[-1] == Choice.IN or asked


def test_every_message_and_every_silence_is_told_once(told: Account) -> None:
    sent = [
        (one["member"], call, kind, one["at"][:10])
        for one in told["messages"]
        for call, kind in zip(one["mobilisations"], one["kinds"], strict=True)
    ]
    assert len(sent) == len(set(sent))
    withheld = [(one["member"], one["mobilisation"], one["kind"]) for one in told["not_sent"]]
    assert len(withheld) == len(set(withheld))
    assert not {row[:3] for row in sent if row[2] != "chosen_day"} & set(withheld)


def _change(**fields: object) -> Callable[[Account], None]:
    def change(told: Account) -> None:
        told["messages"][0].update(fields)

    return change


def _repeat(days: int, times: int = 1) -> Callable[[Account], None]:
    def change(told: Account) -> None:
        first = told["messages"][0]
        for step in range(1, times + 1):
            at = datetime.fromisoformat(first["at"]) + timedelta(days=days * step)
            told["messages"].append({**first, "at": at.isoformat()})

    return change


def _stop(told: Account) -> None:
    who = told["messages"][0]["member"]
    told["gestures"].append({"member": who, "at": "2027-01-01T08:00:00+01:00", "did": "stop_all"})


def _well() -> Account:
    """One message against which nothing can be said: a Tuesday at nine."""
    message = {
        "member": "m1",
        "zone": "Europe/Paris",
        "territory": "FR",
        "at": "2027-03-02T09:00:00+01:00",
        "kinds": ["week_before"],
        "mobilisations": [1],
        "opted_in_before": True,
        "late": False,
    }
    return {"messages": [message], "gestures": []}


@pytest.mark.parametrize(
    ("promise", "change"),
    [
        ("hours", _change(at="2027-03-02T08:29:59+01:00")),
        ("hours", _change(at="2027-03-02T18:30:00+01:00")),
        ("weekends", _change(at="2027-03-06T09:00:00+01:00")),
        ("holidays", _change(at="2027-03-29T09:00:00+02:00")),
        ("holidays", _change(territory="FR-971", at="2027-03-04T09:00:00-04:00")),
        ("a_day", _repeat(0)),
        ("a_week", _repeat(1, times=2)),
        ("without_yes", _change(opted_in_before=False)),
        ("after_stop", _stop),
    ],
)
def test_a_broken_promise_is_counted(promise: str, change: Callable[[Account], None]) -> None:
    assert not any(broken(_well()).values())
    told = deepcopy(_well())
    change(told)
    counted = broken(told)
    assert counted[promise] == 1
    assert sum(counted.values()) == 1


def test_a_week_later_is_another_week() -> None:
    told = _well()
    _repeat(7, times=2)(told)
    assert not any(broken(told).values())
    days = [date.fromisoformat(one["at"][:10]) for one in told["messages"]]
    assert all(abs(one - other).days >= 7 for one, other in combinations(days, 2))
