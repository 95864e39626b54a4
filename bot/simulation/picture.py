"""The account as a picture: messages a week, hours of the day, and why reminders did not come."""

import io
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from babel.dates import format_date

from bot import words
from bot.simulation.telling import reason_of

try:
    from matplotlib.axes import Axes
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure
    from matplotlib.ticker import MaxNLocator
    from PIL.PngImagePlugin import PngInfo
except ModuleNotFoundError as missing:
    raise ModuleNotFoundError(name=(missing.name or "matplotlib").partition(".")[0]) from missing

_INK, _BAR, _PALE = "#22313f", "#1f6f8b", "#d9e2e7"
"""Dark on white: the contrast of text and of bars is above 4.5 to 1."""
_SIZE, _DOTS = (10.0, 9.0), 120
_MOST_REASONS = 8


@dataclass(frozen=True)
class Drawn:
    """A picture, and what somebody who does not see it should know of it."""

    png: bytes
    alternative: str


def draw(account: dict[str, Any], locale: str) -> Drawn:
    """Three charts on one sheet; the same account gives the same bytes."""
    summary = account["summary"]
    figure = Figure(figsize=_SIZE, dpi=_DOTS, layout="constrained")
    FigureCanvasAgg(figure)
    figure.suptitle(_title(account, locale), color=_INK, fontsize=13)
    weeks, hours, reasons = figure.subplots(3, 1, height_ratios=(3, 3, 4))
    _weeks(weeks, account, locale)
    _hours(hours, summary, locale)
    _reasons(reasons, summary, locale)
    alternative = alternative_of(summary, locale)
    known = PngInfo()
    known.add_itxt("Description", alternative, locale)
    sheet = io.BytesIO()
    figure.savefig(sheet, format="png", pil_kwargs={"pnginfo": known})
    return Drawn(sheet.getvalue(), alternative)


def alternative_of(summary: dict[str, Any], locale: str) -> str:
    """The picture in words."""
    hours = {int(hour): number for hour, number in summary["hours"].items()} or {9: 0}
    weeks = summary["by_week"]
    shown = list(summary["not_sent"].items())[:3]
    said = [f"{reason_of(reason, locale)} ({number})" for reason, number in shown]
    return words.say(
        "simulation.picture.alternative",
        locale,
        fewest=min(weeks),
        most=max(weeks),
        messages=summary["messages"],
        first=min(hours),
        last=max(hours),
        usual=max(hours, key=lambda hour: hours[hour]),
        reasons=", ".join(said) or "0",
    )


def _title(account: dict[str, Any], locale: str) -> str:
    return words.say(
        "simulation.title",
        locale,
        members=words.count("simulation.members", account["members"], locale),
        days=words.count("simulation.days", account["days"], locale),
        start=format_date(date.fromisoformat(account["start"]), "long", locale=locale),
        seed=account["seed"],
    )


def _weeks(axes: Axes, account: dict[str, Any], locale: str) -> None:
    numbers = account["summary"]["by_week"]
    axes.bar([week + 0.5 for week in range(len(numbers))], numbers, color=_BAR, width=0.8)
    axes.set_xlim(0, len(numbers))
    months = _months(date.fromisoformat(account["start"]), account["days"], locale)
    axes.set_xticks([day / 7 for day, _ in months], [name for _, name in months])
    _dress(axes, "simulation.picture.weeks", locale)
    axes.yaxis.set_major_locator(MaxNLocator(integer=True))


def _months(start: date, days: int, locale: str) -> list[tuple[int, str]]:
    """Where each month begins, in days from the start, and its short name; a dozen at most."""
    each = [start + timedelta(days=day) for day in range(days)]
    firsts = [day for day in each if day.day == 1] or [start]
    some = firsts[:: -(-len(firsts) // 12)]
    return [((day - start).days, format_date(day, "LLL", locale=locale)) for day in some]


def _hours(axes: Axes, summary: dict[str, Any], locale: str) -> None:
    numbers = [summary["hours"].get(str(hour), 0) for hour in range(24)]
    axes.axvspan(8.5, 18.5, color=_PALE, zorder=0)
    axes.bar([hour + 0.5 for hour in range(24)], numbers, color=_BAR, width=0.8, zorder=2)
    axes.set_xlim(0, 24)
    axes.set_xticks(range(0, 25, 2))
    _dress(axes, "simulation.picture.hours", locale)
    axes.yaxis.set_major_locator(MaxNLocator(integer=True))


def _reasons(axes: Axes, summary: dict[str, Any], locale: str) -> None:
    shown = list(summary["not_sent"].items())[:_MOST_REASONS][::-1]
    bars = axes.barh(
        [reason_of(reason, locale) for reason, _ in shown],
        [number for _, number in shown],
        color=_BAR,
        height=0.7,
    )
    axes.bar_label(bars, padding=3, color=_INK)
    _dress(axes, "simulation.picture.not_sent", locale)
    axes.xaxis.set_major_locator(MaxNLocator(integer=True))


def _dress(axes: Axes, title: str, locale: str) -> None:
    """A title on the left, and no frame."""
    axes.set_title(words.say(title, locale), loc="left", color=_INK, fontsize=11)
    axes.spines[["top", "right"]].set_visible(False)
    axes.tick_params(colors=_INK)
