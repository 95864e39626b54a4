"""The reader from a shell: one reply, or JSON lines in and out."""

import argparse
import io
import json

import pytest

from bot.listening.shell import add_arguments, heard

NOW = "2026-11-23T10:00:00+01:00"
EMPTY: dict[str, object] = {
    "choice": None,
    "day": None,
    "networks": [],
    "links": [],
    "posted": False,
}
BAD = {**EMPTY, "error": "bad_request"}


def run(*arguments: str, stdin: str = "") -> tuple[int, list[dict[str, object]]]:
    parser = argparse.ArgumentParser()
    add_arguments(parser)
    written = io.StringIO()
    code = heard(parser.parse_args(arguments), io.StringIO(stdin), written)
    return code, [json.loads(line) for line in written.getvalue().splitlines()]


def batch(*lines: str) -> list[dict[str, object]]:
    code, answers = run("--batch", stdin="\n".join(lines) + "\n")
    assert code == 0
    return answers


def asked(**changes: object) -> str:
    request = {"id": 7, "locale": "fr", "text": "j'en suis", "now": NOW, "zone": "Europe/Paris"}
    return json.dumps({**request, **changes})


def test_one_reply_is_one_line() -> None:
    code, answers = run("partante, plutôt jeudi sur TikTok", "--locale", "fr", "--now", NOW)
    assert code == 0
    assert answers == [{**EMPTY, "choice": "in", "day": "2026-11-26", "networks": ["tiktok"]}]


def test_letters_are_written_as_they_are() -> None:
    written = io.StringIO()
    parser = argparse.ArgumentParser()
    add_arguments(parser)
    heard(parser.parse_args(["https://a.org/été", "--now", NOW]), io.StringIO(), written)
    assert "été" in written.getvalue()


def test_now_may_be_left_to_the_machine() -> None:
    assert run("j'en suis") == (0, [{**EMPTY, "choice": "in"}])


@pytest.mark.parametrize(
    "arguments",
    [
        ("oui", "--now", "2026-11-23T10:00:00"),
        ("oui", "--now", "demain"),
        ("oui", "--now", NOW, "--zone", "Europe/Nulle_Part"),
        ("oui", "--now", NOW, "--zone", "../etc/passwd"),
        ("--now", NOW),
    ],
)
def test_a_bad_request_is_said_to_be_one(arguments: tuple[str, ...]) -> None:
    assert run(*arguments) == (2, [BAD])


def test_each_line_keeps_its_id() -> None:
    ids = [1, "deux", None, [3], {"a": 4}]
    assert [answer["id"] for answer in batch(*(asked(id=one) for one in ids))] == ids


def test_a_bad_line_spoils_no_other() -> None:
    bad = [
        "rien",
        "[1]",
        '"oui"',
        "[" * 5000,
        asked(text=None),
        asked(text=3),
        asked(locale=3),
        asked(now="x"),
        asked(now=3),
        asked(now="2026-11-23T10:00:00"),
        asked(zone="x"),
        asked(zone=3),
        asked(zone=""),
    ]
    answers = batch(*bad, asked())
    assert [{**answer, "id": None} for answer in answers[:-1]] == [{"id": None, **BAD}] * len(bad)
    assert answers[-1] == {"id": 7, **EMPTY, "choice": "in"}


def test_blank_lines_are_passed_over() -> None:
    assert len(batch("", asked(), "  ", asked())) == 2


def test_half_a_letter_can_be_written() -> None:
    line = asked(id="\ud83d", text="https://a.org/\ud83d")
    assert batch(line)[0]["posted"] is True


def test_bytes_that_are_no_text_spoil_their_line_only() -> None:
    raw = io.TextIOWrapper(io.BytesIO(b"\xff\xfe\n" + asked().encode() + b"\n"), encoding="utf-8")
    parser = argparse.ArgumentParser()
    add_arguments(parser)
    written = io.StringIO()
    assert heard(parser.parse_args(["--batch"]), raw, written) == 0
    answers = [json.loads(line) for line in written.getvalue().splitlines()]
    assert [answer["choice"] for answer in answers] == [None, "in"]
