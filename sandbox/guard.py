"""The sandbox's own doors answer only those who came by its own address."""

from __future__ import annotations

from urllib.parse import urlsplit

from aiohttp import web

_LOOPBACK = ("127.0.0.1", "localhost", "[::1]")


def is_foreign(request: web.BaseRequest, port: int) -> bool:
    """Whether Host or Origin name another place (rebinding, pages of other sites)."""
    hosts = {f"{name}:{port}" for name in _LOOPBACK}
    if request.headers.get("Host", "").lower() not in hosts:
        return True
    origin = request.headers.get("Origin")
    if origin is not None:
        parts = urlsplit(origin)
        if parts.scheme != "http" or parts.netloc.lower() not in hosts:
            return True
    return request.headers.get("Sec-Fetch-Site") == "cross-site"
