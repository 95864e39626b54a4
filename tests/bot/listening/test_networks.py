"""Networks as people call them, chosen or ruled out."""

import pytest

from bot.listening.language import language
from bot.listening.lexicon import sections
from bot.listening.networks import NETWORKS
from bot.listening.slips import nearly, one_slip
from tests.bot.listening.hearing import said

CALLED = {
    "linkedin": ["LinkedIn", "linkdin", "Linked In", "LK", "likedin", "linkedlin"],
    "instagram": ["insta", "IG", "Instagramm", "instgram"],
    "tiktok": ["tik tok", "Tik-Tok", "tiktok", "tictoc"],
    "x": ["Twitter", "X (ex-Twitter)"],
    "facebook": ["fb", "Facebook", "facebok", "face book"],
    "youtube": ["YT", "you tube", "YouTube"],
    "threads": ["Threads"],
    "bluesky": ["bsky", "Bluesky", "blue sky"],
    "mastodon": ["Mastodon", "mastadon"],
    "press": ["dans la presse locale", "dans le journal", "presse quotidienne régionale"],
    "radio": ["à la radio", "sur une radio locale"],
    "podcast": ["dans mon podcast", "en podcast"],
    "school": ["au lycée", "au collège de mon fils", "en classe", "à l'école", "dans une école"],
    "in_person": ["de vive voix", "en vrai", "sur place", "en présentiel", "de visu"],
    "newsletter": ["dans la newsletter", "infolettre", "dans notre lettre d'info"],
}
ELSEWHERE = [
    ("en", "press", "in the local press"),
    ("en", "radio", "on the radio"),
    ("en", "school", "at my old school"),
    ("en", "in_person", "in person"),
    ("en", "newsletter", "in our newsletter"),
    ("en", "x", "on X"),
    ("it", "press", "sulla stampa locale"),
    ("it", "radio", "alla radio"),
    ("it", "school", "a scuola"),
    ("it", "school", "al liceo"),
    ("it", "in_person", "di persona"),
    ("it", "newsletter", "nella newsletter"),
    ("it", "x", "su X"),
]


@pytest.mark.parametrize("network", NETWORKS)
def test_every_network_has_its_names(network: str) -> None:
    unheard = [name for name in CALLED[network] if said(f"j'en suis, {name}") != f"in +{network}"]
    assert unheard == []


@pytest.mark.parametrize(("locale", "network", "name"), ELSEWHERE)
def test_english_and_italian_have_names_of_their_own(locale: str, network: str, name: str) -> None:
    yes = {"en": "I'm in", "it": "ci sto"}[locale]
    assert said(f"{yes}, {name}", locale) == f"in +{network}"


@pytest.mark.parametrize(
    ("text", "locale", "heard"),
    [
        ("j'en suis, pas sur TikTok", "fr", "in"),
        ("j'en suis, plutôt LinkedIn que TikTok", "fr", "in +linkedin"),
        ("j'en suis, LinkedIn et pas TikTok", "fr", "in +linkedin"),
        ("j'en suis, ni Facebook ni TikTok", "fr", "in"),
        ("j'en suis, LinkedIn, sauf que pas TikTok", "fr", "in +linkedin"),
        ("pas sur TikTok", "fr", "-"),
        ("pas sur X, plutôt LinkedIn", "fr", "+linkedin"),
        ("LinkedIn, X et Insta", "fr", "+instagram +linkedin +x"),
        ("x", "fr", "-"),
        ("I'm in, not on X", "en", "in"),
        ("LinkedIn instead of X", "en", "+linkedin"),
        ("ci sto, LinkedIn invece di TikTok", "it", "in +linkedin"),
        ("non su TikTok", "it", "-"),
        ("vu sur LinkedIn", "fr", "-"),
        ("J'adore TikTok", "fr", "-"),
        ("LinkedIn est en panne", "fr", "-"),
        ("j'en suis, sur WhatsApp", "fr", "in"),
    ],
)
def test_only_what_is_chosen_counts(text: str, locale: str, heard: str) -> None:
    assert said(text, locale) == heard


def test_a_slip_is_one_letter() -> None:
    assert nearly("linkeddin") == nearly("linkedni") == nearly("linkdein") == "linkedin"
    assert nearly("linked") is nearly("blinked") is nearly("pinkeding") is None
    assert one_slip("jeudi", "jeudi")
    assert not one_slip("mardi", "samedi")


@pytest.mark.parametrize("locale", ["fr", "en", "it"])
def test_no_section_names_an_unknown_network(locale: str) -> None:
    headings = [*sections(locale), *sections("brands.txt")]
    named = {heading.removeprefix("network ") for heading in headings if "network" in heading}
    assert named <= {*NETWORKS, "none"}
    assert language(locale).network_names.vocabulary() >= {"linkedin", "radio"}
