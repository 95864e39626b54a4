"""The gateway: who is connected, who may be, and what each session is sent."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable
from typing import Any

from aiohttp import web

from sandbox.fields import whole_number
from sandbox.gateway import connection as wire
from sandbox.gateway.chunks import member_chunks
from sandbox.gateway.connection import Connection
from sandbox.gateway.events import Event, events_for, guild_create
from sandbox.gateway.intents import KNOWN, Intent, disallowed
from sandbox.gateway.session import RESUMABLE_FOR, Session, encode
from sandbox.shapes.users import application_flags, own_user_json
from sandbox.world.changes import BotStatusChanged, Change
from sandbox.world.world import World

_log = logging.getLogger(__name__)
Json = dict[str, Any]

#: Identifies in a day (documentation: session start limit).
DAILY_IDENTIFIES = 1000
VERSIONS = {"8", "9", "10"}
#: Intents that change what an event says, not only whether it comes.
_SHAPING = Intent.MESSAGE_CONTENT | Intent.GUILD_MEMBERS | Intent.GUILD_PRESENCES


class Hub:
    """All sessions. `judge` sees every event before it leaves (Discord's own description)."""

    def __init__(
        self,
        world: World,
        *,
        heartbeat: float = 41.25,
        judge: Callable[[str, Json], None] | None = None,
    ) -> None:
        self.world = world
        self.heartbeat = heartbeat
        self.monotonic = time.monotonic
        self.identifies_left = DAILY_IDENTIFIES
        self._judge = judge
        self._sessions: dict[str, Session] = {}
        self._connections: set[Connection] = set()
        self._deaf = 0
        self._shut_until = 0.0
        self._unlisten = world.listen(self._on_change)

    # For the rest of the sandbox

    @property
    def online(self) -> bool:
        """Whether the bot is connected and ready."""
        return any(session.connection is not None for session in self._sessions.values())

    @property
    def reachable(self) -> bool:
        """Whether an event would reach the bot now or when it resumes."""
        self._forget_old()
        return bool(self._sessions)

    @property
    def sessions(self) -> list[Session]:
        """The sessions that are connected or can be resumed."""
        self._forget_old()
        return list(self._sessions.values())

    def note(self, text: str) -> None:
        """Log something that was refused."""
        _log.warning("%s", text)

    # Faults

    def drop(self, code: int | None = None, seconds: float = 0.0) -> None:
        """Cut all connections (with a close code if given); take none for so many seconds."""
        self._shut_until = self.monotonic() + seconds
        for each in tuple(self._connections):
            each.cut() if code is None else each.end(code)

    def ask_reconnect(self) -> None:
        """Op 7 to all."""
        for each in tuple(self._connections):
            each.send_op(7)

    def invalidate(self, *, resumable: bool) -> None:
        """Op 9 to all; unless resumable the sessions are gone."""
        for each in tuple(self._connections):
            each.send_op(9, resumable)
        if not resumable:
            for session in self._sessions.values():
                if session.connection is not None:
                    session.connection.session = None
            self._sessions.clear()
            self.world.tell(BotStatusChanged())

    def be_deaf(self, times: int) -> None:
        """Leave the next heartbeats without answer."""
        self._deaf = times

    def swallow_heartbeat(self) -> bool:
        """Whether this heartbeat gets no answer."""
        if self._deaf > 0:
            self._deaf -= 1
            return True
        return False

    # The websocket

    async def serve(self, request: web.BaseRequest) -> web.StreamResponse:
        """Take a bot's connection."""
        if self.monotonic() < self._shut_until:
            return web.Response(status=503, text="The gateway is shut by a fault.")
        query = request.query
        if query.get("encoding", "json") != "json":
            return web.Response(status=501, text="The sandbox does not do this: encoding=etf.")
        socket = web.WebSocketResponse(compress=False, max_msg_size=1 << 16, timeout=1.0)
        await socket.prepare(request)
        # What asks for another compression gets plain text, which clients take as well.
        compress = query.get("compress") == "zlib-stream"
        connection = Connection(self, socket, request.transport, compress=compress)
        if query.get("v", "10") not in VERSIONS:
            await socket.close(code=wire.INVALID_VERSION)
            return socket
        self._connections.add(connection)
        await connection.run()
        return socket

    async def close(self) -> None:
        """End all connections, as at the end of the world."""
        self._unlisten()
        for each in tuple(self._connections):
            each.end(1001)
        await asyncio.gather(*(each.gone.wait() for each in tuple(self._connections)))

    def left(self, connection: Connection, code: int | None) -> None:
        """A connection has ended; its session waits for a resume unless it was closed for good."""
        self._connections.discard(connection)
        session = connection.session
        if session is None or session.connection is not connection:
            return
        session.connection = None
        session.left_at = self.monotonic()
        closed_by_bot = connection.close_code is None and code in {1000, 1001}
        if closed_by_bot or connection.close_code in {wire.INVALID_SEQ, wire.TIMED_OUT}:
            self._sessions.pop(session.id, None)
        self.world.tell(BotStatusChanged())

    # Identify and resume

    def identify(self, connection: Connection, data: Json) -> None:
        """Op 2: READY and the servers, or a close code that says why not."""
        if data.get("token") != self.world.application.token:
            return connection.end(wire.AUTH_FAILED)
        intents = whole_number(data.get("intents"))
        if intents is None or intents < 0 or intents & ~KNOWN:
            return connection.end(wire.INVALID_INTENTS)
        if disallowed(intents, self.world.application.privileged):
            return connection.end(wire.DISALLOWED_INTENTS)
        shard = _read_shard(data.get("shard"))
        if shard is None:
            return connection.end(wire.INVALID_SHARD)
        self.identifies_left = max(self.identifies_left - 1, 0)
        session = Session(intents, shard)
        session.connection, connection.session = connection, session
        self._forget_old()
        self._sessions[session.id] = session
        self._greet(session)
        self.world.tell(BotStatusChanged())
        return None

    def _greet(self, session: Session) -> None:
        world = self.world
        mine = [
            guild
            for guild in world.guilds.values()
            if world.bot.id in guild.members and session.serves(guild.id)
        ]
        ready: Json = {
            "v": 10,
            "user": own_user_json(world.bot),
            "guilds": [{"id": str(guild.id), "unavailable": True} for guild in mine],
            "session_id": session.id,
            "session_type": "normal",
            "resume_gateway_url": self.resume_url,
            "shard": list(session.shard),
            "application": {
                "id": str(world.application.id),
                "flags": application_flags(world.application),
            },
            "private_channels": [],
            "relationships": [],
            "presences": [],
            "user_settings": {},
            "_trace": ["sandbox"],
        }
        session.send("READY", encode(ready))
        for guild in mine:
            self._deliver(guild_create(world, guild.id), session)

    @property
    def resume_url(self) -> str:
        """Where to connect again; the same place."""
        return self.world.base_url.replace("http://", "ws://", 1) + "/gateway"

    def resume(self, connection: Connection, data: Json) -> None:
        """Op 6: what was missed, or op 9 when the session is gone."""
        if data.get("token") != self.world.application.token:
            return connection.end(wire.AUTH_FAILED)
        self._forget_old()
        session = self._sessions.get(str(data.get("session_id")))
        sequence = whole_number(data.get("seq"))
        if session is None or sequence is None:
            return connection.send_op(9, data=False)
        if not session.can_resume_from(sequence):
            self._sessions.pop(session.id, None)
            return connection.end(wire.INVALID_SEQ)
        old = session.connection
        session.connection, connection.session = connection, session
        session.left_at = None
        if old is not None:
            old.end(wire.UNKNOWN)
        session.replay(sequence)
        self.world.tell(BotStatusChanged())
        return None

    def _forget_old(self) -> None:
        now = self.monotonic()
        for session in list(self._sessions.values()):
            if session.left_at is not None and now - session.left_at > RESUMABLE_FOR:
                del self._sessions[session.id]

    # Sending

    def send_members(self, session: Session, data: Json) -> None:
        """Op 8: members in chunks."""
        for chunk in member_chunks(self.world, session, data):
            if self._judge is not None:
                self._judge("GUILD_MEMBERS_CHUNK", chunk)
            session.send("GUILD_MEMBERS_CHUNK", encode(chunk))

    def _on_change(self, change: Change) -> None:
        if self._sessions:
            for event in events_for(self.world, change):
                self._deliver(event, *self._sessions.values())

    def _deliver(self, event: Event, *sessions: Session) -> None:
        made: dict[int, str] = {}
        for session in sessions:
            if not session.takes(event.intent) or not session.serves(event.guild_id):
                continue
            key = session.intents & _SHAPING
            text = made.get(key)
            if text is None:
                body = event.body(session.intents)
                if self._judge is not None:
                    self._judge(event.name, body)
                text = made[key] = encode(body)
            session.send(event.name, text)


def _read_shard(value: object) -> tuple[int, int] | None:
    if value is None:
        return 0, 1
    if not isinstance(value, list) or len(value) != 2:
        return None
    number, count = whole_number(value[0]), whole_number(value[1])
    if number is None or count is None or not 0 <= number < count <= 1024:
        return None
    return number, count
