"""Keyboards differ: the same phrase typed on a phone, pasted from a page, decorated."""

import pytest

from tests.bot.dates.reading import said

SIX = "2026-11-24 18:00"


@pytest.mark.parametrize(
    "text",
    [
        "demain\u00a018\u00a0h",
        "demain\u202f18\u202fh\u202f00",
        "  demain\t18h\n",
        "demain\n18h",
        "DEMAIN 18H",
        "\u200bdemain 18h\ufeff",
        "de\u00admain 18h",
        "\uff24\uff25\uff2d\uff21\uff29\uff2e\u3000\uff11\uff18\uff48",
        "\U0001d41d\U0001d41e\U0001d426\U0001d41a\U0001d422\U0001d427 \U0001d7cf\U0001d7d6h",
        "**demain** 18h",
        "_demain_ `18h`",
        "« demain 18h »",
        "“demain 18h”",
        "demain 1\ufe0f\u20e38\ufe0f\u20e3h",
        "demain 18h !",
        "demain 18h...",
        "\U0001f4c5 demain \u23f0 18h \U0001f642",
        "demain (mardi), 18h",
    ],
)
def test_typography_changes_nothing(text: str) -> None:
    assert said(text) == SIX


@pytest.mark.parametrize("apostrophe", ["'", "\u2019", "\u2018", "\u02bc", "\u00b4", " ", ""])
def test_any_apostrophe_will_do(apostrophe: str) -> None:
    assert said(f"aujourd{apostrophe}hui 18h") == "2026-11-23 18:00"


@pytest.mark.parametrize("dash", ["-", "\u2010", "\u2011", "\u2013", "\u2014", "\u2212"])
def test_any_dash_will_do(dash: str) -> None:
    assert said(f"apr\u00e8s{dash}demain") == "2026-11-25"
    assert said(f"mardi 18h {dash} 20h") == "! range"


def test_an_accent_may_be_composed_or_missing() -> None:
    assert said("12 de\u0301cembre") == said("12 décembre") == said("12 decembre") == "2026-12-12"


@pytest.mark.parametrize(
    "text",
    [
        "~~demain~~ 18h",
        "||demain|| 18h",
        "d\u0336e\u0336m\u0336a\u0336i\u0336n\u0336 18h",
        "demain 18h \u274c",
        "\U0001f6ab demain 18h",
        "> demain 18h",
        "demain 18h \U0001f914",
        "demain \u2460\u2467h",
        "demain 18\u00bd",
        "demain 18³⁰",
        "\u202edemain 18h",
        "demain\x0018h",
        "<@123456> demain 18h",
        "[demain](https://example.org) 18h",
        "\u0434emain 18h",
        "demain 18h \ud83d",
    ],
)
def test_a_sign_that_may_change_the_meaning_is_not_passed_over(text: str) -> None:
    assert said(text).startswith("!")


@pytest.mark.parametrize("text", ["", " ", "\u00a0\n\t"])
def test_nothing_is_said_to_be_nothing(text: str) -> None:
    assert said(text) == "! empty"


@pytest.mark.parametrize("text", [".", "!", "\u200b", "( )", "***", ",,,", "\U0001f642"])
def test_signs_alone_say_nothing(text: str) -> None:
    assert said(text) == "! unreadable"
