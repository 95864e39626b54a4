"""What the pages say is true: links, files, verbs, settings, the invitation, what is remembered."""

import re
import tomllib
from pathlib import Path

import pytest

from bot.front_door.line import SHELLS
from bot.front_door.verbs import VERBS
from bot.settings import Settings
from bot.settings.loading import known_keys
from bot.words import say
from cogs.rights import NEEDED, invitation
from db.models import Answer, Community, Member, Post
from tests.catalogues import ROOT
from tests.pages import PAGES, anchors, code_in, headings, named, prose_of, text_of

page = pytest.mark.parametrize("page", PAGES, ids=named)


@page
def test_links_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)\s]+)\)", prose_of(page)):
        if target.startswith("https://"):
            continue
        path, _, anchor = target.partition("#")
        file = (page.parent / path).resolve() if path else page
        assert file.exists(), target
        if anchor:
            assert anchor in anchors(file), target


@page
def test_files_that_are_named_exist(page: Path) -> None:
    made_later = ("data/", ".venv/", "config.toml")
    for word in code_in(prose_of(page)):
        if not re.fullmatch(r"[\w.-]+/(?:[\w.-]+/?)*|[\w-]+\.(?:py|md|toml|lock|json)", word):
            continue
        if word.startswith(made_later) or ("." not in word and not word.endswith("/")):
            continue
        found = (ROOT / word).exists() or (page.parent / word).exists()
        assert found or list(ROOT.glob(f"bot/**/{word}")), word


def verbs_in(text: str) -> set[str]:
    return set(re.findall(r"python3? -m bot ([a-z]+)", text))


@page
def test_verbs_of_the_command_line_exist(page: Path) -> None:
    assert verbs_in(text_of(page)) <= set(VERBS)


def test_every_verb_is_explained() -> None:
    assert verbs_in(text_of(ROOT / "docs" / "running.md")) == set(VERBS)
    assert set(SHELLS) <= set(VERBS)


def test_options_of_the_command_line_exist() -> None:
    source = "\n".join(
        text_of(file)
        for file in [
            *(ROOT / "bot" / "front_door").glob("*.py"),
            *(ROOT / "bot" / "dates").glob("shell.py"),
            *(ROOT / "bot" / "listening").glob("shell.py"),
        ]
    )
    for name in ("README.md", "README.fr.md", "docs/running.md"):
        for option in re.findall(r"(?<![\w-])--[a-z][a-z-]+", text_of(ROOT / name)):
            assert f'"{option}"' in source or option == "--help", (name, option)


@page
def test_settings_that_are_named_exist(page: Path) -> None:
    variables = {f"PORTEVOIX_{key.upper().replace('.', '__')}" for key in known_keys()}
    variables |= {"PORTEVOIX_NO_SETUP"}
    for name in re.findall(r"PORTEVOIX_[A-Z_]*[A-Z]", text_of(page)):
        assert name in variables, name
    sections = {key.split(".")[0] for key in known_keys() if "." in key}
    for word in code_in(prose_of(page)):
        if re.fullmatch(rf"(?:{'|'.join(sections)})\.[a-z_]+", word):
            assert word in known_keys(), word


def test_the_table_of_settings_is_that_of_the_example() -> None:
    example = text_of(ROOT / "config.example.toml")
    written = tomllib.loads(example)
    rows = re.findall(
        r"^\| `([\w.]+)` \| `(\w+)` \| (?:`([^`]*)`|\(empty\)) \| (.+) \|$",
        text_of(ROOT / "docs" / "settings.md"),
        flags=re.MULTILINE,
    )
    assert {row[0] for row in rows} == set(known_keys())
    for key, variable, default, _ in rows:
        assert variable == f"PORTEVOIX_{key.upper().replace('.', '__')}"
        section, _, name = key.rpartition(".")
        value = written[section][name] if section else written[name]
        assert default == (str(value).lower() if isinstance(value, bool) else str(value)), key
    told = " ".join(line.removeprefix("# ") for line in example.splitlines())
    for key, _, _, why in rows:
        assert why in told, key


def test_the_backups_kept_are_as_many_as_it_says() -> None:
    assert Settings().database.keep == 10
    assert "the newest ten are kept" in text_of(ROOT / "docs" / "running.md")


@pytest.mark.parametrize("name", ["README.md", "README.fr.md"])
def test_the_invitation_asks_for_exactly_what_the_bot_needs(name: str) -> None:
    text = text_of(ROOT / name)
    shown = re.findall(r"https://discord\.com/oauth2/\S+", text)
    wanted = invitation(123).replace("client_id=123", "client_id=YOUR_APPLICATION_ID")
    assert shown == [wanted]
    rows = len(re.findall(r"^\| [A-ZÀ-Ý].* \|$", text, flags=re.MULTILINE)) - 1
    assert rows == sum(needed for _, needed in NEEDED)


def test_the_readme_names_each_permission() -> None:
    text = text_of(ROOT / "README.md")
    for name, needed in NEEDED:
        if needed:
            assert f"| {say(f'permission.{name}', 'en')} |" in text


TWINS = [
    ("README.md", "README.fr.md"),
    ("docs/members.md", "docs/members.fr.md"),
    ("docs/members.md", "docs/members.it.md"),
    ("docs/coordinators.md", "docs/coordinators.fr.md"),
    ("docs/coordinators.md", "docs/coordinators.it.md"),
    ("docs/privacy.md", "docs/privacy.fr.md"),
]


@pytest.mark.parametrize(("english", "other"), TWINS)
def test_twins_have_the_same_shape(english: str, other: str) -> None:
    one, two = ROOT / english, ROOT / other
    assert headings(one) == headings(two)
    blocks = r"^```.*?^```"
    shape = re.DOTALL | re.MULTILINE
    assert re.findall(blocks, text_of(one), shape) == re.findall(blocks, text_of(two), shape)
    for mark in (r"^\| ", r"^- ", r"^\d\. ", r"!\["):
        counted = [len(re.findall(mark, text_of(file), re.MULTILINE)) for file in (one, two)]
        assert counted[0] == counted[1], mark


def test_pictures_have_a_description() -> None:
    for file in PAGES:
        for described in re.findall(r"!\[([^\]]*)\]", text_of(file)):
            assert len(described) > 20, file


REMEMBERED = {
    "member": {
        *("external_id", "locale", "zone", "territory", "delivery", "visibility", "weekends"),
        *("networks", "paused_until", "stopped_at", "wishes_at", "carry_on_at", "quiet_since"),
        *("unreachable_since", "private_channel", "created_at", "left_at"),
    },
    "answer": {"choice", "via", "day", "networks", "remind_once", "stopped", "answered_at"},
    "post": {"network", "link", "via", "posted_on", "declared_at"},
    "community": {
        *("platform", "external_id", "name", "locale", "zone", "territory", "channel"),
        *("coordinator_roles", "rules", "controller", "created_at"),
    },
}
"""What docs/privacy.md and its French twin describe. A new column belongs there first."""


@pytest.mark.parametrize("noun", [Member, Answer, Post, Community])
def test_the_privacy_page_tells_all_that_is_remembered(noun: type[Member]) -> None:
    columns = {column.key for column in noun.__mapper__.column_attrs}
    ours = {key for key in columns if key != "id" and not key.endswith("_id")}
    ours |= columns & {"external_id"}
    assert ours == REMEMBERED[noun.__tablename__]


def test_decisions_are_all_listed_in_their_order() -> None:
    folder = ROOT / "docs" / "decisions"
    files = sorted(file.name for file in folder.glob("0*.md"))
    assert re.findall(r"\]\((0\d+-[\w-]+\.md)\)", text_of(folder / "README.md")) == files
    for number, name in enumerate(files, start=1):
        assert name.startswith(f"{number:04}-")
        for part in ("**Chosen.**", "**Why.**", "**What it costs.**", "**Left aside.**"):
            assert part in text_of(folder / name), (name, part)


def test_the_tour_names_seven_files() -> None:
    text = text_of(ROOT / "docs" / "tour.md")
    seven = text.split("## Seven files")[1].split("## ")[0]
    assert re.findall(r"^(\d)\. \[`[\w/.]+`\]", seven, re.MULTILINE) == list("1234567")


def test_the_changelog_keeps_its_form() -> None:
    text = text_of(ROOT / "CHANGELOG.md")
    assert re.search(r"^## \[Unreleased\]$", text, re.MULTILINE)
    kinds = {"Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"}
    assert set(re.findall(r"^### (.+)$", text, re.MULTILINE)) <= kinds
