"""A mobilisation as everybody sees it, and its whole brief as one reader asks for it."""

import discord
from discord import ButtonStyle, ui

from bot.cards import Brief, Card
from bot.posts import TAKES_POSTS
from bot.words import count, say
from cogs.ui.buttons import Verb, button, view
from cogs.ui.paint.ink import (
    CONTENT,
    DESCRIPTION,
    TITLE,
    Painted,
    address,
    bullets,
    clip,
    field,
    fitted,
    lines,
    networks,
    plain,
    short_day,
    when,
)
from db.vocabulary import State

_COLOURS = {
    State.DRAFT: 0x8A8F98,
    State.ANNOUNCED: 0xE0662B,
    State.SUSPENDED: 0xD9A62E,
    State.CANCELLED: 0x8A8F98,
    State.CLOSED: 0x3F8F6B,
    State.ARCHIVED: 0x3F8F6B,
}


def card(shown: Card) -> Painted:
    """The public card: an ordinary message, so that people can reply to it."""
    return Painted(content=headline(shown), embed=face(shown), view=_row(shown))


def headline(shown: Card) -> str:
    """The line that a notification on a telephone shows."""
    title = plain(shown.title, 200)
    if not shown.open and shown.state is not State.DRAFT:
        return clip(say(f"card.push.{shown.state}", shown.locale, title=title), CONTENT)
    if shown.starts is None:
        return clip(say("card.push.undated", shown.locale, title=title), CONTENT)
    day = short_day(shown.starts, shown.locale, shown.zone)
    return clip(say("card.push", shown.locale, title=title, day=day), CONTENT)


def thread_name(shown: Card) -> str:
    """The name of the thread below the card."""
    return clip(shown.title.strip(), 100) or say("card.thread", shown.locale)


def face(shown: Card, *, counted: bool = True) -> discord.Embed:
    """The body of a card; `counted` is False where nobody was counted."""
    locale = shown.locale
    embed = _frame(shown)
    field(embed, say("card.when", locale), _when(shown))
    field(embed, say("card.where", locale), plain(shown.place or ""), inline=True)
    field(embed, say("card.organiser", locale), plain(shown.organiser or ""), inline=True)
    field(embed, say("card.blind_spot", locale), plain(shown.blind_spot or ""))
    field(embed, say("card.networks", locale), _networks(shown))
    if counted:
        field(embed, say("card.voices", locale), _voices(shown))
    if shown.open:
        embed.set_footer(text=say("card.footer", locale))
    return fitted(embed)


def _frame(shown: Card) -> discord.Embed:
    standing = None
    if not shown.open and shown.state is not State.DRAFT:
        standing = say(f"card.state.{shown.state}", shown.locale)
    return discord.Embed(
        title=plain(shown.title, TITLE) or None,
        url=address(shown.link),
        description=lines(standing, plain(shown.purpose, DESCRIPTION - 200), limit=DESCRIPTION)
        or None,
        colour=_COLOURS[shown.state],
    )


def _when(shown: Card) -> str:
    said = when(shown.starts, shown.ends, shown.locale)
    return clip(said, 1024)


def _networks(shown: Card) -> str | None:
    names = networks(shown.networks, shown.locale) if shown.networks else None
    tags = " ".join(f"#{tag}" for one in shown.hashtags if (tag := plain(one.lstrip("# "), 60)))
    return lines(names, tags or None, limit=1024) or None


def _voices(shown: Card) -> str:
    said = shown.voices
    counted = [
        count("card.certain", said.certain, shown.locale) if said.certain else None,
        count("card.perhaps", said.perhaps, shown.locale) if said.perhaps else None,
        count("card.posts", said.posts, shown.locale) if said.posts else None,
    ]
    known = [part for part in counted if part]
    if not known:
        return say("card.nobody_yet", shown.locale)
    if not said.named:
        return " · ".join(known)
    names = ", ".join(f"<@{person}>" for person in said.named if person.isdigit())
    others = said.certain - len(said.named)
    if others > 0:
        names = count("card.named_others", others, shown.locale, names=names)
    return f"{' · '.join(known)}\n{names}"


def _row(shown: Card) -> ui.View:
    locale, id_ = shown.locale, shown.mobilisation
    asleep = not shown.open
    return view(
        button(
            Verb.IN,
            id_,
            say("card.in", locale),
            emoji="✋",
            style=ButtonStyle.primary,
            disabled=asleep,
        ),
        button(Verb.MAYBE, id_, say("card.maybe", locale), emoji="🤔", disabled=asleep),
        button(Verb.OUT, id_, say("card.out", locale), emoji="👋", disabled=asleep),
        button(Verb.BRIEF, id_, say("card.brief", locale), emoji="📖"),
        button(
            Verb.POSTED,
            id_,
            say("card.posted", locale),
            emoji="📣",
            disabled=shown.state not in TAKES_POSTS,
        ),
    )


def brief(told: Brief) -> Painted:
    """All that a member may want to know before writing; the reader's own language."""
    shown, locale = told.card, told.card.locale
    embed = _frame(shown)
    angles = bullets((plain(angle, 600) for angle in told.angles), 2600)
    if angles:
        embed.description = lines(
            embed.description,
            f"\n**{say('brief.angles', locale)}**",
            angles,
            limit=DESCRIPTION,
        )
    field(embed, say("card.when", locale), _when(shown))
    field(embed, say("card.where", locale), plain(shown.place or ""), inline=True)
    field(embed, say("card.organiser", locale), plain(shown.organiser or ""), inline=True)
    field(embed, say("brief.reached", locale), plain(told.reached or ""))
    field(embed, say("card.blind_spot", locale), plain(shown.blind_spot or ""))
    field(embed, say("card.networks", locale), _networks(shown))
    about = [plain(one, 60) for one in (*told.themes, *told.territories)]
    field(embed, say("brief.about", locale), " · ".join(about))
    if told.benefit:
        field(
            embed,
            say("brief.benefit", locale),
            lines(plain(told.benefit, 700), say("brief.benefit_law", locale)),
        )
    embed.set_footer(text=say("brief.footer", locale))
    row = None
    if shown.open:
        row = view(
            button(Verb.IN, shown.mobilisation, say("card.in", locale), emoji="✋"),
            button(Verb.POSTED, shown.mobilisation, say("card.posted", locale), emoji="📣"),
        )
    return Painted(embed=fitted(embed), view=row)
