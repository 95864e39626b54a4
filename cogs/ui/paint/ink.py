"""What every painting is made of: safe text, times, lists, and Discord's limits."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import discord
from discord import ui

from bot import words

CONTENT = 2000
TITLE = 256
DESCRIPTION = 4096
FIELD_NAME = 256
FIELD_VALUE = 1024
FIELDS = 25
FOOTER = 2048
WHOLE_EMBED = 6000

NOBODY = discord.AllowedMentions.none()

_ADDRESS = re.compile(
    r"https?://[^\s/?#<>\"'\\.]+(\.[^\s/?#<>\"'\\.]+)+(:\d+)?([/?#][^\s<>\"\\]*)?"
)


@dataclass(frozen=True)
class Painted:
    """A message as Discord takes it; an absent part is removed when a message is repainted."""

    content: str | None = None
    embed: discord.Embed | None = None
    view: ui.View | None = None
    file: discord.File | None = None

    def fresh(self) -> dict[str, Any]:
        """Arguments for a new message."""
        parts = {
            "content": self.content,
            "embed": self.embed,
            "view": self.view,
            "file": self.file,
        }
        known = {name: part for name, part in parts.items() if part is not None}
        return {**known, "allowed_mentions": NOBODY}

    def payload(self) -> dict[str, Any]:
        """The same as the API takes it; a file has to go the library's way."""
        parts: dict[str, Any] = {"allowed_mentions": NOBODY.to_dict()}
        if self.content is not None:
            parts["content"] = self.content
        if self.embed is not None:
            parts["embeds"] = [self.embed.to_dict()]
        if self.view is not None:
            parts["components"] = self.view.to_components()
        return parts

    def repainted(self) -> dict[str, Any]:
        """Arguments for a message that already stands."""
        return {
            "content": self.content,
            "embed": self.embed,
            "view": self.view,
            "allowed_mentions": NOBODY,
        }


def clip(text: str, limit: int) -> str:
    """At most so many characters, cut between two words, with an ellipsis in place of the rest."""
    if len(text) <= limit:
        return text
    kept = text[:limit]
    # A word that alone takes half of the room, such as an address, may be cut.
    gap = max(kept.rfind(" "), kept.rfind("\n"))
    kept = kept[: gap if gap >= limit // 2 else limit - 1].rstrip()
    # Half an escape would show as a lone backslash.
    if (len(kept) - len(kept.rstrip("\\"))) % 2:
        kept = kept[:-1]
    return f"{kept}…"


def plain(text: str, limit: int = FIELD_VALUE) -> str:
    """What a person typed, without any power: no markdown, no mention."""
    escaped = discord.utils.escape_markdown(text.strip())
    escaped = discord.utils.escape_mentions(escaped).replace("<", "\\<")
    return clip(escaped, limit)


def address(link: str | None) -> str | None:
    """A web address that Discord takes as a link of an embed, else None."""
    if link is None or len(link) > 512 or _ADDRESS.fullmatch(link) is None:
        return None
    return link


def stamp(moment: datetime, style: str = "F") -> str:
    """A moment as every reader sees it in their own zone and language."""
    return f"<t:{int(moment.timestamp())}:{style}>"


def when(starts: date | datetime | None, ends: date | datetime | None, locale: str) -> str:
    """The date of something: a live moment where the hour is known, else the bare day."""
    if starts is None:
        return words.say("when.unknown", locale)
    if not isinstance(starts, datetime):
        first = words.moment(starts, locale, "UTC")
        if ends is None or isinstance(ends, datetime) or ends == starts:
            return first
        return words.say("when.range", locale, start=first, end=words.moment(ends, locale, "UTC"))
    if not isinstance(ends, datetime):
        return f"{stamp(starts)} ({stamp(starts, 'R')})"
    style = "t" if (ends - starts).total_seconds() < 16 * 3600 else "F"
    span = words.say("when.span", locale, start=stamp(starts), end=stamp(ends, style))
    return f"{span} ({stamp(starts, 'R')})"


def short_day(moment: date | datetime, locale: str, zone: str) -> str:
    """A day in words, for places where live moments are not shown (menus, notifications)."""
    local = moment.astimezone(ZoneInfo(zone)) if isinstance(moment, datetime) else moment
    return words.date_in_full(local, locale)


def network(name: str, locale: str) -> str:
    """A network as people call it; one that the catalogues do not know keeps its own name."""
    key = f"network.{name}"
    return words.say(key, locale) if words.known(key, locale) else plain(name, 40)


def networks(names: Iterable[str], locale: str) -> str:
    """Several networks as people write them: "a, b and c"."""
    return words.both([network(name, locale) for name in names], locale)


def bullets(lines: Iterable[str], limit: int) -> str:
    """A list, one line each; lines that find no room are left out."""
    kept: list[str] = []
    room = limit
    for line in lines:
        drawn = f"• {line}"
        if len(drawn) + 1 > room - 2:
            kept.append("…")
            break
        kept.append(drawn)
        room -= len(drawn) + 1
    return "\n".join(kept)


def lines(*parts: str | None, limit: int = CONTENT) -> str:
    """Paragraphs of a message, empty ones left out."""
    return clip("\n".join(part for part in parts if part), limit)


def field(embed: discord.Embed, name: str, value: str | None, *, inline: bool = False) -> None:
    """Add a field that has something to say."""
    if value and value.strip() and len(embed.fields) < FIELDS:
        embed.add_field(name=clip(name, FIELD_NAME), value=clip(value, FIELD_VALUE), inline=inline)


def fitted(embed: discord.Embed) -> discord.Embed:
    """The same embed within Discord's 6000 characters: the longest parts give way."""
    while (excess := len(embed) - WHOLE_EMBED) > 0:
        sizes = [len(shown.value or "") for shown in embed.fields]
        described = len(embed.description or "")
        if not sizes or described >= max(sizes):
            embed.description = clip(embed.description or "", max(1, described - excess))
            continue
        longest = sizes.index(max(sizes))
        shown = embed.fields[longest]
        embed.set_field_at(
            longest,
            name=shown.name or "",
            value=clip(shown.value or "", max(1, sizes[longest] - excess)),
            inline=shown.inline or False,
        )
    return embed
