"""Someone of the collective, acting through the sandbox's doors: for tests and scripts."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any, Self

import aiohttp

Json = dict[str, Any]


class Refusal(Exception):
    """A door said no; `error` and `fields` as in docs/sandbox.md."""

    def __init__(self, status: int, body: Json) -> None:
        super().__init__(f"{status} {body.get('error')}: {body.get('text')}")
        self.status = status
        self.error: str = body.get("error", "")
        self.fields: dict[str, str] = body.get("fields", {})
        self.code: int | None = body.get("code")


class Ear:
    """Events as they come; those read are kept in `heard`."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self._socket = socket
        self.heard: list[Json] = []

    async def next(self, wanted: Callable[[Json], bool], timeout: float = 60.0) -> Json:
        """The next event that is wanted; raises TimeoutError."""
        async with asyncio.timeout(timeout):
            while True:
                event: Json = await self._socket.receive_json()
                self.heard.append(event)
                if wanted(event):
                    return event


class Visitor:
    """One person, by handle or id. Each method is one door."""

    def __init__(self, page_url: str, who: str) -> None:
        self._base = page_url.rstrip("/") + "/sandbox"
        self.who = who
        self._session: aiohttp.ClientSession | None = None

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *error: object) -> None:
        await self.close()

    async def close(self) -> None:
        """Close the connections."""
        if self._session is not None:
            await self._session.close()

    async def call(
        self,
        method: str,
        path: str,
        body: Json | None = None,
        query: dict[str, str] | None = None,
    ) -> Json:
        """Any door; raises Refusal."""
        if self._session is None:
            self._session = aiohttp.ClientSession()
        url = self._base + path
        async with self._session.request(method, url, json=body, params=query) as response:
            answer: Json = await response.json()
        if response.status >= 400:
            raise Refusal(response.status, answer)
        return answer

    async def _mine(self, method: str, path: str, body: Json) -> Json:
        return await self.call(method, f"/people/{self.who}{path}", body)

    async def state(self) -> Json:
        """Everything this person sees."""
        return await self.call("GET", "/state", query={"as": self.who})

    async def reads(self, channel: str, limit: int = 50) -> list[Json]:
        """The newest messages of a channel (`dm`: private ones), oldest first."""
        query = {"as": self.who, "limit": str(limit)}
        answer = await self.call("GET", f"/channels/{channel}/messages", query=query)
        return list(answer["messages"])

    async def says(self, channel: str, content: str, **more: Any) -> Json:
        """A message; `reply_to`, `ping`, `attachments`."""
        answer = await self._mine(
            "POST", "/messages", {"channel": channel, "content": content} | more
        )
        return dict(answer["message"])

    async def edits(self, channel: str, message: str, content: str) -> Json:
        """Change one's own message."""
        body = {"channel": channel, "content": content}
        return dict((await self._mine("PATCH", f"/messages/{message}", body))["message"])

    async def deletes(self, channel: str, message: str) -> None:
        """Delete one's own message, or dismiss a private answer."""
        await self._mine("DELETE", f"/messages/{message}", {"channel": channel})

    async def reacts(self, channel: str, message: str, emoji: str) -> None:
        """Add a reaction."""
        body = {"channel": channel, "message": message, "emoji": emoji}
        await self._mine("POST", "/reactions", body)

    async def unreacts(self, channel: str, message: str, emoji: str) -> None:
        """Take a reaction off."""
        body = {"channel": channel, "message": message, "emoji": emoji}
        await self._mine("DELETE", "/reactions", body)

    async def pins(self, channel: str, message: str) -> None:
        """Pin a message, with the right to."""
        await self._mine("POST", "/pins", {"channel": channel, "message": message})

    async def unpins(self, channel: str, message: str) -> None:
        """Unpin a message, with the right to."""
        await self._mine("DELETE", "/pins", {"channel": channel, "message": message})

    async def presses(
        self, channel: str, message: str, custom_id: str, values: list[str] | None = None
    ) -> Json:
        """Press a button, or choose in a select."""
        body: Json = {"channel": channel, "message": message, "custom_id": custom_id}
        if values is not None:
            body["values"] = values
        return await self._mine("POST", "/press", body)

    async def calls(self, channel: str, command: str, **options: Any) -> Json:
        """A slash command."""
        body = {"channel": channel, "command": command, "options": options}
        return await self._mine("POST", "/commands", body)

    async def suggests(self, channel: str, command: str, focused: str, **options: Any) -> Json:
        """What autocomplete offers."""
        body = {"channel": channel, "command": command, "options": options, "focused": focused}
        return await self._mine("POST", "/autocomplete", body)

    async def opens_menu(self, channel: str, command: str, target: str) -> Json:
        """A context menu on a message or person."""
        body = {"channel": channel, "command": command, "target": target}
        return await self._mine("POST", "/menus", body)

    async def submits(self, modal: Json, **values: Any) -> Json:
        """Send a form; `modal` is the one of an outcome."""
        return await self._mine("POST", "/submit", {"modal": modal["id"], "values": values})

    async def changes(self, **fields: Any) -> Json:
        """Language, zone, private messages, roles, nickname."""
        return await self._mine("PATCH", "", fields)

    @asynccontextmanager
    async def listens(self) -> AsyncIterator[Ear]:
        """Hear events from now on."""
        if self._session is None:
            self._session = aiohttp.ClientSession()
        url = f"{self._base}/events"
        async with self._session.ws_connect(url, params={"as": self.who}) as socket:
            yield Ear(socket)

    # The world's own doors, for convenience

    async def moves_clock(self, **how: Any) -> Json:
        """`to=ISO`, `by=seconds`, `speed=number`."""
        return await self.call("POST", "/clock", how)

    async def breaks(self, fault: str, **how: Any) -> Json:
        """A fault."""
        return await self.call("POST", "/faults", {"fault": fault} | how)
