"""Which of our three languages the person's system speaks."""

import locale
import os
from collections.abc import Mapping
from typing import Literal, cast

Tongue = Literal["fr", "en", "it"]

TONGUES: tuple[Tongue, ...] = ("fr", "en", "it")


def system_tongue(environ: Mapping[str, str] | None = None) -> Tongue:
    """The language of the system, in POSIX's order of variables; English if it is another one."""
    environ = os.environ if environ is None else environ
    asked = [environ.get(name, "") for name in ("LC_ALL", "LC_MESSAGES", "LANG")]
    main = next((value for value in asked if value), "")
    if main in ("C", "POSIX") or main.startswith("C."):
        return "en"
    wished = [*environ.get("LANGUAGE", "").split(":"), main or locale.getlocale()[0] or ""]
    known = (word[:2].lower() for word in wished if word[:2].lower() in TONGUES)
    return cast("Tongue", next(known, "en"))
