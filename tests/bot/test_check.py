"""`bot check`: what it tells, in which order of weight, and that it changes nothing."""

import asyncio
import io
from collections.abc import Sequence
from pathlib import Path

import pytest

from bot.check import Found, Grade, check, exit_code
from bot.settings import Settings
from bot.words import LOCALES
from db.migrate import upgrade

TOKEN = "MTIz.G-a_b.0123456789-s3cr3t"


@pytest.fixture(autouse=True)
def empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


class Asked:
    """Stands for Discord's answer; remembers whether it was asked."""

    def __init__(self, answer: Sequence[tuple[str, Sequence[str]]] | Exception = ()) -> None:
        self.answer = answer
        self.times = 0
        self.locale = ""

    async def __call__(
        self, settings: Settings, locale: str
    ) -> Sequence[tuple[str, Sequence[str]]]:
        self.times += 1
        self.locale = locale
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer


def looked(asked: Asked | None = None, *, locale: str = "en", **environ: str) -> tuple[int, str]:
    """Check with these settings; the exit code and what was told."""
    out = io.StringIO()
    variables = {f"PORTEVOIX_{name}": value for name, value in environ.items()}
    return check(None, variables, locale, out, permissions_missing=asked), out.getvalue()


def test_when_all_is_well_nothing_is_changed(empty_folder: Path) -> None:
    code, told = looked(Asked(), DISCORD__TOKEN=TOKEN)
    assert code == 0
    assert told.splitlines() == [
        "[well] No settings file here: only the environment and the defaults count.",
        "[well] The token has the right shape.",
        "[well] The database will be made at the first start.",
        "[well] No permission is missing on Discord.",
    ]
    assert list(empty_folder.iterdir()) == []


def test_the_files_that_were_read_are_named() -> None:
    Path("config.toml").write_text('[log]\nlevel = "error"\n')
    assert "[well] Files read: config.toml" in looked(Asked(), DISCORD__TOKEN=TOKEN)[1]


@pytest.mark.parametrize("content", [b"[log\n", b'[log]\nlevel = "\xe9"\n'])
def test_a_file_that_was_read_and_is_mistaken_is_named(content: bytes) -> None:
    Path("config.toml").write_bytes(content)
    code, told = looked()
    assert code == 1
    assert "[well] Files read: config.toml\n" in told
    assert "[to mend] config.toml: " in told
    assert "No settings file" not in told


def test_of_a_file_that_is_not_there_nothing_else_is_said() -> None:
    out = io.StringIO()
    assert check(Path("away.toml"), {}, "en", out, permissions_missing=None) == 1
    assert [line.partition("]")[0] for line in out.getvalue().splitlines()] == [
        "[to mend",
        "[unknown",
    ]
    assert "[to mend] away.toml: " in out.getvalue()


@pytest.mark.parametrize("locale", LOCALES)
def test_discord_is_asked_in_the_readers_language(locale: str) -> None:
    asked = Asked()
    looked(asked, locale=locale, DISCORD__TOKEN=TOKEN)
    assert asked.locale == locale


@pytest.mark.parametrize(
    "token",
    ["secretsecret", "a.secretsecret", "a.b.c.secretsecret", "a..secretsecret", "a.b.sécretsecret"],
)
def test_a_token_of_another_shape_is_a_mistake_and_is_not_shown(token: str) -> None:
    code, told = looked(None, DISCORD__TOKEN=token)
    assert code == 1
    assert "[to mend] discord.token: A bot’s token is three parts" in told
    assert "cretsecret" not in told


def test_without_a_token_discord_is_not_asked() -> None:
    asked = Asked()
    code, told = looked(asked)
    assert (code, asked.times) == (1, 0)
    assert "[to mend] discord.token: The bot’s token is missing." in told
    assert "[unknown] Discord was not asked." in told


def test_one_may_choose_not_to_ask_discord() -> None:
    code, told = looked(None, DISCORD__TOKEN=TOKEN)
    assert code == 0
    assert "[well] Discord was not asked." in told


def test_missing_permissions_are_named_with_their_place() -> None:
    missing = [
        ("Les Influstriels", ["Send Messages"]),
        ("#annonces", ["Embed Links", "Attach Files"]),
    ]
    code, told = looked(Asked(missing), DISCORD__TOKEN=TOKEN)
    assert code == 1
    assert "[to mend] Permissions missing in Les Influstriels: Send Messages" in told
    assert "[to mend] Permissions missing in #annonces: Embed Links, Attach Files" in told


def test_a_discord_out_of_reach_could_not_be_looked_at() -> None:
    code, told = looked(Asked(ConnectionRefusedError("refused")), DISCORD__TOKEN=TOKEN)
    assert code == 2
    assert "[unknown] Discord could not be asked: refused." in told


def test_a_token_that_discord_refuses_is_a_mistake() -> None:
    code, told = looked(Asked(PermissionError("401")), DISCORD__TOKEN=TOKEN)
    assert code == 1
    assert "[to mend] discord.token: Discord does not accept this token." in told
    assert TOKEN not in told


def test_an_up_to_date_database_answers() -> None:
    asyncio.run(upgrade("sqlite+aiosqlite:///x.sqlite3"))
    code, told = looked(Asked(), DISCORD__TOKEN=TOKEN, DATABASE__URL="sqlite:///x.sqlite3")
    assert code == 0
    assert "[well] The database answers and is up to date." in told


def test_a_file_that_is_no_database_is_a_mistake(empty_folder: Path) -> None:
    (empty_folder / "x.sqlite3").write_text("something else " * 100)
    code, told = looked(Asked(), DISCORD__TOKEN=TOKEN, DATABASE__URL="sqlite:///x.sqlite3")
    assert code == 1
    assert "[to mend] database.url: The database does not answer: file is not a database." in told


def test_a_database_out_of_reach_is_a_mistake_without_its_password() -> None:
    url = "postgresql://bot:s3cr3t@127.0.0.1:1/bot"
    code, told = looked(Asked(), DISCORD__TOKEN=TOKEN, DATABASE__URL=url)
    assert code == 1
    assert "[to mend] database.url: The database does not answer: " in told
    assert "s3cr3t" not in told


@pytest.mark.parametrize("locale", LOCALES)
def test_mistaken_settings_come_first_and_alone(locale: str) -> None:
    asked = Asked()
    code, told = looked(asked, locale=locale, DISCORD__TOKN="s3cr3t", LOG__LEVEL="s3cr3t")
    assert (code, asked.times) == (1, 0)
    lines = told.splitlines()
    assert len(lines) == 4
    assert "PORTEVOIX_DISCORD__TOKN: " in lines[1]
    assert "PORTEVOIX_DISCORD__TOKEN" in lines[1]
    assert "log.level: " in lines[2]
    assert "s3cr3t" not in told


@pytest.mark.parametrize(
    ("grades", "code"),
    [("", 0), ("F", 0), ("FU", 2), ("FM", 1), ("UM", 1)],
)
def test_a_mistake_outweighs_what_is_unknown(grades: str, code: int) -> None:
    by_letter = {grade.name[0]: grade for grade in Grade}
    assert exit_code([Found(by_letter[letter], "") for letter in grades]) == code
