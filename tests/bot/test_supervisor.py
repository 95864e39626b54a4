"""The word to systemd, heard on a real socket: nothing is told that is not so."""

import os
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.health.vitals import Connection, Vitals
from bot.supervisor import Supervisor


@pytest.fixture(params=["file", "abstract"])
def ear(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[str, socket.socket]]:
    """A socket as systemd has one, by the name that it gives to its services."""
    name = f"@porte-voix-{os.getpid()}" if request.param == "abstract" else str(tmp_path / "notify")
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as heard:
        heard.bind("\0" + name[1:] if name.startswith("@") else name)
        heard.setblocking(False)
        yield name, heard


def told(heard: socket.socket) -> list[list[str]]:
    """All that was said until now, each datagram by its lines."""
    said = []
    while True:
        try:
            said.append(heard.recv(4096).decode().split("\n"))
        except BlockingIOError:
            return said


def vitals(*, connected: bool) -> Vitals:
    return Vitals(connections={"discord": lambda: Connection(answers=connected)})


def watched(name: str, **more: str) -> dict[str, str]:
    return {"NOTIFY_SOCKET": name, "WATCHDOG_USEC": "300000000", **more}


def test_ready_is_said_once_and_only_when_connected(ear: tuple[str, socket.socket]) -> None:
    name, heard = ear
    supervisor = Supervisor({"NOTIFY_SOCKET": name})
    supervisor.beat(vitals(connected=False))
    assert told(heard) == []
    supervisor.beat(vitals(connected=True))
    assert told(heard) == [["READY=1", "STATUS=connected"]]
    supervisor.beat(vitals(connected=True))
    assert told(heard) == []


def test_the_watchdog_hears_of_us_only_while_the_gateway_answers(
    ear: tuple[str, socket.socket],
) -> None:
    name, heard = ear
    supervisor = Supervisor(watched(name, WATCHDOG_PID=str(os.getpid())))
    supervisor.beat(vitals(connected=True))
    assert told(heard) == [["READY=1", "STATUS=connected", "WATCHDOG=1"]]
    supervisor.beat(vitals(connected=False))
    assert told(heard) == []
    supervisor.beat(vitals(connected=True))
    assert told(heard) == [["WATCHDOG=1"]]


def test_the_watchdog_of_another_process_is_none_of_ours(ear: tuple[str, socket.socket]) -> None:
    name, heard = ear
    supervisor = Supervisor(watched(name, WATCHDOG_PID="1"))
    supervisor.beat(vitals(connected=True))
    assert told(heard) == [["READY=1", "STATUS=connected"]]


def test_stopping_is_said_and_then_nothing_more(ear: tuple[str, socket.socket]) -> None:
    name, heard = ear
    supervisor, state = Supervisor(watched(name)), vitals(connected=True)
    state.stop()
    supervisor.stopping()
    supervisor.beat(state)
    assert told(heard) == [["STOPPING=1", "STATUS=finishing what is under way"]]


def test_without_a_supervisor_nobody_is_told() -> None:
    supervisor = Supervisor({})
    supervisor.beat(vitals(connected=True))
    supervisor.stopping()


def test_a_supervisor_that_is_gone_does_no_harm(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    Supervisor(watched(str(tmp_path / "gone"))).beat(vitals(connected=True))
    assert "the supervisor could not be told: No such file or directory" in caplog.text
