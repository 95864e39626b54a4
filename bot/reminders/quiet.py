"""When the bot goes quiet by itself: two mobilisations in a row whose reminders had no answer."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from bot.reminders.terms import Kind, Sent

_NO_ANSWER_AFTER = timedelta(days=3)
"""A reminder counts as unanswered only after this time."""


def goes_quiet(sent: Iterable[Sent], now: datetime, since: datetime | None = None) -> bool:
    """Whether the reminders of the last two mobilisations stayed without any answer.

    Mobilisations that shared their last message count as one, and what lies before `since`, when
    the member last asked to carry on, does not count.
    """
    last: dict[int, datetime] = {}
    answered: set[int] = set()
    for message in sent:
        if since is not None and message.at <= since:
            continue
        for item in message.items:
            if item.key.kind is Kind.CARRY_ON:
                continue
            call = item.key.call
            before = last.get(call)
            if before is None or before < message.at:
                last[call] = message.at
            if item.answered:
                answered.add(call)
    occasions: dict[datetime, bool] = {}
    for call, at in last.items():
        occasions[at] = occasions.get(at, False) or call in answered
    long_ago = now - _NO_ANSWER_AFTER
    settled = sorted(at for at, had in occasions.items() if had or at <= long_ago)
    return len(settled) >= 2 and not any(occasions[at] for at in settled[-2:])


def asked(sent: Iterable[Sent], since: datetime | None = None) -> bool:
    """Whether the member was already asked if the bot shall carry on."""
    return any(
        item.key.kind is Kind.CARRY_ON
        for message in sent
        if since is None or message.at > since
        for item in message.items
    )
