"""Starting again without using up what Discord allows in a day."""

from datetime import UTC, datetime, timedelta

import discord
import pytest
import yarl
from discord.gateway import DiscordWebSocket
from discord.http import Route

from cogs import connecting, rights
from cogs.rights import NEEDED, invitation, lacking

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def test_a_few_starts_are_free() -> None:
    assert [connecting.delay_before([NOW] * number) for number in range(5)] == [0.0] * 5


@pytest.mark.parametrize("lived", [0.0, 0.5, 7.0, 45.0])
def test_a_crash_loop_starts_no_more_than_twenty_times_in_any_hour(lived: float) -> None:
    now, mark = NOW, None
    starts: list[datetime] = []
    while now < NOW + timedelta(days=1):
        known = connecting.starts_of(mark, now)
        now += timedelta(seconds=connecting.delay_before(known))
        mark = connecting.mark_of([*known, now])
        assert len(mark) <= 200
        starts.append(now)
        now += timedelta(seconds=lived)
    within = [sum(one <= other < one + timedelta(hours=1) for other in starts) for one in starts]
    assert max(within) <= 20
    assert min(within[: len(starts) // 2]) >= 10, "and it does not give up"


def test_starts_are_forgotten_after_an_hour() -> None:
    mark = connecting.mark_of([NOW - timedelta(hours=2), NOW - timedelta(minutes=2)])
    assert connecting.starts_of(mark, NOW) == [NOW - timedelta(minutes=2)]


def test_starts_of_another_time_do_not_count() -> None:
    assert connecting.starts_of(connecting.mark_of([NOW + timedelta(days=1)]), NOW) == []
    assert connecting.starts_of("nonsense,,", NOW) == []


def test_waits_grow_and_stay_below_a_minute() -> None:
    waits = [connecting.wait_before(attempt) for attempt in range(40)]
    assert waits == sorted(waits)
    assert waits[0] <= 1.0
    assert waits[-1] == connecting.LONGEST_WAIT


def test_another_discord_is_found_where_it_is_said_to_be() -> None:
    before = Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY
    try:
        connecting.address_discord("http://127.0.0.1:1/api/v10/", "ws://127.0.0.1:1/gateway")
        assert Route("GET", "/users/@me").url == "http://127.0.0.1:1/api/v10/users/@me"
        assert yarl.URL("ws://127.0.0.1:1/gateway") == DiscordWebSocket.DEFAULT_GATEWAY
        connecting.address_discord("", "")
        assert Route.BASE == "https://discord.com/api/v10"
        assert DiscordWebSocket.DEFAULT_GATEWAY.host == "gateway.discord.gg"
    finally:
        Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY = before


def test_the_invitation_asks_for_exactly_what_we_use() -> None:
    address = yarl.URL(invitation(123))
    assert address.host == "discord.com"
    assert address.query["client_id"] == "123"
    assert address.query["scope"] == "bot applications.commands"
    assert address.query["permissions"] == str(NEEDED.value) == "309237730368"


def test_what_is_lacking_is_named() -> None:
    assert lacking(NEEDED) == []
    assert lacking(discord.Permissions(administrator=True)) == []
    assert set(lacking(discord.Permissions.none())) == {name for name, on in NEEDED if on}
    held = discord.Permissions(NEEDED.value)
    held.send_messages = False
    assert lacking(held) == ["send_messages"]


def test_nothing_is_said_to_be_lacking_where_nothing_is_known() -> None:
    assert rights.lacking_in(None, "1") == []
