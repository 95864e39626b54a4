"""The day somebody chose: one, to come, not denied; the rest is left open."""

from datetime import datetime

import pytest

from tests.bot.listening.hearing import said

THURSDAY = datetime.fromisoformat("2026-11-26T10:00:00+01:00")


@pytest.mark.parametrize(
    ("text", "locale", "heard"),
    [
        ("j'en suis, jeudi", "fr", "in @2026-11-26"),
        ("j'en suis, jeudi à 18h", "fr", "in @2026-11-26"),
        ("j'en suis, 26/11", "fr", "in @2026-11-26"),
        ("j'en suis, 2026-11-26", "fr", "in @2026-11-26"),
        ("j'en suis, le jeu. 26 nov.", "fr", "in @2026-11-26"),
        ("j'en suis, dans 3 jours", "fr", "in @2026-11-26"),
        ("j'en suis, vendrdi", "fr", "in @2026-11-27"),
        ("j'en suis, <t:1795690800:F>", "fr", "in @2026-11-26"),
        ("I'm in, thurs", "en", "in @2026-11-26"),
        ("I'm in, on the 26th", "en", "in @2026-11-26"),
        ("I'm in, Nov 26", "en", "in @2026-11-26"),
        ("ci sto, il 26", "it", "in @2026-11-26"),
        ("ci sto, dopodomani", "it", "in @2026-11-25"),
        ("j'en suis, plutôt jeudi que vendredi", "fr", "in @2026-11-26"),
        ("j'en suis, pas jeudi mais vendredi", "fr", "in @2026-11-27"),
        ("I'm in, Thursday rather than Friday", "en", "in @2026-11-26"),
        ("si je peux, jeudi", "fr", "maybe @2026-11-26"),
    ],
)
def test_one_day_is_kept(text: str, locale: str, heard: str) -> None:
    assert said(text, locale) == heard


@pytest.mark.parametrize(
    ("text", "locale"),
    [
        ("j'en suis, jeudi ou vendredi", "fr"),
        ("j'en suis, jeudi et vendredi", "fr"),
        ("j'en suis, mardi prochain", "fr"),
        ("j'en suis, mardi 25 novembre", "fr"),
        ("j'en suis, avant jeudi", "fr"),
        ("j'en suis, d'ici jeudi", "fr"),
        ("j'en suis, du 24 au 27 novembre", "fr"),
        ("j'en suis, pas jeudi", "fr"),
        ("j'en suis, tous les jours sauf jeudi", "fr"),
        ("j'en suis, à jeudi !", "fr"),
        ("j'en suis, la semaine prochaine", "fr"),
        ("I'm in, any day but Thursday", "en"),
        ("I'm in, by Thursday", "en"),
        ("I'm in, next Tuesday", "en"),
        ("I'm in, see you Thursday", "en"),
        ("ci sto, entro giovedì", "it"),
        ("ci sto, non giovedì", "it"),
        ("ci sto, tra giovedì e sabato", "it"),
    ],
)
def test_no_day_is_chosen_for_anybody(text: str, locale: str) -> None:
    assert said(text, locale) == "in"


@pytest.mark.parametrize(
    "text",
    [
        "jeudi ?",
        "c'est jeudi",
        "la réunion de jeudi",
        "rdv jeudi",
        "pas dispo jeudi",
        "jeudi non",
        "jeudi dernier",
        "Marie jeudi",
        "jeudi pour Marie",
        "on se voit jeudi",
        "24/7",
        "le 31 février",
    ],
)
def test_a_day_that_is_no_answer_is_left_alone(text: str) -> None:
    assert said(text) == "-"


def test_the_day_of_today_is_not_guessed() -> None:
    assert said("j'en suis, jeudi", now=THURSDAY) == "in"
    assert said("j'en suis, aujourd'hui", now=THURSDAY) == "in @2026-11-26"


def test_a_day_goes_with_a_refusal_nowhere() -> None:
    assert said("pas cette fois, jeudi je suis pris") in ("out", "-")


def test_naming_every_day_is_choosing_none() -> None:
    assert said("j'en suis " + "jeudi " * 20) == "-"
