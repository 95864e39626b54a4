"""Invented years of one member: gestures and changes at random, lived through with the policy."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from bot.reminders.policy import Action, lateness, plan
from bot.reminders.terms import (
    Answer,
    Call,
    Choice,
    Key,
    Kind,
    Person,
    Plan,
    Rules,
    Sent,
    SentItem,
    Stage,
    State,
)

PLACES = {
    "Europe/Paris": ("FR", "FR-57", "FR-GES", "FR-BRE", None),
    "Europe/Rome": ("IT", "IT-MI", None),
    "America/Martinique": ("MQ", "FR-972", None),
    "America/Cayenne": ("FR-973", None),
    "Indian/Reunion": ("RE", None),
    "Pacific/Noumea": ("NC", None),
    "Pacific/Auckland": ("NZ", None),
    "America/New_York": ("US", None),
}
PARIS = ZoneInfo("Europe/Paris")
_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Happening:
    """Something that a person or a coordinator does at one moment."""

    at: datetime
    act: Callable[["Life"], None]


@dataclass
class Life:
    """What is true at a moment, and what was sent until then."""

    person: Person
    rules: Rules
    now: datetime
    calls: dict[int, Call] = field(default_factory=dict)
    answers: dict[int, Answer] = field(default_factory=dict)
    sent: list[Sent] = field(default_factory=list)
    plan: Plan = field(default_factory=Plan)
    witnessed: list["Witness"] = field(default_factory=list)
    keeps_rows: bool = True
    """Whether it is remembered which reminders had been promised."""
    responds: bool = True
    """Whether the person makes some gesture after each reminder."""
    _promised: set[Key] = field(default_factory=set)

    def look(self) -> None:
        """Plan again, as the memory would after any change."""
        self.plan = plan(
            self.person,
            self.calls.values(),
            self.answers.values(),
            self.sent,
            self.rules,
            self.now,
            self._promised if self.keeps_rows else None,
        )
        self._promised = {item.key for due in self.plan.due for item in due.items}

    def until(self, moment: datetime, delay: timedelta = timedelta(0)) -> None:
        """Live until a moment; each message leaves that much after it may."""
        while self.plan.due:
            leaves = max(self.now, self.plan.due[0].at)
            verdict = lateness(self.plan.due[0], leaves, self.person, self.rules)
            if verdict.until is not None:
                leaves = verdict.until
            if leaves >= moment:
                break
            self.now = leaves + delay
            self.look()
            self._send()
        self.now = max(self.now, moment)
        self.look()

    def _send(self) -> None:
        if not self.plan.due or self.plan.due[0].at > self.now:
            return
        verdict = lateness(self.plan.due[0], self.now, self.person, self.rules)
        if verdict.action is Action.SEND:
            items = tuple(SentItem(item.key, answered=self.responds) for item in verdict.items)
            self.sent.append(Sent(self.now, items))
            self.witnessed.append(
                Witness(self.now, self.person, dict(self.calls), dict(self.answers), items)
            )
            self.look()


@dataclass(frozen=True)
class Witness:
    """One message as it left, with all that was true at that moment."""

    at: datetime
    person: Person
    calls: dict[int, Call]
    answers: dict[int, Answer]
    items: tuple[SentItem, ...]

    @property
    def local(self) -> datetime:
        """When it left, where the person lives."""
        return self.at.astimezone(self.person.zone)


def _instant(day: date, hour: int, zone: ZoneInfo = PARIS) -> datetime:
    return datetime.combine(day, time(hour % 24, 20), zone).astimezone(UTC)


@st.composite
def people(draw: st.DrawFn, *, wishes: bool = True) -> Person:
    """Somebody somewhere, mostly with no wish of their own."""
    zone = draw(st.sampled_from(sorted(PLACES)))
    territory = draw(st.sampled_from(PLACES[zone]))
    own = wishes and draw(st.integers(0, 5)) == 0
    return Person(
        zone=ZoneInfo(zone),
        territory=territory,
        weekends=own and draw(st.booleans()),
        holidays_too=own and draw(st.booleans()),
        hours=(time(13), time(20, 30)) if own and draw(st.booleans()) else None,
    )


@st.composite
def calls(draw: st.DrawFn, ident: int, start: date) -> Call:
    """A mobilisation within some weeks of a day: event, campaign, tour, or to be confirmed."""
    day = start + _DAY * draw(st.integers(1, 45))
    zone = draw(st.sampled_from((PARIS, PARIS, ZoneInfo("Indian/Reunion"))))
    window = draw(st.sampled_from((None, None, (3, 4), (12, 7), (0, 0))))
    dated = Call(
        ident,
        State.ANNOUNCED,
        day,
        zone=zone,
        window_opens=window and day - _DAY * window[0],
        window_closes=window and day + _DAY * window[1],
    )
    kind = draw(st.sampled_from(("hour", "hour", "day", "days", "campaign", "tour", "unknown")))
    if kind == "hour":
        return replace(dated, starts=_instant(day, draw(st.integers(6, 20)), zone))
    if kind == "day":
        return dated
    if kind == "days":
        return replace(dated, ends=day + _DAY * draw(st.integers(1, 4)))
    if kind == "unknown":
        return Call(ident, State.ANNOUNCED, None)
    if kind == "campaign":
        length = draw(st.integers(3, 30))
        return Call(
            ident, State.ANNOUNCED, None, window_opens=day, window_closes=day + _DAY * length
        )
    stages = tuple(
        Stage(number, day + _DAY * draw(st.integers(0, 40)), cancelled=draw(st.booleans()))
        for number in range(1, draw(st.integers(1, 4)) + 1)
    )
    return Call(ident, State.ANNOUNCED, None, stages=stages)


def _act(draw: st.DrawFn, moment: datetime, ident: int) -> Callable[[Life], None]:
    """One thing that can happen to one mobilisation, or to the person's wishes."""
    day = moment.date() + _DAY * draw(st.integers(0, 30))
    fresh = draw(calls(ident, moment.date()))

    def answers(choice: Choice, **more: object) -> Callable[[Life], None]:
        def act(life: Life) -> None:
            life.answers[ident] = Answer(ident, choice, life.now, **more)  # type: ignore[arg-type]

        return act

    def changes(**more: object) -> Callable[[Life], None]:
        def act(life: Life) -> None:
            life.calls[ident] = replace(life.calls[ident], since=life.now, **more)  # type: ignore[arg-type]

        return act

    def marks(**more: object) -> Callable[[Life], None]:
        def act(life: Life) -> None:
            if ident in life.answers:
                life.answers[ident] = replace(life.answers[ident], **more)  # type: ignore[arg-type]

        return act

    def wishes(**more: object) -> Callable[[Life], None]:
        def act(life: Life) -> None:
            life.person = replace(life.person, since=life.now, **more)  # type: ignore[arg-type]

        return act

    def responds(life: Life) -> None:
        life.sent = [
            Sent(each.at, tuple(SentItem(item.key, answered=True) for item in each.items))
            for each in life.sent
        ]

    def moves(life: Life) -> None:
        life.calls[ident] = replace(fresh, since=life.now)

    stages = tuple(stage.id for stage in fresh.stages)
    return draw(
        st.sampled_from(
            (
                answers(Choice.IN),
                answers(Choice.IN),
                answers(Choice.IN, stages=stages),
                answers(Choice.IN, chosen_day=day),
                answers(Choice.IN, chosen_day=day),
                answers(Choice.MAYBE),
                answers(Choice.MAYBE, remind_once=True),
                answers(Choice.OUT),
                moves,
                moves,
                responds,
                responds,
                changes(state=State.SUSPENDED),
                changes(state=State.ANNOUNCED),
                changes(state=State.CANCELLED),
                marks(stopped=True),
                marks(posted=True),
                wishes(paused_until=day),
                wishes(paused_until=None),
                wishes(reachable=True),
                wishes(stopped_all=draw(st.integers(0, 4)) == 0),
                wishes(reachable=draw(st.integers(0, 2)) > 0),
            )
        )
    )


def _first_day(draw: st.DrawFn) -> date:
    """Any day of eight years, with a taste for clock changes and long weekends."""
    year = draw(st.integers(2025, 2032))
    around = draw(st.sampled_from(((3, 8), (4, 25), (10, 15), (12, 15), None)))
    if around is None:
        return date(year, 1, 1) + _DAY * draw(st.integers(0, 364))
    return date(year, *around) + _DAY * draw(st.integers(0, 10))


@st.composite
def lives(draw: st.DrawFn) -> Life:
    """Some weeks of a member with up to ten mobilisations, lived to the end."""
    first = _first_day(draw)
    start = _instant(first, 9)
    life = Life(
        draw(people()),
        draw(rules()),
        start,
        keeps_rows=draw(st.sampled_from((True, True, False))),
        responds=draw(st.sampled_from((True, True, False))),
    )
    count = draw(st.integers(1, 10))
    life.calls = {ident: draw(calls(ident, first)) for ident in range(1, count + 1)}
    willing = draw(st.integers(0, count))
    for ident in range(1, willing + 1):
        chosen = draw(st.one_of(st.none(), st.integers(0, 30)))
        day = None if chosen is None else first + _DAY * chosen
        life.answers[ident] = Answer(ident, Choice.IN, start, day)
    hours = draw(st.lists(st.integers(1, 24 * 50), max_size=12))
    life.look()
    for hour in sorted(hours):
        moment = start + timedelta(hours=hour)
        act = _act(draw, moment, draw(st.integers(1, count)))
        delay = draw(st.sampled_from((0, 0, 0, 20, 60 * 5, 60 * 70)))
        life.until(max(moment, life.now), timedelta(minutes=delay))
        act(life)
        life.look()
    life.until(start + 100 * _DAY)
    return life


def busy_year(person: Person, year: int, chance: Random) -> Life:
    """A member who is in for everything: an event every five days, some moved, some posted."""
    start = datetime(year, 1, 1, 7, 0, tzinfo=UTC)
    life = Life(person, Rules(), start)
    for ident in range(1, 74):
        said = start + _DAY * 5 * ident + timedelta(minutes=chance.randrange(24 * 60))
        life.until(said, timedelta(minutes=chance.choice((0, 0, 1, 45, 60 * 20))))
        day = said.date() + _DAY * chance.randrange(2, 40)
        chosen = day - _DAY * chance.randrange(6) if chance.random() < 0.4 else None
        life.calls[ident] = Call(ident, State.ANNOUNCED, _instant(day, chance.randrange(6, 20)))
        life.answers[ident] = Answer(ident, Choice.IN, life.now, chosen)
        other = chance.randrange(1, ident + 1)
        if chance.random() < 0.3:
            moved = life.calls[other].starts
            assert isinstance(moved, datetime)
            moved += _DAY * chance.randrange(-10, 30)
            life.calls[other] = replace(life.calls[other], starts=moved, since=life.now)
        elif chance.random() < 0.3:
            life.answers[other] = replace(life.answers[other], posted=True)
        life.look()
    life.until(life.now + 60 * _DAY)
    return life


@st.composite
def rules(draw: st.DrawFn) -> Rules:
    """The defaults, or anything that the hard limits allow."""
    if draw(st.integers(0, 2)):
        return Rules()
    return Rules(
        per_mobilisation=draw(st.integers(0, 3)),
        per_day=draw(st.integers(0, 1)),
        per_week=draw(st.integers(0, 3)),
        opens=draw(st.sampled_from((time(8, 30), time(10)))),
        closes=draw(st.sampled_from((time(18, 30), time(12)))),
        quiet_months=draw(st.sampled_from((frozenset(), frozenset({8})))),
    )


COUNTED_ONCE = frozenset(Kind) - {Kind.CHOSEN_DAY, Kind.CARRY_ON}
