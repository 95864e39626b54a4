"""What people type, and what is heard: the tables in `phrases/`, by what they mean."""

import pytest

from tests.bot.listening.hearing import LOCALES, TABLES, Row, rows, said

KINDS = sorted(table.stem for table in TABLES.glob("*.txt"))


def is_heard(row: Row) -> bool:
    facts = set(said(row.text, row.locale).split())
    expected = set(row.meaning.split())
    if row.may_be_left_alone:
        return facts - {"-"} <= expected
    return facts == expected


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("kind", KINDS)
def test_a_phrase_is_heard_as_people_mean_it(kind: str, locale: str) -> None:
    phrases = [row for row in rows(kind) if row.locale == locale]
    assert phrases
    misheard = [
        f"{row.text!r}: {said(row.text, locale)}, not {row.meaning}"
        for row in phrases
        if not is_heard(row)
    ]
    assert misheard == []


def test_the_tables_are_large_and_most_of_them_is_no_yes() -> None:
    every = [row for kind in KINDS for row in rows(kind)]
    nothing = [row for row in every if row.meaning == "-"]
    assert len(every) >= 1500
    assert len(nothing) >= 800
    assert sum(row.may_be_left_alone for row in every) <= len(every) // 50


def test_no_phrase_stands_in_the_tables_twice() -> None:
    keys = [(row.locale, row.text) for kind in KINDS for row in rows(kind)]
    assert sorted(keys) == sorted(set(keys))
