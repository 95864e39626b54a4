"""Settings: where they come from, which one wins, and how mistakes are told."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from pydantic import BaseModel, SecretStr, ValidationError

from bot.settings import Settings, SettingsMistaken, is_loopback, load, require_token
from bot.settings.loading import known_keys
from bot.settings.model import Clock, Database, Discord
from bot.words import LOCALES

LOOPBACK = "http://127.0.0.1:8080/api"


@pytest.fixture(autouse=True)
def empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Every test starts in a folder of its own, so that no config.toml is found by chance."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def write(text: str, name: str = "config.toml", mode: int = 0o600) -> Path:
    file = Path(name)
    file.write_text(text, encoding="utf-8")
    file.chmod(mode)
    return file


def mistakes(
    environ: dict[str, str], config: Path | None = None
) -> dict[str, tuple[str, str | None]]:
    """The reason and the closest key of each mistake, by key."""
    with pytest.raises(SettingsMistaken) as refused:
        load(config, environ)
    return {one.key: (one.reason, one.closest) for one in refused.value.mistakes}


def test_with_nothing_given_the_defaults_stand_and_no_file_was_read() -> None:
    loaded = load(None, {"HOME": "/", "PATH": "/bin"})
    assert loaded.settings == Settings()
    assert loaded.files_read == ()


def test_four_variables_are_enough_for_a_bot() -> None:
    settings = load(
        None,
        {
            "PORTEVOIX_DISCORD__TOKEN": "a.b.c",
            "PORTEVOIX_DISCORD__API_URL": LOOPBACK + "/",
            "PORTEVOIX_DISCORD__GATEWAY_URL": "ws://127.0.0.1:8080",
            "PORTEVOIX_DATABASE__URL": "sqlite:////tmp/one.sqlite3",
        },
    ).settings
    assert settings.discord == Discord(
        token=SecretStr("a.b.c"), api_url=LOOPBACK, gateway_url="ws://127.0.0.1:8080"
    )
    assert settings.database.url == "sqlite+aiosqlite:////tmp/one.sqlite3"


def test_the_environment_wins_over_secrets_and_those_over_the_file(empty_folder: Path) -> None:
    config = write('secrets_dir = "s"\n[discord]\ntoken = "1.1.1"\n[log]\nlevel = "error"\n')
    (empty_folder / "s").mkdir()
    write("2.2.2\n", "s/portevoix_discord__token")
    write("json", "s/PORTEVOIX_LOG__FORMAT")
    write("of somebody else", "s/other_secret")

    loaded = load(None, {"PORTEVOIX_LOG__LEVEL": "DEBUG"})
    assert loaded.settings.discord.token.get_secret_value() == "2.2.2"
    assert (loaded.settings.log.level, loaded.settings.log.format) == ("debug", "json")
    secret_files = {Path("s/portevoix_discord__token"), Path("s/PORTEVOIX_LOG__FORMAT")}
    assert set(loaded.files_read) == {config, *secret_files}

    token = {"portevoix_discord__token": "3.3.3"}
    assert load(None, token).settings.discord.token.get_secret_value() == "3.3.3"


def test_the_folder_of_secrets_may_be_named_by_the_environment(empty_folder: Path) -> None:
    write("1.2.3", "portevoix_discord__token")
    loaded = load(None, {"PORTEVOIX_SECRETS_DIR": str(empty_folder)})
    assert loaded.settings.discord.token.get_secret_value() == "1.2.3"


def test_an_empty_value_is_as_good_as_none() -> None:
    write('secrets_dir = ""\n[discord]\ngateway_url = ""\ndevelopment_guild = ""\n')
    environ = {"PORTEVOIX_CLOCK__START": "", "PORTEVOIX_DATABASE__KEEP": ""}
    assert load(None, environ).settings == Settings()


def test_an_empty_variable_hides_nothing_that_was_given_elsewhere(empty_folder: Path) -> None:
    write("1.2.3", "portevoix_discord__token")
    write('[log]\nlevel = "error"\n')
    environ = {
        "PORTEVOIX_SECRETS_DIR": str(empty_folder),
        "PORTEVOIX_DISCORD__TOKEN": "",
        "PORTEVOIX_LOG__LEVEL": "",
    }
    settings = load(None, environ).settings
    assert settings.discord.token.get_secret_value() == "1.2.3"
    assert settings.log.level == "error"


def test_a_file_that_is_named_must_be_there() -> None:
    assert mistakes({}, Path("mine.toml")) == {"mine.toml": ("settings.no_file", None)}


@pytest.mark.parametrize(
    ("given", "taken"),
    [
        ("sqlite:///data/x.sqlite3", "sqlite+aiosqlite:///data/x.sqlite3"),
        ("sqlite+aiosqlite:///data/x.sqlite3", "sqlite+aiosqlite:///data/x.sqlite3"),
        ("postgres://u:p@h/db", "postgresql+psycopg://u:p@h/db"),
        ("postgresql://u@h/db?sslmode=require", "postgresql+psycopg://u@h/db?sslmode=require"),
        ("postgresql+psycopg://u@h/db", "postgresql+psycopg://u@h/db"),
    ],
)
def test_the_usual_forms_of_a_database_address_are_taken(given: str, taken: str) -> None:
    assert Database(url=given).url == taken


@pytest.mark.parametrize(
    "given",
    [
        "mysql://h/db",
        "sqlite://",
        "sqlite:///",
        "sqlite:///:memory:",
        "data/x.sqlite3",
        "postgres:",
    ],
)
def test_other_database_addresses_are_mistakes(given: str) -> None:
    found = mistakes({"PORTEVOIX_DATABASE__URL": given})
    assert found == {"database.url": ("settings.database", None)}


@pytest.mark.parametrize(
    ("url", "backups", "folder"),
    [
        ("sqlite:///data/x.sqlite3", None, "data/backups"),
        ("sqlite:////srv/bot/x.sqlite3?timeout=5", None, "/srv/bot/backups"),
        ("postgresql://h/db", None, "data/backups"),
        ("sqlite:///data/x.sqlite3", "elsewhere", "elsewhere"),
    ],
)
def test_copies_go_beside_the_database_unless_told(
    url: str, backups: str | None, folder: str
) -> None:
    database = Database(url=url, backups=Path(backups) if backups else None)
    assert database.backups_folder == Path(folder)


VALUES = {
    "DISCORD__API_URL": ("discord.com", "discord.api_url", "settings.address"),
    "DISCORD__GATEWAY_URL": ("https://gateway", "discord.gateway_url", "settings.address"),
    "DISCORD__DEVELOPMENT_GUILD": ("0", "discord.development_guild", "settings.too_small"),
    "DATABASE__BACKUP_EVERY": ("-1", "database.backup_every", "settings.too_small"),
    "DATABASE__KEEP": ("many", "database.keep", "settings.whole_number"),
    "CLOCK__START": ("2026-11-23T09:00:00", "clock.start", "settings.moment"),
    "CLOCK__SPEED": ("-1", "clock.speed", "settings.too_small"),
    "COMMUNITY__LOCALE": ("de", "community.locale", "settings.choice"),
    "COMMUNITY__ZONE": ("../etc/passwd", "community.zone", "settings.zone"),
    "LOG__LEVEL": ("loud", "log.level", "settings.choice"),
    "HEALTH__ADDRESS": ("bot.example.org", "health.address", "settings.listening"),
    "HEALTH__PORT": ("70000", "health.port", "settings.too_large"),
    "HEALTH__METRICS": ("perhaps", "health.metrics", "settings.yes_or_no"),
}


def test_all_mistakes_are_told_at_once() -> None:
    environ = {f"PORTEVOIX_{name}": value for name, (value, _, _) in VALUES.items()}
    expected = {key: (reason, None) for _, key, reason in VALUES.values()}
    assert mistakes(environ) == expected


@pytest.mark.parametrize(
    ("clock", "discord", "key"),
    [
        ({"CLOCK__SPEED": "60"}, "https://discord.com/api", "settings.clock_elsewhere"),
        ({"CLOCK__START": "2026-11-23T09:00:00Z"}, "http://10.0.0.1", "settings.clock_elsewhere"),
        ({"CLOCK__FOLLOW": "ws://10.0.0.1/clock"}, LOOPBACK, "settings.clock_far"),
    ],
)
def test_another_clock_is_refused_away_from_this_machine(
    clock: dict[str, str], discord: str, key: str
) -> None:
    environ = {f"PORTEVOIX_{name}": value for name, value in clock.items()}
    assert mistakes(environ | {"PORTEVOIX_DISCORD__API_URL": discord}) == {"clock": (key, None)}


def test_another_clock_is_taken_on_this_machine() -> None:
    settings = load(
        None,
        {
            "PORTEVOIX_DISCORD__API_URL": LOOPBACK,
            "PORTEVOIX_CLOCK__START": "2026-11-23T09:00:00+01:00",
            "PORTEVOIX_CLOCK__SPEED": "0",
            "PORTEVOIX_CLOCK__FOLLOW": "ws://localhost:8080/clock",
        },
    ).settings
    assert settings.clock == Clock(
        start=datetime(2026, 11, 23, 8, tzinfo=UTC), speed=0, follow="ws://localhost:8080/clock"
    )


@pytest.mark.parametrize(
    ("address", "here"),
    [
        ("http://127.0.0.1:80/api", True),
        ("http://127.8.9.1", True),
        ("ws://[::1]:8080", True),
        ("http://localhost:1", True),
        ("http://discord.localhost:1", True),
        ("https://discord.com/api", False),
        ("http://127.0.0.1.example.org", False),
        ("http://localhost.example.org", False),
        ("http://127.0.0.1@example.org", False),
        ("http://0.0.0.0", False),
        ("", False),
    ],
)
def test_an_address_on_this_machine_is_told_from_others(address: str, here: bool) -> None:
    assert is_loopback(address) is here


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("PORTEVOIX_DISCORD__TOKN", "PORTEVOIX_DISCORD__TOKEN"),
        ("PORTEVOIX_DISCORD_TOKEN", "PORTEVOIX_DISCORD__TOKEN"),
        ("PORTEVOIX_TOKEN", "PORTEVOIX_DISCORD__TOKEN"),
        ("portevoix_log__levle", "PORTEVOIX_LOG__LEVEL"),
        ("PORTEVOIX_QUITE_SOMETHING_ELSE", None),
    ],
)
def test_an_unknown_variable_is_a_mistake_with_the_closest_one(
    name: str, meant: str | None
) -> None:
    assert mistakes({name: "x"}) == {name: ("settings.unknown", meant)}


def test_a_variable_of_the_front_door_is_none_of_ours() -> None:
    assert load(None, {"PORTEVOIX_NO_SETUP": "1"}).settings == Settings()


def test_an_unknown_key_of_the_file_is_a_mistake_at_every_level() -> None:
    write('token = "x"\n[log]\nlevle = "info"\n[colour]\nred = 1\n')
    assert mistakes({}) == {
        "token": ("settings.unknown", "discord.token"),
        "log.levle": ("settings.unknown", "log.level"),
        "colour": ("settings.unknown", None),
    }


def test_an_unknown_file_of_ours_among_the_secrets_is_a_mistake(empty_folder: Path) -> None:
    write("1.2.3", "portevoix_discord__tokn")
    found = mistakes({"PORTEVOIX_SECRETS_DIR": str(empty_folder)})
    assert found == {"portevoix_discord__tokn": ("settings.unknown", "PORTEVOIX_DISCORD__TOKEN")}


@pytest.mark.parametrize(
    ("text", "key", "reason"),
    [
        ("[log\n", "config.toml", "settings.toml"),
        ("discord = 3\n", "discord", "settings.section"),
        ('secrets_dir = "nowhere"\n', "secrets_dir", "settings.no_folder"),
        ("[community]\nzone = 3\n", "community.zone", "settings.text"),
    ],
)
def test_a_file_that_cannot_be_used_is_a_mistake(text: str, key: str, reason: str) -> None:
    write(text)
    assert mistakes({}) == {key: (reason, None)}


def test_a_file_in_another_encoding_is_a_mistake() -> None:
    Path("config.toml").write_bytes("[log] # réglages".encode("latin-1"))
    assert mistakes({}) == {"config.toml": ("settings.not_utf8", None)}


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ('[discord]\ntoken = "1.2.3"\n', "discord.token"),
        ('[database]\nurl = "postgresql://u:secret@h/db"\n', "database.url"),
    ],
)
def test_a_secret_that_everybody_can_read_is_refused(text: str, key: str) -> None:
    write(text, mode=0o644)
    assert mistakes({}) == {key: ("settings.open_file", None)}
    Path("config.toml").chmod(0o640)
    load(None, {})


def test_a_file_without_secrets_may_be_read_by_all() -> None:
    write('[log]\nformat = "json"\n', mode=0o644)
    assert load(None, {}).settings.log.format == "json"


def test_no_mistake_repeats_the_value_that_was_given() -> None:
    secret = "7h15-15-4-53cr37"
    environ = {f"PORTEVOIX_{name}": secret for name in VALUES} | {"PORTEVOIX_TOKN": secret}
    write(f'[discord]\ntoken = ["{secret}"]\n[database]\nurl = "x://u:{secret}@h"\n', mode=0o644)
    with pytest.raises(SettingsMistaken) as refused:
        load(None, environ)
    for locale in LOCALES:
        lines = refused.value.lines(locale)
        assert len(lines) == len(refused.value.mistakes)
        assert not [line for line in lines if secret in line]
    assert secret not in str(refused.value)


def test_secrets_are_not_in_what_settings_print() -> None:
    settings = load(
        None,
        {
            "PORTEVOIX_DISCORD__TOKEN": "1.2.s3cr3t",
            "PORTEVOIX_DATABASE__URL": "postgres://u:s3cr3t@h/d",
        },
    ).settings
    assert "s3cr3t" not in repr(settings)


def test_nothing_can_be_changed_afterwards() -> None:
    with pytest.raises(ValidationError):
        Settings().log.level = "debug"


def test_whoever_speaks_to_discord_needs_a_token() -> None:
    with pytest.raises(SettingsMistaken) as refused:
        require_token(Settings())
    assert refused.value.mistakes[0].key == "discord.token"
    require_token(Settings(discord=Discord(token=SecretStr("1.2.3"))))


def test_every_section_forbids_what_it_does_not_know() -> None:
    sections = [type(value) for _, value in Settings() if isinstance(value, BaseModel)]
    assert len(sections) == 6
    models: list[type[BaseModel]] = [Settings, *sections]
    for model in models:
        assert model.model_config["extra"] == "forbid"
        assert model.model_config["frozen"] is True
        assert model.model_config["hide_input_in_errors"] is True
    assert "discord.token" in set(known_keys())
