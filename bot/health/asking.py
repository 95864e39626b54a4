"""`bot health`: asks the bot that runs on this machine how it is, for containers and scripts."""

import http.client
import ipaddress
import json
from typing import TextIO

from bot.settings import Settings
from bot.words import say

PATIENCE = 5.0


def ask(settings: Settings, locale: str, out: TextIO) -> int:
    """Ask `/readyz` and tell the answer in one line; 0 if it is ready, else 1."""
    port = settings.health.port
    if port is None:
        out.write(say("health.off", locale) + "\n")
        return 1
    host = _reachable(settings.health.address)
    connection = http.client.HTTPConnection(host, port, timeout=PATIENCE)
    try:
        connection.request("GET", "/readyz")
        answer = connection.getresponse()
        told = json.loads(answer.read())
    except (OSError, ValueError, http.client.HTTPException):
        out.write(say("health.silent", locale, where=f"{host}:{port}") + "\n")
        return 1
    finally:
        connection.close()
    if answer.status == http.HTTPStatus.OK:
        out.write(say("health.ready", locale) + "\n")
        return 0
    reasons = ", ".join(str(one) for one in told.get("reasons", ()))
    out.write(say("health.not_ready", locale, reasons=reasons) + "\n")
    return 1


def _reachable(address: str) -> str:
    """Where to knock: a door that listens everywhere is knocked at from inside."""
    if address == "localhost":
        return address
    listening = ipaddress.ip_address(address)
    if not listening.is_unspecified:
        return address
    return "127.0.0.1" if listening.version == 4 else "::1"
