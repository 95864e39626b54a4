"""Reminders that do not come: what the policy last said of each before its moment passed."""

from dataclasses import dataclass, field
from datetime import date, datetime

from bot.reminders.terms import Key, Kind, Plan, Reason

NOT_PLANNED = "not_planned"
"""The bot's own word for what was promised and is no longer called for: an answer taken back."""


@dataclass
class _Standing:
    """How one reminder of one member stands."""

    state: str
    """`due`, `withheld` or `sent`."""
    reason: str = ""
    moment: datetime | None = None
    about: date | None = None
    """The day it speaks of: another chosen day is another reminder."""
    settled: bool = False
    """Its moment had passed already: what is said of it later says nothing about it."""


@dataclass(frozen=True)
class NotSent:
    """A reminder that did not come."""

    member: str
    key: Key
    reason: str
    was_due: datetime | None


@dataclass
class Withholding:
    """Follows the plans of all members. It looks on; it changes nothing."""

    _standings: dict[str, dict[Key, _Standing]] = field(default_factory=dict)

    def see(self, member: str, plan: Plan, now: datetime) -> None:
        """A member's plan, after something happened that may have changed it."""
        standings = self._standings.setdefault(member, {})
        current: set[Key] = set()
        for due in plan.due:
            for item in due.items:
                current.add(item.key)
                known = standings.get(item.key)
                # Arrived, and not yet known to have arrived: it is still planned.
                if known is None or known.state != "sent" or known.about != item.about:
                    standings[item.key] = _Standing("due", moment=due.at, about=item.about)
        for gone in plan.withheld:
            current.add(gone.key)
            known = standings.get(gone.key)
            if gone.reason is not Reason.ALREADY_SENT and _tells(known, gone.reason, now):
                moment = gone.moment or (known.moment if known else None)
                passed = moment is not None and moment <= now
                standings[gone.key] = _Standing(
                    "withheld", gone.reason.value, moment, settled=passed
                )
        for key in standings.keys() - current:
            self._dropped(standings, key)

    def sent(self, member: str, key: Key) -> None:
        """A reminder arrived."""
        standings = self._standings.setdefault(member, {})
        known = standings.get(key)
        standings[key] = _Standing("sent", about=known.about if known else None)

    def not_sent(self, until: datetime) -> list[NotSent]:
        """What did not come, of all that could have come until a moment."""
        return [
            NotSent(member, key, standing.reason, standing.moment)
            for member, standings in sorted(self._standings.items())
            for key, standing in sorted(standings.items(), key=lambda pair: pair[0].sorting)
            if standing.state == "withheld"
            and (standing.moment is None or standing.moment <= until)
        ]

    @staticmethod
    def _dropped(standings: dict[Key, _Standing], key: Key) -> None:
        known = standings[key]
        if key.kind is Kind.CARRY_ON:
            # A question that takes another reminder's place; that one has its own reason.
            if known.state == "due":
                del standings[key]
        elif known.state == "due":
            standings[key] = _Standing("withheld", NOT_PLANNED, known.moment, settled=True)
        elif known.state == "withheld" and not known.settled:
            del standings[key]


def _tells(known: _Standing | None, reason: Reason, now: datetime) -> bool:
    """Whether a reason that is given now says why a reminder does not come."""
    if known is None or known.state == "due":
        return True
    if known.state == "sent" or known.settled:
        return False
    if known.moment is not None and known.moment <= now:
        return False
    return reason is not Reason.CLOSED
