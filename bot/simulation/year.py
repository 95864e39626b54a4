"""The invented year itself: a clock that jumps from one thing to the next, and the real bot."""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from bot import returning, turns
from bot.board import Board
from bot.clock import SetClock
from bot.core import Core
from bot.reminders import planning
from bot.reminders.delivery import Delivery
from bot.reminders.notices import Notices
from bot.reminders.terms import Key, Kind
from bot.simulation.cast import TOWN, cast
from bot.simulation.coordinator import Coordinator
from bot.simulation.deeds import Deeds
from bot.simulation.diary import Diary
from bot.simulation.face import ListFace
from bot.simulation.habits import Habits
from bot.simulation.happenings import Calendar
from bot.simulation.lived import Asked, Lived, Outage
from bot.simulation.programme import Known, programme
from bot.simulation.withheld import Withholding
from db import communities, members, reminders
from db.migrate import upgrade
from db.models import Community
from db.store import Store

_STUCK = 1_000
"""Rounds of the bell after which what is due and does not leave is a fault of ours."""
_SHORT = 20
"""Runs of fewer days have no outage in them."""

OnDay = Callable[[int], None]


async def live(asked: Asked, on_day: OnDay | None = None) -> Lived:
    """Live through the days that are asked for, over a memory of its own.

    The same question has the same answer: nothing depends on the machine or its clock.
    """
    with TemporaryDirectory(prefix="porte-voix-") as folder:
        url = f"sqlite+aiosqlite:///{Path(folder) / 'year.sqlite3'}"
        await upgrade(url)
        async with Store(url) as store:
            return await Year(asked, store, on_day or (lambda _: None)).run()


class Year:
    """One run: the bot, its people, and what is to come."""

    def __init__(self, asked: Asked, store: Store, on_day: OnDay) -> None:
        self._asked = asked
        self._on_day = on_day
        self._chance = Random(f"{asked.seed} year")  # noqa: S311 - a story, not a secret
        self._clock = SetClock(asked.begins, speed=0)
        self._face = ListFace(self._clock, asked.seed, bad_hours=self._bad_hours())
        self._core = Core(store, self._clock, faces={"discord": self._face})
        self._core.board = Board(self._core)
        self._calendar = Calendar()
        self._diary = Diary()
        self._withheld = Withholding()
        self._outages = self._draw_outages()
        self._deeds = Deeds(self._core, self._face, self._diary)
        self._people = cast(asked.members, asked.days, asked.seed, asked.begins)
        self._coordinator = Coordinator(self._core, self._calendar, self._announced, self._changed)
        self._habits = {
            who.id: Habits(
                who,
                asked.seed,
                self._clock,
                self._calendar,
                self._deeds,
                self._diary,
                self._face,
                partial(self._see, who.id),
            )
            for who in self._people
        }
        self._names: dict[int, str] = {}
        self._delivery = Delivery(self._core, "bot 0")
        self._notices = Notices(self._core, "bot 0")
        self._away: Outage | None = None
        self._community: Community | None = None
        self._nearest: datetime | None = None
        """When the bell rings next: what the last round said, or a plan since."""
        self._stuck = 0

    async def run(self) -> Lived:
        """From the first midnight to the last."""
        await self._coordinator.set_up()
        for billed in programme(self._asked.days, self._asked.seed, self._asked.begins):
            self._coordinator.plan(billed)
        for habits in self._habits.values():
            habits.begin(self._asked.begins)
        for outage in self._outages:
            self._calendar.add(outage.begins, partial(self._fall, outage), needs_bot=False)
            self._calendar.add(outage.ends, self._return, needs_bot=False)
        for day in range(self._asked.days):
            at = self._asked.begins + timedelta(days=day, hours=3)
            self._calendar.add(at, partial(self._tick, day + 1))
        while (moment := self._next()) is not None and moment < self._asked.ends:
            self._clock.set(max(moment, self._clock.now()))
            await self._happen()
            await self._ring()
        self._clock.set(self._asked.ends)
        await self._ring()
        return await self._lived()

    def _next(self) -> datetime | None:
        """When something happens, or the bell rings: never on the very second."""
        moments = [] if self._calendar.soonest is None else [self._calendar.soonest]
        if self._nearest is not None and self._away is None:
            late = timedelta(seconds=self._chance.randint(1, 20))
            moments.append(max(self._nearest, self._clock.now()) + late)
        return min(moments, default=None)

    async def _happen(self) -> None:
        while (happening := self._calendar.take(self._clock.now())) is not None:
            if self._away is None or not happening.needs_bot:
                await happening.act()
            elif happening.unheard is None or not happening.unheard():
                self._calendar.put_off(happening, self._away.ends)

    async def _ring(self) -> None:
        """One round of the bell, as often as it takes for nothing to be under way."""
        now, before = self._clock.now(), len(self._face.arrivals)
        if self._away is None:
            await self._notices.deliver()
        if self._away is not None or self._nearest is None or self._nearest > now:
            return
        async with self._core.store.look() as look:
            due = await reminders.due_members(look, now, limit=len(self._people))
        nearest = await self._delivery.sweep()
        while self._delivery.under_way:
            await self._delivery.settled()
            nearest = await self._delivery.sweep()
        self._nearest = nearest
        for arrival in sorted(self._face.arrivals[before:], key=lambda one: one.person):
            for item in arrival.note.items:
                key = Key(item.mobilisation, Kind(item.reason))
                self._withheld.sent(arrival.person, key)
            self._habits[arrival.person].receive(arrival)
        for member in sorted(due):
            await self._see(self._names[member])
        self._stuck = self._stuck + 1 if nearest is not None and nearest <= now else 0
        if self._stuck > _STUCK:
            raise RuntimeError(f"due since {nearest}, and it does not leave")

    async def _see(self, name: str) -> None:
        """Look at a member's plan, and keep why what does not come does not come."""
        now = self._clock.now()
        async with self._core.store.look() as look:
            if self._community is None:
                self._community = await communities.find(look, TOWN.platform, TOWN.id)
            if self._community is None:
                return
            member = await members.find(look, self._community.id, name)
            if member is None:
                return
            planned = await planning.foresee(look, member, self._community, now, over_too=True)
        self._names[member.id] = name
        self._withheld.see(name, planned.plan, now)
        if planned.plan.due:
            first = planned.plan.due[0].at
            self._nearest = first if self._nearest is None else min(first, self._nearest)

    def _announced(self, one: Known, card: str) -> None:
        self._deeds.cards[one.id] = card
        for habits in self._habits.values():
            habits.hear_of(one.id, one.dates)

    async def _changed(self, mobilisation: int) -> None:
        for who in self._people:
            if self._diary.of(who.id, mobilisation):
                await self._see(who.id)

    async def _tick(self, day: int) -> None:
        """What the bell does besides: close what is over, bring cards up to date."""
        self._on_day(day)
        await turns.close_over(self._core)
        await self._coordinator.let_go_on()
        if self._core.board is not None:
            await self._core.board.repaint()

    async def _fall(self, outage: Outage) -> None:
        self._away = outage
        await self._delivery.drain(0)

    async def _return(self) -> None:
        """Another process takes over, and reads what was left on the cards meanwhile."""
        self._away = None
        self._delivery = Delivery(self._core, f"bot {self._clock.now():%j}")
        await self._delivery.start()
        self._notices = Notices(self._core, f"bot {self._clock.now():%j}")
        await self._notices.start()
        await returning.catch_up(self._core, self._face.platform)
        for who in self._people:
            await self._see(who.id)
        self._nearest = self._clock.now()

    def _draw_outages(self) -> tuple[Outage, ...]:
        """Two, of an hour to three days, that begin on a working morning before the bell."""
        days, drawn = self._asked.days, []
        if days >= _SHORT:
            for earliest, latest in ((0.1, 0.4), (0.5, 0.8)):
                day = round(days * self._chance.uniform(earliest, latest))
                begins = self._asked.begins + timedelta(days=day, hours=7)
                begins -= timedelta(days=max(0, begins.weekday() - 4))
                drawn.append(Outage(begins, begins + timedelta(hours=self._chance.randint(1, 72))))
        return tuple(drawn)

    def _bad_hours(self) -> list[tuple[datetime, datetime]]:
        """Three mornings on which the platform takes nothing for a while."""
        mornings = [self._chance.randrange(self._asked.days) for _ in range(3)]
        begin = [self._asked.begins + timedelta(days=day, hours=8) for day in mornings]
        return [(at, at + timedelta(minutes=self._chance.randint(15, 150))) for at in begin]

    async def _lived(self) -> Lived:
        async with self._core.store.look() as look:
            unsettled = await reminders.due_members(look, self._asked.ends, limit=1_000_000)
        return Lived(
            self._asked,
            self._people,
            self._diary,
            self._face,
            self._withheld,
            self._coordinator.known,
            self._outages,
            len(unsettled),
        )
