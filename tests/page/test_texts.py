"""The page's own words: complete in three languages, with their typography."""

import re
from pathlib import Path

PAGE = Path(__file__).resolve().parents[2] / "sandbox" / "page"
LANGUAGES = ("fr", "en", "it")
ENTRY = re.compile(r'^  "([\w.]+)": "((?:[^"\\]|\\.)*)",$', re.MULTILINE)
PLURAL = ("one", "other")


def texts(language: str) -> dict[str, str]:
    source = (PAGE / "texts" / f"{language}.js").read_text("utf-8")
    return dict(ENTRY.findall(source))


def used() -> set[str]:
    """Every key that the code names in full."""
    found: set[str] = set()
    for path in PAGE.glob("*.js"):
        source = path.read_text("utf-8")
        found |= set(re.findall(r'\bt\(\s*"([\w.]+)"', source))
        found |= {
            f"{key}.{form}"
            for key in re.findall(r'\bt\.count\(\s*"([\w.]+)"', source)
            for form in PLURAL
        }
    return found


def test_the_three_languages_have_the_same_keys() -> None:
    french, english, italian = (set(texts(language)) for language in LANGUAGES)
    assert french == english == italian
    assert len(english) > 150


def test_every_word_that_the_code_asks_for_is_there() -> None:
    assert used() - set(texts("en")) == set()


BUILT = ("door.", "field.", "tour.", "trouble.", "clock.", "bot.", "hello.", "typing.", "failed.")
"""Keys that the code puts together from parts."""


def test_every_word_is_used() -> None:
    code = "".join(path.read_text("utf-8") for path in PAGE.glob("*.js"))
    plain = (re.sub(r"\.(?:one|other)$", "", key) for key in texts("en"))
    assert [key for key in plain if not key.startswith(BUILT) and f'"{key}"' not in code] == []


def test_blanks_are_the_same_in_every_language() -> None:
    blanks = {
        language: {
            key: sorted(re.findall(r"\{\w+\}", text)) for key, text in texts(language).items()
        }
        for language in LANGUAGES
    }
    assert blanks["fr"] == blanks["en"] == blanks["it"]


def test_french_spaces_and_apostrophes() -> None:
    wrong = [
        text
        for text in texts("fr").values()
        if "'" in text
        or re.search(r"(?<!\\u202f)[;!?»](?!\w)|«(?!\\u202f)|(?<![\d])(?<!\\u00a0):(?=\s|$)", text)
    ]
    assert wrong == []


def test_nothing_in_the_page_reads_text_as_markup() -> None:
    sources = {path.name: path.read_text("utf-8") for path in PAGE.glob("**/*.js")}
    forbidden = re.compile(
        r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function"
    )
    assert [name for name, source in sources.items() if forbidden.search(source)] == []
    html = (PAGE / "index.html").read_text("utf-8")
    assert not re.search(r"https?://|\son\w+=|<style|style=|<script>", html)
