"""A long life of the collective, invented: to try and to measure the bot at size."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from bot import answers, drafts, mobilisations, turns, words
from bot.clock import SetClock
from bot.core import Core
from bot.forms import Consent, Form
from bot.people import Actor
from db import announcements
from db.vocabulary import Choice, Via

log = logging.getLogger(__name__)

OPEN_AT_MOST = 20
"""Cards that are posted at the start: more would fill the channel, and a platform takes one each
second or so."""
DRAFTS = 10
"""One in so many is still a draft."""
VOICES = 40
"""Members who have answered what is open, each."""
BETWEEN = timedelta(days=3)

Told = Callable[[int, int], None]


async def plant(
    core: Core,
    coordinator: Actor,
    members: Sequence[Actor],
    *,
    many: int,
    language: str,
    told: Told,
) -> None:
    """Invent so many mobilisations by the same verbs that people use.

    Most are over: they are announced and ended in years that have passed, and their cards count as
    taken away since, so that nothing is posted for them. `OPEN_AT_MOST` are open and answered by
    some members; one in `DRAFTS` is a draft. `told` hears how many are done, of how many.
    """
    now = core.now()
    opened = min(OPEN_AT_MOST, many)
    drafted = (many - opened) // DRAFTS
    over = many - opened - drafted
    past = SetClock(now - over * BETWEEN - timedelta(days=30), speed=0)
    then = replace(core, clock=past, board=None, bell=None, delivery=None)
    for number in range(1, many + 1):
        if number <= over:
            await _live_through(then, past, coordinator, number, language)
        elif number <= over + drafted:
            await _draft(core, coordinator, number, now + number % 90 * timedelta(days=1), language)
        else:
            ahead = timedelta(days=3 + 4 * (number - over - drafted))
            key = await _announce(core, coordinator, number, now + ahead, language)
            await _answer(core, members, key, number)
        told(number, many)
    await turns.close_over(core)
    log.info("%d mobilisations invented: %d over, %d drafts, %d open", many, over, drafted, opened)


async def _live_through(
    then: Core, past: SetClock, coordinator: Actor, number: int, language: str
) -> None:
    """One that is over: announced in its time, its card taken away since."""
    past.set(past.now() + BETWEEN)
    key = await _announce(then, coordinator, number, past.now() + timedelta(days=14), language)
    async with then.store.work() as work:
        for card in await announcements.of_mobilisation(work, key):
            await announcements.mark(work, card.id, gone_at=past.now())


async def _draft(
    core: Core, coordinator: Actor, number: int, starts: datetime, language: str
) -> int:
    drafted = await drafts.draft(
        core,
        coordinator,
        Form(
            title=words.say("demo.invented.title", language, number=number),
            when=starts.date().isoformat(),
            purpose=words.say("demo.invented.purpose", language),
            organiser=words.say("demo.invented.organiser", language),
        ),
    )
    return drafted.mobilisation


async def _announce(
    core: Core, coordinator: Actor, number: int, starts: datetime, language: str
) -> int:
    key = await _draft(core, coordinator, number, starts, language)
    scope = words.say("demo.invented.purpose", language)
    await drafts.agree(core, coordinator, key, Consent("not_needed", "", "", scope))
    await mobilisations.announce(core, coordinator, key)
    return key


async def _answer(core: Core, members: Sequence[Actor], key: int, number: int) -> None:
    """Some members, others each time; half of them come, the others may, or do not."""
    for turn in range(min(VOICES, len(members))):
        member = members[(number * VOICES + turn) % len(members)]
        choice = (Choice.IN, Choice.MAYBE, Choice.IN, Choice.OUT)[turn % 4]
        await answers.say(core, member, key, answers.Said(choice=choice), Via.COMMAND)
