"""The page's static files, with a strict policy of what they may load."""

from __future__ import annotations

import mimetypes
from pathlib import Path

from aiohttp import web

from sandbox.page_whole import whole

FOLDER = Path(__file__).resolve().parent / "page"
#: `ws:` only to the own address, which 'self' covers in current browsers.
POLICY = (
    "default-src 'self'; img-src 'self' blob: data:; object-src 'none'; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'self'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-cache",
}
_NO_PAGE = (
    "The sandbox is running. Its page is not here (sandbox/page/index.html is missing);\n"
    "its doors are described in docs/sandbox.md.\n"
)
_WHOLE = "whole/"
_WITH_IMPORTS = {".js", ".css"}
mimetypes.add_type("text/javascript", ".js")
mimetypes.add_type("text/javascript", ".mjs")


def serve_page(name: str, folder: Path = FOLDER) -> web.Response:
    """A file of the page; never one outside its folder.

    `whole/main.js` is `main.js` with all that it imports, and a style sheet likewise.
    """
    path = (folder / (name.removeprefix(_WHOLE) or "index.html")).resolve()
    wanted = not name.startswith(_WHOLE) or path.suffix in _WITH_IMPORTS
    if not wanted or not path.is_relative_to(folder) or not path.is_file():
        status, text = (200, _NO_PAGE) if not name else (404, "No such file.\n")
        return web.Response(status=status, text=text, headers=HEADERS)
    kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    if kind.startswith("text/") or kind.endswith("json"):
        kind += "; charset=utf-8"
    body = whole(path).encode() if name.startswith(_WHOLE) else path.read_bytes()
    return web.Response(body=body, headers=HEADERS | {"Content-Type": kind})
