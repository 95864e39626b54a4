"""Which texts are emoji: Unicode's by range, a server's own by id."""

from __future__ import annotations

from sandbox.fields import Fields, Json, whole_number
from sandbox.refusals import refuse
from sandbox.world.nouns import Emoji
from sandbox.world.world import World

_PICTURES = (
    (0x00A9, 0x00A9),
    (0x00AE, 0x00AE),
    (0x203C, 0x203C),
    (0x2049, 0x2049),
    (0x2122, 0x2122),
    (0x2139, 0x2139),
    (0x2194, 0x21AA),
    (0x231A, 0x23FF),
    (0x24C2, 0x24C2),
    (0x25AA, 0x25FE),
    (0x2600, 0x27BF),
    (0x2934, 0x2935),
    (0x2B05, 0x2B55),
    (0x3030, 0x3030),
    (0x303D, 0x303D),
    (0x3297, 0x3299),
    (0x1F000, 0x1FAFF),
)
_TAGS = (0xE0020, 0xE007F)
_JOINERS = "\ufe0f\u200d"
_KEYCAP = "\u20e3"
_LONGEST = 16


def is_unicode_emoji(text: str) -> bool:
    """Whether this is one emoji of Unicode, as far as ranges tell."""
    if not 0 < len(text) <= _LONGEST:
        return False
    if text.endswith(_KEYCAP):
        return text[0] in "0123456789#*" and text[1:-1] in {"", "\ufe0f"}
    pictures = 0
    for char in text:
        code = ord(char)
        if any(low <= code <= high for low, high in _PICTURES):
            pictures += 1
        elif char not in _JOINERS and not _TAGS[0] <= code <= _TAGS[1]:
            return False
    return pictures > 0


def read_reaction(world: World, guild_id: int | None, text: str) -> str | Emoji:
    """The emoji in the address of a reaction route. Raises 10014 (Unknown Emoji)."""
    if is_unicode_emoji(text):
        return text
    name, _, number = text.rpartition(":")
    emoji_id = whole_number(number)
    if not name or emoji_id is None:
        raise refuse(10014)
    for guild in world.guilds.values():
        if emoji_id in guild.emojis and (guild_id is None or world.bot.id in guild.members):
            return guild.emojis[emoji_id]
    raise refuse(10014)


def read_emoji(fields: Fields, world: World) -> Json | None:
    """The emoji of a button or option; notes what is not one."""
    emoji = fields.within("emoji")
    if emoji is None:
        return None
    emoji_id = emoji.snowflake("id")
    name = emoji.text("name")
    if emoji_id is not None:
        for guild in world.guilds.values():
            known = guild.emojis.get(emoji_id)
            if known is not None:
                return {"id": str(known.id), "name": known.name, "animated": known.animated}
        emoji.refuse("id", "BUTTON_COMPONENT_INVALID_EMOJI", "Invalid emoji")
        return None
    if not name or not is_unicode_emoji(name):
        emoji.refuse("name", "COMPONENT_INVALID_EMOJI", "Invalid emoji")
        return None
    return {"name": name}
