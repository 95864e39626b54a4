"""The front door speaks three languages, and knows which one to take."""

import string

import pytest

from bot.front_door.sentences import SENTENCES, front_door_voice
from bot.front_door.tongue import TONGUES, system_tongue


@pytest.mark.parametrize("key", SENTENCES)
def test_a_sentence_is_there_in_each_language_with_the_same_details(key: str) -> None:
    sentences = SENTENCES[key]
    assert set(sentences) == set(TONGUES)
    details = {
        tongue: {field for _, field, _, _ in string.Formatter().parse(sentence) if field}
        for tongue, sentence in sentences.items()
    }
    assert details["fr"] == details["it"] == details["en"]
    assert all(sentence.strip() for sentence in sentences.values())


@pytest.mark.parametrize(
    ("environ", "tongue"),
    [
        ({"LANG": "fr_FR.UTF-8"}, "fr"),
        ({"LANG": "it_CH"}, "it"),
        ({"LANG": "de_DE.UTF-8"}, "en"),
        ({"LANG": "de_DE.UTF-8", "LANGUAGE": "de:fr:en"}, "fr"),
        ({"LANG": "fr_FR.UTF-8", "LC_ALL": "it_IT.UTF-8"}, "it"),
        ({"LANG": "fr_FR.UTF-8", "LC_MESSAGES": "en_GB.UTF-8"}, "en"),
        ({"LANG": "C.UTF-8", "LANGUAGE": "fr"}, "en"),
        ({"LANG": "fr_FR.UTF-8", "LC_ALL": ""}, "fr"),
    ],
)
def test_the_language_is_the_systems_else_english(environ: dict[str, str], tongue: str) -> None:
    assert system_tongue(environ) == tongue


def test_a_voice_fills_in_the_details() -> None:
    assert front_door_voice("fr")("env.ready", seconds=3) == "Environnement prêt en 3 s."
