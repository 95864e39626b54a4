"""What people see: by example, and within Discord's limits whatever was typed."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.cards import Voices
from bot.notes import Noted, ReminderNote
from bot.reminders.terms import Kind
from bot.words import LOCALES
from cogs.ui.buttons import Verb, read
from cogs.ui.paint import cards, notes, questions
from cogs.ui.paint.ink import address, clip, plain, when
from db.vocabulary import State
from tests.cogs.limits import broken
from tests.cogs.reading import field, ids
from tests.cogs.samples import (
    BRIEF,
    CARD,
    ITEM,
    NOTED,
    NOTICE,
    REMINDER,
    REMINDERS,
    briefs,
    noteds,
)
from tests.cogs.samples import cards as any_card

quick = settings(max_examples=60, deadline=None)


def test_a_card_says_all_that_matters() -> None:
    painted = cards.card(CARD)
    assert painted.content == (
        "📣 Semaine de l’industrie · mardi 8 décembre 2026, si le cœur vous en dit."
    )
    assert painted.embed is not None
    assert painted.embed.title == "Semaine de l’industrie"
    assert painted.embed.url == "https://industrie.example/semaine"
    assert field(painted, "Quand") == "<t:1796734800:F> (<t:1796734800:R>)"
    assert field(painted, "Le trou dans la raquette") == "Les parents."
    assert field(painted, "Où en parler") == "LinkedIn et Intervention en classe\n#SemaineIndustrie"
    assert "**3** personnes partantes" in field(painted, "Les voix")
    assert "<@11>, <@12> et 1 autre voix" in field(painted, "Les voix")
    assert ids(painted) == ["pv:in:42", "pv:maybe:42", "pv:out:42", "pv:brief:42", "pv:posted:42"]


def test_a_bare_day_has_no_invented_hour() -> None:
    painted = cards.card(replace(CARD, starts=date(2026, 12, 8), ends=date(2026, 12, 10)))
    assert field(painted, "Quand") == "du mardi 8 décembre 2026 au jeudi 10 décembre 2026"


def test_an_unknown_date_is_said_to_be_confirmed() -> None:
    assert field(cards.card(replace(CARD, starts=None)), "Quand") == "À confirmer"


def test_an_end_on_the_same_day_shows_its_hour_only() -> None:
    start = datetime(2026, 12, 8, 13, tzinfo=UTC)
    assert when(start, datetime(2026, 12, 8, 16, tzinfo=UTC), "fr") == (
        "<t:1796734800:F> → <t:1796745600:t> (<t:1796734800:R>)"
    )


def test_nobody_yet_is_said_warmly() -> None:
    painted = cards.card(replace(CARD, voices=Voices()))
    assert field(painted, "Les voix") == "Les premières voix apparaîtront ici."


@pytest.mark.parametrize("state", [State.SUSPENDED, State.CANCELLED])
def test_what_takes_no_answers_has_sleeping_buttons(state: State) -> None:
    painted = cards.card(replace(CARD, state=state))
    assert painted.view is not None
    row = painted.view.to_components()[0]["components"]
    asleep = {item["custom_id"].split(":")[1] for item in row if item["disabled"]}
    assert {"in", "maybe", "out"} <= asleep
    assert "brief" not in asleep


def test_a_mobilisation_that_is_over_still_takes_posts() -> None:
    painted = cards.card(replace(CARD, state=State.CLOSED))
    assert painted.view is not None
    row = painted.view.to_components()[0]["components"]
    assert {item["custom_id"]: item["disabled"] for item in row}["pv:posted:42"] is False


def test_what_people_type_has_no_power() -> None:
    painted = cards.card(
        replace(CARD, title="**@everyone** <@1>", purpose="[ici](https://mal.example) # x")
    )
    assert painted.embed is not None
    assert "@everyone" not in (painted.content or "")
    assert "<@1>" not in (painted.embed.title or "").replace("\\<", "")
    assert "\\[ici](" in (painted.embed.description or "")
    assert painted.fresh()["allowed_mentions"].to_dict() == {"parse": []}


@pytest.mark.parametrize("count", [0, 1, 2, 29, 30, 31, 200])
def test_any_number_of_names_finds_room(count: int) -> None:
    named = tuple(str(10**18 + number) for number in range(min(count, 30)))
    painted = cards.card(replace(CARD, voices=Voices(certain=count, named=named)))
    assert broken(painted) == []


@quick
@given(any_card())
async def test_no_card_passes_discords_limits(card: object) -> None:
    assert broken(cards.card(card)) == []  # type: ignore[arg-type]


@quick
@given(briefs())
async def test_no_brief_passes_discords_limits(brief: object) -> None:
    assert broken(cards.brief(brief)) == []  # type: ignore[arg-type]


@quick
@given(noteds())
async def test_no_private_answer_passes_discords_limits(told: Noted) -> None:
    for painted in (notes.noted(told), notes.noted(told, done=True), notes.other_day(told)):
        assert broken(painted) == []


@quick
@given(noteds(), noteds())
async def test_what_is_asked_is_the_same_however_often_it_was_drawn(
    one: Noted, other: Noted
) -> None:
    told = [one, other, replace(one, networks=other.networks), replace(other, day=one.day), one]
    for said in told:
        kept = questions.questions(said)
        questions._drawn.cache_clear()
        anew = questions.questions(said)
        assert (kept and kept.to_components()) == (anew and anew.to_components())


@quick
@given(REMINDERS)
async def test_no_reminder_passes_discords_limits(told: ReminderNote) -> None:
    painted = notes.reminder(told)
    assert broken(painted) == []
    # One to five mobilisations have a row of their own.
    assert painted.view is not None
    assert len(painted.view.to_components()) == min(5, len(told.items))


def test_a_brief_offers_angles_and_says_the_law_on_benefits() -> None:
    painted = cards.brief(BRIEF)
    assert painted.embed is not None
    assert "• Un geste que l’on ne voit jamais." in (painted.embed.description or "")
    assert "9 juin 2023" in field(painted, "Contrepartie")


async def test_a_yes_says_what_will_come_before_it_asks() -> None:
    painted = notes.noted(NOTED)
    assert painted.content is not None
    assert painted.content.index("Ce que vous recevrez") < painted.content.index("facultatif")
    assert f"<t:{int(NOTED.promises[0].at.timestamp())}:F>" in painted.content
    assert ids(painted) == ["pv:day:42", "pv:networks:42", "pv:done:42"]


async def test_whoever_named_no_place_learns_whose_hours_were_taken() -> None:
    assert "Paris" not in (notes.noted(NOTED).content or "")
    for locale, place in (("fr", "Paris"), ("en", "Paris"), ("it", "Parigi")):
        told = replace(NOTED, locale=locale, hours_of="Europe/Paris")
        (small,) = [
            line for line in (notes.noted(told).content or "").splitlines() if line[:3] == "-# "
        ]
        assert place in small
        unplanned = notes.noted(replace(told, promises=())).content or ""
        assert place not in unplanned


async def test_a_chosen_day_and_networks_are_shown_as_chosen() -> None:
    painted = notes.noted(replace(NOTED, day=NOTED.days[2], networks=("linkedin", "radio")))
    assert painted.view is not None
    menus = [row["components"][0] for row in painted.view.to_components()][:2]
    chosen = [[o["value"] for o in menu["options"] if o["default"]] for menu in menus]
    assert chosen == [["2026-12-03"], ["linkedin", "radio"]]
    assert questions.NO_DAY in [option["value"] for option in menus[0]["options"]]
    assert "LinkedIn et Radio" in (painted.content or "")


async def test_not_this_time_asks_nothing_more() -> None:
    painted = notes.noted(replace(NOTED, choice="out", promises=()))
    assert painted.view is None
    assert "Merci de l’avoir dit" in (painted.content or "")


async def test_maybe_offers_to_be_reminded_once() -> None:
    painted = notes.noted(replace(NOTED, choice="maybe", promises=()))
    assert ids(painted) == ["pv:remind-once:42", "pv:done:42"]


async def test_closed_messages_are_told_without_reproach() -> None:
    painted = notes.noted(replace(NOTED, by_message=False))
    assert "messages privés me sont fermés" in (painted.content or "")


@pytest.mark.parametrize("locale", LOCALES)
async def test_having_finished_takes_the_question_away(locale: str) -> None:
    asked = notes.noted(replace(NOTED, locale=locale)).content or ""
    kept = notes.without_questions(asked, locale)
    assert asked.splitlines()[0] == kept.splitlines()[0]
    assert len(kept.splitlines()) == len(asked.splitlines())
    assert "?" not in kept


async def test_a_reminder_is_short_and_can_be_answered_in_four_ways() -> None:
    painted = notes.reminder(REMINDER)
    assert painted.content is not None
    assert painted.content.startswith("**Petit rappel, vous l’aviez choisi pour aujourd’hui.**")
    assert "avec vos mots" in painted.content
    assert "https://discord.com/channels/1/2/3" in painted.content
    assert ids(painted) == [
        "pv:r-posted:42:r7",
        "pv:r-day:42:r7",
        "pv:r-out:42:r7",
        "pv:r-stop:42:r7",
    ]


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize("late", [False, True])
async def test_a_reminder_keeps_within_three_hundred_characters(
    locale: str, kind: Kind, late: bool
) -> None:
    item = replace(ITEM, title="T" * 100, angle="mot " * 200, reason=kind)
    painted = notes.reminder(ReminderNote(locale, "r7", (item,), late))
    assert painted.content is not None
    shown = re.sub(r"<t:\d+:F>", "x" * 40, painted.content)
    shown = re.sub(r"\n.*https://\S+", "", shown)
    assert len(shown) <= 300


async def test_several_reminders_share_a_message_with_a_row_each() -> None:
    told = replace(REMINDER, items=(ITEM, replace(ITEM, mobilisation=43)))
    painted = notes.reminder(told)
    assert painted.view is not None
    rows = painted.view.to_components()
    assert [row["components"][0]["label"] for row in rows] == ["1. C’est publié", "2. C’est publié"]
    assert "1. **Semaine" in (painted.content or "")


async def test_the_question_whether_to_carry_on_has_two_answers() -> None:
    painted = notes.reminder(replace(REMINDER, items=(replace(ITEM, reason=Kind.CARRY_ON),)))
    verbs = [known.verb for id_ in ids(painted) if (known := read(id_))]
    assert verbs == [Verb.WELCOME_BACK, Verb.REMINDER_STOP]


@pytest.mark.parametrize("what", ["moved", "cancelled", "suspended", "resumed", "closed"])
@pytest.mark.parametrize("locale", LOCALES)
def test_every_notice_is_told(what: str, locale: str) -> None:
    painted = notes.notice(replace(NOTICE, what=what, locale=locale))
    assert broken(painted) == []
    assert "Semaine" in (painted.content or "")


@pytest.mark.parametrize(
    "link",
    ["javascript:alert(1)", "https://", "http://a b.example", "https://x", "ftp://a.example", ""],
)
def test_only_web_addresses_become_links(link: str) -> None:
    assert address(link) is None


def test_clipping_leaves_no_half_escape() -> None:
    assert clip("abc\\*def", 5) == "abc…"
    assert plain("x" * 30, 10) == "x" * 9 + "…"


@pytest.mark.parametrize(
    ("text", "limit", "shown"),
    [
        ("ce que disent les parents", 25, "ce que disent les parents"),
        ("ce que disent les parents", 24, "ce que disent les…"),
        ("ce que disent les parents", 18, "ce que disent les…"),
        ("ce que disent les parents", 17, "ce que disent…"),
        ("un\nretour à la ligne", 4, "un…"),
        ("lire https://exemple.fr/une-adresse", 20, "lire https://exempl…"),
    ],
)
def test_what_is_cut_is_cut_between_two_words(text: str, limit: int, shown: str) -> None:
    assert clip(text, limit) == shown


@given(st.text(st.sampled_from("ab \n\\*"), max_size=40), st.integers(1, 30))
def test_what_is_cut_fits_and_says_so(text: str, limit: int) -> None:
    cut = clip(text, limit)
    assert len(cut) <= limit
    assert cut == text if len(text) <= limit else text.startswith(cut.removesuffix("…"))


def test_a_post_taken_back_is_said_to_be_the_post() -> None:
    told = replace(NOTED, choice=None, day=None, networks=(), promises=(), posted=False, posts=0)
    painted = notes.unposted(told)
    assert painted.content is not None
    assert "publication" in painted.content
    assert "réponse" not in painted.content
    still_in = notes.unposted(replace(told, choice="in"))
    stands = notes.noted(replace(told, choice="in"), done=True).content
    assert stands is not None
    assert stands in (still_in.content or "")
