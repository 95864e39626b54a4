"""The words of the reminder policy: what goes in, what comes out, and the limits nobody passes."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import NamedTuple
from zoneinfo import ZoneInfo

from db.vocabulary import Choice, Delivery, State

__all__ = [
    "Answer",
    "Call",
    "Choice",
    "Delivery",
    "Due",
    "Item",
    "Key",
    "Kind",
    "Moved",
    "Person",
    "Plan",
    "Reason",
    "Rules",
    "Sent",
    "SentItem",
    "Stage",
    "State",
    "Withheld",
]

PARIS = ZoneInfo("Europe/Paris")

HARD_PER_MOBILISATION = 3
HARD_PER_DAY = 1
HARD_PER_WEEK = 3
HARD_OPENS = time(8, 30)
HARD_CLOSES = time(18, 30)


class Kind(StrEnum):
    """What a reminder is for."""

    CHOSEN_DAY = "chosen_day"
    """The morning of the day that the member chose."""
    WEEK_BEFORE = "week_before"
    """Seven days before, for somebody who chose no day."""
    THIRD_IN = "third_in"
    """A third into the window of a campaign that has no date of its own."""
    DAYS_BEFORE = "days_before"
    """Two working days before the date, or before the window closes."""
    DECIDE = "decide"
    """Once, because an undecided member asked for it."""
    CARRY_ON = "carry_on"
    """Instead of a reminder, once: shall the bot carry on? Two in a row had no answer."""


class Reason(StrEnum):
    """Why a reminder does not come."""

    NOT_ANNOUNCED = "not_announced"
    SUSPENDED = "suspended"
    HELD = "held"
    """Too many people stopped theirs: the rest waits until a coordinator lets it go on."""
    CANCELLED = "cancelled"
    CLOSED = "closed"
    NOT_THIS_TIME = "not_this_time"
    POSTED = "posted"
    STOPPED = "stopped"
    STOPPED_ALL = "stopped_all"
    LEFT = "left"
    DELIVERY_NONE = "delivery_none"
    DELIVERY_THREAD = "delivery_thread"
    UNREACHABLE = "unreachable"
    NOT_ASKED = "not_asked"
    """Undecided, and no reminder to decide was asked for."""
    DAY_CHOSEN = "day_chosen"
    """A day was chosen: nothing else but that day's reminder."""
    DAY_DOES_NOT_FIT = "day_does_not_fit"
    """The chosen day is outside the dates; the usual reminders come instead."""
    TO_BE_CONFIRMED = "to_be_confirmed"
    ALREADY_SENT = "already_sent"
    ALREADY_PASSED = "already_passed"
    """Its moment had passed before the answer, the date or the wish that it rests on."""
    JUST_ANSWERED = "just_answered"
    """Its moment is too close to the yes itself."""
    TOO_LATE = "too_late"
    TOO_CLOSE = "too_close"
    """The next reminder of the same mobilisation comes within two days."""
    NO_WORKING_DAY = "no_working_day"
    """No working hour of the member is left in which it would be of use."""
    PAUSED = "paused"
    QUIET = "quiet"
    PER_MOBILISATION = "per_mobilisation"
    PER_DAY = "per_day"
    PER_WEEK = "per_week"


class Moved(StrEnum):
    """Why a reminder comes at another moment than its own."""

    WORKING_DAY = "working_day"
    """Its own day is a weekend or a public holiday: it comes before."""
    BUDGET = "budget"
    """Its own day had no room in the person's budget."""
    LATE = "late"
    """It could not leave in time, and is still of use."""


@dataclass(frozen=True, slots=True)
class Rules:
    """What a community allows; it may lower the defaults, never pass the hard limits.

    Raises ValueError beyond a hard limit; `Rules.within` lowers to the limit instead, for
    settings that were stored long ago. Times are local to each member.
    """

    per_mobilisation: int = 2
    per_day: int = 1
    per_week: int = 2
    """Messages to one person in any seven days, over all mobilisations."""
    opens: time = HARD_OPENS
    closes: time = HARD_CLOSES
    chosen_day_at: time = time(9, 0)
    default_at: time = time(9, 0)
    settle: timedelta = timedelta(hours=4)
    """No reminder comes within this time of the answer that it rests on."""
    territory: str = "FR"
    """Whose public holidays count where a member named no territory."""
    quiet_months: frozenset[int] = frozenset()
    """Months without any reminder, such as August; none by default."""

    def __post_init__(self) -> None:
        for name, limit in _HARD.items():
            if not 0 <= getattr(self, name) <= limit:
                raise ValueError(f"{name} must lie between 0 and {limit}")
        if not HARD_OPENS <= self.opens < self.closes <= HARD_CLOSES:
            raise ValueError(f"hours must lie between {HARD_OPENS} and {HARD_CLOSES}, in order")
        if self.settle < timedelta(0):
            raise ValueError("settle cannot be negative")

    @classmethod
    def within(
        cls,
        *,
        per_mobilisation: int = 2,
        per_day: int = 1,
        per_week: int = 2,
        opens: time = HARD_OPENS,
        closes: time = HARD_CLOSES,
        territory: str | None = None,
        quiet_months: Iterable[int] = (),
    ) -> "Rules":
        """The nearest rules that no hard limit refuses."""
        opens, closes = max(opens, HARD_OPENS), min(closes, HARD_CLOSES)
        if opens >= closes:
            opens, closes = HARD_OPENS, HARD_CLOSES
        return cls(
            per_mobilisation=_between(per_mobilisation, HARD_PER_MOBILISATION),
            per_day=_between(per_day, HARD_PER_DAY),
            per_week=_between(per_week, HARD_PER_WEEK),
            opens=opens,
            closes=closes,
            territory=territory or "FR",
            quiet_months=frozenset(quiet_months),
        )


_HARD = {
    "per_mobilisation": HARD_PER_MOBILISATION,
    "per_day": HARD_PER_DAY,
    "per_week": HARD_PER_WEEK,
}


def _between(value: int, limit: int) -> int:
    return max(0, min(value, limit))


@dataclass(frozen=True, slots=True)
class Person:
    """A member as the policy sees them: where they live and what they wish."""

    zone: ZoneInfo = PARIS
    territory: str | None = None
    """ISO 3166 country or subdivision code (`FR-57`, `MQ`, `IT-MI`); None: the zone's, else the
    community's."""
    delivery: Delivery = Delivery.PRIVATE
    paused_until: date | datetime | None = None
    """A date is the first local day on which reminders may come again."""
    weekends: bool = False
    holidays_too: bool = False
    hours: tuple[time, time] | None = None
    """The member's own hours, in place of the community's."""
    quiet: bool = False
    """The bot went quiet by itself after unanswered reminders."""
    carry_on_at: datetime | None = None
    """When the member last asked the bot to carry on."""
    stopped_all: bool = False
    reachable: bool = True
    left: bool = False
    since: datetime | None = None
    """When these wishes last changed: what lies before it is never caught up."""

    def __post_init__(self) -> None:
        if self.hours is not None and self.hours[0] >= self.hours[1]:
            raise ValueError("own hours must be in order")
        if isinstance(self.paused_until, datetime):
            _aware(self.paused_until)
        _aware(self.carry_on_at, self.since)


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage of a tour, with its own date."""

    id: int
    starts: datetime | date | None
    ends: datetime | date | None = None
    window_opens: date | None = None
    window_closes: date | None = None
    cancelled: bool = False

    def __post_init__(self) -> None:
        _aware(*(m for m in (self.starts, self.ends) if isinstance(m, datetime)))


@dataclass(frozen=True, slots=True)
class Call:
    """A mobilisation as the policy sees it. No date and no closing day: to be confirmed."""

    id: int
    state: State
    starts: datetime | date | None
    ends: datetime | date | None = None
    window_opens: date | None = None
    window_closes: date | None = None
    """The last day on which a post is of use."""
    stages: tuple[Stage, ...] = ()
    zone: ZoneInfo = PARIS
    since: datetime | None = None
    """When it was announced, resumed, or its dates last changed: the latest of these."""
    held: bool = False

    def __post_init__(self) -> None:
        _aware(self.since, *(m for m in (self.starts, self.ends) if isinstance(m, datetime)))


@dataclass(frozen=True, slots=True)
class Answer:
    """What one member said to one mobilisation."""

    call: int
    choice: Choice
    answered_at: datetime
    """When the choice, the day or the stages last changed."""
    chosen_day: date | None = None
    stages: tuple[int, ...] = ()
    """Of a tour; none named means the first stage after the answer."""
    remind_once: bool = False
    stopped: bool = False
    posted: bool = False

    def __post_init__(self) -> None:
        _aware(self.answered_at)


class Key(NamedTuple):
    """What makes a reminder the same reminder, whatever its date becomes."""

    call: int
    kind: Kind
    stage: int | None = None

    @property
    def sorting(self) -> tuple[int, str, int]:
        """A total order that holds for mobilisations and stages alike."""
        return self.call, self.kind, -1 if self.stage is None else self.stage


@dataclass(frozen=True, slots=True)
class SentItem:
    """One mobilisation inside a message that was sent."""

    key: Key
    answered: bool = False
    """Whether the member made any gesture on that mobilisation since."""


@dataclass(frozen=True, slots=True)
class Sent:
    """A message that was sent. Those with the same instant count as one."""

    at: datetime
    items: tuple[SentItem, ...]

    def __post_init__(self) -> None:
        _aware(self.at)


class Item(NamedTuple):
    """One mobilisation inside a message to come; the reason for it is its kind."""

    key: Key
    moment: datetime
    """When it would come if it were alone (UTC)."""
    useful_until: datetime
    about: date
    """The day it speaks of: the chosen day, the date, or the closing day."""
    moved: Moved | None = None


class Due(NamedTuple):
    """One message to come. `at` may lie in the past: then it is due now."""

    at: datetime
    useful_until: datetime
    """Until when at least one of its items is of use."""
    items: tuple[Item, ...]

    @property
    def late(self) -> bool:
        """Whether anything in it has missed its day."""
        return any(item.moved is Moved.LATE for item in self.items)


class Withheld(NamedTuple):
    """A reminder that does not come, and why; `moment` is when it would have, where known."""

    key: Key
    reason: Reason
    moment: datetime | None = None


class Plan(NamedTuple):
    """Every reminder that the answers could bring: to come, or withheld with its reason."""

    due: tuple[Due, ...] = ()
    withheld: tuple[Withheld, ...] = ()


def _aware(*moments: datetime | None) -> None:
    for moment in moments:
        if moment is not None and moment.tzinfo is None:
            raise ValueError("a moment without a zone means nothing")
