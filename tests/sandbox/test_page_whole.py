"""Modules and sheets with what they import, in one piece."""

from __future__ import annotations

from pathlib import Path

import pytest

from sandbox.page_files import FOLDER
from sandbox.page_whole import NotWhole, whole


def test_nothing_of_the_page_is_left_out() -> None:
    script, sheet = whole(FOLDER / "main.js"), whole(FOLDER / "styles" / "all.css")
    modules = {path.relative_to(FOLDER).as_posix() for path in FOLDER.rglob("*.js")}
    assert {line[3:] for line in script.splitlines() if line.startswith("// ")} >= modules
    for path in (FOLDER / "styles").glob("*.css"):
        if path.name != "all.css":
            assert path.read_text() in sheet
    assert "@import" not in sheet


def test_each_module_comes_once_and_after_those_that_it_imports(tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    (tmp_path / "main.js").write_text(
        'import { a, one as b } from "./deep/a.js";\nimport { c } from "./c.js";\na(b, c);\n'
    )
    (tmp_path / "deep" / "a.js").write_text(
        'import { c } from "../c.js";\nexport const one = c;\nexport async function a() {}\n'
    )
    (tmp_path / "c.js").write_text("export class c {}\nconst kept = 1;\n")
    assert " ".join(whole(tmp_path / "main.js").split()) == (
        "// c.js const module0 = (() => { class c {} const kept = 1; return { c }; })(); "
        "// deep/a.js const module1 = (() => { const { c } = module0; "
        "const one = c; async function a() {} return { one, a }; })(); "
        "// main.js const module2 = (() => { const { a, one: b } = module1; "
        "const { c } = module0; a(b, c); return { }; })();"
    )


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ('import * as all from "./main.js";', "import * as all"),
        ("export default 3;", "export default"),
        ('import { absent } from "./other.js";', "other.js exports no absent"),
        ('import { a } from "./main.js";\nexport const b = 1;', "main.js, main.js"),
    ],
)
def test_what_it_cannot_put_together_is_said(tmp_path: Path, text: str, named: str) -> None:
    (tmp_path / "main.js").write_text(text + "\n")
    (tmp_path / "other.js").write_text("export const here = 1;\n")
    with pytest.raises(NotWhole, match=named.replace("*", r"\*")):
        whole(tmp_path / "main.js")
