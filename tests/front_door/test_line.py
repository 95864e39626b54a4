"""The command line: what is understood, and how kindly the rest is turned away."""

import re
from datetime import date
from pathlib import Path

import pytest

from bot.front_door.line import make_parser, verb_in
from bot.front_door.sentences import front_door_voice
from bot.front_door.verbs import VERBS

SAY = front_door_voice("fr")


def asked(*argv: str) -> dict[str, object]:
    return vars(make_parser(argv, SAY).parse_args(argv))


def test_a_demo_speaks_the_systems_language_unless_told() -> None:
    assert asked("demo")["language"] == "fr"
    told = asked("demo", "--language", "it", "--no-browser", "--port", "8080")
    assert (told["language"], told["no_browser"], told["port"]) == ("it", True, 8080)


def test_a_demo_is_small_unless_told() -> None:
    assert (asked("demo")["members"], asked("demo")["mobilisations"]) == (0, 0)
    told = asked("demo", "--members", "5000", "--mobilisations", "500")
    assert (told["members"], told["mobilisations"]) == (5000, 500)


@pytest.mark.parametrize(
    "argv",
    [("--config", "x.toml", "--no-setup", "run"), ("run", "--config", "x.toml", "--no-setup")],
)
def test_common_options_may_stand_on_either_side_of_the_verb(argv: tuple[str, ...]) -> None:
    assert asked(*argv)["config"] == Path("x.toml")
    assert asked(*argv)["no_setup"] is True
    assert asked(*argv)["verbose"] is False


def test_the_database_verbs_take_a_file_where_they_need_one() -> None:
    assert asked("db", "upgrade")["file"] is None
    assert asked("db", "backup", "copy.sqlite3")["file"] == Path("copy.sqlite3")
    assert asked("db", "restore", "copy.sqlite3")["action"] == "restore"


def test_a_simulation_needs_nothing_to_be_said() -> None:
    plain = asked("simulate")
    assert (plain["members"], plain["days"], plain["seed"]) == (50, 365, 7)
    assert (plain["start"], plain["language"]) == (date(2027, 1, 1), "fr")
    told = asked("simulate", "--start", "2028-02-29", "--json", "a.json", "--picture", "b.png")
    assert told["start"] == date(2028, 2, 29)
    assert (told["json"], told["picture"]) == (Path("a.json"), Path("b.png"))


@pytest.mark.parametrize(
    "argv",
    [
        ("dmeo",),
        ("simulate", "--members", "0"),
        ("simulate", "--days", "-3"),
        ("simulate", "--start", "yesterday"),
        ("simulate", "--start", "1848-02-24"),
        ("demo", "--port", "99999"),
        ("demo", "--port", "http"),
        ("demo", "--members", "many"),
        ("demo", "--mobilisations", "2001"),
        ("demo", "--lang", "fr"),
        ("demo", "--language", "de"),
        ("db",),
        ("db", "backup"),
        ("sync", "--forced"),
    ],
)
def test_what_is_not_understood_gets_one_sentence_and_where_to_look(
    argv: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as leaving:
        asked(*argv)
    assert leaving.value.code == 2
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 2
    assert lines[0].startswith("Non compris : ")
    assert lines[1].startswith("Voir : python3 -m bot ")
    assert lines[1].endswith("--help")


def test_the_help_names_every_verb_in_the_persons_language() -> None:
    told = make_parser([], SAY).format_help()
    assert told.startswith("Usage : python3 -m bot")
    for verb in VERBS:
        assert re.search(rf"^ +{verb} +\S", told, re.MULTILINE)


@pytest.mark.parametrize(
    ("argv", "verb"),
    [
        (["run"], "run"),
        (["--config", "demo", "run"], "run"),
        (["--config=demo", "check"], "check"),
        (["when", "run"], "when"),
        (["--help"], None),
        ([], None),
    ],
)
def test_the_verb_is_known_before_the_rest_is_read(argv: list[str], verb: str | None) -> None:
    assert verb_in(argv) == verb
