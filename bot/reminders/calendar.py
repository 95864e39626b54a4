"""Working time: which days and hours of which place are fit for a reminder."""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

import holidays
from babel.core import get_global

from bot.reminders.terms import Person, Rules

_DAY = timedelta(days=1)
_FURTHEST = 62
"""Days looked ahead for a fit one: longer than any month that a community keeps quiet."""

_REMEMBERED = 4096
"""Slots, and days, kept per working time: years of mornings, some hundred kilobytes."""

# Codes in use for French territories that the library of holidays does not know. Grand Est holds
# Alsace and Moselle, whose two more holidays nobody there would like to be disturbed on.
_FRENCH = {
    "67": ("6AE",),
    "68": ("6AE",),
    "A": ("6AE",),
    "GES": ("57", "6AE"),
    "ALSACEMOSELLE": ("57", "6AE"),
    "GRANDEST": ("57", "6AE"),
    "BASRHIN": ("6AE",),
    "HAUTRHIN": ("6AE",),
    "REUNION": ("974",),
    "GUYANEFRANCAISE": ("973",),
}


def fold(name: str) -> str:
    """A name as it is compared: without accents, signs and case."""
    plain = unicodedata.normalize("NFKD", name)
    return "".join(letter for letter in plain if letter.isalnum()).upper()


@lru_cache(maxsize=1)
def _french_names() -> dict[str, tuple[str, ...]]:
    france = holidays.country_holidays("FR")
    known = {fold(code): (code,) for code in france.subdivisions}
    known |= {fold(alias): (code,) for alias, code in france.subdivisions_aliases.items()}
    return known | _FRENCH


@lru_cache(maxsize=256)
def _entities(territory: str) -> tuple[tuple[str, str | None], ...]:
    """Which calendars of the library make up a territory; () where none is known."""
    country, _, part = territory.strip().partition("-")
    country = country.upper()
    if country == "FR" and part:
        return tuple(("FR", code) for code in _french_names().get(fold(part), ())) or (
            ("FR", None),
        )
    if len(country) == 2 and country.isalpha():
        for subdivision in (part.upper() or None, None):
            try:
                holidays.country_holidays(country, subdiv=subdivision)
            except NotImplementedError:
                continue
            return ((country, subdivision),)
        return ()
    return tuple(("FR", code) for code in _french_names().get(fold(territory), ()))


@lru_cache(maxsize=2048)
def public_holidays(territory: str, year: int) -> frozenset[date]:
    """Public holidays of a territory in one year; none where the territory is not known."""
    found: set[date] = set()
    for country, subdivision in _entities(territory):
        found.update(holidays.country_holidays(country, subdiv=subdivision, years=year))
    return frozenset(day for day in found if day.year == year)


@lru_cache(maxsize=256)
def _weekend(territory: str) -> frozenset[int]:
    days: set[int] = set()
    for country, subdivision in _entities(territory):
        days |= holidays.country_holidays(country, subdiv=subdivision).weekend
    return frozenset(days) or frozenset({5, 6})


@lru_cache(maxsize=1024)
def territory_of(named: str | None, zone: str, default: str) -> str:
    """The territory whose holidays count: the one named, else the zone's, else the default.

    A zone of the same country as the default keeps the default, which may be more precise.
    """
    if named and _entities(named):
        return named
    country = get_global("zone_territories").get(
        str(get_global("zone_aliases").get(zone, zone)), ""
    )
    if not country or default.upper().startswith(f"{country}-") or not _entities(country):
        return default
    return str(country)


@dataclass(frozen=True, slots=True, eq=False)
class WorkingTime:
    """The hours and days of one person in which a reminder may come.

    `working_time` gives the same object for the same wishes, so what it remembers of single days
    serves everybody who shares them.
    """

    zone: ZoneInfo
    territory: str
    opens: time
    closes: time
    weekends: bool
    holidays_too: bool
    quiet_months: frozenset[int]
    weekend: frozenset[int]
    _slots: dict[tuple[date, time], datetime | None] = field(default_factory=dict, repr=False)
    _fit: dict[date, bool] = field(default_factory=dict, repr=False)

    def is_working(self, day: date) -> bool:
        """Whether people at that place work on that day, whatever the person wishes."""
        return day.weekday() not in self.weekend and day not in public_holidays(
            self.territory, day.year
        )

    def fits(self, day: date) -> bool:
        """Whether a reminder may come on that local day."""
        known = self._fit.get(day)
        if known is None:
            if len(self._fit) >= _REMEMBERED:
                self._fit.clear()
            known = self._fit[day] = self._fits(day)
        return known

    def _fits(self, day: date) -> bool:
        if day.month in self.quiet_months:
            return False
        if not self.weekends and day.weekday() in self.weekend:
            return False
        return self.holidays_too or day not in public_holidays(self.territory, day.year)

    def day_of(self, moment: datetime) -> date:
        """The local day of an instant."""
        return moment.astimezone(self.zone).date()

    def allows(self, moment: datetime) -> bool:
        """Whether a reminder may come at that instant."""
        local = moment.astimezone(self.zone)
        return self.opens <= local.time() < self.closes and self.fits(local.date())

    def closing(self, moment: datetime) -> datetime:
        """The end (UTC) of the hours of an instant's local day."""
        return datetime.combine(self.day_of(moment), self.closes, self.zone).astimezone(UTC)

    def slot(self, day: date, at: time) -> datetime | None:
        """The instant (UTC) of a local hour on a fit day, or None where the day has none.

        An hour outside the person's own gives way to their first; an hour that a clock change
        skips gives way to the same time after it, one that comes twice means the first.
        """
        wanted = (day, at)
        try:
            return self._slots[wanted]
        except KeyError:
            if len(self._slots) >= _REMEMBERED:
                self._slots.clear()
            return self._slots.setdefault(wanted, self._slot(day, at))

    def _slot(self, day: date, at: time) -> datetime | None:
        if not self.fits(day):
            return None
        wall = at if self.opens <= at < self.closes else self.opens
        instant = datetime.combine(day, wall, self.zone).astimezone(UTC)
        return instant if self.day_of(instant) == day and self.allows(instant) else None

    def fit_days(self, first: date) -> Iterator[date]:
        """Fit days from one day on."""
        day = first
        for _ in range(_FURTHEST):
            if self.fits(day):
                yield day
            day += _DAY

    def slots(self, first: date, at: time) -> Iterator[tuple[date, datetime]]:
        """Fit days from one day on, with the instant of a local hour on each."""
        day = first
        for _ in range(_FURTHEST):
            instant = self.slot(day, at)
            if instant is not None:
                yield day, instant
            day += _DAY

    def next_allowed(self, moment: datetime) -> datetime | None:
        """The first instant (UTC) from one on at which a reminder may come."""
        moment = moment.astimezone(UTC)
        if self.allows(moment):
            return moment
        for day in self.fit_days(self.day_of(moment)):
            opening = datetime.combine(day, self.opens, self.zone)
            # An opening hour that comes twice may lie behind us once and ahead once.
            for fold in (0, 1):
                instant = opening.replace(fold=fold).astimezone(UTC)
                if instant >= moment and self.allows(instant):
                    return instant
        return None

    def on_or_before(self, day: date, at_most: int) -> date | None:
        """The last fit day up to `day`, looking back at most so many days."""
        for back in range(at_most + 1):
            if self.fits(day - back * _DAY):
                return day - back * _DAY
        return None

    def working_days_before(self, day: date, count: int) -> date:
        """The working day that many working days before another day."""
        for _ in range(count):
            day -= _DAY
            while not self.is_working(day):
                day -= _DAY
        return day


@lru_cache(maxsize=4096)
def _working_time(
    zone: ZoneInfo,
    territory: str,
    hours: tuple[time, time],
    weekends: bool,
    holidays_too: bool,
    quiet_months: frozenset[int],
) -> WorkingTime:
    return WorkingTime(
        zone=zone,
        territory=territory,
        opens=hours[0],
        closes=hours[1],
        weekends=weekends,
        holidays_too=holidays_too,
        quiet_months=quiet_months,
        weekend=_weekend(territory),
    )


def working_time(person: Person, rules: Rules) -> WorkingTime:
    """The working time of a person under a community's rules."""
    return _working_time(
        person.zone,
        territory_of(person.territory, person.zone.key, rules.territory),
        person.hours or (rules.opens, rules.closes),
        person.weekends,
        person.holidays_too,
        rules.quiet_months,
    )


def allowed(moment: datetime, person: Person, rules: Rules) -> bool:
    """Whether a reminder may reach that person at that instant."""
    return working_time(person, rules).allows(moment)


def next_allowed(moment: datetime, person: Person, rules: Rules) -> datetime | None:
    """The first instant (UTC) from one on at which a reminder may reach that person."""
    return working_time(person, rules).next_allowed(moment)
