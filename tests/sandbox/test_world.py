"""How rights add up, how ids rise, how a crowd is made."""

from __future__ import annotations

from datetime import datetime
from itertools import count

import pytest

from sandbox.app import Sandbox
from sandbox.clock import WorldClock
from sandbox.crowd import with_crowd
from sandbox.seed import BadCollective, build_world, read_collective
from sandbox.snowflakes import Snowflakes, moment_of
from sandbox.world.nouns import Overwrite
from sandbox.world.permissions import ALL, NONE, P, named, names_of
from sandbox.world.world import World
from tests.sandbox.conftest import START


@pytest.fixture
def world() -> World:
    return build_world(read_collective(None), WorldClock(speed=0))


def test_the_owner_may_everything_everywhere(world: World) -> None:
    for channel in world.home.channels.values():
        assert world.rights(world.handles["ines"], channel) == ALL


def test_a_person_beats_a_role_and_a_role_beats_everybody(world: World) -> None:
    channel, noe = world.channel_named("general"), world.handles["noe"]
    role = next(each for each in world.home.roles.values() if each.name == "Membre")

    def may() -> bool:
        return bool(world.rights(noe, channel) & P.SEND_MESSAGES)

    assert may()
    channel.overwrites[world.home.id] = Overwrite(world.home.id, 0, deny=P.SEND_MESSAGES)
    assert not may()
    channel.overwrites[role.id] = Overwrite(role.id, 0, allow=P.SEND_MESSAGES)
    assert may()
    channel.overwrites[noe] = Overwrite(noe, 1, deny=P.SEND_MESSAGES)
    assert not may()


def test_who_does_not_see_a_channel_may_nothing_in_it(world: World) -> None:
    assert world.rights(world.handles["noe"], world.channel_named("coordination")) == NONE


def test_administrators_are_not_held_back(world: World) -> None:
    role = next(each for each in world.home.roles.values() if each.name == "Membre")
    role.permissions |= P.ADMINISTRATOR
    assert world.rights(world.handles["noe"], world.channel_named("coordination")) == ALL


def test_in_a_timeout_one_only_reads(world: World) -> None:
    noe, channel = world.handles["noe"], world.channel_named("general")
    world.home.members[noe].timed_out = True
    assert names_of(world.rights(noe, channel)) == ["VIEW_CHANNEL", "READ_MESSAGE_HISTORY"]


def test_private_channels_are_for_two(world: World) -> None:
    channel = world.direct(world.users[world.handles["noe"]])
    assert world.sees(world.handles["noe"], channel)
    assert world.sees(world.bot.id, channel)
    assert not world.sees(world.handles["ines"], channel)


def test_permissions_have_names() -> None:
    assert names_of(named(["SEND_MESSAGES", "PIN_MESSAGES"])) == ["SEND_MESSAGES", "PIN_MESSAGES"]
    with pytest.raises(KeyError):
        named(["FLY"])


def test_ids_rise_even_when_time_stands_still() -> None:
    clock = WorldClock(speed=0)
    ids = Snowflakes(clock.now, lane=1)
    made = [ids.next() for _ in range(10_000)]
    assert made == sorted(set(made))
    assert (moment_of(made[-1]) - clock.now()).total_seconds() < 0.01


@pytest.mark.parametrize(
    "collective",
    [
        {},
        {"guild": {"name": "x"}, "channels": [], "people": []},
        {"guild": {"name": "x", "owner": "y"}, "channels": [], "people": [{"handle": "a"}]},
        {
            "guild": {"name": "x"},
            "channels": [{"key": "a", "name": "a", "kind": "unknown"}],
            "people": [{"handle": "a", "name": "A"}],
        },
        {
            "guild": {"name": "x"},
            "channels": [],
            "people": [{"handle": "a", "name": "A"}, {"handle": "a", "name": "B"}],
        },
    ],
)
def test_a_collective_that_is_none_is_refused(collective: dict[str, object]) -> None:
    with pytest.raises(BadCollective):
        build_world(collective, WorldClock())


async def test_a_crowd_is_always_the_same_and_can_be_seen() -> None:
    assert with_crowd(read_collective(None), 50) == with_crowd(read_collective(None), 50)
    async with Sandbox(start=START, members=5000) as box:
        assert len((await box.visitor("ines").state())["people"]) == 5001
        assert len(box.world.home.members) == 5001


def test_the_same_file_gives_the_same_ids_however_slow_the_machine_is() -> None:
    start = datetime.fromisoformat("2026-12-01T09:00:00+01:00")
    swift, slow = [
        build_world(
            read_collective(None), WorldClock(start, monotonic=(step * n for n in count()).__next__)
        )
        for step in (0.0, 0.7)
    ]
    assert swift.handles == slow.handles
