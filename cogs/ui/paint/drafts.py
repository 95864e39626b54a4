"""What a coordinator sees before and after announcing: private previews and results."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from discord import ButtonStyle, ui

from bot import words
from bot.forms import Consent, Problem
from bot.mobilisations import Announced
from bot.previews import Preview
from bot.reminders.thread_notes import Wanted
from bot.turns import Changed
from bot.words import known, say
from cogs.ui.buttons import Choice, Verb, button, channels, menu, view
from cogs.ui.paint import cards
from cogs.ui.paint.ink import Painted, lines, plain, stamp
from db.vocabulary import State


def preview(shown: Preview, *, saved: bool = False) -> Painted:
    """The card as it would look, and all that would follow; for its coordinator only."""
    draft = shown.card.state is State.DRAFT
    title = "preview.title" if draft else "preview.saved" if saved else "preview.shown"
    return Painted(
        content=lines(
            say(title, shown.locale),
            _date(shown),
            _audience(shown) if draft else None,
            _reminders(shown),
            _tally(shown),
            _agreement(shown),
            _listed("preview.problems", "problem", shown.problems, shown.locale),
            _listed("preview.hints", "hint", shown.hints, shown.locale),
            say("preview.ready", shown.locale) if shown.ready else None,
        ),
        embed=cards.face(shown.card, counted=draft),
        view=view(*_choices(shown, draft=draft)),
    )


def saved(shown: Preview) -> Painted:
    """The same after a change."""
    return preview(shown, saved=True)


def _date(shown: Preview) -> str | None:
    card = shown.card
    if card.starts is None:
        return None
    said = words.moment(card.starts, shown.locale, card.zone)
    if card.ends is not None:
        until = words.moment(card.ends, shown.locale, card.zone)
        said = say("when.span", shown.locale, start=said, end=until)
    return say("preview.date", shown.locale, date=said)


def _audience(shown: Preview) -> str | None:
    if not shown.channels:
        return None
    named = " ".join(f"<#{channel}>" for channel in shown.channels[:10])
    return say("preview.audience", shown.locale, channels=named)


def _reminders(shown: Preview) -> str | None:
    if not shown.reminders:
        return say("preview.no_reminders", shown.locale) if shown.card.starts else None
    told = shown.reminders[:4]
    moments = words.both([stamp(moment) for moment in told], shown.locale)
    return words.count("preview.reminders", len(told), shown.locale, moments=moments)


def _tally(shown: Preview) -> str | None:
    counts = {key: number for key, number in asdict(shown.tally).items() if number}
    told = [words.count(f"tally.{key}", number, shown.locale) for key, number in counts.items()]
    if not told:
        return None
    return say("preview.tally", shown.locale, counts=words.both(told, shown.locale))


def _agreement(shown: Preview) -> str | None:
    consent: Consent | None = shown.consent
    if consent is None or not consent.kind:
        return None
    day = consent.on
    if day:
        day = words.day(date.fromisoformat(day), shown.locale)
    return say(
        f"preview.agreement.{consent.kind}",
        shown.locale,
        by=plain(consent.by, 120),
        on=day,
        scope=plain(consent.scope, 200),
    )


def _listed(title: str, room: str, things: Sequence[Problem], locale: str) -> str | None:
    if not things:
        return None
    return lines(say(title, locale), *(f"• {sentence(room, one, locale)}" for one in things[:6]))


def sentence(room: str, problem: Problem, locale: str) -> str:
    """A problem or hint in words; a reason that the catalogues do not know is told in general."""
    key = f"{room}.{problem.key}"
    if not known(key, locale):
        key = f"{room}.{problem.key.split('.')[0]}"
    if not known(key, locale):
        key = f"{room}.other"
    return say(key, locale, **spoken(problem.details, locale))


def spoken(details: Mapping[str, Any], locale: str) -> dict[str, str]:
    """Details of a sentence as people read them: dates in words, lists joined, text made safe."""
    return {name: _spoken(value, locale) for name, value in details.items()}


def _spoken(value: object, locale: str) -> str:
    if isinstance(value, datetime):
        return stamp(value)
    if isinstance(value, date):
        return words.day(value, locale)
    if isinstance(value, str):
        return plain(value, 150)
    if isinstance(value, Iterable):
        return words.both([plain(str(one), 80) for one in value], locale)
    return plain(str(value), 80)


def _choices(shown: Preview, *, draft: bool) -> "Iterable[ui.Item[Any]]":
    locale, id_ = shown.locale, shown.mobilisation
    if shown.candidates:
        readings = [
            Choice(one.isoformat(), words.moment(one, locale, shown.card.zone))
            for one in shown.candidates
        ]
        yield menu(Verb.PICK_DATE, id_, say("preview.pick_date", locale), readings, row=0)
    if draft:
        yield channels(
            Verb.PICK_CHANNELS,
            id_,
            say("preview.pick_channels", locale),
            [one for one in shown.channels if one.isdigit()],
            row=1,
        )
        yield button(
            Verb.ANNOUNCE,
            id_,
            say("preview.announce", locale),
            emoji="📣",
            style=ButtonStyle.success,
            disabled=not shown.ready,
            row=2,
        )
    yield button(Verb.EDIT, id_, say("preview.edit", locale), emoji="✏️", row=2)
    yield button(Verb.ANGLES, id_, say("preview.angles", locale), emoji="💡", row=2)
    yield button(Verb.AGREE, id_, say("preview.agree", locale), emoji="🤝", row=2)
    if draft:
        yield button(
            Verb.DROP,
            id_,
            say("preview.drop", locale),
            emoji="🗑️",
            style=ButtonStyle.danger,
            row=2,
        )


def announced(result: Announced, missing: Mapping[str, Sequence[str]]) -> Painted:
    """Where a mobilisation is public from now on, and what stood in the way elsewhere.

    `missing` names, by channel, the permissions that we lack there.
    """
    locale = result.locale
    told = [say("announced.title", locale, title=plain(result.title, 200))]
    for shown in result.shown[:10]:
        where = f"<#{shown.channel}>"
        if shown.message is not None and shown.trouble is None:
            told.append(say("announced.shown", locale, channel=where))
            continue
        lacks = [permission(name, locale) for name in missing.get(shown.channel, ())]
        if lacks:
            told.append(
                say(
                    "announced.lacks",
                    locale,
                    channel=where,
                    permissions=words.both(lacks, locale),
                )
            )
        elif shown.message is not None:
            told.append(say("announced.no_thread", locale, channel=where))
        else:
            told.append(say("announced.later", locale, channel=where))
    return Painted(content=lines(*told))


def permission(name: str, locale: str) -> str:
    """A permission as Discord's own settings call it."""
    key = f"permission.{name}"
    return say(key, locale) if known(key, locale) else name


def dropped(title: str, locale: str) -> Painted:
    """A draft that is no more."""
    return Painted(content=say("preview.dropped", locale, title=plain(title, 200)))


def thread_note(told: Wanted) -> Painted:
    """Whether the thread gets its note, and when."""
    locale, title = told.locale, plain(told.title, 200)
    if not told.wanted:
        return Painted(content=say("thread_note.off", locale, title=title))
    if told.at is None:
        return Painted(content=say("thread_note.never", locale, title=title))
    at = words.moment(told.at, locale, told.zone)
    return Painted(content=say("thread_note.on", locale, title=title, date=at))


def changed(result: Changed, *, moved: bool = False) -> Painted:
    """A mobilisation in its new state or with its new date, and how many people were told."""
    locale = result.locale
    title = plain(result.title, 200)
    state = "moved" if moved else result.state
    return Painted(
        content=lines(
            say(
                f"changed.{state}",
                locale,
                title=title,
                date=words.moment(result.starts, locale, result.zone)
                if result.starts
                else say("when.unknown", locale),
            ),
            words.count("changed.told", result.told, locale) if result.told else None,
        )
    )
