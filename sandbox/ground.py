"""What is there before anything is served: a port that is held, a folder, and so the addresses."""

from __future__ import annotations

import contextlib
import socket
import tempfile
from pathlib import Path

HOST = "127.0.0.1"
#: Connections that wait while the sandbox still loads what it answers with.
BACKLOG = 1024


class Ground:
    """A place on loopback. `port` 0 is any free one; a `folder` of None is a temporary one."""

    def __init__(self, port: int, folder: Path | None) -> None:
        self.port = port
        self.folder = folder or Path()
        self._asked = folder
        self._temporary: tempfile.TemporaryDirectory[str] | None = None
        self.listener: socket.socket | None = None

    def take(self) -> None:
        """Hold the port, so that callers wait for us, and have the folder; raises OSError."""
        listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        try:
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listener.bind((HOST, self.port))
            listener.listen(BACKLOG)
            if self._asked is None:
                self._temporary = tempfile.TemporaryDirectory(prefix="sandbox-")
                self.folder = Path(self._temporary.name)
            else:
                self.folder.mkdir(parents=True, exist_ok=True)
        except BaseException:
            listener.close()
            raise
        self.port, self.listener = listener.getsockname()[1], listener

    def leave(self) -> None:
        """Let go of the port, and of the folder if it was a temporary one."""
        if self.listener is not None:
            self.listener.close()
            self.listener = None
        if self._temporary is not None:
            with contextlib.suppress(OSError):
                self._temporary.cleanup()

    @property
    def page_url(self) -> str:
        """The page, and the beginning of all other addresses."""
        return f"http://{HOST}:{self.port}/"

    @property
    def api_url(self) -> str:
        """For `discord.http.Route.BASE`."""
        return f"{self.page_url}api/v10"

    @property
    def gateway_url(self) -> str:
        """For `discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY`."""
        return f"ws://{HOST}:{self.port}/gateway"

    @property
    def clock_url(self) -> str:
        """The stream of world time."""
        return f"ws://{HOST}:{self.port}/sandbox/clock/stream"
