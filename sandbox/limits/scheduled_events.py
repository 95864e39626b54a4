"""Rules for a server's scheduled events (documentation: resources/guild-scheduled-event)."""

from __future__ import annotations

from sandbox.fields import Fields
from sandbox.refusals import not_done, refuse
from sandbox.world.channels import ChannelType
from sandbox.world.nouns import Guild, ScheduledEvent
from sandbox.world.world import World

MOST_OPEN = 100
STAGE, VOICE, EXTERNAL = 1, 2, 3
SCHEDULED, ACTIVE, DONE, CANCELLED = 1, 2, 3, 4
_NEXT = {SCHEDULED: {ACTIVE, CANCELLED}, ACTIVE: {DONE}, DONE: set(), CANCELLED: set()}
_CHANNEL_KINDS = {STAGE: ChannelType.STAGE, VOICE: ChannelType.VOICE}


def read_new(world: World, guild: Guild, fields: Fields, creator_id: int) -> ScheduledEvent:
    """A new event, judged. Raises 50035, 30038 (too many)."""
    if sum(e.status in {SCHEDULED, ACTIVE} for e in guild.scheduled_events.values()) >= MOST_OPEN:
        raise refuse(30038)
    fields.integer("privacy_level", required=True, choices=(2,))
    start = fields.moment("scheduled_start_time", required=True)
    event = ScheduledEvent(
        id=0,
        guild_id=guild.id,
        creator_id=creator_id,
        name=fields.text("name", required=True, least=1, most=100) or "",
        entity_type=fields.integer("entity_type", required=True, choices=(1, 2, 3)) or EXTERNAL,
        start=start or world.clock.now(),
    )
    _read_rest(fields, event)
    _judge(world, guild, fields, event, starts_anew=start is not None)
    fields.errors.check()
    event.id = world.ids.next()
    return event


def read_change(
    world: World, guild: Guild, fields: Fields, event: ScheduledEvent
) -> ScheduledEvent:
    """The event as it will be, judged. Raises 50035, 180000 (finished)."""
    if event.status in {DONE, CANCELLED}:
        raise refuse(180000)
    changed = ScheduledEvent(
        id=event.id,
        guild_id=event.guild_id,
        creator_id=event.creator_id,
        name=fields.text("name", least=1, most=100) or event.name,
        entity_type=fields.integer("entity_type", choices=(1, 2, 3)) or event.entity_type,
        start=fields.moment("scheduled_start_time") or event.start,
        end=event.end,
        description=event.description,
        channel_id=event.channel_id,
        location=event.location,
        status=event.status,
        image=event.image,
        interested=event.interested,
    )
    _read_rest(fields, changed)
    status = fields.integer("status", choices=(1, 2, 3, 4))
    if status is not None and status != event.status:
        if status not in _NEXT[event.status]:
            code = "GUILD_SCHEDULED_EVENT_STATUS_INVALID"
            fields.refuse("status", code, "Invalid Guild Scheduled Event Status Transition")
        changed.status = status
    _judge(world, guild, fields, changed, starts_anew=changed.start != event.start)
    fields.errors.check()
    return changed


def _read_rest(fields: Fields, event: ScheduledEvent) -> None:
    if fields.data.get("recurrence_rule"):
        raise not_done("recurring scheduled events")
    if fields.given("description"):
        event.description = fields.text("description", most=1000)
    if fields.given("scheduled_end_time"):
        event.end = fields.moment("scheduled_end_time")
    if fields.given("channel_id"):
        event.channel_id = fields.snowflake("channel_id")
    metadata = fields.within("entity_metadata")
    if metadata is not None:
        event.location = metadata.text("location", least=1, most=100)
    if fields.given("image"):
        event.image = fields.text("image")
        if event.image and not event.image.startswith("data:image/"):
            fields.refuse("image", "IMAGE_INVALID", "Invalid image data")


def _judge(
    world: World, guild: Guild, fields: Fields, event: ScheduledEvent, *, starts_anew: bool
) -> None:
    if starts_anew and event.start <= world.clock.now():
        code = "GUILD_SCHEDULED_EVENT_SCHEDULE_PAST"
        fields.refuse("scheduled_start_time", code, "Cannot schedule event in the past.")
    if event.end is not None and event.end <= event.start:
        code = "GUILD_SCHEDULED_EVENT_SCHEDULE_INVALID"
        fields.refuse("scheduled_end_time", code, "The end must be after the start.")
    if event.entity_type == EXTERNAL:
        event.channel_id = None
        if event.end is None:
            fields.refuse("scheduled_end_time", "BASE_TYPE_REQUIRED", "This field is required")
        if not event.location:
            fields.refuse("entity_metadata", "BASE_TYPE_REQUIRED", "This field is required")
        return
    event.location = None
    channel = guild.channels.get(event.channel_id or 0)
    if channel is None or channel.kind != _CHANNEL_KINDS[event.entity_type]:
        text = "The channel must be a voice or stage channel, as the kind of event says."
        fields.refuse("channel_id", "GUILD_SCHEDULED_EVENT_CHANNEL_INVALID", text)
