"""The account in words: what a coordinator wants to know, as plain text with small bars."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from babel.dates import format_date, get_day_names
from babel.numbers import format_decimal

from bot import words
from bot.reminders.terms import Reason

_WIDTH = 30
"""Of the longest bar, in characters."""
GROUPS = {
    "member": (
        Reason.NOT_THIS_TIME,
        Reason.POSTED,
        Reason.DAY_CHOSEN,
        Reason.NOT_ASKED,
        Reason.STOPPED,
        Reason.STOPPED_ALL,
        Reason.PAUSED,
        Reason.DELIVERY_NONE,
        Reason.DELIVERY_THREAD,
        Reason.UNREACHABLE,
        Reason.LEFT,
        "not_planned",
    ),
    "mobilisation": (
        Reason.SUSPENDED,
        Reason.HELD,
        Reason.CANCELLED,
        Reason.CLOSED,
        Reason.TO_BE_CONFIRMED,
        Reason.NOT_ANNOUNCED,
        Reason.DAY_DOES_NOT_FIT,
    ),
    "gentle": (
        Reason.PER_DAY,
        Reason.PER_WEEK,
        Reason.PER_MOBILISATION,
        Reason.TOO_CLOSE,
        Reason.JUST_ANSWERED,
        Reason.QUIET,
        Reason.NO_WORKING_DAY,
        Reason.ALREADY_PASSED,
        Reason.ALREADY_SENT,
        Reason.TOO_LATE,
    ),
}
"""Whose word it was that a reminder did not come."""
PROMISES = (
    *("hours", "weekends", "holidays", "a_day", "a_week", "without_yes", "after_stop"),
    *("twice", "without_end"),
)

Row = tuple[str, int]


def tell(account: dict[str, Any], locale: str) -> str:
    """The whole page, ready to print."""
    summary = account["summary"]
    parts = [
        _opening(account, locale),
        _sent(summary, locale),
        _weeks(summary, locale),
        _hours(summary, locale),
        _weekdays(summary, locale),
        _chart("simulation.kinds", _named("kind", summary["kinds"], locale), locale),
        _chart("simulation.answered", _named("answer", summary["answered"], locale), locale),
        [words.say("simulation.stopped", locale, **summary["stopped"])],
        *_not_sent(summary, locale),
        _promises(account, locale),
    ]
    return "\n\n".join("\n".join(lines) for lines in parts if lines) + "\n"


def reason_of(reason: str, locale: str) -> str:
    """Why a reminder did not come, said of somebody else."""
    return words.say(f"simulation.reason.{reason}", locale)


def _opening(account: dict[str, Any], locale: str) -> list[str]:
    summary, count = account["summary"], words.count
    lines = [
        words.say(
            "simulation.title",
            locale,
            members=count("simulation.members", account["members"], locale),
            days=count("simulation.days", account["days"], locale),
            start=format_date(date.fromisoformat(account["start"]), "long", locale=locale),
            seed=account["seed"],
        )
    ]
    calls = summary["mobilisations"]
    blanks = {name: number for name, number in calls.items() if name != "known"}
    lines.append(count("simulation.mobilisations", calls["known"], locale, **blanks))
    troubles = summary["troubles"]
    away = [count("simulation.hours_away", hours, locale) for hours in troubles["outages"]]
    if away:
        lines.append(words.say("simulation.outages", locale, outages=words.both(away, locale)))
    lines.append(
        words.say(
            "simulation.troubles",
            locale,
            refused=troubles["refused_for_now"],
            lost=troubles["answers_lost"],
        )
    )
    return lines


def _sent(summary: dict[str, Any], locale: str) -> list[str]:
    count, per_person = words.count, summary["per_person"]
    middle = format_decimal(per_person["median"], locale=locale)
    return [
        words.say(
            "simulation.sent",
            locale,
            messages=count("simulation.messages", summary["messages"], locale),
            reminders=count("simulation.reminders", summary["reminders"], locale),
        ),
        words.say("simulation.merged", locale, merged=summary["merged"], late=summary["late"]),
        words.say("simulation.per_person", locale, **{**per_person, "median": middle}),
        words.say("simulation.most_in_seven_days", locale, most=summary["most_in_seven_days"]),
    ]


def _weeks(summary: dict[str, Any], locale: str) -> list[str]:
    rows = [
        (words.count("simulation.messages_a_week", int(times), locale), number)
        for times, number in summary["weeks"].items()
    ]
    return _chart("simulation.weeks", rows, locale)


def _hours(summary: dict[str, Any], locale: str) -> list[str]:
    rows = [(f"{hour:>2} h", summary["hours"].get(str(hour), 0)) for hour in range(8, 19)]
    return _chart("simulation.hours", rows, locale)


def _weekdays(summary: dict[str, Any], locale: str) -> list[str]:
    names = get_day_names("wide", locale=locale)
    rows = [(names[day], summary["weekdays"].get(str(day + 1), 0)) for day in range(7)]
    return _chart("simulation.weekdays", rows, locale)


def _named(family: str, counted: dict[str, int], locale: str) -> list[Row]:
    """Rows of a vocabulary, the most frequent first."""
    rows = [
        (words.say(f"simulation.{family}.{name}", locale), number)
        for name, number in counted.items()
    ]
    return sorted(rows, key=lambda row: (-row[1], row[0]))


def _not_sent(summary: dict[str, Any], locale: str) -> Iterable[list[str]]:
    counted = summary["not_sent"]
    yield [words.count("simulation.not_sent", sum(counted.values()), locale)]
    longest = max(counted.values(), default=0)
    for group, reasons in GROUPS.items():
        found = {reason: counted[reason] for reason in reasons if reason in counted}
        if found:
            rows = _named("reason", found, locale)
            yield _chart(f"simulation.because.{group}", rows, locale, longest)


def _promises(account: dict[str, Any], locale: str) -> list[str]:
    broken = account["summary"]["broken"]
    lines = [words.say("simulation.promises", locale)]
    width = max(len(words.say(f"simulation.promise.{name}", locale)) for name in PROMISES)
    for name in PROMISES:
        said = words.say(f"simulation.promise.{name}", locale)
        lines.append(f"  {said:<{width}}  {broken[name]}")
    if any(broken.values()):
        lines.append(words.say("simulation.not_kept", locale, seed=account["seed"]))
    else:
        lines.append(words.say("simulation.kept", locale))
    return lines


def _chart(title: str, rows: Sequence[Row], locale: str, longest: int | None = None) -> list[str]:
    """A heading and a bar for each row; nothing where there is nothing to show."""
    if not rows:
        return []
    most = longest or max(number for _, number in rows)
    width = max(len(label) for label, _ in rows)
    lines = [words.say(title, locale)]
    for label, number in rows:
        drawn = bar(number, most)
        lines.append(f"  {label:<{width}}  {drawn}{' ' if drawn else ''}{number}")
    return lines


def bar(number: int, most: int, width: int = _WIDTH) -> str:
    """A bar to scale, to an eighth of a character; never nothing for something."""
    eighths = max(1, round(number / most * width * 8)) if number and most else 0
    return "█" * (eighths // 8) + " ▏▎▍▌▋▊▉"[eighths % 8].strip()
