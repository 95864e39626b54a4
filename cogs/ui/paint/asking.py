"""Which mobilisation is meant: asked where it can be several, never guessed."""

from collections.abc import Sequence

from bot.gestures import Understood
from bot.words import say
from cogs.ui.buttons import Choice, Verb, menu, view
from cogs.ui.paint.ink import Painted, address, lines


def which_post(found: Sequence[tuple[int, str]], link: str | None, locale: str) -> Painted:
    """A menu of the mobilisations that a post may be for; its link stands in the question."""
    if not found:
        return Painted(content=say("ask.none_open", locale))
    choices = [Choice(str(id_), title or "…") for id_, title in found]
    return Painted(
        content=lines(say("ask.which", locale), address(link)),
        view=view(menu(Verb.POST_FOR, 0, say("ask.pick", locale), choices)),
    )


def which(told: Understood) -> Painted:
    """The same after a private message; an answer is given by the buttons that name their own."""
    if told.links is None:
        return Painted(content=say("ask.answer", told.locale))
    return which_post(told.which, next(iter(told.links), None), told.locale)
