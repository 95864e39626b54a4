"""The house: imports point down, each library has its room, names say what things are."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

MAY_IMPORT = {
    "db/": {"db"},
    "bot/": {"bot", "db"},
    "cogs/": {"cogs", "bot", "db.vocabulary"},  # the words that rows are told with
    "sandbox/": {"sandbox"},
    # The wiring knows everyone.
    "bot/app.py": {"bot", "db", "cogs"},
    "bot/demo.py": {"bot"},
}
DEMO = "bot/demo_bot.py"
ONE_ROOM = {
    "discord": {"cogs/"},
    "sqlalchemy": {"db/"},
    "alembic": {"db/"},
    "apscheduler": {"bot/bell.py"},
    "pydantic_settings": {"bot/settings/"},
    "aiohttp": {"sandbox/", "cogs/", DEMO, "bot/clock.py", "bot/health/server.py"},
    "aiohttp.web": {"sandbox/", "bot/health/server.py"},
    "prometheus_client": {"bot/health/metrics.py"},
}
ASKS_THE_TIME = {"datetime.now", "datetime.utcnow", "datetime.today", "date.today", "time.time"}
KNOWS_THE_TIME = {
    "bot/clock.py",
    "bot/bell.py",  # the timer it sets is the machine's
    "bot/asking.py",  # asked from a shell with no --now
}
NO_NAMES = {"manager", "helper", "helpers", "util", "utils", "handler", "misc", "common"}

ROOMS = ("bot", "cogs", "db", "sandbox")
FILES = {
    str(file.relative_to(ROOT)): ast.parse(file.read_text(encoding="utf-8"))
    for room in ROOMS
    for file in sorted((ROOT / room).rglob("*.py"))
}


def imports(name: str) -> Iterator[str]:
    """Every module that a file imports, with the names taken from it, wherever they stand."""
    for node in ast.walk(FILES[name]):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            here = name.split("/")[: -node.level] if node.level else []
            module = ".".join([*here, *([node.module] if node.module else [])])
            yield from (f"{module}.{alias.name}" for alias in node.names)


def within(name: str, places: set[str]) -> bool:
    return any(
        name == place or (place.endswith("/") and name.startswith(place)) for place in places
    )


@pytest.mark.parametrize("name", FILES)
def test_imports_point_down(name: str) -> None:
    allowed = MAY_IMPORT.get(name) or MAY_IMPORT[name.partition("/")[0] + "/"]
    ours = {one for one in imports(name) if one.partition(".")[0] in ROOMS}
    upwards = {one for one in ours if not any(f"{one}.".startswith(f"{a}.") for a in allowed)}
    assert upwards == set()


@pytest.mark.parametrize("library", ONE_ROOM)
def test_one_library_one_room(library: str) -> None:
    users = {n for n in FILES if any(f"{one}.".startswith(f"{library}.") for one in imports(n))}
    assert {name for name in users if not within(name, ONE_ROOM[library])} == set()


def test_only_the_clock_asks_the_machine_what_time_it_is() -> None:
    asking = {
        name
        for name, tree in FILES.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and ast.unparse(node) in ASKS_THE_TIME
    }
    assert {name for name in asking if not name.startswith("sandbox/")} <= KNOWS_THE_TIME


def test_names_say_what_things_are() -> None:
    words = {
        name: set(Path(name).with_suffix("").as_posix().replace("/", "_").split("_"))
        for name in FILES
    }
    assert [name for name, said in words.items() if said & NO_NAMES] == []
