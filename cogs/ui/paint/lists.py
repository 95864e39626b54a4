"""Lists and settings: what is open, one's own agenda, reminders, posts and wishes."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import Any

import discord
from discord import ui

from bot import territories, words
from bot.communities import Settled
from bot.listening.networks import NETWORKS
from bot.members import Agenda, Coming, Declared, Preferences
from bot.mobilisations import Listing, Row
from bot.notes import Withheld
from bot.words import count, day, known, place_of, say
from cogs.ui.buttons import Choice, Verb, button, menu, view
from cogs.ui.paint.drafts import permission
from cogs.ui.paint.ink import (
    DESCRIPTION,
    Painted,
    address,
    bullets,
    clip,
    field,
    fitted,
    lines,
    network,
    networks,
    plain,
    stamp,
    when,
)
from cogs.ui.paint.notes import reason
from db.vocabulary import State

COLOUR = 0x2F6F8F


def listing(shown: Listing) -> Painted:
    """What is open, soonest first."""
    return _rows("list.title", "list.empty", shown.rows, shown.locale)


def agenda(shown: Agenda) -> Painted:
    """What the reader is in for, or thinking about."""
    return _rows("agenda.title", "agenda.empty", shown.rows, shown.locale)


def _rows(title: str, empty: str, rows: Sequence[Row], locale: str) -> Painted:
    if not rows:
        return Painted(content=say(empty, locale))
    told: list[str] = []
    for row in rows:
        block = _row(row, locale)
        if sum(map(len, told)) + 2 * len(told) + len(block) > DESCRIPTION - 60:
            told.append(say("list.more", locale))
            break
        told.append(block)
    return Painted(embed=_sheet(say(title, locale), "\n\n".join(told)))


def _row(row: Row, locale: str) -> str:
    link = address(row.address)
    title = plain(row.title, 200)
    facts = [
        say(f"state.{row.state}", locale) if row.state is not State.ANNOUNCED else None,
        count("list.certain", row.certain, locale) if row.certain else None,
        say(f"list.mine.{row.mine}", locale) if row.mine else None,
        say("list.address", locale, address=link) if link else None,
    ]
    return lines(
        f"**{title}**",
        when(row.starts, None, locale),
        " · ".join(fact for fact in facts if fact) or None,
    )


def coming(shown: Coming) -> Painted:
    """One's own reminders to come with their reasons, and those that will not come."""
    locale = shown.locale
    told = [
        say(
            "coming.promise",
            locale,
            when=stamp(promise.at),
            title=plain(promise.title, 120),
            reason=reason(promise.reason, locale),
        )
        for promise in shown.promises
    ]
    embed = _sheet(
        say("coming.title", locale),
        bullets(told, 3000) if told else say("coming.empty", locale),
    )
    if shown.paused_until:
        field(embed, say("prefs.paused", locale), _until(shown.paused_until, locale))
    field(embed, say("coming.withheld", locale), bullets(_not_coming(shown), 1000))
    embed.set_footer(text=say("coming.policy", locale))
    return Painted(embed=fitted(embed), view=view(_again(locale)) if shown.stopped else None)


def _again(locale: str, row: int = 0) -> "ui.Button[Any]":
    return button(Verb.WELCOME_BACK, 0, say("prefs.again", locale), emoji="🔔", row=row)


def _until(end: date, locale: str) -> str:
    return say("prefs.paused.until", locale, day=day(end, locale))


def _not_coming(shown: Coming) -> list[str]:
    """Each mobilisation once where one reason stands for all its reminders, else each of them."""
    fates = {(one.mobilisation, one.reason) for one in shown.withheld}
    fates |= {(one.mobilisation, "comes") for one in shown.promises}
    number = Counter(mobilisation for mobilisation, _ in fates)
    # Stages of a tour can share kind and reason.
    told = dict.fromkeys(
        (one.mobilisation, _withheld(one, shown.locale, alone=number[one.mobilisation] == 1))
        for one in shown.withheld
    )
    return [line for _, line in told]


def _withheld(one: Withheld, locale: str, *, alone: bool) -> str:
    key = f"withheld.{one.reason}"
    reason = say(key if known(key, locale) else "withheld", locale)
    told = {"title": plain(one.title, 120), "reason": reason}
    if alone:
        return say("coming.not", locale, **told)
    return say("coming.not.which", locale, which=say(f"which.{one.kind}", locale), **told)


def posts(shown: Sequence[Declared], locale: str) -> Painted:
    """What the reader declared, newest first."""
    if not shown:
        return Painted(content=say("posts.empty", locale))
    return Painted(
        embed=_sheet(
            say("posts.title", locale), bullets([_post(post, locale) for post in shown], 4000)
        )
    )


def _post(post: Declared, locale: str) -> str:
    told = say("posts.row", locale, day=day(post.day, locale), title=plain(post.title, 120))
    where = network(post.network, locale) if post.network else None
    return " · ".join(part for part in (told, where, address(post.link)) if part)


def preferences(shown: Preferences) -> Painted:
    """One's own wishes, and how to change them."""
    locale = shown.locale
    embed = _sheet(
        say("prefs.title", locale), say("prefs.stopped", locale) if shown.stopped else None
    )
    said = [
        ("prefs.delivery", say(f"prefs.delivery.{shown.delivery}", locale)),
        ("prefs.visibility", say(f"prefs.visibility.{shown.visibility}", locale)),
        ("prefs.weekends", say(f"prefs.weekends.{'yes' if shown.weekends else 'no'}", locale)),
        ("prefs.language", _language(shown.language, locale)),
        ("prefs.zone", _zone(shown, locale)),
        (
            "prefs.territory",
            _territory(shown.territory, locale) or say("prefs.as_collective", locale),
        ),
        (
            "prefs.networks",
            networks(shown.networks, locale) if shown.networks else say("prefs.none", locale),
        ),
    ]
    for key, value in said:
        field(embed, say(key, locale), value, inline=True)
    if shown.paused_until:
        field(embed, say("prefs.paused", locale), _until(shown.paused_until, locale), inline=True)
    embed.set_footer(text=say("prefs.change", locale))
    rows = [
        menu(
            Verb.PREFER_NETWORKS,
            0,
            say("prefs.pick_networks", locale),
            [Choice(one, network(one, locale), chosen=one in shown.networks) for one in NETWORKS],
            several=True,
            least=0,
            row=0,
        ),
    ]
    back = _again(locale, 1)
    return Painted(
        content=None if shown.reachable else say("noted.closed_messages", locale),
        embed=embed,
        view=view(*rows, back) if shown.stopped else view(*rows),
    )


def _zone(shown: Preferences, locale: str) -> str:
    zone = place_of(shown.zone, locale)
    return say("prefs.zone.by_territory", locale, zone=zone) if shown.by_territory else zone


def _territory(code: str | None, locale: str) -> str | None:
    return plain(territories.name(code, locale)) if code else None


def _language(language: str | None, locale: str) -> str:
    if language not in words.LOCALES:
        return say("prefs.as_collective", locale)
    return say(f"language.{language}", locale)


def settings(shown: Settled, lacking: Sequence[str] = ()) -> Painted:
    """What the community chose, and which permissions we lack where this was asked."""
    locale = shown.locale
    unset = say("setup.unset", locale)
    embed = _sheet(say("setup.title", locale), None)
    roles = " ".join(f"<@&{role}>" for role in shown.roles[:30])
    said = [
        ("setup.language", _language(shown.language, locale)),
        ("setup.zone", place_of(shown.zone, locale)),
        ("setup.territory", _territory(shown.territory, locale) or unset),
        ("setup.channel", f"<#{shown.channel}>" if shown.channel else unset),
        ("setup.roles", roles or say("setup.only_managers", locale)),
        ("setup.controller", plain(shown.controller or unset)),
    ]
    for key, value in said:
        field(embed, say(key, locale), value, inline=True)
    embed.set_footer(text=say("setup.change", locale))
    content = None
    if lacking:
        named = words.both([permission(name, locale) for name in lacking], locale)
        content = say("setup.missing", locale, permissions=named)
    return Painted(content=content, embed=fitted(embed))


def forget(locale: str, *, everywhere: bool) -> Painted:
    """Asked once before everything about a person is erased; in private that is everywhere."""
    return Painted(
        content=say("forget.ask.everywhere" if everywhere else "forget.ask", locale),
        view=view(
            button(Verb.FORGET, 0, say("forget.yes", locale), style=discord.ButtonStyle.danger),
            button(Verb.KEEP, 0, say("forget.no", locale)),
        ),
    )


def _sheet(title: str, told: str | None) -> discord.Embed:
    return discord.Embed(
        title=title, description=clip(told, DESCRIPTION) if told else None, colour=COLOUR
    )
