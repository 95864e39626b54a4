"""One's own reminders in words: what will come, what will not, and why."""

from datetime import UTC, date, datetime
from functools import partial

import pytest

from bot.members import Coming
from bot.notes import Promise, Withheld
from bot.reminders.terms import Kind
from bot.words import LOCALES, known, say
from cogs.ui.paint import lists
from tests.cogs.reading import field


def _silences(shown: Coming) -> list[str]:
    painted = lists.coming(shown)
    return field(painted, say("coming.withheld", shown.locale)).splitlines()


def test_the_same_reason_of_silence_is_told_once() -> None:
    salon = partial(Withheld, 1, "Salon")
    forum = Withheld(2, "Forum", "days_before", "posted")
    shown = Coming(
        "fr", (), (salon("week_before", "posted"), salon("days_before", "posted"), forum)
    )
    assert _silences(shown) == [
        "• **Salon**\u00a0: vous avez déjà publié",
        "• **Forum**\u00a0: vous avez déjà publié",
    ]


def test_a_pause_is_told_though_nothing_was_to_come() -> None:
    painted = lists.coming(Coming("fr", (), (), paused_until=date(2027, 1, 10)))
    told = field(painted, say("prefs.paused", "fr"))
    assert told == "dimanche 10 janvier. `/moi pause` sans jour y met fin."


def test_silences_of_several_reasons_name_the_reminder() -> None:
    salon = partial(Withheld, 1, "Salon")
    forum = Withheld(2, "Forum", "days_before", "posted")
    of_a_tour = salon("week_before", "already_passed"), salon("days_before", "already_sent")
    shown = Coming("en", (), (salon("week_before", "already_passed"), *of_a_tour, forum))
    assert _silences(shown) == [
        "• **Salon** (a week before): its moment had already passed",
        "• **Salon** (two working days before): it was sent already",
        "• **Forum**: your post is out already",
    ]


def test_what_does_not_come_is_named_beside_what_does() -> None:
    promise = Promise(1, "Salon", datetime(2026, 12, 4, 9, tzinfo=UTC), "days_before")
    gone = Withheld(1, "Salon", "week_before", "already_sent")
    same = Withheld(2, "Salon", "week_before", "already_sent")
    twin = Withheld(3, "Salon", "days_before", "already_sent")
    assert _silences(Coming("en", (promise,), (gone, same, twin))) == [
        "• **Salon** (a week before): it was sent already",
        "• **Salon**: it was sent already",
        "• **Salon**: it was sent already",
    ]


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("kind", list(Kind))
def test_every_reminder_has_a_name(kind: Kind, locale: str) -> None:
    assert known(f"which.{kind}", locale)
