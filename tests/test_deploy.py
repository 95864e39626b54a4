"""The unit, the image and the compose file: they parse, and refer to things that exist."""

import re
import shutil
import subprocess
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.bell import SWEEP_SECONDS
from bot.front_door.environment import METRICS_LOCK, POSTGRES_LOCK, RUNTIME_LOCK
from bot.front_door.verbs import VERBS
from bot.settings import load
from bot.settings.loading import PREFIX, known_keys
from bot.stopping import LAST_RESORT_SECONDS
from tests.catalogues import ROOT
from tests.pages import text_of

DEPLOY = ROOT / "deploy"
VARIABLES = {PREFIX + key.replace(".", "__").upper() for key in known_keys()}
FOR_THE_FRONT_DOOR = {"PORTEVOIX_NO_SETUP"}


def unit() -> dict[str, list[str]]:
    """The settings of the unit, by section and name; those that stand several times, all."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    section = ""
    for line in text_of(DEPLOY / "porte-voix.service").splitlines():
        if line.startswith("["):
            section = line.strip("[]")
        elif line and not line.startswith("#"):
            name, _, value = line.partition("=")
            found[f"{section}.{name}"].append(value)
    return dict(found)


def seconds(span: str) -> float:
    found = re.fullmatch(r"(\d+)(s|min)", span)
    assert found, span
    return int(found[1]) * {"s": 1, "min": 60}[found[2]]


def settings_in(assignments: list[str]) -> dict[str, str]:
    """The variables of ours among some assignments."""
    pairs = (one.partition("=") for one in assignments)
    return {name: value for name, _, value in pairs if name.startswith(PREFIX)}


def instructions() -> list[tuple[str, str]]:
    """The instructions of the Containerfile, each with what follows it on one line."""
    text = re.sub(r"^#.*\n", "", text_of(DEPLOY / "Containerfile"), flags=re.MULTILINE)
    lines = text.replace("\\\n", " ").splitlines()
    return [(line.split()[0], " ".join(line.split()[1:])) for line in lines if line.strip()]


def compose() -> dict[str, Any]:
    read: dict[str, Any] = yaml.safe_load(text_of(DEPLOY / "compose.yaml"))
    return read


# systemd


def test_the_unit_starts_what_there_is() -> None:
    (start,) = unit()["Service.ExecStart"]
    verb = re.fullmatch(r"/usr/bin/python3 -m bot (\w+)", start)
    assert verb
    assert verb[1] in VERBS


def test_the_unit_sets_settings_that_exist() -> None:
    given = settings_in(unit()["Service.Environment"])
    assert given.keys() <= VARIABLES
    (credential,) = unit()["Service.LoadCredential"]
    assert f"{credential.partition(':')[0].upper()}" in VARIABLES
    assert given["PORTEVOIX_SECRETS_DIR"] == "%d"


def test_the_unit_keeps_the_memory_where_it_may_write(tmp_path: Path) -> None:
    given = settings_in(unit()["Service.Environment"]) | {"PORTEVOIX_SECRETS_DIR": str(tmp_path)}
    (tmp_path / "portevoix_discord__token").write_text("1.2.3\n")
    settings = load(None, given).settings
    (state,) = unit()["Service.StateDirectory"]
    assert f"/var/lib/{state}/" in settings.database.url
    assert settings.database.backups_folder.is_relative_to(f"/var/lib/{state}")
    assert settings.discord.token.get_secret_value() == "1.2.3"


def test_the_unit_has_more_patience_than_the_bot_needs() -> None:
    service = unit()
    assert service["Service.Type"] == ["notify"]
    assert seconds(service["Service.WatchdogSec"][0]) > 5 * SWEEP_SECONDS
    assert seconds(service["Service.TimeoutStopSec"][0]) > 2 * LAST_RESORT_SECONDS


@pytest.mark.skipif(
    shutil.which("systemd-analyze") is None or not Path("/usr/bin/python3").exists(),
    reason="only where systemd is",
)
def test_systemd_finds_nothing_to_say_about_the_unit() -> None:
    looked = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", str(DEPLOY / "porte-voix.service")],
        capture_output=True,
        text=True,
        check=False,
    )
    said = [line for line in looked.stderr.splitlines() if "porte-voix.service" in line]
    assert (looked.returncode, said) == (0, [])


# The image


def test_the_image_is_made_of_files_that_are_there() -> None:
    allowed = [line[1:] for line in text_of(ROOT / ".dockerignore").splitlines() if line[:1] == "!"]
    for what, told in instructions():
        if what == "COPY" and not told.startswith("--from"):
            for source in told.split()[:-1]:
                assert (ROOT / source).exists(), source
                assert any(Path(source).match(pattern) for pattern in allowed), source


def test_the_image_holds_every_lock_that_running_can_need() -> None:
    (install,) = [told for what, told in instructions() if what == "RUN" and "pip" in told]
    for lock in (RUNTIME_LOCK, POSTGRES_LOCK, METRICS_LOCK):
        assert f"-r {lock}" in install
    assert "--require-hashes" in install


def test_the_image_sets_settings_that_exist() -> None:
    variables = " ".join(told for what, told in instructions() if what == "ENV").split()
    given = settings_in(variables)
    assert given.keys() <= VARIABLES | FOR_THE_FRONT_DOOR
    settings = load(None, given).settings
    (volume,) = [told for what, told in instructions() if what == "VOLUME"]
    assert f"{volume}/" in settings.database.url
    assert settings.database.backups_folder.is_relative_to(volume)
    assert settings.health.port is not None


def test_the_image_runs_and_asks_by_verbs_that_exist() -> None:
    told = dict(instructions())
    assert yaml.safe_load(told["ENTRYPOINT"]) == ["python", "-m", "bot"]
    assert yaml.safe_load(told["CMD"])[0] in VERBS
    asks = yaml.safe_load(told["HEALTHCHECK"].partition("CMD ")[2])
    assert asks[:3] == ["python", "-m", "bot"]
    assert asks[3] in VERBS
    assert told["STOPSIGNAL"] == "SIGTERM"
    assert not told["USER"].startswith("0")


def test_no_secret_and_no_memory_can_come_into_the_image() -> None:
    lines = [line for line in text_of(ROOT / ".dockerignore").splitlines() if line[:1] != "#"]
    assert lines[0] == "*", "nothing comes in that is not named"
    named = {line[1:] for line in lines if line[:1] == "!"}
    assert not named & {"config.toml", "secrets", "data", ".git", ".venv"}


# Compose


def test_the_compose_file_builds_that_image() -> None:
    build = compose()["services"]["bot"]["build"]
    context = (DEPLOY / build["context"]).resolve()
    assert context == ROOT
    assert (context / build["dockerfile"]).is_file()


def test_the_compose_file_names_what_it_defines() -> None:
    told = compose()
    for name, service in told["services"].items():
        assert set(service.get("secrets", [])) <= told["secrets"].keys(), name
        assert set(service.get("depends_on", {})) <= told["services"].keys(), name
        mounted = {volume.partition(":")[0] for volume in service.get("volumes", [])}
        assert mounted <= told["volumes"].keys(), name
        assert "ports" not in service, "nobody outside reaches it"
    used = {one for service in told["services"].values() for one in service.get("secrets", [])}
    assert used == told["secrets"].keys()


def test_the_secrets_of_the_compose_file_are_settings_and_stay_out_of_git(tmp_path: Path) -> None:
    told = compose()
    bot = told["services"]["bot"]
    for secret in bot["secrets"]:
        assert secret.upper() in VARIABLES
    for name, secret in told["secrets"].items():
        assert secret["file"] == f"../secrets/{name}"
    assert "/secrets/" in text_of(ROOT / ".gitignore").splitlines()
    assert bot["environment"].keys() <= VARIABLES

    (tmp_path / "portevoix_database__url").write_text("postgresql://porte-voix:x@database/p\n")
    image = " ".join(text for what, text in instructions() if what == "ENV").split()
    given = settings_in(image) | bot["environment"] | {"PORTEVOIX_SECRETS_DIR": str(tmp_path)}
    assert load(None, given).settings.database.url.startswith("postgresql+psycopg://")


def test_the_programs_in_the_image_are_of_the_servers_version() -> None:
    server = re.search(r"postgres:(\d+)", compose()["services"]["database"]["image"])
    client = re.search(r"postgresql-client-(\d+)", text_of(DEPLOY / "Containerfile"))
    assert server
    assert client
    assert int(client[1]) >= int(server[1])


def test_the_container_is_given_more_time_than_the_bot_needs() -> None:
    assert seconds(compose()["services"]["bot"]["stop_grace_period"]) > LAST_RESORT_SECONDS


# The page


def test_the_page_explains_every_file() -> None:
    page = text_of(ROOT / "docs" / "deploying.md")
    for file in DEPLOY.iterdir():
        assert f"deploy/{file.name}" in page, file.name


def test_what_the_page_says_about_the_unit_is_in_it() -> None:
    lines = text_of(DEPLOY / "porte-voix.service").splitlines()
    rows = re.findall(r"^\| (`[A-Z].*?) \|", text_of(ROOT / "docs" / "deploying.md"), re.MULTILINE)
    assert len(rows) > 5
    for word in re.findall(r"`([^`]+)`", " ".join(rows)):
        assert any(word in line for line in lines), word
