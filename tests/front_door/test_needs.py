"""What is optional is fetched where it is used, wherever the setting stands."""

from pathlib import Path

import pytest

from bot.front_door.environment import METRICS_LOCK, POSTGRES_LOCK, RUNTIME_LOCK
from bot.front_door.needs import needed_locks
from bot.settings import Settings

POSTGRES = {"PORTEVOIX_DATABASE__URL": "postgresql://h/db"}
METRICS = {"PORTEVOIX_HEALTH__METRICS": "true"}


@pytest.fixture(autouse=True)
def empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    ("verb", "environ", "locks"),
    [
        ("run", {}, []),
        ("run", POSTGRES, [POSTGRES_LOCK]),
        ("run", METRICS, [METRICS_LOCK]),
        ("run", POSTGRES | METRICS, [POSTGRES_LOCK, METRICS_LOCK]),
        ("run", {"PORTEVOIX_HEALTH__METRICS": "false"}, []),
        ("check", POSTGRES | METRICS, [POSTGRES_LOCK, METRICS_LOCK]),
        ("sync", POSTGRES | METRICS, [POSTGRES_LOCK]),
        ("health", METRICS, []),
        ("demo", POSTGRES | METRICS, []),
    ],
)
def test_a_verb_needs_what_it_uses(verb: str, environ: dict[str, str], locks: list[str]) -> None:
    assert needed_locks(verb, None, environ) == [RUNTIME_LOCK, *locks]


@pytest.mark.parametrize("how", ["file", "secret", "variable"])
def test_a_setting_is_found_where_the_settings_are(empty_folder: Path, how: str) -> None:
    environ = {}
    if how == "file":
        text = '[health]\nmetrics = true\n[database]\nurl = "postgres://h/d"\n'
        (empty_folder / "config.toml").write_text(text)
    elif how == "secret":
        environ["PORTEVOIX_SECRETS_DIR"] = str(empty_folder)
        (empty_folder / "portevoix_health__metrics").write_text("true\n")
        (empty_folder / "portevoix_database__url").write_text("postgres://h/d\n")
    else:
        environ = {"portevoix_health__metrics": "1", "portevoix_database__url": "postgres://h/d"}
    assert needed_locks("run", None, environ) == [RUNTIME_LOCK, POSTGRES_LOCK, METRICS_LOCK]


@pytest.mark.parametrize("word", ["true", "True", "1", "yes", "on", "y", "t"])
def test_the_front_door_takes_for_true_what_the_settings_do(word: str) -> None:
    assert Settings.model_validate({"health": {"metrics": word}}).health.metrics
    assert METRICS_LOCK in needed_locks("run", None, {"PORTEVOIX_HEALTH__METRICS": word})
