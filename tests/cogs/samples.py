"""Things to paint: short as in a manual, and as long as people make them."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from hypothesis import strategies as st

from bot.cards import Brief, Card, Voices
from bot.listening.networks import NETWORKS
from bot.notes import Item, Noted, Notice, Promise, ReminderNote
from bot.reminders.terms import Kind
from bot.words import LOCALES
from db.vocabulary import State

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)

CARD = Card(
    mobilisation=42,
    revision=3,
    state=State.ANNOUNCED,
    locale="fr",
    zone="Europe/Paris",
    title="Semaine de l’industrie",
    purpose="Que des élèves voient une usine de l’intérieur.",
    starts=datetime(2026, 12, 8, 13, 0, tzinfo=UTC),
    ends=None,
    place="Dijon",
    organiser="France Industrie",
    link="https://industrie.example/semaine",
    blind_spot="Les parents.",
    networks=("linkedin", "school"),
    hashtags=("#SemaineIndustrie",),
    voices=Voices(certain=3, perhaps=1, posts=2, named=("11", "12")),
    guild="1",
)

BRIEF = Brief(
    card=CARD,
    reached="Les filières",
    angles=("Qu’auriez-vous aimé savoir à 14 ans ?", "Un geste que l’on ne voit jamais."),
    benefit="Deux entrées",
    territories=("Bourgogne",),
    themes=("imaginaire",),
)

NOTED = Noted(
    locale="fr",
    mobilisation=42,
    title="Semaine de l’industrie",
    choice="in",
    day=None,
    networks=(),
    days=tuple(date(2026, 12, 1) + timedelta(days=n) for n in range(10)),
    choices=NETWORKS,
    promises=(Promise(42, "Semaine", NOW + timedelta(days=8), Kind.WEEK_BEFORE),),
)

ITEM = Item(
    mobilisation=42,
    title="Semaine de l’industrie",
    starts=CARD.starts,
    zone="Europe/Paris",
    angle="Qu’auriez-vous aimé qu’on dise à vos parents sur votre métier quand vous aviez 14 ans ?",
    brief="https://discord.com/channels/1/2/3",
    reason=Kind.CHOSEN_DAY,
)

REMINDER = ReminderNote(locale="fr", mark="r7", items=(ITEM,), late=False)
NOTICE = Notice(locale="fr", what="moved", item=ITEM)

LOCALE = st.sampled_from(LOCALES)
TYPED = st.one_of(
    st.text(max_size=60),
    st.text(alphabet="*_`~|\\>[]()#-<@&!1:/ \n\t’é😀", max_size=400),
    st.builds(lambda text, times: text * times, st.text(max_size=8), st.integers(0, 700)),
)
FIRST, LAST = (datetime.fromisoformat(day) for day in ("2026-01-01", "2030-12-31"))
DAYS = st.dates(date(2026, 1, 1), date(2030, 12, 31))
MOMENTS = st.one_of(
    st.none(),
    DAYS,
    st.datetimes(FIRST, LAST, timezones=st.just(UTC)),
)
SNOWFLAKES = st.integers(10**16, 2**63).map(str)


@st.composite
def cards(draw: Any) -> Card:
    """Any card that the memory could hold, and longer ones."""
    named = draw(st.lists(SNOWFLAKES, max_size=30, unique=True))
    return replace(
        CARD,
        state=draw(st.sampled_from(State)),
        locale=draw(LOCALE),
        title=draw(TYPED),
        purpose=draw(TYPED),
        starts=draw(MOMENTS),
        ends=draw(MOMENTS),
        place=draw(st.none() | TYPED),
        organiser=draw(st.none() | TYPED),
        link=draw(st.none() | TYPED | st.just("https://ok.example/é")),
        blind_spot=draw(st.none() | TYPED),
        networks=tuple(draw(st.lists(st.sampled_from(NETWORKS) | TYPED, max_size=20))),
        hashtags=tuple(draw(st.lists(TYPED, max_size=30))),
        voices=Voices(
            draw(st.integers(len(named), 5000)),
            draw(st.integers(0, 5000)),
            draw(st.integers(0, 5000)),
            tuple(named),
        ),
    )


@st.composite
def briefs(draw: Any) -> Brief:
    """Any brief, and longer ones."""
    return Brief(
        card=draw(cards()),
        reached=draw(st.none() | TYPED),
        angles=tuple(draw(st.lists(TYPED, max_size=30))),
        benefit=draw(st.none() | TYPED),
        territories=tuple(draw(st.lists(TYPED, max_size=20))),
        themes=tuple(draw(st.lists(TYPED, max_size=20))),
    )


@st.composite
def noteds(draw: Any) -> Noted:
    """Whatever can be noted of a gesture."""
    days = tuple(sorted(draw(st.sets(DAYS, max_size=30))))
    return replace(
        NOTED,
        locale=draw(LOCALE),
        title=draw(TYPED),
        choice=draw(st.sampled_from(["in", "maybe", "out", None])),
        day=draw(st.none() | DAYS),
        networks=tuple(draw(st.sets(st.sampled_from(NETWORKS)))),
        days=days,
        promises=NOTED.promises * draw(st.integers(0, 9)),
        posted=draw(st.booleans()),
        posts=draw(st.integers(0, 20)),
        by_message=draw(st.booleans()),
        hours_of=draw(st.sampled_from([None, "Europe/Paris", "America/Argentina/Buenos_Aires"])),
    )


@st.composite
def items(draw: Any) -> Item:
    """One mobilisation in a private message."""
    return replace(
        ITEM,
        mobilisation=draw(st.integers(1, 10**9)),
        title=draw(TYPED),
        starts=draw(MOMENTS),
        angle=draw(st.none() | TYPED),
        brief=draw(st.none() | st.just(ITEM.brief) | TYPED),
        reason=draw(st.sampled_from([*Kind, "something_new"])),
    )


REMINDERS = st.builds(
    ReminderNote,
    locale=LOCALE,
    mark=st.from_regex(r"r[0-9]{1,20}", fullmatch=True),
    items=st.lists(items(), min_size=1, max_size=8, unique_by=lambda one: one.mobilisation).map(
        tuple
    ),
    late=st.booleans(),
)
