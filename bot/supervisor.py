"""The word to systemd: ready, alive, stopping. A few datagrams, no library."""

import logging
import os
import socket
from collections.abc import Mapping

from bot.health.vitals import Vitals

log = logging.getLogger(__name__)


class Supervisor:
    """Tells whoever started us how we are, where it asked for that (`NOTIFY_SOCKET`).

    The protocol is that of sd_notify(3): lines of NAME=VALUE in one datagram.
    """

    def __init__(self, environ: Mapping[str, str] | None = None) -> None:
        environ = os.environ if environ is None else environ
        self._address = environ.get("NOTIFY_SOCKET", "")
        watched = environ.get("WATCHDOG_PID", str(os.getpid())) == str(os.getpid())
        self._watched = watched and bool(environ.get("WATCHDOG_USEC"))
        self._ready = False

    def beat(self, vitals: Vitals) -> None:
        """After each sweep: ready at the first one with a connection, alive while it answers.

        A loop that hangs and a connection that is lost for good look alike from outside: no
        word comes, and after `WatchdogSec` we are started again.
        """
        if vitals.stopping or not vitals.connected():
            return
        lines = [] if self._ready else ["READY=1", "STATUS=connected"]
        self._ready = True
        if self._watched:
            lines.append("WATCHDOG=1")
        if lines:
            self._tell(*lines)

    def stopping(self) -> None:
        """What is under way is being finished."""
        self._tell("STOPPING=1", "STATUS=finishing what is under way")

    def _tell(self, *lines: str) -> None:
        if not self._address:
            return
        # A name that begins with @ stands for one in the kernel, without a file.
        address = "\0" + self._address[1:] if self._address.startswith("@") else self._address
        try:
            with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_CLOEXEC) as line:
                line.setblocking(False)
                line.connect(address)
                line.send("\n".join(lines).encode())
        except OSError as error:
            log.warning("the supervisor could not be told: %s", error.strerror or error)
