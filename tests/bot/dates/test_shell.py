"""The date reader tried from a shell."""

import argparse
import io
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from bot.dates.shell import add_arguments, when

ROOT = Path(__file__).parents[3]
NOW = "2026-11-23T10:00:00+01:00"
BAD = {"status": "refused", "reason": "bad_request"}


def run(*arguments: str, lines: str = "") -> tuple[int, list[dict[str, Any]]]:
    parser = argparse.ArgumentParser()
    add_arguments(parser)
    out = io.StringIO()
    code = when(parser.parse_args(arguments), io.StringIO(lines), out)
    return code, [json.loads(line) for line in out.getvalue().splitlines()]


def batch(*requests: object) -> list[dict[str, Any]]:
    code, answers = run("--batch", lines="".join(f"{json.dumps(one)}\n" for one in requests))
    assert code == 0
    return answers


def test_a_text_that_is_understood() -> None:
    assert run("mardi 18h", "--now", NOW) == (
        0,
        [{"status": "understood", "at": "2026-11-24T18:00:00+01:00"}],
    )


def test_a_day_without_hour_is_bare() -> None:
    assert run("mardi", "--now", NOW)[1] == [{"status": "understood", "at": "2026-11-24"}]


def test_a_text_that_is_asked_about() -> None:
    assert run("mardi prochain 18h", "--now", NOW)[1] == [
        {
            "status": "ambiguous",
            "candidates": ["2026-11-24T18:00:00+01:00", "2026-12-01T18:00:00+01:00"],
        }
    ]


def test_a_text_that_is_refused() -> None:
    code, answers = run("mardi 25 novembre", "--now", NOW)
    assert (code, answers) == (0, [{"status": "refused", "reason": "contradiction"}])


def test_the_present_is_now_when_nothing_is_said() -> None:
    code, answers = run("demain", "--locale", "fr", "--zone", "Europe/Rome")
    assert code == 0
    assert answers[0]["status"] == "understood"


def test_now_may_be_given_in_any_offset() -> None:
    early = run("aujourd'hui", "--now", "2026-11-23T23:30:00Z")[1]
    assert early == [{"status": "understood", "at": "2026-11-24"}]
    noumea = run("demain 9h", "--now", NOW, "--zone", "Pacific/Noumea")[1]
    assert noumea == [{"status": "understood", "at": "2026-11-24T09:00:00+11:00"}]


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("demain", "--zone", "Europe/Nowhere"),
        ("demain", "--zone", ""),
        ("demain", "--zone", "../../etc/passwd"),
        ("demain", "--now", "yesterday"),
        ("demain", "--now", "2026-11-23T10:00:00"),
    ],
)
def test_a_request_that_is_none(arguments: tuple[str, ...]) -> None:
    assert run(*arguments) == (2, [BAD])


def test_a_batch_answers_each_line_under_its_id() -> None:
    common = {"now": NOW, "zone": "Europe/Paris"}
    answers = batch(
        {"id": 1, "locale": "fr", "text": "demain 18h", **common},
        {"id": "two", "locale": "en", "text": "tomorrow 6pm", **common},
        {"id": None, "locale": "it", "text": "domani alle 18", **common},
        {"id": 4, "locale": "it", "text": "presto", **common},
    )
    assert [answer["id"] for answer in answers] == [1, "two", None, 4]
    assert {answer.get("at") for answer in answers[:3]} == {"2026-11-24T18:00:00+01:00"}
    assert answers[3] == {"id": 4, "status": "refused", "reason": "approximate"}


def test_what_a_line_leaves_out_comes_from_the_options() -> None:
    code, answers = run(
        "--batch", "--now", NOW, "--locale", "it", lines='{"id": 7, "text": "domani"}\n\n'
    )
    assert code == 0
    assert answers == [{"id": 7, "status": "understood", "at": "2026-11-24"}]


def test_a_bad_line_does_not_stop_the_batch() -> None:
    good = {"id": "good", "locale": "fr", "text": "demain", "now": NOW, "zone": "Europe/Paris"}
    answers = batch(
        {**good, "id": 1, "zone": "Mars/Base"},
        {**good, "id": 2, "zone": 12},
        {**good, "id": 3, "now": 12},
        {**good, "id": 4, "now": "2026-11-23T10:00:00"},
        {**good, "id": 5, "text": 12},
        {**good, "id": 6, "locale": []},
        {"id": 7},
        [1, 2],
        "demain",
        good,
    )
    assert answers[:7] == [{"id": number, **BAD} for number in range(1, 8)]
    assert answers[7:9] == [{"id": None, **BAD}] * 2
    assert answers[9] == {"id": "good", "status": "understood", "at": "2026-11-24"}


def test_a_line_that_is_no_json() -> None:
    deep = "[" * 100_000
    _, answers = run("--batch", lines=f"nonsense\n{deep}\n")
    assert answers == [{"id": None, **BAD}] * 2


def test_as_a_program_in_a_bare_terminal() -> None:
    """No locale in the environment, and bytes that are no UTF-8: each line is answered."""
    request = {"id": "é", "text": "mardi à 18h", "locale": "fr", "now": NOW, "zone": "Europe/Paris"}
    lines = json.dumps(request, ensure_ascii=False).encode() + b'\n\xff\xfe\n{"id": "\\ud83d"}\n'
    done = subprocess.run(
        [sys.executable, "-m", "bot.dates.shell", "--batch"],
        input=lines,
        cwd=ROOT,
        env={"PATH": "/usr/bin:/bin", "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        capture_output=True,
        check=True,
    )
    first, second, third = done.stdout.decode().splitlines()
    assert first == '{"id": "é", "status": "understood", "at": "2026-11-24T18:00:00+01:00"}'
    assert json.loads(second) == {"id": None, **BAD}
    assert json.loads(third) == {"id": "\ud83d", **BAD}
