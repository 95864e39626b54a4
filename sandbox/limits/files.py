"""Files that come with a message: how many, how large, which of them are kept."""

from __future__ import annotations

import mimetypes
import re
import struct
from dataclasses import dataclass
from urllib.parse import quote

from sandbox.fields import Fields, Json, whole_number
from sandbox.refusals import refuse
from sandbox.world.channels import Channel
from sandbox.world.messages import Attachment
from sandbox.world.world import World

MOST_FILES = 10
#: Bytes of one file (documentation: 10 MiB without boosts).
MOST_BYTES = 10 * 1024 * 1024
_UNSAFE = re.compile(r"[^\w.\-]+")


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it came in."""

    filename: str
    body: bytes


Uploads = dict[int, Upload]


def read_attachments(
    world: World,
    channel: Channel,
    fields: Fields,
    uploads: Uploads,
    kept: list[Attachment] | None = None,
) -> list[Attachment]:
    """The files of a message: those that stay and those that come (`files[n]` by their n).

    Without the field `attachments` everything that is there stays and everything that came is
    added.
    """
    for upload in uploads.values():
        if len(upload.body) > MOST_BYTES:
            raise refuse(50045)
    if not fields.given("attachments"):
        new = [store(world, channel, upload) for _, upload in sorted(uploads.items())]
        found = [*(kept or []), *new]
    else:
        by_id = {each.id: each for each in kept or []}
        found = [
            attachment
            for each in fields.each("attachments", most=MOST_FILES)
            if (attachment := _attachment(world, channel, each, uploads, by_id)) is not None
        ]
    if len(found) > MOST_FILES:
        text = f"Must be {MOST_FILES} or fewer in length."
        fields.refuse("attachments", "BASE_TYPE_MAX_LENGTH", text)
    return found


def _attachment(
    world: World, channel: Channel, fields: Fields, uploads: Uploads, kept: dict[int, Attachment]
) -> Attachment | None:
    number = whole_number(fields.data.get("id"))
    if number is None:
        fields.refuse("id", "BASE_TYPE_REQUIRED", "This field is required")
        return None
    description = fields.text("description", most=1024)
    if number in kept:
        attachment = kept[number]
        if fields.given("description"):
            attachment.description = description
        return attachment
    upload = uploads.get(number)
    if upload is None:
        text = "The referenced attachment was not found in the request"
        fields.refuse(None, "ATTACHMENT_NOT_FOUND", text)
        return None
    name = fields.text("filename") or upload.filename
    attachment = store(world, channel, Upload(name, upload.body))
    attachment.description = description
    attachment.title = fields.text("title", most=1024)
    return attachment


def store(world: World, channel: Channel, upload: Upload) -> Attachment:
    """Keep a file and give it an address."""
    name = _UNSAFE.sub("_", upload.filename).strip("._")[-200:] or "unknown"
    attachment_id = world.ids.next()
    width, height = picture_size(upload.body)
    kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
    attachment = Attachment(
        id=attachment_id,
        filename=name,
        size=len(upload.body),
        content_type=kind,
        url=f"{world.base_url}/attachments/{channel.id}/{attachment_id}/{quote(name)}",
        body=upload.body,
        width=width,
        height=height,
    )
    world.attachments[attachment_id] = attachment
    return attachment


def picture_size(body: bytes) -> tuple[int | None, int | None]:
    """Width and height in pixels of a PNG, GIF or JPEG; None for anything else."""
    if body.startswith(b"\x89PNG\r\n\x1a\n") and len(body) >= 24:
        return struct.unpack(">II", body[16:24])
    if body[:6] in {b"GIF87a", b"GIF89a"} and len(body) >= 10:
        return struct.unpack("<HH", body[6:10])
    if body.startswith(b"\xff\xd8"):
        return _jpeg_size(body)
    return None, None


def _jpeg_size(body: bytes) -> tuple[int | None, int | None]:
    place = 2
    while place + 9 <= len(body) and body[place] == 0xFF:
        marker, length = body[place + 1], struct.unpack(">H", body[place + 2 : place + 4])[0]
        if 0xC0 <= marker <= 0xCF and marker not in {0xC4, 0xC8, 0xCC}:
            height, width = struct.unpack(">HH", body[place + 5 : place + 9])
            return width, height
        place += 2 + max(length, 2)
    return None, None


def resolve_media(
    world: World, components: list[Json], attachments: list[Attachment], fields: Fields
) -> None:
    """Put the addresses of attached files in the place of `attachment://name` in components."""
    by_name = {each.filename: each for each in attachments}
    for component in components:
        for holder in (component, *component.get("items", ())):
            for key in ("media", "file"):
                if key in holder:
                    _resolve(world, holder[key], by_name, fields)
                    if key == "file":
                        _name_file(holder, attachments)
        resolve_media(world, component.get("components", []), attachments, fields)
        if "accessory" in component:
            resolve_media(world, [component["accessory"]], attachments, fields)


def _resolve(world: World, media: Json, by_name: dict[str, Attachment], fields: Fields) -> None:
    url = media["url"]
    if not url.startswith("attachment://"):
        media |= {"id": str(world.ids.next()), "proxy_url": url}
        return
    attachment = by_name.get(url.removeprefix("attachment://"))
    if attachment is None:
        text = "The referenced attachment was not found in the request"
        fields.refuse("components", "COMPONENT_ATTACHMENT_NOT_FOUND", text)
        return
    media |= {
        "id": str(world.ids.next()),
        "url": attachment.url,
        "proxy_url": attachment.url,
        "width": attachment.width,
        "height": attachment.height,
        "content_type": attachment.content_type,
        "attachment_id": str(attachment.id),
    }


def _name_file(component: Json, attachments: list[Attachment]) -> None:
    for attachment in attachments:
        if attachment.url == component["file"]["url"]:
            component["name"] = attachment.filename
            component["size"] = attachment.size
