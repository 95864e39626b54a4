"""Bodies of requests: JSON, or JSON with files beside it."""

from __future__ import annotations

import json
import re
from typing import Any

from aiohttp import BodyPartReader, MultipartReader, web

from sandbox.limits.files import Upload, Uploads
from sandbox.refusals import Refused, refuse

#: Bytes of a whole request (documentation: code 40005).
MOST_BYTES = 25 * 1024 * 1024
_FILE = re.compile(r"files\[(\d{1,3})\]")


def parse_json(data: bytes | str) -> Any:
    """The JSON of a body; raises 50109 for what is none."""
    try:
        return json.loads(data)
    except (ValueError, RecursionError) as error:
        raise refuse(50109) from error


async def read_body(request: web.BaseRequest) -> tuple[Any, Uploads]:
    """The JSON and the files of a request."""
    if not request.can_read_body:
        return None, {}
    if request.content_type.startswith("multipart/"):
        try:
            return await _read_multipart(request)
        except (ValueError, AssertionError, RuntimeError, KeyError) as error:
            raise refuse(50109) from error
    try:
        data = await request.read()
    except web.HTTPRequestEntityTooLarge as error:
        raise refuse(40005) from error
    if not data:
        return None, {}
    if request.content_type != "application/json":
        text = "Expected \"Content-Type\" header to be one of {'application/json'}."
        raise Refused(400, 50035, "Invalid Form Body", errors=_content_type(text))
    return parse_json(data), {}


def _content_type(text: str) -> dict[str, Any]:
    return {"_errors": [{"code": "CONTENT_TYPE_INVALID", "message": text}]}


async def _read_multipart(request: web.BaseRequest) -> tuple[Any, Uploads]:
    reader = await request.multipart()
    payload: Any = None
    fields: dict[str, str] = {}
    uploads: Uploads = {}
    total = 0
    async for part in reader:
        if isinstance(part, MultipartReader) or not isinstance(part, BodyPartReader):
            raise refuse(50109)
        data = await part.read(decode=True)
        total += len(data)
        if total > MOST_BYTES:
            raise refuse(40005)
        name = part.name or ""
        match = _FILE.fullmatch(name)
        if match or name == "file":
            index = int(match[1]) if match else 0
            uploads[index] = Upload(part.filename or "unknown", bytes(data))
        elif name == "payload_json":
            payload = parse_json(bytes(data))
        else:
            fields[name] = bytes(data).decode("utf-8", "replace")
    return payload if payload is not None else fields, uploads
