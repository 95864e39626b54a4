"""The forms: within Discord's limits in every language, and read back field by field."""

import pytest

from bot.forms import Complement, Consent, Form
from bot.words import LOCALES
from cogs.ui import forms
from cogs.ui.buttons import FORMS, read
from cogs.ui.forms import Sheet
from tests.cogs import limits

LONG = "é" * 5000


def every_form(locale: str, text: str = "") -> list[Sheet]:
    """Each form, filled with a text."""
    return [
        forms.mobilisation(locale),
        forms.mobilisation(locale, 42, Form(text, text, text, text, text)),
        forms.mobilisation(locale, 42, Form(text, text, text, text, text), dated=False),
        forms.angles(locale, 42, Complement(text, text, text, text, text)),
        forms.agreement(locale, 42, None),
        forms.agreement(locale, 42, Consent("given", text, text, text)),
        forms.link(locale, 42),
    ]


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("text", ["", "Salon", LONG])
async def test_no_form_passes_discords_limits(locale: str, text: str) -> None:
    assert [limits.form(sheet) for sheet in every_form(locale, text)] == [[]] * 7


async def test_forms_are_known_by_their_ids_alone_and_are_not_kept() -> None:
    for sheet in every_form("fr"):
        gesture = read(sheet.custom_id)
        assert gesture is not None
        assert gesture.verb in FORMS
        assert sheet.is_finished()


async def test_a_form_comes_back_filled() -> None:
    sheet = forms.mobilisation("fr", 42, Form("Titre", "mardi", "", "Pourquoi", "Nom"))
    fields = {
        label["component"]["custom_id"]: label["component"].get("value")
        for label in sheet.to_dict()["components"]
    }
    assert fields == {
        "title": "Titre",
        "when": "mardi",
        "until": None,
        "purpose": "Pourquoi",
        "organiser": "Nom",
    }


async def test_the_agreement_on_record_is_shown_as_chosen() -> None:
    sheet = forms.agreement("fr", 42, Consent("not_needed"))
    options = sheet.to_dict()["components"][0]["component"]["options"]
    assert [option["value"] for option in options if option["default"]] == ["not_needed"]


def test_what_was_submitted_is_read_whatever_its_frame() -> None:
    data = {
        "components": [
            {"type": 18, "component": {"type": 4, "custom_id": "title", "value": "Salon"}},
            {"type": 18, "component": {"type": 3, "custom_id": "kind", "values": ["given"]}},
            {"type": 1, "components": [{"type": 4, "custom_id": "when", "value": "mardi"}]},
            {"type": 10},
        ]
    }
    assert forms.submitted(data) == {"title": "Salon", "kind": "given", "when": "mardi"}
