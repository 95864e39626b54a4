"""What a private message carries besides its words: a mark, and what has no row of buttons."""

from dataclasses import replace

import discord

from bot.notes import Held, Note, Notice, ReminderNote
from bot.words import say
from cogs.ui.buttons import Verb, button, view
from cogs.ui.paint import notes
from cogs.ui.paint.ink import Painted, address, lines, plain, when

DESCRIPTION = 4096
"""Characters of an embed's description; Discord's own limit."""
TITLE = 80


def composed(note: Note) -> Painted:
    """A private message as it goes out."""
    painted = notes.note(note)
    if isinstance(note, Notice | Held) and note.mark:
        return _marked(note, painted)
    if isinstance(note, ReminderNote) and len(note.items) > notes.MOST_ROWS:
        return replace(painted, embed=_others(note))
    return painted


def _marked(note: Notice | Held, painted: Painted) -> Painted:
    """With a button to the brief, by which the message is found again after a crash."""
    about = note.item.mobilisation if isinstance(note, Notice) else note.mobilisation
    brief = button(Verb.BRIEF, about, say("card.brief", note.locale), detail=note.mark)
    return replace(painted, view=view(brief))


def _others(note: ReminderNote) -> discord.Embed:
    """Of many that share a message, those beyond the rows of buttons that it can have.

    Their buttons are on their cards, an address away.
    """
    told = [
        lines(
            f"{number}. "
            + say(
                "remind.item",
                note.locale,
                title=plain(item.title, TITLE),
                when=when(item.starts, None, note.locale).split(" (")[0],
            ),
            address(item.brief),
        )
        for number, item in enumerate(note.items, 1)
        if number > notes.MOST_ROWS
    ]
    return discord.Embed(description=lines(*told, limit=DESCRIPTION))
