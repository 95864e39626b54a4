"""The account: what a run comes to, as plain data that anybody can check."""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import groupby
from statistics import median
from typing import Any
from zoneinfo import ZoneInfo

from bot.simulation.cast import Character
from bot.simulation.diary import Deed
from bot.simulation.face import Arrival
from bot.simulation.lived import Lived
from bot.simulation.promises import broken

_WEEK = timedelta(days=7)
_ANSWERS_WITHIN = timedelta(days=7)
RESPONSES = ("posted", "in", "out", "stop", "stop_all", "welcome_back")
"""What a person can do about a reminder."""

Account = dict[str, Any]


def account(lived: Lived) -> Account:
    """Every message sent, every reminder not sent with its reason, what people did, the sum."""
    people = {who.id: who for who in lived.people}
    arrivals = sorted(lived.face.arrivals, key=lambda one: (one.at, one.person))
    told: Account = {
        "seed": lived.asked.seed,
        "members": lived.asked.members,
        "days": lived.asked.days,
        "start": lived.asked.start.isoformat(),
        "messages": [_message(lived, people[one.person], one) for one in arrivals],
        "not_sent": _not_sent(lived, people),
        "gestures": [_gesture(people[deed.member], deed) for deed in lived.diary.deeds],
        "mobilisations": _mobilisations(lived),
        "outages": [
            {"from": _local(one.begins, "Europe/Paris"), "to": _local(one.ends, "Europe/Paris")}
            for one in lived.outages
        ],
    }
    told["summary"] = _summary(lived, told, arrivals)
    return told


def as_json(told: Account) -> str:
    """The account as text, one object a line where there are many."""
    parts = []
    for key, value in told.items():
        if isinstance(value, list) and value:
            rows = ",\n".join(f"  {json.dumps(row, ensure_ascii=False)}" for row in value)
            parts.append(f" {json.dumps(key)}: [\n{rows}\n ]")
        else:
            parts.append(f" {json.dumps(key)}: {json.dumps(value, ensure_ascii=False)}")
    return "{\n" + ",\n".join(parts) + "\n}\n"


def _message(lived: Lived, who: Character, one: Arrival) -> Account:
    items = one.note.items
    return {
        "member": who.id,
        "zone": who.zone,
        "territory": who.holidays_of,
        "at": _local(one.at, who.zone),
        "kinds": [item.reason for item in items],
        "mobilisations": [item.mobilisation for item in items],
        "opted_in_before": all(
            lived.diary.opted_in(who.id, item.mobilisation, one.at) for item in items
        ),
        "late": one.note.late,
    }


def _not_sent(lived: Lived, people: dict[str, Character]) -> list[Account]:
    return [
        {
            "member": gone.member,
            "mobilisation": gone.key.call,
            "kind": gone.key.kind.value,
            "reason": gone.reason,
            "was_due": gone.was_due and _local(gone.was_due, people[gone.member].zone),
        }
        for gone in lived.withheld.not_sent(lived.asked.ends)
    ]


def _gesture(who: Character, deed: Deed) -> Account:
    return {
        "member": who.id,
        "at": _local(deed.at, who.zone),
        "did": deed.did,
        "mobilisation": deed.mobilisation,
        "via": deed.via,
    }


def _mobilisations(lived: Lived) -> list[Account]:
    return [
        {
            "id": one.id,
            "title": one.title,
            "day": one.dates.day.isoformat(),
            "last_day": (one.dates.last or one.dates.day).isoformat(),
            "state": one.fate,
            "moved": one.moved,
        }
        for one in lived.known.values()
    ]


def _summary(lived: Lived, told: Account, arrivals: Sequence[Arrival]) -> Account:
    messages = told["messages"]
    did = Counter(one["did"] for one in told["gestures"])
    states = Counter(one["state"] for one in told["mobilisations"])
    return {
        "messages": len(messages),
        "reminders": sum(len(one["kinds"]) for one in messages),
        "merged": sum(len(one["kinds"]) > 1 for one in messages),
        "late": sum(one["late"] for one in messages),
        "per_person": _per_person(lived, arrivals),
        "weeks": _weeks(lived, arrivals),
        "most_in_seven_days": most_in_seven_days(messages),
        "by_week": _by_week(lived, arrivals),
        "hours": _counted(datetime.fromisoformat(one["at"]).hour for one in messages),
        "weekdays": _counted(datetime.fromisoformat(one["at"]).isoweekday() for one in messages),
        "kinds": _counted(kind for one in messages for kind in one["kinds"]),
        "answered": _answered(lived, arrivals),
        "gestures": dict(sorted(did.items())),
        "stopped": {"one": did["stop"], "all": did["stop_all"]},
        "declined": lived.diary.refused,
        "not_sent": dict(Counter(one["reason"] for one in told["not_sent"]).most_common()),
        "mobilisations": {
            "known": len(lived.known),
            "public": len(lived.known) - states["draft"],
            "moved": sum(one["moved"] for one in told["mobilisations"]),
            "suspended": states["suspended"],
            "cancelled": states["cancelled"],
        },
        "troubles": {
            "outages": [
                round((one.ends - one.begins).total_seconds() / 3600) for one in lived.outages
            ],
            "refused_for_now": lived.face.faults,
            "answers_lost": lived.face.lost,
        },
        "broken": broken(told) | {"twice": _twice(arrivals), "without_end": lived.unsettled},
    }


def _per_person(lived: Lived, arrivals: Sequence[Arrival]) -> Account:
    counts = Counter(one.person for one in arrivals)
    numbers = sorted(counts[who.id] for who in lived.people)
    return {
        "least": numbers[0],
        "median": median(numbers),
        "most": numbers[-1],
        "without": numbers.count(0),
    }


def _weeks(lived: Lived, arrivals: Sequence[Arrival]) -> dict[str, int]:
    """How many weeks of one person had no message, one, two; weeks counted from the start."""
    counts = Counter((one.person, (one.at - lived.asked.begins) // _WEEK) for one in arrivals)
    spread = Counter(counts.values())
    weeks = max(1, lived.asked.days // 7)
    lived_through = sum(
        weeks if who.leaves is None else max(0, (who.leaves - lived.asked.begins) // _WEEK)
        for who in lived.people
    )
    spread[0] = max(0, lived_through - sum(spread.values()))
    return _counted(spread.elements())


def _by_week(lived: Lived, arrivals: Sequence[Arrival]) -> list[int]:
    counts = Counter((one.at - lived.asked.begins) // _WEEK for one in arrivals)
    return [counts[week] for week in range(-(-lived.asked.days // 7))]


def most_in_seven_days(messages: Iterable[Account]) -> int:
    """The most messages that one person had in any seven local days."""
    days: dict[str, list[date]] = defaultdict(list)
    for one in messages:
        days[one["member"]].append(datetime.fromisoformat(one["at"]).date())
    return max(
        (
            sum(timedelta(0) <= other - day < _WEEK for other in own)
            for own in days.values()
            for day in own
        ),
        default=0,
    )


def _answered(lived: Lived, arrivals: Sequence[Arrival]) -> dict[str, int]:
    """What people did first about a message, within a week; `none` for nothing."""
    found: Counter[str] = Counter()
    for one in arrivals:
        about = {item.mobilisation for item in one.note.items}
        after = (
            deed.did
            for deed in lived.diary.by(one.person)
            if one.at < deed.at <= one.at + _ANSWERS_WITHIN
            and deed.did in RESPONSES
            and (deed.mobilisation is None or deed.mobilisation in about)
        )
        found[next(after, "none")] += 1
    return dict(found.most_common())


def _twice(arrivals: Sequence[Arrival]) -> int:
    """Messages that reached their person a second time."""
    marks = sorted((one.person, one.note.mark) for one in arrivals)
    return sum(len(list(same)) - 1 for _, same in groupby(marks))


def _counted(values: Iterable[Any]) -> dict[str, int]:
    return {str(value): number for value, number in sorted(Counter(values).items())}


def _local(moment: datetime, zone: str) -> str:
    return moment.astimezone(UTC).astimezone(ZoneInfo(zone)).isoformat()
