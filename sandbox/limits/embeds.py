"""Rules for embeds (documentation: resources/message, embed limits)."""

from __future__ import annotations

from sandbox.fields import Fields, Json
from sandbox.limits.urls import read_url

MOST_EMBEDS, MOST_FIELDS, MOST_CHARACTERS = 10, 25, 6000
_MEDIA = ("http", "https", "attachment")


def read_embeds(fields: Fields) -> list[Json]:
    """The embeds of a message, as Discord keeps them."""
    embeds: list[Json] = []
    characters = 0
    for each in fields.each("embeds", most=MOST_EMBEDS):
        embed, length = _read_embed(each)
        embeds.append(embed)
        characters += length
    if characters > MOST_CHARACTERS:
        text = f"Embed size exceeds maximum size of {MOST_CHARACTERS}"
        fields.refuse("embeds", "MAX_EMBED_SIZE_EXCEEDED", text)
    return embeds


def _read_embed(fields: Fields) -> tuple[Json, int]:
    embed: Json = {"type": "rich"}
    length = 0
    for name, most in (("title", 256), ("description", 4096)):
        text = fields.text(name, most=most)
        if text:
            embed[name] = text
            length += len(text.strip())
    url = read_url(fields, "url")
    if url:
        embed["url"] = url
    moment = fields.moment("timestamp")
    if moment is not None:
        embed["timestamp"] = moment.isoformat()
    color = fields.integer("color", least=0, most=0xFFFFFF)
    if color is not None:
        embed["color"] = color
    for name in ("image", "thumbnail"):
        media = fields.within(name)
        if media is not None:
            address = read_url(media, "url", required=True, schemes=_MEDIA)
            embed[name] = {"url": address, "proxy_url": address}
    length += _read_edges(fields, embed) + _read_rows(fields, embed)
    if not embed.keys() - {"type", "color", "timestamp", "url"}:
        fields.refuse("description", "BASE_TYPE_REQUIRED", "This field is required")
    return embed, length


def _read_edges(fields: Fields, embed: Json) -> int:
    length = 0
    for name, label, most in (("footer", "text", 2048), ("author", "name", 256)):
        part = fields.within(name)
        if part is None:
            continue
        text = part.text(label, required=True, most=most) or ""
        embed[name] = {label: text}
        length += len(text.strip())
        icon = read_url(part, "icon_url", schemes=_MEDIA)
        if icon:
            embed[name] |= {"icon_url": icon, "proxy_icon_url": icon}
        if name == "author" and (url := read_url(part, "url")):
            embed[name]["url"] = url
    return length


def _read_rows(fields: Fields, embed: Json) -> int:
    length = 0
    rows: list[Json] = []
    for row in fields.each("fields", most=MOST_FIELDS):
        name = row.text("name", required=True, least=1, most=256) or ""
        value = row.text("value", required=True, least=1, most=1024) or ""
        for key, text in (("name", name), ("value", value)):
            if text and not text.strip():
                row.refuse(key, "BASE_TYPE_REQUIRED", "This field is required")
        length += len(name.strip()) + len(value.strip())
        rows.append({"name": name, "value": value, "inline": row.flag("inline")})
    if rows:
        embed["fields"] = rows
    return length


def resolve_embeds(embeds: list[Json], addresses: dict[str, str]) -> None:
    """Put the addresses of attached files in the place of `attachment://name`."""
    for embed in embeds:
        for part, key in (
            ("image", "url"),
            ("thumbnail", "url"),
            ("footer", "icon_url"),
            ("author", "icon_url"),
        ):
            media = embed.get(part)
            url = media.get(key) if media else None
            if media and url and url.startswith("attachment://"):
                found = addresses.get(url.removeprefix("attachment://"))
                if found:
                    media[key] = media[f"proxy_{key}"] = found
