"""What must hold for every reply, whoever wrote it."""

import unicodedata
from datetime import UTC, datetime

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.listening import Heard, listen
from bot.listening.networks import NETWORKS
from tests.bot.listening.hearing import LOCALES, PARIS, hear, plain_yes, rows, said, short

NOTHING = Heard(None, None, (), (), posted=False)
YES = plain_yes()
# A yes in one breath: what is put before or behind it stands in the same sentence.
BRIEF = [row for row in YES if not any(stop in row.text for stop in "?!.\n…👍🙋")]
LINES = [row for row in YES if "\n" not in row.text and not row.text.startswith(">")]

DENIALS = {
    "fr": [
        "pas {}",
        "non, {}",
        "je ne dirais pas {}",
        "jamais {}",
        "ni {}",
        "sans {}",
        "{} ou pas",
    ],
    "en": ["not {}", "no, {}", "never {}", "I wouldn't say {}", "neither {}", "{} or not"],
    "it": ["non {}", "no, {}", "mai {}", "non direi {}", "né {}", "{} o no", "mica {}"],
}
OTHERS = {
    "fr": ["Paul dit {}", "Paul : {}", "je ne sais pas si {}", "elle a écrit {}", "dites {}"],
    "en": ["Paul says {}", "Paul: {}", "I don't know if {}", "she wrote {}", "reply {}"],
    "it": ["Paolo dice {}", "Paolo: {}", "non so se {}", "ha scritto {}", "scrivete {}"],
}
DOUBTS = {
    "fr": ["{}, ou presque", "{} je crois", "{}, mon œil", "{} lol", "{}, enfin non", "{} 🙄"],
    "en": ["{}, or almost", "{} I think", "{} lol", "{}, not", "{} if Paul comes", "{} 🙄"],
    "it": ["{}, quasi", "{} credo", "{} lol", "{}, forse", "{} se viene Paolo", "{} 🙄"],
}

rows_of_yes = st.sampled_from(YES)
locales = st.sampled_from(LOCALES)


@given(st.text(max_size=300), locales)
@example("\ud83d", "fr")
@example("https://[", "fr")
@example("[a](https://a.b)", "en")
@example("«" * 3000, "it")
@settings(max_examples=400, deadline=None)
def test_no_text_breaks_the_reader(text: str, locale: str) -> None:
    heard = hear(text, locale)
    assert heard.choice in (None, "in", "maybe", "out")
    assert set(heard.networks) <= set(NETWORKS)
    assert list(heard.networks) == sorted(heard.networks)


words = st.sampled_from(
    sorted(
        {
            word
            for kind in ("yes", "no", "nothing")
            for row in rows(kind)
            for word in row.text.split()
        }
    )
)


@given(st.lists(words, max_size=12), st.sampled_from([" ", ", ", "\n", " … "]), locales)
@settings(max_examples=300, deadline=None)
def test_no_shuffle_of_known_words_breaks_the_reader(
    shuffled: list[str], between: str, locale: str
) -> None:
    assert hear(between.join(shuffled), locale).choice in (None, "in", "maybe", "out")


@pytest.mark.parametrize("mark", ["?", " ?", " ???", "\u202f?", "!?", "\uff1f", " ❓", "\n?"])
def test_a_yes_with_a_question_mark_is_no_yes(mark: str) -> None:
    # A question about the hour may follow a yes; it already ends in its own mark.
    believed = [
        row.text
        for row in LINES
        if not row.text.rstrip().endswith("?") and hear(row.text + mark, row.locale).choice == "in"
    ]
    assert believed == []


@pytest.mark.parametrize("kind", [DENIALS, OTHERS, DOUBTS], ids=["denied", "of others", "in doubt"])
def test_a_yes_that_is_denied_reported_or_doubted_is_no_yes(kind: dict[str, list[str]]) -> None:
    believed = [
        frame.format(row.text)
        for row in BRIEF
        for frame in kind[row.locale]
        if hear(frame.format(row.text), row.locale).choice == "in"
    ]
    # "…, plutôt jeudi ou pas": there the denial reaches the day or the place alone.
    assert [text for text in believed if hear(text).networks == () and hear(text).day is None] == []


@pytest.mark.parametrize(
    "quoted", ["« {} »", '"{}"', "“{}”", "„{}“", "> {}", "`{}`", "```\n{}\n```", "~~{}~~"]
)
def test_what_is_quoted_is_not_said(quoted: str) -> None:
    every = [row for kind in ("yes", "maybe", "no", "places", "posts") for row in rows(kind)]
    believed = [
        row.text
        for row in every
        if "\n" not in row.text
        and not set(row.text) & set('«»"“”`~')
        and hear(quoted.format(row.text), row.locale) != NOTHING
    ]
    assert believed == []


@given(rows_of_yes, st.sampled_from([str.upper, str.lower, str.title]))
@settings(deadline=None)
def test_capitals_change_nothing(row, change) -> None:  # type: ignore[no-untyped-def]
    if "http" not in row.text and "<" not in row.text:
        assert hear(change(row.text), row.locale).choice == "in"


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.replace(" ", "\u00a0"),
        lambda text: text.replace(" ", "\u202f"),
        lambda text: text.replace("'", "\u2019"),
        lambda text: text.replace("\u2019", "'"),
        lambda text: unicodedata.normalize("NFD", text),
        lambda text: f"  {text}\n\n",
        lambda text: f"\ufeff{text}\u200b",
        lambda text: text.replace("e", "e\u00ad"),
    ],
    ids=["no-break", "narrow", "curly", "straight", "decomposed", "blanks", "invisible", "hyphens"],
)
def test_typography_changes_nothing(change) -> None:  # type: ignore[no-untyped-def]
    changed = [
        row.text
        for row in LINES
        if "http" not in row.text
        and said(change(row.text), row.locale) != said(row.text, row.locale)
    ]
    assert changed == []


def test_missing_accents_change_nothing_in_french_and_english() -> None:
    changed = [
        row.text
        for kind in ("yes", "maybe", "no")
        for row in rows(kind)
        if row.locale != "it"
        and said(without_accents(row.text), row.locale) != said(row.text, row.locale)
    ]
    # Outside Italy a bare "si" is no yes, and in English an accent is a stranger's.
    assert all("ì" in text for text in changed)


def without_accents(text: str) -> str:
    plain = unicodedata.normalize("NFD", text)
    return unicodedata.normalize(
        "NFC", "".join(sign for sign in plain if not unicodedata.combining(sign))
    )


@given(rows_of_yes)
@settings(deadline=None)
def test_the_same_moment_in_another_zone_is_the_same(row) -> None:  # type: ignore[no-untyped-def]
    now = datetime(2026, 11, 23, 9, tzinfo=UTC)
    assert short(listen(row.text, locale=row.locale, now=now, zone=PARIS)) == said(
        row.text, row.locale
    )


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="aware"):
        listen("oui", locale="fr", now=datetime(2026, 11, 23), zone=PARIS)  # noqa: DTZ001


@pytest.mark.parametrize("locale", ["fr-FR", "FR", "fr_CA", "de", "", "xx-yy"])
def test_an_unknown_locale_is_heard_as_french(locale: str) -> None:
    assert hear("partante, plutôt jeudi sur TikTok", locale) == hear(
        "partante, plutôt jeudi sur TikTok"
    )
