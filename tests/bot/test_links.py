"""Web addresses, and what stands beside them."""

import pytest

from bot.links import first_link, split_organiser


@pytest.mark.parametrize(
    ("typed", "organiser", "link", "place"),
    [
        ("", None, None, None),
        ("DGE", "DGE", None, None),
        ("DGE, https://dge.example", "DGE", "https://dge.example", None),
        ("https://dge.example — DGE", "DGE", "https://dge.example", None),
        ("DGE (https://dge.example).\nParis", "DGE", "https://dge.example", "Paris"),
        ("DGE\nhttps://dge.example\nParc des expositions\nLyon", "DGE", "https://dge.example",
         "Parc des expositions, Lyon"),
        ("https://dge.example", None, "https://dge.example", None),
    ],
)  # fmt: skip
def test_one_field_gives_three_facts(
    typed: str, organiser: str | None, link: str | None, place: str | None
) -> None:
    assert split_organiser(typed) == (organiser, link, place)


def test_the_first_address_counts() -> None:
    assert first_link("voilà : https://a.example/x?y=1, puis https://b.example") == (
        "https://a.example/x?y=1"
    )
    assert first_link("rien") is None
