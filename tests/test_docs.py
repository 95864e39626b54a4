"""What the pages say is true: commands, settings, files, links, buttons, the invitation."""

import re
import tomllib
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot import dates, listening
from bot.dates import Understood
from bot.front_door.line import SHELLS
from bot.front_door.verbs import VERBS
from bot.settings import Settings
from bot.settings.loading import known_keys
from bot.words import LOCALES, say
from cogs.rights import NEEDED, invitation
from db.models import Answer, Community, Member, Post
from tests.catalogues import ROOT, catalogue

OURS = ("README.md", "README.fr.md", "CONTRIBUTING.md", "CHANGELOG.md")
PAGES = sorted(
    [ROOT / name for name in OURS]
    + list((ROOT / "docs").rglob("*.md"))
    + list((ROOT / "examples").glob("*.md"))
)
ZONE = ZoneInfo("Europe/Paris")
NOW = datetime(2026, 11, 23, 10, 0, tzinfo=ZONE)

page = pytest.mark.parametrize("page", PAGES, ids=lambda file: str(file.relative_to(ROOT)))


def text_of(file: Path) -> str:
    return file.read_text("utf-8")


def language_of(file: Path) -> str:
    """The language of a page, by its name: `members.fr.md` is French, `members.md` English."""
    parts = file.name.split(".")
    return parts[1] if len(parts) == 3 else "en"


def prose_of(file: Path) -> str:
    """A page without its blocks of code."""
    return re.sub(r"^```.*?^```", "", text_of(file), flags=re.DOTALL | re.MULTILINE)


def code_in(text: str) -> list[str]:
    return re.findall(r"`([^`\n]+)`", text)


def headings(file: Path) -> list[str]:
    return re.findall(r"^(#+) ", prose_of(file), flags=re.MULTILINE)


def anchors(file: Path) -> set[str]:
    """The addresses of a page's headings, as a forge makes them."""
    found = re.findall(r"^#+ (.+)$", prose_of(file), flags=re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", one.lower()).strip().replace(" ", "-") for one in found}


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


def commands_of(locale: str) -> set[str]:
    """The slash commands as a person of this language sees them, groups included."""
    keys = [
        key.removeprefix("command.")
        for key in catalogue("en")
        if key.startswith("command.") and not key.endswith(".about") and ".menu." not in key
    ]
    return {"/" + " ".join(_names(key, locale)) for key in keys}


def _names(key: str, locale: str) -> Iterator[str]:
    parts = key.split(".")
    for length in range(1, len(parts) + 1):
        yield say("command." + ".".join(parts[:length]), locale)


@page
def test_slash_commands_that_are_named_exist(page: Path) -> None:
    known = commands_of(language_of(page))
    if page.name == "sandbox.md":
        return  # its paths are doors, not commands
    for word in code_in(prose_of(page)):
        if re.fullmatch(r"/[^\W\d_][^/]*", word):
            assert word in known, word


@pytest.mark.parametrize("locale", LOCALES)
def test_slash_commands_in_sentences_exist(locale: str) -> None:
    known = commands_of(locale)
    for key, entry in catalogue(locale).items():
        for form in entry.forms:
            for word in code_in(form):
                assert not word.startswith("/") or word in known, (key, word)


@pytest.mark.parametrize("locale", LOCALES)
def test_the_guides_name_every_command(locale: str) -> None:
    named: set[str] = set()
    for guide in ("members", "coordinators"):
        named |= set(code_in(text_of(guide_in(guide, locale))))
    assert commands_of(locale) - {f"/{say('command.me', locale)}"} <= named


def guide_in(name: str, locale: str) -> Path:
    return ROOT / "docs" / (f"{name}.md" if locale == "en" else f"{name}.{locale}.md")


BUTTONS = {
    "members": (
        "card.in",
        "card.maybe",
        "card.out",
        "card.brief",
        "card.posted",
        "pick.remind_once",
        "pick.undo",
        "remind.posted",
        "remind.day",
        "remind.out",
        "remind.stop",
    ),
    "coordinators": (
        "preview.edit",
        "preview.angles",
        "preview.agree",
        "preview.announce",
        "preview.drop",
    ),
}


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("guide", BUTTONS)
def test_the_guides_call_buttons_by_their_names(guide: str, locale: str) -> None:
    text = text_of(guide_in(guide, locale))
    missing = [key for key in BUTTONS[guide] if f"*{say(key, locale)}*" not in text]
    assert missing == []


SETUP = ("setup_language", "zone", "territory", "channel", "role", "controller")


@pytest.mark.parametrize("locale", LOCALES)
def test_the_guide_names_every_option_of_setup(locale: str) -> None:
    named = code_in(text_of(guide_in("coordinators", locale)))
    assert {say(f"option.{name}", locale) for name in SETUP} <= set(named)


DATES = {
    "en": ("Saturday 5 December 2:30pm", "12/03/2027"),
    "fr": ("samedi 5 décembre 14\u00a0h\u00a030", "12/03/2027"),
    "it": ("sabato 5 dicembre alle 14:30", "12/03/2027"),
}


@pytest.mark.parametrize("locale", LOCALES)
def test_dates_shown_as_examples_are_understood(locale: str) -> None:
    text = " ".join(text_of(guide_in("coordinators", locale)).split(" "))
    for said in DATES[locale]:
        assert said in text.replace("\n", " ")
        assert isinstance(dates.read(said, locale=locale, now=NOW, zone=ZONE), Understood), said


REPLIES = {
    "en": {"count me in, Thursday, on LinkedIn": "in", "maybe": "maybe", "not this time": "out"},
    "fr": {"partante, jeudi, sur LinkedIn": "in", "peut-être": "maybe", "pas cette fois": "out"},
    "it": {"ci sono, giovedì, su LinkedIn": "in", "forse": "maybe", "non questa volta": "out"},
}


@pytest.mark.parametrize("locale", LOCALES)
def test_replies_shown_as_examples_are_understood(locale: str) -> None:
    text = text_of(guide_in("members", locale))
    for said, choice in REPLIES[locale].items():
        assert said in text
        heard = listening.listen(said, locale=locale, now=NOW, zone=ZONE)
        assert heard.choice == choice, said


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
        assert default == str(value), key
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


@pytest.mark.parametrize(("name", "locale"), [("README.md", "en"), ("README.fr.md", "fr")])
def test_the_page_of_the_demo_is_called_as_it_calls_itself(name: str, locale: str) -> None:
    words = text_of(ROOT / "sandbox" / "page" / "texts" / f"{locale}.js")
    said = dict(re.findall(r'^\s+"([\w.]+)": "([^"]+)",$', words, flags=re.MULTILINE))
    for key in ("tour.short", "clock.day", "person.coordinator"):
        assert f"*{said[key]}*" in text_of(ROOT / name), key
    for key in ("preview.agree", "preview.announce", "card.in", "card.posted"):
        assert f"*{say(key, locale)}*" in text_of(ROOT / name), key
