"""The coordinator of the invented year: drafts, announces, moves, suspends and calls off."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial

from bot import communities, drafts, mobilisations, turns
from bot.core import Core
from bot.forms import Complement, Consent, Form
from bot.people import Actor
from bot.refusals import Refusal
from bot.simulation.cast import TOWN
from bot.simulation.happenings import Calendar
from bot.simulation.programme import Billed, Known, Turn
from db import harm

_ME = Actor("discord", "c1", "fr", TOWN, manages=True, channel="ch1")
_ANGLES = "Qu’est-ce qui se répare ici ?\nQui a appris son métier dans cet atelier ?"
_AGREED = Consent("given", by="Le comité d’organisation")
_WITHDRAWN = Consent("withdrawn", by="Le comité d’organisation")


@dataclass
class Coordinator:
    """Does what the programme says, with the verbs that a real one has."""

    core: Core
    calendar: Calendar
    announced: Callable[[Known, str], None]
    """Told of each mobilisation that becomes public, with its card."""
    changed: Callable[[int], Awaitable[None]]
    """Told of each mobilisation whose state or date changed."""
    known: dict[int, Known] = field(default_factory=dict)

    async def set_up(self) -> None:
        """Choose the channel and the territory."""
        await communities.setup(self.core, _ME, channel="ch1", role="animation", territory="FR")

    def plan(self, billed: Billed) -> None:
        """Put one mobilisation of the programme into the calendar."""
        self.calendar.add(billed.drafted, lambda: self._draft(billed))

    async def _draft(self, billed: Billed) -> None:
        form = self._form(billed, "à confirmer" if billed.undated else billed.dates.when)
        draft = await drafts.draft(self.core, _ME, form)
        one = Known(draft.mobilisation, billed.title, billed.dates)
        self.known[one.id] = one
        await drafts.complete(self.core, _ME, one.id, Complement(angles=_ANGLES))
        await drafts.agree(self.core, _ME, one.id, _AGREED)
        if billed.announced is not None:
            self.calendar.add(billed.announced, lambda: self._announce(one, billed))

    async def _announce(self, one: Known, billed: Billed) -> None:
        """Announce it, with its date if that was still missing.

        An outage may have put it off beyond its own day: then it comes a week later.
        """
        today = self.core.now().date()
        if one.dates.day <= today + timedelta(days=1):
            one.dates = one.dates.moved_to(today + timedelta(days=8))
        form = self._form(billed, one.dates.when, one.dates.until)
        await drafts.revise(self.core, _ME, one.id, form)
        public = await mobilisations.announce(self.core, _ME, one.id)
        one.fate = "announced"
        for turn in billed.turns:
            self.calendar.add(turn.at, partial(self._turn, one, turn))
        self.announced(one, public.shown[0].message or "")

    async def let_go_on(self) -> None:
        """Within a day, what the brake held back goes on: those who stopped have stopped."""
        async with self.core.store.look() as look:
            held = [mobilisation.id for mobilisation, _, _ in await harm.untold(look)]
        for mobilisation in held:
            try:
                await turns.resume(self.core, _ME, mobilisation)
            except Refusal:
                continue
            await self.changed(mobilisation)

    async def _turn(self, one: Known, turn: Turn) -> None:
        try:
            await self._take(one, turn)
        except Refusal:
            return
        await self.changed(one.id)

    async def _take(self, one: Known, turn: Turn) -> None:
        if turn.what == "moved" and turn.dates is not None:
            when, until = turn.dates.when, turn.dates.until
            await turns.reschedule(self.core, _ME, one.id, when, until)
            one.dates, one.moved = turn.dates, True
        elif turn.what == "withdrawn":
            await drafts.agree(self.core, _ME, one.id, _WITHDRAWN)
            one.fate = "suspended"
        elif turn.what == "suspended":
            await turns.suspend(self.core, _ME, one.id)
            one.fate = "suspended"
        elif turn.what == "resumed":
            await turns.resume(self.core, _ME, one.id)
            one.fate = "announced"
        elif turn.what == "cancelled":
            await turns.cancel(self.core, _ME, one.id)
            one.fate = "cancelled"
        else:
            await turns.close(self.core, _ME, one.id)

    @staticmethod
    def _form(billed: Billed, when: str, until: str = "") -> Form:
        return Form(
            billed.title,
            when,
            until,
            "Faire entendre ce qui se fabrique près de chez nous",
            "Le comité d’organisation https://exemple.org",
        )
