"""Rules for the components of a message, those of old and those of "v2".

Source: Discord's documentation, component reference; and what its machines answer.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import IntEnum

from sandbox.fields import Fields, Json
from sandbox.limits.emoji import read_emoji
from sandbox.limits.urls import BUTTON_MOST, read_url
from sandbox.world.world import World


class Kind(IntEnum):
    """Discord's types of a component."""

    ROW = 1
    BUTTON = 2
    SELECT = 3
    TEXT_INPUT = 4
    USERS = 5
    ROLES = 6
    MENTIONABLES = 7
    CHANNELS = 8
    SECTION = 9
    TEXT = 10
    THUMBNAIL = 11
    GALLERY = 12
    FILE = 13
    SEPARATOR = 14
    CONTAINER = 17
    LABEL = 18
    UPLOAD = 19
    RADIO = 21
    CHECKBOXES = 22
    CHECKBOX = 23


SELECTS = frozenset({Kind.SELECT, Kind.USERS, Kind.ROLES, Kind.MENTIONABLES, Kind.CHANNELS})
IN_ROW = SELECTS | {Kind.BUTTON}
_PLAIN = frozenset({Kind.ROW, Kind.TEXT, Kind.GALLERY, Kind.FILE, Kind.SECTION, Kind.SEPARATOR})
TOP_V2 = _PLAIN | {Kind.CONTAINER}
TOP_V1 = frozenset({Kind.ROW})

MOST_ROWS, MOST_V2, MOST_TEXT, MOST_BUTTONS, MOST_OPTIONS = 5, 40, 4000, 5, 25
LINK, PREMIUM = 5, 6
_MEDIA = ("http", "https", "attachment")
_DEFAULT_KINDS = {
    Kind.USERS: {"user"},
    Kind.ROLES: {"role"},
    Kind.MENTIONABLES: {"user", "role"},
    Kind.CHANNELS: {"channel"},
}


class ComponentReader:
    """Reads the components of one message; `v2` says by which rules."""

    def __init__(self, world: World, *, v2: bool) -> None:
        self._world = world
        self._v2 = v2
        self._custom_ids: set[str] = set()
        self._ids: set[int] = set()
        self._next_id = 1
        self.count = 0
        self.displayed = 0
        self.texts: list[str] = []

    def read(self, fields: Fields) -> list[Json]:
        """The field `components`, as Discord keeps it."""
        most = MOST_V2 if self._v2 else MOST_ROWS
        allowed = TOP_V2 if self._v2 else TOP_V1
        found = [self._component(each, allowed) for each in fields.each("components", most=most)]
        if self._v2 and self.count > MOST_V2:
            text = f"The total number of components cannot exceed {MOST_V2}"
            fields.refuse("components", "COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED", text)
        if self.displayed > MOST_TEXT:
            text = f"The total displayable text size cannot exceed {MOST_TEXT}"
            code = "COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED"
            fields.refuse("components", code, text)
        self._number(found)
        return found

    def _component(self, fields: Fields, allowed: frozenset[Kind]) -> Json:
        self.count += 1
        kind = fields.integer("type", required=True)
        if kind is None:
            return {}
        if kind not in allowed:
            among = ", ".join(str(int(each)) for each in sorted(allowed))
            text = f'Value of field "type" must be one of ({among}).'
            fields.refuse("type", "UNION_TYPE_CHOICES", text)
            return {}
        component: Json = {"type": kind}
        own_id = fields.integer("id", least=0, most=(1 << 31) - 1)
        if own_id:
            if own_id in self._ids:
                text = "Component ids must be unique"
                fields.refuse("id", "COMPONENT_ID_DUPLICATED", text)
            self._ids.add(own_id)
            component["id"] = own_id
        _READERS[Kind(kind)](self, fields, component)
        return component

    def _number(self, components: list[Json]) -> None:
        """Give an id to each component that came without."""
        for component in components:
            if component and "id" not in component:
                while self._next_id in self._ids:
                    self._next_id += 1
                component["id"] = self._next_id
                self._next_id += 1
            self._number(component.get("components", []))
            if "accessory" in component:
                self._number([component["accessory"]])

    def custom_id(self, fields: Fields, component: Json) -> None:
        """A custom id that nothing else in the message has."""
        custom_id = fields.text("custom_id", required=True, least=1, most=100)
        if custom_id is None:
            return
        if custom_id in self._custom_ids:
            text = "Component custom id cannot be duplicated"
            fields.refuse("custom_id", "COMPONENT_CUSTOM_ID_DUPLICATED", text)
        self._custom_ids.add(custom_id)
        component["custom_id"] = custom_id

    def _row(self, fields: Fields, component: Json) -> None:
        children = component["components"] = [
            self._component(each, frozenset(IN_ROW))
            for each in fields.each("components", required=True, least=1, most=MOST_BUTTONS)
        ]
        if len(children) > 1 and any(each.get("type") in SELECTS for each in children):
            code = "COMPONENT_LAYOUT_WIDTH_EXCEEDED"
            text = "Width of a component layout exceeds the maximum: a select stands alone"
            fields.refuse("components", code, text)

    def _button(self, fields: Fields, component: Json) -> None:
        style = fields.integer("style", required=True, choices=range(1, 7))
        component["style"] = style
        label = fields.text("label", most=80)
        emoji = read_emoji(fields, self._world)
        if label:
            component["label"] = label
        if emoji:
            component["emoji"] = emoji
        if style == PREMIUM:
            component["sku_id"] = str(fields.snowflake("sku_id", required=True))
        elif not label and "emoji" not in fields:
            text = "Either label or emoji is required"
            fields.refuse(None, "BUTTON_COMPONENT_LABEL_OR_EMOJI_REQUIRED", text)
        if style == LINK:
            schemes = ("http", "https", "discord")
            component["url"] = read_url(
                fields, "url", required=True, schemes=schemes, most=BUTTON_MOST
            )
        if style in {LINK, PREMIUM}:
            if "custom_id" in fields:
                text = "A custom id and an address or a product exclude each other"
                fields.refuse("custom_id", "BUTTON_COMPONENT_CUSTOM_ID_URL_EXCLUSIVE", text)
        else:
            if "url" in fields:
                text = "A custom id and url cannot both be specified"
                fields.refuse("url", "BUTTON_COMPONENT_CUSTOM_ID_URL_EXCLUSIVE", text)
            self.custom_id(fields, component)
        component["disabled"] = fields.flag("disabled")

    def _select(self, fields: Fields, component: Json) -> None:
        self.custom_id(fields, component)
        read_select(fields, component, self._world)
        component["disabled"] = fields.flag("disabled")

    def _section(self, fields: Fields, component: Json) -> None:
        component["components"] = [
            self._component(each, frozenset({Kind.TEXT}))
            for each in fields.each("components", required=True, least=1, most=3)
        ]
        accessory = fields.within("accessory", required=True)
        if accessory is not None:
            allowed = frozenset({Kind.BUTTON, Kind.THUMBNAIL})
            component["accessory"] = self._component(accessory, allowed)

    def _text(self, fields: Fields, component: Json) -> None:
        content = fields.text("content", required=True, least=1, most=MOST_TEXT) or ""
        component["content"] = content
        self.displayed += len(content)
        self.texts.append(content)

    def _thumbnail(self, fields: Fields, component: Json) -> None:
        _read_media(fields, "media", component, _MEDIA)
        _read_caption(fields, component)

    def _gallery(self, fields: Fields, component: Json) -> None:
        items = component["items"] = []
        for each in fields.each("items", required=True, least=1, most=10):
            item: Json = {}
            _read_media(each, "media", item, _MEDIA)
            _read_caption(each, item)
            items.append(item)

    def _file(self, fields: Fields, component: Json) -> None:
        _read_media(fields, "file", component, ("attachment", "http", "https"))
        component["spoiler"] = fields.flag("spoiler")

    def _separator(self, fields: Fields, component: Json) -> None:
        component["divider"] = fields.flag("divider", default=True)
        component["spacing"] = fields.integer("spacing", choices=(1, 2)) or 1

    def _container(self, fields: Fields, component: Json) -> None:
        component["accent_color"] = fields.integer("accent_color", least=0, most=0xFFFFFF)
        component["spoiler"] = fields.flag("spoiler")
        component["components"] = [
            self._component(each, _PLAIN)
            for each in fields.each("components", required=True, least=1, most=MOST_V2)
        ]


_READERS: dict[Kind, Callable[[ComponentReader, Fields, Json], None]] = {
    Kind.ROW: ComponentReader._row,
    Kind.BUTTON: ComponentReader._button,
    Kind.SECTION: ComponentReader._section,
    Kind.TEXT: ComponentReader._text,
    Kind.THUMBNAIL: ComponentReader._thumbnail,
    Kind.GALLERY: ComponentReader._gallery,
    Kind.FILE: ComponentReader._file,
    Kind.SEPARATOR: ComponentReader._separator,
    Kind.CONTAINER: ComponentReader._container,
    Kind.SELECT: ComponentReader._select,
    Kind.USERS: ComponentReader._select,
    Kind.ROLES: ComponentReader._select,
    Kind.MENTIONABLES: ComponentReader._select,
    Kind.CHANNELS: ComponentReader._select,
}


def read_select(fields: Fields, component: Json, world: World) -> None:
    """What all selects have: how many, a placeholder, their options or what is chosen at first."""
    placeholder = fields.text("placeholder", most=150)
    if placeholder:
        component["placeholder"] = placeholder
    least = fields.integer("min_values", least=0, most=25)
    most = fields.integer("max_values", least=1, most=25)
    component["min_values"] = 1 if least is None else least
    component["max_values"] = 1 if most is None else most
    if component["min_values"] > component["max_values"]:
        text = "min_values must be less than or equal to max_values"
        fields.refuse("min_values", "SELECT_COMPONENT_MIN_VALUES_EXCEEDS_MAX", text)
    if component["type"] == Kind.SELECT:
        component["options"] = read_options(fields, world, most=MOST_OPTIONS)
        _judge_options(fields, component)
    else:
        _read_defaults(fields, component)


def _judge_options(fields: Fields, component: Json) -> None:
    options = component["options"]
    if component["max_values"] > len(options) > 0:
        text = "max_values must be less than or equal to the number of options"
        fields.refuse("max_values", "SELECT_COMPONENT_MAX_VALUES_EXCEEDS_OPTIONS", text)
    if sum(option["default"] for option in options) > component["max_values"]:
        text = "The number of default options exceeds max_values"
        fields.refuse("options", "SELECT_COMPONENT_MAX_DEFAULTS_EXCEEDED", text)


def read_options(fields: Fields, world: World, *, least: int = 1, most: int) -> list[Json]:
    """The options of a select, a radio group, or a group of checkboxes."""
    options: list[Json] = []
    values: set[str] = set()
    for each in fields.each("options", required=True, least=least, most=most):
        label = each.text("label", required=True, least=1, most=100)
        value = each.text("value", required=True, least=1, most=100)
        if value is not None and value in values:
            text = "The specified option value is already used"
            each.refuse("value", "SELECT_COMPONENT_OPTION_VALUE_DUPLICATED", text)
        values.add(value or "")
        option: Json = {"label": label, "value": value, "default": each.flag("default")}
        if "description" in each and (description := each.text("description", most=100)):
            option["description"] = description
        if "emoji" in each and (emoji := read_emoji(each, world)):
            option["emoji"] = emoji
        options.append(option)
    return options


def _read_defaults(fields: Fields, component: Json) -> None:
    kinds = _DEFAULT_KINDS[Kind(component["type"])]
    defaults: list[Json] = []
    for each in fields.each("default_values", most=component["max_values"]):
        chosen = each.snowflake("id", required=True)
        kind = each.text("type", required=True)
        if kind is not None and kind not in kinds:
            text = f"Value must be one of {sorted(kinds)}."
            each.refuse("type", "BASE_TYPE_CHOICES", text)
        defaults.append({"id": str(chosen), "type": kind})
    if defaults:
        component["default_values"] = defaults
    if component["type"] == Kind.CHANNELS and "channel_types" in fields:
        component["channel_types"] = fields.snowflakes("channel_types")


def _read_media(fields: Fields, name: str, into: Json, schemes: tuple[str, ...]) -> None:
    media = fields.within(name, required=True)
    if media is not None:
        url = read_url(media, "url", required=True, schemes=schemes)
        into[name] = {"url": url or ""}


def _read_caption(fields: Fields, into: Json) -> None:
    into["description"] = fields.text("description", most=1024) or None
    into["spoiler"] = fields.flag("spoiler")
