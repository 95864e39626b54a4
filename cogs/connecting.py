"""Finding Discord and staying connected: which one, the first connection, a crash loop."""

import asyncio
import logging
from collections.abc import Sequence
from datetime import datetime, timedelta

import discord
import yarl
from discord.gateway import DiscordWebSocket
from discord.http import Route

log = logging.getLogger(__name__)

DISCORD = "https://discord.com/api/v10"
GATEWAY = "wss://gateway.discord.gg/"

LONGEST_WAIT = 60.0
"""Seconds between two attempts to connect, at most."""
FREE_STARTS = 5
"""Starts in an hour without any delay."""
LONGEST_DELAY = 300.0
"""Seconds before a start, at most: 20 in the first hour of a crash loop and 12 in each further
one, far under the 1000 a day after which Discord resets a token."""
KEPT_STARTS = 12


class CannotConnect(Exception):
    """Discord will not have us, and trying again would not help.

    `reason` is one of: `token` (refused), `intents` (a privileged one is asked for), `refused`
    (the gateway closed for good), `unreachable` (where the caller did not want to wait).
    """

    def __init__(self, reason: str, *, detail: str = "") -> None:
        super().__init__(reason, detail)
        self.reason = reason
        self.detail = detail


def address_discord(api_url: str, gateway_url: str) -> None:
    """Point the library at a Discord. Two class attributes, so once for the whole process."""
    Route.BASE = (api_url or DISCORD).rstrip("/")
    if gateway_url or api_url.rstrip("/") in ("", DISCORD):
        DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(gateway_url or GATEWAY)


async def ask_for_gateway(client: discord.Client) -> None:
    """Learn the gateway's address from the service itself."""
    answer = await client.http.request(Route("GET", "/gateway"))
    DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(answer["url"])


def wait_before(attempt: int) -> float:
    """Seconds to wait before another attempt; the first attempt is number 0."""
    return float(min(LONGEST_WAIT, 2.0 ** min(attempt, 10)))


def starts_of(mark: str | None, now: datetime) -> list[datetime]:
    """The starts of the last hour, as kept in a mark."""
    moments = [
        datetime.fromtimestamp(int(part), tz=now.tzinfo)
        for part in (mark or "").split(",")
        if part.isdigit()
    ]
    return [moment for moment in moments if timedelta(0) <= now - moment < timedelta(hours=1)]


def mark_of(starts: Sequence[datetime]) -> str:
    """The newest starts as a mark."""
    return ",".join(str(int(moment.timestamp())) for moment in starts[-KEPT_STARTS:])


def delay_before(starts: Sequence[datetime]) -> float:
    """Seconds to wait before one more start, so that a crash loop does not use up the day's."""
    extra = len(starts) - FREE_STARTS
    return 0.0 if extra < 0 else float(min(LONGEST_DELAY, 10.0 * 2**extra))


async def either(stop: asyncio.Event, seconds: float) -> bool:
    """Wait so long, or until told to stop; whether we were told."""
    try:
        await asyncio.wait_for(stop.wait(), seconds)
    except TimeoutError:
        return False
    return True


class OneLine(logging.Filter):
    """The library tells every lost connection with a traceback; one line says as much."""

    def filter(self, record: logging.LogRecord) -> bool:
        if record.exc_info and str(record.msg).startswith("Attempting a reconnect"):
            error = record.exc_info[1]
            record.msg = f"connection to Discord lost ({type(error).__name__}); {record.msg}"
            record.exc_info = None
        return True
