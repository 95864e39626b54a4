"""Anne, a member in Paris, one fair, and short words to ask what she receives and when."""

from datetime import datetime
from zoneinfo import ZoneInfo

from bot.reminders.policy import plan
from bot.reminders.terms import (
    Answer,
    Call,
    Choice,
    Key,
    Kind,
    Person,
    Plan,
    Reason,
    Rules,
    Sent,
    SentItem,
    State,
)

PARIS = ZoneInfo("Europe/Paris")
MONDAY = datetime(2027, 1, 11, 10, 0, tzinfo=PARIS)
"""A Monday without anything special about it. Easter Monday of that year is 29 March."""
THURSDAY = datetime(2027, 1, 28, 18, 0, tzinfo=PARIS)
"""When most events here begin."""
FAIR = Call(1, State.ANNOUNCED, THURSDAY)
YES = Answer(1, Choice.IN, MONDAY)
ANNE = Person()


def paris(month: int, day: int, hour: int = 9, minute: int = 0) -> datetime:
    return datetime(2027, month, day, hour, minute, tzinfo=PARIS)


def planned(
    *answers: Answer,
    calls: tuple[Call, ...] = (FAIR,),
    person: Person = ANNE,
    sent: tuple[Sent, ...] = (),
    rules: Rules | None = None,
    now: datetime = MONDAY,
    promised: set[Key] | None = None,
) -> Plan:
    return plan(person, calls, answers, sent, rules or Rules(), now, promised)


def moments(found: Plan, zone: str = "Europe/Paris") -> list[tuple[str, list[str]]]:
    return [
        (
            due.at.astimezone(ZoneInfo(zone)).strftime("%a %d %b %H:%M"),
            sorted(f"{item.key.kind} {item.key.call}" for item in due.items),
        )
        for due in found.due
    ]


def reasons(found: Plan) -> dict[Kind, Reason]:
    return {gone.key.kind: gone.reason for gone in found.withheld}


def was_sent(at: datetime, call: int, kind: Kind, *, answered: bool = False) -> Sent:
    return Sent(at, (SentItem(Key(call, kind), answered),))
