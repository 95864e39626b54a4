"""Habits: when members do what, drawn by lot from each one's own ways."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import partial
from random import Random
from zoneinfo import ZoneInfo

from bot.clock import Clock
from bot.reminders.terms import Kind
from bot.simulation.cast import Character
from bot.simulation.deeds import Deeds
from bot.simulation.diary import Diary
from bot.simulation.face import Arrival, ListFace
from bot.simulation.happenings import Calendar
from bot.simulation.programme import Dates
from db.vocabulary import Choice, Via

_DAY = timedelta(days=1)
_AWAKE, _ASLEEP = 7, 23

Act = Callable[[], Awaitable[None]]


@dataclass
class Habits:
    """Puts the deeds of one member into the calendar."""

    who: Character
    seed: int
    clock: Clock
    calendar: Calendar
    deeds: Deeds
    diary: Diary
    face: ListFace
    seen: Act
    """Called after each gesture."""

    def __post_init__(self) -> None:
        self._chance = Random(f"{self.seed} habits {self.who.id}")  # noqa: S311 - a story

    def begin(self, start: datetime) -> None:
        """What is certain from the first day on: pauses, departures, closed doors."""
        who = self.who
        self.calendar.add(start, lambda: self.deeds.settle_in(who))
        for at, until in who.pauses:
            self._at(at, partial(self.deeds.pause, who, until))
        if who.delivery is not None:
            at, delivery = who.delivery
            self._at(at, lambda: self.deeds.deliver(who, delivery))
        if who.closed is not None:
            self._fact(who.closed[0], "closed", lambda: self.face.closed.add(who.id))
            self._fact(who.closed[1], "opened", lambda: self.face.closed.discard(who.id))
        if who.silent_from is not None:
            self._fact(who.silent_from, "silent", lambda: None)
        if who.leaves is not None:
            self._fact(who.leaves, "left", lambda: self.face.left.add(who.id))

    def hear_of(self, mobilisation: int, dates: Dates) -> None:
        """A card appeared: perhaps an answer, a change of mind, a post."""
        chance, ways = self._chance, self.who.ways
        if chance.random() >= ways.answers:
            return
        opens = datetime.combine(dates.day, datetime.min.time(), ZoneInfo(self.who.zone))
        at = self._waking(self.clock.now() + soon(chance, 60))
        if at >= opens:
            return
        choice = self._choice()
        self._answer(at, mobilisation, choice, dates)
        if chance.random() < 0.12:
            flips = at + (opens.astimezone(UTC) - at) * chance.random()
            other = chance.choice([one for one in Choice if one is not choice])
            self._answer(self._waking(flips), mobilisation, other, dates)
        elif chance.random() < 0.04:
            self._at(at + soon(chance, 10), lambda: self.deeds.take_back(self.who, mobilisation))
        if choice is Choice.IN and chance.random() < ways.posts:
            self._post(mobilisation, opens)

    def receive(self, arrival: Arrival) -> None:
        """A reminder came: perhaps one of its buttons, for each mobilisation in it."""
        for item in arrival.note.items:
            if self._chance.random() < self.who.ways.responds:
                at = arrival.at + soon(self._chance, 6)
                if item.reason == Kind.CARRY_ON:
                    self._carry_on(at, item.mobilisation)
                else:
                    self._press(at, arrival.message, item.mobilisation)

    def _answer(self, at: datetime, mobilisation: int, choice: Choice, dates: Dates) -> None:
        who, deeds, chance = self.who, self.deeds, self._chance
        ways = dict(who.ways.gestures)
        via = chance.choices(list(ways), list(ways.values()))[0]
        plans, names, asks = (chance.random() for _ in range(3))
        day = dates.day + chance.randint(-6, 1) * _DAY

        async def act() -> None:
            if not await deeds.say(who, mobilisation, choice, via, chance):
                return
            after = self.clock.now() + timedelta(minutes=1)
            if choice is Choice.IN and plans < who.ways.chooses_day and day >= self._today():
                self._at(after, lambda: deeds.choose_day(who, mobilisation, day))
            if choice is Choice.IN and names < 0.3:
                self._at(after, lambda: deeds.choose_networks(who, mobilisation, chance))
            if choice is Choice.MAYBE and asks < 0.5:
                self._at(after, lambda: deeds.ask_once(who, mobilisation))

        def unheard() -> bool:
            """A reaction stays on the card; who had answered otherwise presses again later."""
            if via is not Via.REACTION or self.diary.answer(who.id, mobilisation) is not None:
                return False
            deeds.react(who, mobilisation, choice)
            self.diary.note(self.clock.now(), who.id, choice.value, mobilisation, via.value)
            return True

        self._at(at, act, unheard=unheard)

    def _post(self, mobilisation: int, opens: datetime) -> None:
        chance = self._chance
        at = self._waking(opens.astimezone(UTC) + chance.uniform(-6, 2) * _DAY)
        via = chance.choice(list(Via)[:3])
        if at > self.clock.now():
            self._at(at, lambda: self.deeds.post(self.who, mobilisation, via, chance))
            if chance.random() < 0.05:
                self._at(
                    at + timedelta(minutes=9), lambda: self.deeds.unpost(self.who, mobilisation)
                )

    def _press(self, at: datetime, message: str, mobilisation: int) -> None:
        who, deeds, lot = self.who, self.deeds, self._chance.random()
        if lot < 0.45:
            self._at(at, lambda: deeds.press(who, "posted", mobilisation))
        elif lot < 0.60:
            self._at(at, lambda: deeds.reply(who, message, mobilisation, self._chance))
        elif lot < 0.78:
            self._at(at, lambda: deeds.another_day(who, mobilisation, self._chance))
        elif lot < 0.88:
            self._at(at, lambda: deeds.press(who, "out", mobilisation))
        elif lot < 0.97:
            self._at(at, lambda: deeds.stop(who, mobilisation))
        else:
            self._at(at, lambda: deeds.stop(who, None))
            if self._chance.random() < 0.6:
                back = at + self._chance.uniform(20, 90) * _DAY
                self._at(back, lambda: deeds.welcome_back(who))

    def _carry_on(self, at: datetime, mobilisation: int) -> None:
        if self._chance.random() < 0.7:
            self._at(at, lambda: self.deeds.welcome_back(self.who))
        else:
            self._at(at, lambda: self.deeds.stop(self.who, None))

    def _choice(self) -> Choice:
        yes = self.who.ways.says_yes
        weights = (yes, (1 - yes) / 2, (1 - yes) / 2)
        return self._chance.choices((Choice.IN, Choice.MAYBE, Choice.OUT), weights)[0]

    def _waking(self, moment: datetime) -> datetime:
        """The same day, at an hour at which people are awake."""
        local = moment.astimezone(ZoneInfo(self.who.zone))
        if _AWAKE <= local.hour < _ASLEEP:
            return moment
        hour = self._chance.randint(_AWAKE, _ASLEEP - 1)
        return (local.replace(hour=hour) + _DAY).astimezone(UTC)

    def _today(self) -> date:
        return self.clock.now().astimezone(ZoneInfo(self.who.zone)).date()

    def _at(self, at: datetime, act: Act, *, unheard: Callable[[], bool] | None = None) -> None:
        """Let it happen, unless the member makes no more gestures by then."""

        async def if_there() -> None:
            if self.who.acts(self.clock.now()):
                await act()
                await self.seen()

        def left_there() -> bool:
            return unheard is not None and self.who.acts(self.clock.now()) and unheard()

        at = at.astimezone(UTC).replace(microsecond=0)
        self.calendar.add(at, if_there, unheard=left_there)

    def _fact(self, at: datetime, what: str, change: Callable[[], object]) -> None:
        """Something that happens to a member, bot or no bot."""

        async def act() -> None:
            change()
            self.diary.note(self.clock.now(), self.who.id, what)

        self.calendar.add(at.astimezone(UTC), act, needs_bot=False)


def soon(chance: Random, hours: float) -> timedelta:
    """Some time later, most often soon, in whole seconds."""
    return timedelta(seconds=round(chance.expovariate(1 / (hours * 3600))) + 60)
