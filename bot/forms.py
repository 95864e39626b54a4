"""The forms of a mobilisation: what was typed, how it is read, how it comes back filled."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from bot import dates, words
from bot.refusals import Refusal
from db.models import Mobilisation


@dataclass(frozen=True)
class Form:
    """The first form, as typed; the organiser's field also takes its address and the place."""

    title: str
    when: str
    until: str = ""
    purpose: str = ""
    organiser: str = ""


@dataclass(frozen=True)
class Complement:
    """The second form, the brief, as typed; angles one a line."""

    reached: str = ""
    blind_spot: str = ""
    angles: str = ""
    networks: str = ""
    benefit: str = ""


@dataclass(frozen=True)
class Consent:
    """The third form: the organiser's agreement, or why none is needed."""

    kind: str
    by: str = ""
    on: str = ""
    scope: str = ""


@dataclass(frozen=True)
class Problem:
    """Something to mend or to think about, by key, with its details."""

    key: str
    details: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class ReadDate:
    """One date field as it was understood."""

    at: date | datetime | None = None
    candidates: tuple[date | datetime, ...] = ()
    problem: Problem | None = None


def form_of(mobilisation: Mobilisation) -> Form:
    """The first form as it comes back filled."""
    first = ", ".join(part for part in (mobilisation.organiser, mobilisation.link) if part)
    organiser = "\n".join(part for part in (first, mobilisation.place) if part)
    return Form(
        title=mobilisation.title,
        when=mobilisation.when_said,
        until=mobilisation.until_said,
        purpose=mobilisation.purpose,
        organiser=organiser,
    )


def complement_of(mobilisation: Mobilisation, locale: str) -> Complement:
    """The second form as it comes back filled, its networks as people call them."""
    networks = ", ".join(words.say(f"network.{one}", locale) for one in mobilisation.networks)
    return Complement(
        reached=mobilisation.reached or "",
        blind_spot=mobilisation.blind_spot or "",
        angles="\n".join(mobilisation.angles),
        networks=" ".join(part for part in (networks, *mobilisation.hashtags) if part),
        benefit=mobilisation.benefit or "",
    )


def consent_of(mobilisation: Mobilisation) -> Consent | None:
    """The third form as it comes back filled; its kind is empty while nothing is on record."""
    kind = mobilisation.agreement
    if kind is None and not (mobilisation.agreement_by or mobilisation.agreement_scope):
        return None
    return Consent(
        kind=kind.value if kind else "",
        by=mobilisation.agreement_by or "",
        on=mobilisation.agreement_on.isoformat() if mobilisation.agreement_on else "",
        scope=mobilisation.agreement_scope or "",
    )


def read_dates(
    mobilisation: Mobilisation, when: str, until: str, locale: str, now: datetime
) -> tuple[ReadDate, ReadDate]:
    """Both date fields as understood; the end is nothing where nothing was typed."""
    starts = read_date(when, locale, mobilisation, now)
    return starts, read_end(until, locale, mobilisation, now, starts.at)


def read_end(
    said: str,
    locale: str,
    mobilisation: Mobilisation,
    now: datetime,
    starts: date | datetime | None,
) -> ReadDate:
    """The end as understood: "8 pm" is on the day of the start, "Thursday" the one after it.

    Nothing where nothing was typed. What is counted from today stays so.
    """
    if not said.strip():
        return ReadDate()
    read = read_date(said, locale, mobilisation, now)
    if starts is None or read.candidates or _COUNTED.search(said.lower()):
        return read
    zone = ZoneInfo(mobilisation.zone)
    begins = _instant(starts, zone)
    if read.at is not None and _instant(read.at, zone) >= begins:
        return read
    after = read_date(said, locale, mobilisation, begins)
    return read if after.at is None else after


# "Tomorrow" is said from today, whenever the event is.
_COUNTED = re.compile(
    r"\b(?:aujourd|demain|hier|ce soir|dans|today|tomorrow|yesterday|tonight|in|oggi|domani"
    r"|dopodomani|ieri|stasera|tra|fra)\b"
)


_UNCONFIRMED = re.compile(
    r"\b(?:[àa] (?:confirmer|définir|préciser)|to be (?:confirmed|announced|decided)|tb[acd]"
    r"|da (?:confermare|definire|precisare))\b"
)


def _instant(moment: date | datetime, zone: ZoneInfo) -> datetime:
    if isinstance(moment, datetime):
        return moment
    return datetime.combine(moment, time(), zone)


def read_date(said: str, locale: str, mobilisation: Mobilisation, now: datetime) -> ReadDate:
    if not said.strip():
        return ReadDate(problem=Problem("when.missing"))
    if _UNCONFIRMED.search(said.lower()):
        return ReadDate(problem=Problem("when.unconfirmed"))
    reading = dates.read(said, locale=locale, now=now, zone=ZoneInfo(mobilisation.zone))
    match reading:
        case dates.Understood():
            return ReadDate(at=reading.at)
        case dates.Ambiguous():
            return ReadDate(
                candidates=reading.candidates, problem=Problem("when.ambiguous", {"said": said})
            )
        case dates.Refused():
            return ReadDate(problem=Problem(f"when.{reading.reason}", {"said": said}))


def readings(candidates: Sequence[date | datetime], locale: str, zone: str) -> str:
    """Several readings of a date, in full, for somebody to choose from."""
    return " · ".join(words.moment(one, locale, zone) for one in candidates)


def set_dates(
    mobilisation: Mobilisation, starts: date | datetime | None, ends: date | datetime | None
) -> None:
    """Keep dates as local days of the mobilisation's zone, with the instant where it is known."""
    zone = ZoneInfo(mobilisation.zone)
    mobilisation.starts_on, mobilisation.starts_at = _split(starts, zone)
    mobilisation.ends_on, mobilisation.ends_at = _split(ends, zone)


def _split(moment: date | datetime | None, zone: ZoneInfo) -> tuple[date | None, datetime | None]:
    if isinstance(moment, datetime):
        return moment.astimezone(zone).date(), moment
    return moment, None


def agreed_on(said: str, locale: str, mobilisation: Mobilisation, now: datetime) -> date | None:
    """The day of the agreement: today where nothing was typed; it may lie in the past."""
    zone = ZoneInfo(mobilisation.zone)
    if not said.strip():
        return now.astimezone(zone).date()
    today = now.astimezone(zone).date()
    # Read as on two days of the past year, since an agreement is given before it is written
    # down; only a date of the calendar is the same on both.
    past = (now - timedelta(days=365), now - timedelta(days=300))
    days = [_day_read(said, locale, zone, moment) for moment in (now, *past)]
    if days[0] == today:
        return today
    if days[1] is None or days[1] != days[2] or days[1] > today:
        raise Refusal("agreement_day", said=said)
    return days[1]


def _day_read(said: str, locale: str, zone: ZoneInfo, now: datetime) -> date | None:
    match dates.read(said, locale=locale, now=now, zone=zone):
        case dates.Understood(at=datetime() as at):
            return at.astimezone(zone).date()
        case dates.Understood(at=at):
            return at
        case _:
            return None


def lines(text: str) -> list[str]:
    return [line.strip(" -•\t") for line in text.splitlines() if line.strip(" -•\t")]
