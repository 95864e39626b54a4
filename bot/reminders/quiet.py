"""When the bot goes quiet by itself: two mobilisations in a row whose reminders had no answer."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from itertools import groupby
from operator import attrgetter

from bot.reminders.terms import Kind, Sent

_NO_ANSWER_AFTER = timedelta(days=3)
"""A reminder counts as unanswered only after this time."""


def goes_quiet(sent: Sequence[Sent], now: datetime, since: datetime | None = None) -> bool:
    """Whether the reminders of the last two mobilisations stayed without any answer.

    `sent` comes oldest first. Mobilisations that shared their last message count as one, and what
    lies before `since`, when the member last asked to carry on, does not count.
    """
    long_ago = now - _NO_ANSWER_AFTER
    # The mobilisations that had their last message on one of the occasions that count: the newest,
    # back to the second one that is old enough.
    last: set[int] = set()
    settled = 0
    for at, messages in groupby(reversed(sent), attrgetter("at")):
        if since is not None and at <= since:
            break
        items = [i for each in messages for i in each.items if i.key.kind is not Kind.CARRY_ON]
        calls = {item.key.call for item in items}
        if settled < 2 and not calls <= last:
            last |= calls
            settled += at <= long_ago
        # An answer to an earlier reminder of one of them counts too.
        if any(item.answered and item.key.call in last for item in items):
            return False
    return settled == 2


def asked(sent: Iterable[Sent], since: datetime | None = None) -> bool:
    """Whether the member was already asked if the bot shall carry on."""
    return any(
        item.key.kind is Kind.CARRY_ON
        for message in sent
        if since is None or message.at > since
        for item in message.items
    )
