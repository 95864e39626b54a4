"""The invented life: the same from the same seed, varied, and lived by the real bot."""

from typing import Any

import pytest

from bot import listening
from bot.simulation.account import account, as_json
from bot.simulation.cast import cast
from bot.simulation.deeds import _SAID
from bot.simulation.lived import Asked, Lived
from bot.simulation.programme import programme
from tests.bot.simulation.conftest import SEEDS, run
from tests.fakes import MONDAY

BEGINS = Asked().begins


def test_the_same_seed_tells_the_same_story_byte_for_byte() -> None:
    first, second = (as_json(account(run(SEEDS[0], 6, 30))) for _ in range(2))
    assert first == second
    assert as_json(account(run(SEEDS[1], 6, 30))) != first


def test_much_happens_in_two_months(told: dict[str, Any]) -> None:
    did = told["summary"]["gestures"]
    assert {"in", "maybe", "out", "posted", "day"} <= set(did)
    vias = {one["via"] for one in told["gestures"] if one["did"] == "in"}
    assert vias == {"button", "reaction", "reply"}
    assert len({one["territory"] for one in told["messages"]}) > 3
    assert len(told["summary"]["troubles"]["outages"]) == 2


def test_nothing_that_is_due_stays_without_an_end(lived: Lived) -> None:
    assert lived.unsettled == 0


def test_the_reason_of_what_did_not_come_outlives_what_is_over(told: dict[str, Any]) -> None:
    assert "cancelled" in {one["reason"] for one in told["not_sent"]}


def test_a_year_of_fifty_holds_everything_that_can_happen() -> None:
    people = cast(50, 365, 7, BEGINS)
    assert len({who.holidays_of for who in people}) == 11
    assert {who.locale for who in people} == {"fr", "it", "en"}
    for happens in ("silent_from", "leaves", "closed", "delivery"):
        assert any(getattr(who, happens) is not None for who in people), happens
    assert any(who.pauses for who in people)
    billed = programme(365, 7, BEGINS)
    assert len(billed) == 30
    assert {turn.what for one in billed for turn in one.turns} >= {
        *("moved", "suspended", "resumed", "cancelled", "closed"),
    }
    assert any(one.announced is None for one in billed)
    assert any(one.dates.last for one in billed)
    assert {one.dates.day.weekday() for one in billed} & {5, 6}


def test_small_runs_are_runs_too() -> None:
    told = account(run(3, members=1, days=1))
    assert told["summary"]["messages"] == 0
    assert told["summary"]["weeks"] == {"0": 1}


@pytest.mark.parametrize("locale", _SAID)
def test_the_bot_understands_what_invented_people_write(locale: str) -> None:
    from zoneinfo import ZoneInfo

    for meant, texts in _SAID[locale].items():
        for text in texts:
            heard = listening.listen(text, locale=locale, now=MONDAY, zone=ZoneInfo("Europe/Paris"))
            assert ("posted" if heard.posted else heard.choice) == meant, text
